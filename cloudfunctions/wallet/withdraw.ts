import { type OutputOf, type PayeeNeeds, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { isAnswered, once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { derivedId } from '../_platform/ids';
import { payees, withdrawals } from '../_store/collections';
import type { WithdrawalDocument } from '../_store/documents';
import { listPage, shownOf as rowsOf } from '../_store/lists';
import type { Settings } from '../_store/settings';
import { drawingOf, drawnOn, drawnSums, mostFen } from '../_withdrawals/drawing';
import { readLeaving } from '../_withdrawals/leaving';
import { requestWithdrawal } from '../_withdrawals/request';
import { payeeShown, rowOf } from '../_withdrawals/rows';
import { runWithdrawal } from '../_withdrawals/run';
import { withdrawalShown } from '../_withdrawals/shown';

const BAR_WORDS = {
  notOpen: '这里还没有开通提现。现金余额仍归你。',
  notCleared: '提现的许可没有或已到期，暂停。现金余额仍归你，许可恢复后再提。',
  stopped: '平台暂停了提现。现金余额仍归你；已经申请的先等着，恢复后自动继续。',
  blocked: '你的提现由管理员暂停。现金余额仍归你；有疑问可以联系客服。',
  wechatOnly: '提现付到微信零钱。请在微信小程序里提。',
} as const;

/** WeChat Pay takes nothing from so much on without the payee's name. */
const NAME_FROM_FEN = 200_000;
const MOST_RECENT = 4;

const NEWEST_FIRST = [
  ['atMs', 'desc'],
  ['_id', 'desc'],
] as const;

const needsOf = ({ withdrawNeeds }: Settings, amountFen: number): PayeeNeeds =>
  withdrawNeeds === 'nothing' && amountFen >= NAME_FROM_FEN ? 'name' : withdrawNeeds;

/** The page of withdrawals: what may be drawn, when the rest, on which terms, what was drawn lately. */
export const viewWithdraw = joining<'wallet.viewWithdraw', typeof balancesJoins>(
  () => balancesJoins,
  async (_input, { member, openid, nowMs }, joined) => {
    const balances = await balancesJoined(member, joined);
    const [drawing, payee, recent] = await Promise.all([
      drawingOf(balances, openid, nowMs),
      payees.get(member._id),
      withdrawals.find({ memberId: member._id }, { orderBy: NEWEST_FIRST, limit: MOST_RECENT + 1 }),
    ]);
    const { settings, wallet, bar, shown, cashFen, day } = drawing;
    const { dayFen, dayCount, monthFen } = drawnOn(wallet, day);
    const leaving = await readLeaving(nowMs);
    const frozenFen = wallet.frozenCashFen ?? 0;
    return done({
      cashFen,
      withdrawable: shown,
      frozenFen,
      bar,
      barWords: bar ? BAR_WORDS[bar] : '',
      minFen: settings.withdrawMinFen,
      feeMillionths: settings.withdrawFeeMillionths,
      waitHours: settings.withdrawWaitHours,
      reviewFromFen: settings.withdrawReviewFromFen,
      today: {
        leftFen: Math.max(settings.withdrawDailyFen - dayFen, 0),
        leftCount: Math.max(settings.withdrawDailyCount - dayCount, 0),
        dailyFen: settings.withdrawDailyFen,
      },
      tax: { freeFen: settings.withdrawTaxFreeFen, millionths: settings.withdrawTaxMillionths, monthFen },
      mostFen: mostFen(drawing),
      needs: settings.withdrawNeeds,
      payee: payeeShown(payee),
      mayRemove: payee !== null && frozenFen === 0,
      recent: recent.slice(0, MOST_RECENT).map((one) => rowOf(one, leaving)),
      hasMore: recent.length > MOST_RECENT,
      isDemo: settings.isDemo,
    });
  },
);

export const previewWithdrawal = joining<'wallet.previewWithdrawal', typeof balancesJoins>(
  () => balancesJoins,
  async ({ amountFen }, { member, openid, nowMs }, joined) => {
    const drawing = await drawingOf(await balancesJoined(member, joined), openid, nowMs);
    const sums = drawnSums(drawing, amountFen);
    if (!sums.ok) return sums;
    const { parts: _parts, ...figures } = sums.value;
    return done({ amountFen, ...figures, leftFen: drawing.shown.nowFen - amountFen });
  },
);

/** Whether the payee is known as far as this amount wants it. */
async function isKnown(memberId: string, needs: PayeeNeeds): Promise<boolean> {
  if (needs === 'nothing') return true;
  const payee = await payees.get(memberId);
  return payee !== null && (needs === 'name' || payee.numberSealed !== '');
}

/**
 * Asks for cash: out of the balance in one transaction, held until it is paid or given back. What nobody reviews is sent
 * at once; what does not reach the payment platform now, the settlement's timer sends.
 */
export const withdraw = joining<'wallet.withdraw', typeof balancesJoins>(
  () => balancesJoins,
  async ({ amountFen, payPassword, requestId }, caller, joined) => {
    const { member, openid, nowMs } = caller;
    const drawing = await drawingOf(await balancesJoined(member, joined), openid, nowMs);
    const needs = needsOf(drawing.settings, amountFen);
    const asked = { withdrawalId: derivedId('W', member._id, requestId), memberId: member._id, openid, amountFen };
    if (!(await isAnswered(caller))) {
      const sums = drawnSums(drawing, amountFen);
      if (!sums.ok) return sums;
      if (!(await isKnown(member._id, needs))) return refuse('withdrawal/nameNeeded', { needs });
      const confirmed = await confirmedByPassword(member, payPassword);
      if (!confirmed.ok) return confirmed;
    }
    const requested = await once(caller, async (transaction) => {
      const made = await requestWithdrawal(asked, drawing, nowMs, transaction);
      return made.ok ? done({ withdrawalId: made.value._id }) : made;
    });
    if (!requested.ok) return requested;
    return done(await lookedAt(requested.value.withdrawalId, caller));
  },
);

/** Sends or asks for one that is due, and shows it. */
async function lookedAt(
  withdrawalId: string,
  { nowMs }: Pick<Caller, 'nowMs'>,
): Promise<OutputOf<'wallet.viewWithdrawal'>> {
  const withdrawal = (await withdrawals.get(withdrawalId))!;
  const leaving = await readLeaving(nowMs);
  if (!withdrawal.isOpen) return withdrawalShown(withdrawal, leaving);
  await runWithdrawal(withdrawal, leaving, nowMs);
  return withdrawalShown((await withdrawals.get(withdrawalId))!, leaving);
}

export const viewWithdrawal: Handler<'wallet.viewWithdrawal'> = async ({ withdrawalId }, caller) => {
  const own: Pick<WithdrawalDocument, 'memberId'> | null = await withdrawals.get(withdrawalId);
  if (own?.memberId !== caller.member._id) return refuse('withdrawal/unknown');
  return done(await lookedAt(withdrawalId, caller));
};

export const listWithdrawals: Handler<'wallet.listWithdrawals'> = async (input, { member, nowMs }) => {
  const page = await listPage(withdrawals, input, {
    name: 'wallet.listWithdrawals',
    condition: { memberId: member._id },
    keys: NEWEST_FIRST,
    types: ['number', 'string'],
  });
  if (!page.ok) return page;
  const leaving = await readLeaving(nowMs);
  return done({ withdrawals: rowsOf(page.value.found, (one) => rowOf(one, leaving)), next: page.value.next });
};
