import { sweepTellings } from '../_orders/telling/tell';
import { remindOfVouchers } from '../_orders/vouchers/remind';
import { type HasTime, within } from '../_platform/budget';
import { accepted, afterSales, messages, orders, restocks, vouchers, withdrawals } from '../_store/collections';
import { together } from '../_store/together';
import { sweepUntoldEnds } from '../_withdrawals/tell';
import { sendNotices, tellCreditsAccepted } from './notices';
import { tellRestocked } from './tellRestocked';

/** Word of what happened waits rather than money: what each kind may take of the timer's time. */
const SHARE_MS = 6_000;

/** Whether there is one of a kind: its first row. */
const anyOf = ({ name }: { readonly name: string }, $match: object) => ({
  from: name,
  pipeline: [{ $match }, { $limit: 1 }, { $project: { _id: true } }],
});

/** What there is to tell, by kind: most of the time there is nothing, which takes one request to see. */
export async function tellingStages(
  nowMs: number,
  hasTime: HasTime,
): Promise<readonly (readonly [name: string, run: () => Promise<number>])[]> {
  const there = await together({
    ofOrders: anyOf(orders, { untoldFrom: { $gte: 0 } }),
    ofCases: anyOf(afterSales, { untoldFrom: { $gte: 0 } }),
    restocked: anyOf(restocks, { state: 'back' }),
    withdrawn: anyOf(withdrawals, { isUntold: true }),
    credits: anyOf(accepted, { template: 'credits' }),
    ending: anyOf(vouchers, { remindAtMs: { $lte: nowMs } }),
    due: anyOf(messages, { noticeDueAtMs: { $lte: nowMs } }),
  });
  const is = (name: keyof typeof there): boolean => there[name].length > 0;
  const share = (): HasTime => within(hasTime, SHARE_MS);
  const isUntold = is('ofOrders') || is('ofCases');
  return [
    ...(isUntold ? [['told', () => sweepTellings(share())] as const] : []),
    ...(is('restocked') ? [['toldRestocked', () => tellRestocked(share())] as const] : []),
    ...(is('withdrawn') ? [['toldWithdrawn', async () => (await sweepUntoldEnds(share())).count] as const] : []),
    ...(is('ending') ? [['reminded', async () => (await remindOfVouchers(nowMs, share())).count] as const] : []),
    ...(is('credits') ? [['toldCredits', async () => (await tellCreditsAccepted(nowMs, share())).count] as const] : []),
    // What was told just now may be sent at once.
    ...(isUntold || is('restocked') || is('credits') || is('withdrawn') || is('due')
      ? [['noticed', () => sendNotices(nowMs, share())] as const]
      : []),
  ];
}
