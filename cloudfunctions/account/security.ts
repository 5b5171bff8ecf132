import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { isWechat } from '../_actions/identity';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { audit, identities, loginPasswords } from '../_store/collections';
import type { AuditDocument, MemberDocument } from '../_store/documents';
import { listPage } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { tellSecurityAfter } from './tellSecurity';

const DAY_MS = 86_400_000;
const COUNTED_DAYS = 30;
/** More than so many looks are not counted. */
const MOST_COUNTED = 99;
const TERMS = ['service', 'privacy'] as const;

/** The looks that are written down: whose staff, and at what. */
const LOOKS = {
  'admin.viewShippingAddress': { by: 'platform', what: 'address' },
  'admin.viewAnswers': { by: 'platform', what: 'answers' },
  'admin.viewApplication': { by: 'platform', what: 'application' },
  'admin.viewPayee': { by: 'platform', what: 'payee' },
  'admin.listPayees': { by: 'platform', what: 'payee' },
  'admin.viewMemberPhone': { by: 'platform', what: 'phone' },
  'wallet.viewOf': { by: 'platform', what: 'wallet' },
  'wallet.statementOf': { by: 'platform', what: 'wallet' },
  'wallet.explainOf': { by: 'platform', what: 'wallet' },
  'merchant.viewShippingAddress': { by: 'shop', what: 'address' },
  'merchant.viewAnswers': { by: 'shop', what: 'answers' },
} as const;

const looksAt = (memberId: string) => ({ 'details.memberId': memberId, action: _.in(Object.keys(LOOKS)) });

const consentsOf = ({ accepted, agreed = {} }: MemberDocument) => ({
  terms: TERMS.flatMap((term) => (agreed[term] ?? []).map((one) => ({ term, ...one }))),
  plans: PLAN_KINDS.flatMap((plan) => (accepted[plan] ?? []).map((one) => ({ plan, ...one }))),
});

export const viewSecurity: Handler<'account.viewSecurity'> = async (_input, { member, nowMs }) => {
  const since = { ...looksAt(member._id), atMs: _.gt(nowMs - COUNTED_DAYS * DAY_MS) };
  const [login, [wechat], looks, settings] = await Promise.all([
    loginPasswords.getFields(member._id, { setAtMs: true }),
    identities.find({ memberId: member._id }, { limit: 1 }),
    audit.find(since, { limit: MOST_COUNTED, fields: { _id: true } }),
    readSettings(),
  ]);
  const { terms, plans } = consentsOf(member);
  const next = member.phoneNext && member.phoneNext.fromMs > nowMs ? member.phoneNext : null;
  return done({
    loginPasswordSetAtMs: login?.setAtMs ?? null,
    wechatBoundAtMs: wechat ? (wechat.boundAtMs ?? 0) : null,
    phoneNext: next && { phoneMasked: next.masked, askedAtMs: next.askedAtMs, fromMs: next.fromMs },
    waitHours: settings.recoveryWaitHours,
    consents: terms.length + plans.length,
    looks: looks.length,
  });
};

export const listConsents: Handler<'account.listConsents'> = async (_input, { member }) => done(consentsOf(member));

function lookShown({ _id, atMs, action, details }: AuditDocument) {
  const { by, what } = LOOKS[action as keyof typeof LOOKS];
  const { orderId } = details;
  return { lookId: _id, atMs, by, what, orderId: typeof orderId === 'string' ? orderId : null };
}

export const listLooks: Handler<'account.listLooks'> = async (input, { member }) => {
  const page = await listPage(audit, input, {
    name: 'account.listLooks',
    condition: looksAt(member._id),
    keys: [
      ['atMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  return page.ok ? done({ looks: page.value.found.map(lookShown), next: page.value.next }) : page;
};

export const unbindWechat: Handler<'account.unbindWechat'> = async (_input, { member, openid, nowMs }) => {
  if (isWechat(openid)) return refuse('identity/browserOnly');
  const removed = await identities.removeWhere({ memberId: member._id });
  if (removed > 0)
    await tellSecurityAfter({
      memberId: member._id,
      nowMs,
      event: `wechat:unbound:${nowMs}`,
      title: '微信解绑了',
      words: '账号和微信解绑了，再登录要用手机号。',
    });
  return done({});
};
