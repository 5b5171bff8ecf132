import { type MemberPage, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { h5Openid } from '../_actions/identity';
import type { Handler } from '../_actions/outcomes';
import { figuresOf } from '../_books/pages/read';
import { emptyWallet } from '../_books/wallet';
import { rankName } from '../_plans/ranks';
import { _ } from '../_platform/cloud';
import {
  afterSales,
  audit,
  identities,
  members,
  orders,
  sessions,
  shops,
  wallets,
  withdrawals,
} from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { memberRow } from './memberRows';

/** How far up the line is shown, and how many of each list: the whole lists have pages of their own. */
const STEPS_UP = 5;
const NEWEST = 3;
const NEWEST_NOTES = 10;
const MOST_SESSIONS = 20;
const TERMS = ['service', 'privacy'] as const;

/** What the staff does with a member that is told on the member's page. */
const NOTED = [
  'admin.blockMember',
  'admin.blockWithdrawals',
  'admin.endMemberSession',
  'admin.viewMemberPhone',
  'admin.viewPayee',
  'admin.proposeAdjustment',
  'admin.proposeReferrer',
  'admin.proposeReversal',
  'admin.setRole',
  'wallet.viewOf',
  'wallet.statementOf',
  'wallet.explainOf',
];

/** The line up from a member, the nearest first: one request, a look-up for each step, and one more to see if it goes on. */
async function lineUp({ referrerId }: MemberDocument): Promise<Pick<MemberPage, 'referrers' | 'hasMoreAbove'>> {
  if (referrerId === null) return { referrers: [], hasMoreAbove: false };
  const [row] = await members.aggregate((pipeline) => {
    let steps = pipeline.match({ _id: referrerId });
    for (let step = 1; step <= STEPS_UP; step += 1)
      steps = steps.lookup({
        from: members.name,
        localField: step === 1 ? 'referrerId' : `up${step - 1}.referrerId`,
        foreignField: '_id',
        as: `up${step}`,
      });
    const shown = { _id: true, nickname: true, joinDay: true };
    return steps.project({
      ...shown,
      ...Object.fromEntries(Array.from({ length: STEPS_UP }, (_none, at) => [`up${at + 1}`, shown])),
    });
  });
  if (!row) return { referrers: [], hasMoreAbove: false };
  const found = row as unknown as Record<string, unknown>;
  const line = [row, ...Array.from({ length: STEPS_UP }, (_none, at) => (found[`up${at + 1}`] as unknown[])[0])];
  const known = line.filter((one) => one !== undefined) as Pick<MemberDocument, '_id' | 'nickname' | 'joinDay'>[];
  return {
    referrers: known.slice(0, STEPS_UP).map(({ _id, nickname, joinDay }) => ({ memberId: _id, nickname, joinDay })),
    hasMoreAbove: known.length > STEPS_UP,
  };
}

/** The newest orders, withdrawals and cases of a member. */
async function newestOf(memberId: string): Promise<Pick<MemberPage, 'orders' | 'withdrawals' | 'cases'>> {
  const [bought, drawn, asked] = await Promise.all([
    orders.find(
      { memberId, isPlaced: true },
      {
        orderBy: [['placedAtMs', 'desc']],
        limit: NEWEST,
        fields: { orderNo: true, state: true, placedAtMs: true, cashFen: true, 'lines.title': true },
      },
    ),
    withdrawals.find({ memberId }, { orderBy: [['atMs', 'desc']], limit: NEWEST }),
    afterSales.find(
      { memberId },
      {
        orderBy: [['askedAtMs', 'desc']],
        limit: NEWEST,
        fields: { kind: true, state: true, orderNo: true, askedAtMs: true },
      },
    ),
  ]);
  return {
    orders: bought.map(({ _id, orderNo, state, placedAtMs, cashFen, lines }) => ({
      orderId: _id,
      orderNo,
      state,
      placedAtMs,
      cashFen,
      first: lines[0]?.title ?? '',
    })),
    withdrawals: drawn.map(({ _id, state, atMs, amountFen }) => ({ withdrawalId: _id, state, atMs, amountFen })),
    cases: asked.map(({ _id, kind, state, orderNo, askedAtMs }) => ({ caseId: _id, kind, state, orderNo, askedAtMs })),
  };
}

/** Where a member is signed in. */
async function devicesOf(memberId: string): Promise<Pick<MemberPage, 'sessions' | 'wechatBoundAtMs'>> {
  const [found, [wechat]] = await Promise.all([
    sessions.find({ openid: h5Openid(memberId) }, { orderBy: [['expiresAt', 'desc']], limit: MOST_SESSIONS }),
    identities.find({ memberId }, { limit: 1 }),
  ]);
  return {
    sessions: found.map(({ _id, device, beganAtMs, seenDay }) => ({
      sessionId: _id,
      device: device ?? null,
      beganAtMs: beganAtMs ?? null,
      seenDay: seenDay ?? null,
    })),
    wechatBoundAtMs: wechat ? (wechat.boundAtMs ?? 0) : null,
  };
}

/** Every version that was agreed to, with its moment. */
const consentsOf = ({ accepted, agreed = {} }: MemberDocument): MemberPage['consents'] => ({
  terms: TERMS.flatMap((term) => (agreed[term] ?? []).map((one) => ({ term, ...one }))),
  plans: PLAN_KINDS.flatMap((plan) => (accepted[plan] ?? []).map((one) => ({ plan, ...one }))),
});

/** What was done with a member, and who blocked one, by name. */
async function notesOf({
  _id: memberId,
  blockedAtMs,
  blockedBy,
}: MemberDocument): Promise<Pick<MemberPage, 'log' | 'blocked'>> {
  const found = await audit.find(
    { 'details.memberId': memberId, action: _.in(NOTED) },
    { orderBy: [['atMs', 'desc']], limit: NEWEST_NOTES },
  );
  const actors = [...found.map((one) => one.memberId), ...(blockedBy ? [blockedBy.memberId] : [])];
  const named = actors.length > 0 ? await members.getMany(actors, { nickname: true }) : [];
  const nameOf = (id: string) => named.find(({ _id }) => _id === id)?.nickname ?? '';
  return {
    log: found.map(({ _id, action, atMs, memberId: byId, details }) => ({
      noteId: _id,
      action,
      atMs,
      byName: nameOf(byId),
      reason: typeof details.reason === 'string' ? details.reason : '',
    })),
    blocked:
      blockedAtMs && blockedBy
        ? { atMs: blockedAtMs, reason: blockedBy.reason, byName: nameOf(blockedBy.memberId) }
        : null,
  };
}

export const viewMember: Handler<'admin.viewMember'> = async ({ memberId }) => {
  const member = await members.get(memberId);
  if (!member) return refuse('member/unknown', { memberId });
  const { shopId, closing } = member;
  const [wallet, figures, shop, line, newest, devices, notes] = await Promise.all([
    wallets.get(memberId),
    figuresOf([member]),
    shopId === null ? null : shops.getFields(shopId, { name: true }),
    lineUp(member),
    newestOf(memberId),
    devicesOf(memberId),
    notesOf(member),
  ]);
  const { level, levelFromFen, isDrawingBlocked } = wallet ?? emptyWallet(memberId);
  const rank = figures.get(memberId)?.rank ?? 0;
  return done({
    ...memberRow(member),
    inviteCode: member.inviteCode,
    shop: shopId === null ? null : { shopId, name: shop?.name ?? '' },
    isDrawingBlocked: isDrawingBlocked ?? false,
    closingDueAtMs: closing?.dueAtMs ?? null,
    level,
    levelFromFen,
    rank,
    rankName: rankName(rank),
    consents: consentsOf(member),
    ...line,
    ...devices,
    ...newest,
    ...notes,
  });
};
