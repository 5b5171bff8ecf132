import { type OutputOf, refuse, type WatchedWithdrawal } from '@shared/contract';
import { type BusinessDay, businessDayOf, done, startOfBusinessDay } from '@shared/kernel';
import { note, noteEach } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { changedMeanwhile } from '../_actions/seen';
import { emptyWallet } from '../_books/wallet';
import { clearedOn } from '../_plans/plans';
import { _, aggregate } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import { members, payees, settingsKept, wallets, withdrawals } from '../_store/collections';
import type { MemberDocument, PayeeDocument, WithdrawalDocument } from '../_store/documents';
import { listPage, shownOf, tagOf } from '../_store/lists';
import { defaultSettings, readSettings, SETTINGS_ID } from '../_store/settings';
import { isLifting } from '../_store/stops';
import { endWithdrawal } from '../_withdrawals/end';
import { isTransferOpen } from '../_withdrawals/isOpen';
import { mayReturn, readLeaving } from '../_withdrawals/leaving';
import { payeeShown, rowOf } from '../_withdrawals/rows';
import { stateAfter, stepped } from '../_withdrawals/step';
import { tellEnd } from '../_withdrawals/tell';

/** Withdrawals as administrators see them, with who asked. */
async function watched(found: readonly WithdrawalDocument[], nowMs: number): Promise<WatchedWithdrawal[]> {
  const ids = [...new Set(found.map(({ memberId }) => memberId))];
  const [leaving, people, names, blocked] = await Promise.all([
    readLeaving(nowMs),
    members.getMany(ids, { nickname: true, phoneMasked: true }),
    payees.getMany(ids),
    wallets.getMany(ids, { isDrawingBlocked: true }),
  ]);
  const of = <T extends { readonly _id: string }>(list: readonly T[]) => new Map(list.map((one) => [one._id, one]));
  const [memberOf, payeeOf, walletOf] = [of(people), of(names), of(blocked)];
  return shownOf(found, (one) => {
    const member = memberOf.get(one.memberId);
    return {
      ...rowOf(one, leaving),
      memberId: one.memberId,
      nickname: member?.nickname ?? '',
      phoneMasked: member?.phoneMasked ?? '',
      payee: payeeShown(payeeOf.get(one.memberId) ?? null),
      parts: { ...one.parts },
      taxFen: one.taxFen,
      monthFen: one.monthFen,
      needsReviews: one.needsReviews,
      reviewedBy: [...one.reviewedBy],
      isBlocked: walletOf.get(one.memberId)?.isDrawingBlocked === true,
      stuckWhy: one.stuckWhy,
      mayReturn: mayReturn(one, nowMs),
    };
  });
}

const REVIEW = _.in(['inReview', 'inSecondReview']);
const UNDER_WAY = _.in(['requested', 'approved', 'sending', 'unknown', 'waitingForMember']);
const WHICH: Readonly<Record<'review' | 'underWay' | 'all', { readonly condition: Condition; readonly keys: Keys }>> = {
  review: {
    condition: { state: REVIEW },
    keys: [
      ['atMs', 'asc'],
      ['_id', 'asc'],
    ],
  },
  underWay: {
    condition: { state: UNDER_WAY },
    keys: [
      ['atMs', 'asc'],
      ['_id', 'asc'],
    ],
  },
  all: {
    condition: {},
    keys: [
      ['atMs', 'desc'],
      ['_id', 'desc'],
    ],
  },
};

export const listWithdrawals: Handler<'admin.listWithdrawals'> = async (input, { nowMs }) => {
  const types = ['number', 'string'] as const;
  const page = await listPage(withdrawals, input, { name: 'admin.listWithdrawals', ...WHICH[input.which], types });
  if (!page.ok) return page;
  return done({ withdrawals: await watched(page.value.found, nowMs), next: page.value.next });
};

export const viewWithdrawalTerms: Handler<'admin.viewWithdrawalTerms'> = async (_input, { nowMs }) => {
  const [settings, cleared, [open]] = await Promise.all([
    readSettings(),
    clearedOn(businessDayOf(nowMs)),
    withdrawals.aggregate((pipeline) =>
      pipeline
        .match({ isOpen: true })
        .group({ _id: null, withdrawals: aggregate.sum(1), amountFen: aggregate.sum('$amountFen') })
        .limit(1),
    ),
  ]);
  const { withdrawStopped: stopped } = settings;
  return done({
    terms: {
      withdrawMinFen: settings.withdrawMinFen,
      withdrawFeeMillionths: settings.withdrawFeeMillionths,
      withdrawDailyFen: settings.withdrawDailyFen,
      withdrawDailyCount: settings.withdrawDailyCount,
      withdrawWaitHours: settings.withdrawWaitHours,
      withdrawReviewFromFen: settings.withdrawReviewFromFen,
      withdrawSecondFromFen: settings.withdrawSecondFromFen,
      withdrawNeeds: settings.withdrawNeeds,
      withdrawTaxFreeFen: settings.withdrawTaxFreeFen,
      withdrawTaxMillionths: settings.withdrawTaxMillionths,
    },
    stopped,
    isOpen: isTransferOpen(),
    isCleared: cleared.has('withdrawal'),
    open: { withdrawals: Number(open?.withdrawals ?? 0), amountFen: Number(open?.amountFen ?? 0) },
  });
};

/** What a line of the audit says of the withdrawal that it is about. */
const drawnOf = ({ _id, memberId, amountFen }: WithdrawalDocument) => ({ withdrawalId: _id, memberId, amountFen });

type Reviewed = 'withdrawal/unknown' | 'withdrawal/own' | 'withdrawal/sameAdmin' | 'withdrawal/notInReview';

/**
 * One look of an administrator: approved by as many different ones as its amount takes, none of them its member; declined
 * by any of them, and then all of it is the member's again.
 */
export const reviewWithdrawal: Handler<'admin.reviewWithdrawal'> = async ({ withdrawalId, decision }, caller) => {
  const why = decision.is === 'declined' ? decision.reason : '';
  const screened = await screenText([why], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const { _id: by } = caller.member;
  const reviewed = await once<{ withdrawalId: string }, Reviewed>(caller, async (transaction) => {
    const found = await withdrawals.get(withdrawalId, transaction);
    if (!found) return refuse('withdrawal/unknown');
    if (found.memberId === by) return refuse('withdrawal/own');
    const { state, reviewedBy, needsReviews } = found;
    if (decision.is === 'declined') {
      const end = { event: 'review.declined', why, by } as const;
      const ended = await endWithdrawal(withdrawalId, end, nowMs, transaction);
      if (!ended) return refuse('withdrawal/notInReview', { state });
      const details = { ...drawnOf(found), decision: 'declined', why };
      await note(caller, 'admin.reviewWithdrawal', details, transaction, changed(found, ended, ['state']));
      return done({ withdrawalId });
    }
    if (reviewedBy.includes(by)) return refuse('withdrawal/sameAdmin');
    const isLast = reviewedBy.length + 1 >= needsReviews;
    const event = isLast ? 'review.approved' : 'review.first';
    if (!stateAfter(found, event)) return refuse('withdrawal/notInReview', { state });
    const besides = { reviewedBy: [...reviewedBy, by], dueAtMs: isLast ? nowMs : null };
    const next = stepped(found, event, { atMs: nowMs, by }, besides);
    await withdrawals.change(withdrawalId, next, transaction);
    const details = { ...drawnOf(found), decision: 'approved' };
    await note(caller, 'admin.reviewWithdrawal', details, transaction, changed(found, next, ['state']));
    return done({ withdrawalId });
  });
  return reviewed.ok ? done(await asItIs(withdrawalId, nowMs)) : reviewed;
};

/** One as it is now; its end is told if that is not done. */
async function asItIs(withdrawalId: string, nowMs: number): Promise<WatchedWithdrawal> {
  const withdrawal = (await withdrawals.get(withdrawalId))!;
  if (withdrawal.isUntold) await tellEnd(withdrawal);
  return (await watched([withdrawal], nowMs))[0]!;
}

export const returnWithdrawal: Handler<'admin.returnWithdrawal'> = async ({ withdrawalId, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs, member } = caller;
  const returned = await once<
    { withdrawalId: string },
    'withdrawal/unknown' | 'withdrawal/own' | 'withdrawal/mayBePaid'
  >(caller, async (transaction) => {
    const found = await withdrawals.get(withdrawalId, transaction);
    if (!found) return refuse('withdrawal/unknown');
    if (found.memberId === member._id) return refuse('withdrawal/own');
    if (!mayReturn(found, nowMs)) return refuse('withdrawal/mayBePaid', { state: found.state });
    const end = { event: 'operator.returned', why: reason, by: member._id } as const;
    const ended = await endWithdrawal(withdrawalId, end, nowMs, transaction);
    const changes = ended ? changed(found, ended, ['state']) : [];
    await note(caller, 'admin.returnWithdrawal', { ...drawnOf(found), reason }, transaction, changes);
    return done({ withdrawalId });
  });
  return returned.ok ? done(await asItIs(withdrawalId, nowMs)) : returned;
};

/** Stops payouts, or lets them go on: at once, in every function, at the moment of use. */
export const stopWithdrawals: Handler<'admin.stopWithdrawals'> = async ({ stopped, reason, seen }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return once<OutputOf<'admin.stopWithdrawals'>, 'stop/sameAdmin' | 'form/changedMeanwhile'>(
    caller,
    async (transaction) => {
      const before = await settingsKept.get(SETTINGS_ID, transaction);
      const { _id: by } = caller.member;
      const stale = changedMeanwhile(seen, before?.withdrawStopped ?? 'none');
      if (stale) return stale;
      const kept = before?.stops?.withdrawals ?? null;
      if (isLifting(before?.withdrawStopped ?? 'none', stopped) && kept?.by === by)
        return refuse('stop/sameAdmin', { stop: 'withdrawals' });
      const withdrawals = stopped === 'none' ? null : { by, sinceMs: caller.nowMs, reason, told: '' };
      const stops = { ...before?.stops, withdrawals };
      const settings = { ...defaultSettings(), ...before, withdrawStopped: stopped, stops };
      await settingsKept.put({ ...settings, _id: SETTINGS_ID }, transaction);
      const changes = changed({ stopped: before?.withdrawStopped ?? 'none' }, { stopped });
      await note(caller, 'admin.stopWithdrawals', { stopped, reason }, transaction, changes);
      return done({ stopped });
    },
  );
};

export const blockWithdrawals: Handler<'admin.blockWithdrawals'> = async ({ memberId, isBlocked, reason }, caller) => {
  if (memberId === caller.member._id) return refuse('member/oneself');
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return once<OutputOf<'admin.blockWithdrawals'>, 'member/unknown'>(caller, async (transaction) => {
    if (!(await members.get(memberId, transaction))) return refuse('member/unknown', { memberId });
    const wallet = (await wallets.get(memberId, transaction)) ?? emptyWallet(memberId);
    await wallets.put({ ...wallet, isDrawingBlocked: isBlocked }, transaction);
    const changes = changed({ isBlocked: wallet.isDrawingBlocked === true }, { isBlocked });
    await note(caller, 'admin.blockWithdrawals', { memberId, reason }, transaction, changes);
    return done({ memberId, isBlocked });
  });
};

const wholeOf = (payee: PayeeDocument | null) => ({
  name: payee ? unseal(payee.nameSealed) : '',
  idNumber: payee?.numberSealed ? unseal(payee.numberSealed) : '',
});

/** Who saw whose name is written down before it is shown. */
export const viewPayee: Handler<'admin.viewPayee'> = async ({ withdrawalId }, caller) => {
  const withdrawal = await withdrawals.get(withdrawalId);
  if (!withdrawal) return refuse('withdrawal/unknown');
  const { memberId } = withdrawal;
  const payee = await payees.get(memberId);
  if (!payee) return refuse('payee/none');
  await transact((transaction) => note(caller, 'admin.viewPayee', { withdrawalId, memberId }, transaction));
  return done(wholeOf(payee));
};

/** The first moment of a quarter, and of the next. */
function quarterOf(quarter: string): readonly [number, number] {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  const first = (ofYear: number, month: number) =>
    startOfBusinessDay(`${ofYear}-${String(month).padStart(2, '0')}-01` as BusinessDay);
  const next = number === 4 ? first(year + 1, 1) : first(year, number * 3 + 1);
  return [first(year, number * 3 - 2), next];
}

/** Who was paid in a quarter, by member, in the order of their ids; a page at a time. */
export const listPayees: Handler<'admin.listPayees'> = async (input, caller) => {
  const { quarter, limit, cursor } = input;
  const tag = tagOf('admin.listPayees', input);
  const after = cursor === undefined ? undefined : readCursor(cursor, tag, ['string']);
  if (cursor !== undefined && !after) return refuse('cursor/invalid');
  const [fromMs, untilMs] = quarterOf(quarter);
  const rows = await withdrawals.aggregate((pipeline) =>
    pipeline
      .match({
        state: 'paid',
        endedAtMs: _.and(_.gte(fromMs), _.lt(untilMs)),
        ...(after ? { memberId: _.gt(after[0]) } : {}),
      })
      .group({
        _id: '$memberId',
        withdrawals: aggregate.sum(1),
        amountFen: aggregate.sum('$amountFen'),
        feeFen: aggregate.sum('$feeFen'),
        arrivedFen: aggregate.sum('$arrivesFen'),
      })
      .sort({ _id: 1 })
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit).map((row) => ({ ...row, memberId: String(row._id) }));
  const ids = page.map(({ memberId }) => memberId);
  const [people, names] = await Promise.all([members.getMany(ids, { phoneMasked: true }), payees.getMany(ids)]);
  const phoneOf = new Map(
    people.map(({ _id, phoneMasked }: Pick<MemberDocument, '_id' | 'phoneMasked'>) => [_id, phoneMasked]),
  );
  const payeeOf = new Map(names.map((one) => [one._id, one]));
  // Each payee finds that the name was seen.
  const seen = ids.map((memberId) => ({ details: { quarter, memberId } }));
  if (seen.length > 0) await transact((transaction) => noteEach(caller, 'admin.listPayees', seen, transaction));
  return done({
    payees: page.map((row) => ({
      memberId: row.memberId,
      ...wholeOf(payeeOf.get(row.memberId) ?? null),
      phoneMasked: phoneOf.get(row.memberId) ?? '',
      withdrawals: Number((row as Record<string, unknown>).withdrawals),
      amountFen: Number((row as Record<string, unknown>).amountFen),
      feeFen: Number((row as Record<string, unknown>).feeFen),
      arrivedFen: Number((row as Record<string, unknown>).arrivedFen),
    })),
    next: rows.length > limit ? writeCursor(tag, [ids.at(-1)!]) : null,
  });
};
