// Cash on its way out of the market: asked for, looked at, sent, confirmed, failed, not known, given back; and the orders
// that want the same cash.
import { type ActionName, actionNamed } from '@shared/contract';
import { system } from '@shared/ledger';
import { isOpenWithdrawal } from '@shared/machines';
import type {
  JournalDocument,
  OrderDocument,
  WalletDocument,
  WithdrawalDocument,
} from '../../../cloudfunctions/_store/documents';
import type { Reply } from '../../../localcloud';
import type { Transfer } from '../../../localcloud/sandbox';
import { all } from '../books';
import { type Joined, nextRequest, PAY_PASSWORD } from '../world';
import { ask, type Market } from './market';
import { DRAW_TERMS } from './terms';

/** One call, ready to be made: again as often as it is wanted, under the same request id. */
export interface Call {
  readonly action: ActionName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token: string;
  /** What of its answer is the same however often it is made; all of it where nothing is said. */
  readonly same?: string;
}

export const DRAWS = ['draw', 'look', 'review', 'giveUp', 'stop', 'order', 'payOrder', 'cancel'] as const;
export type Draw = (typeof DRAWS)[number];

const MOST_DRAWN = 14_000;
/** How a transfer goes at the sandbox, by the last digits of what arrives: what it says of them; others wait for a tap. */
const COURSES = [91, 92, 93, 94, 95, 96, 97] as const;
const NEVER_KNOWN = 97;

export const withdrawalsOf = ({ world }: Market): readonly WithdrawalDocument[] =>
  all<WithdrawalDocument>(world, 'withdrawals');
const transfersOf = ({ world }: Market): readonly Transfer[] => all<Transfer>(world, 'local__transfers');
const ordersOf = ({ world }: Market): readonly OrderDocument[] => all<OrderDocument>(world, 'orders');

const arrives = (fen: number): number => fen - Math.ceil((fen * DRAW_TERMS.withdrawFeeMillionths) / 1_000_000);

/** The next amount up to one that goes a course; the amount itself where it is to go none. */
function goingBy(amountFen: number, course: number | undefined): number {
  for (let fen = amountFen; course !== undefined && fen > Math.max(amountFen - 200, 100); fen -= 1)
    if (arrives(fen) % 100 === course) return fen;
  return amountFen;
}

const nth = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(list.length, 1)];

/** The call of a deed; null where there is nothing to do it to. */
export async function drawCallOf(market: Market, what: Draw, member: Joined, share: number): Promise<Call | null> {
  const { world } = market;
  const [first, second] = world.admins;
  const requestId = nextRequest();
  const { token, memberId } = member;
  switch (what) {
    case 'draw': {
      const seen = await ask(market, 'wallet.viewWithdraw', {}, token);
      const { withdrawable } = (seen as { value: { withdrawable: { nowFen: number } } }).value;
      const wanted = share > 100 ? withdrawable.nowFen + 1 : Math.min(withdrawable.nowFen, 100 + share * 130);
      const amountFen = Math.min(
        goingBy(wanted, COURSES[share % 12]),
        share > 100 ? Number.MAX_SAFE_INTEGER : MOST_DRAWN,
      );
      const input = { amountFen, payPassword: PAY_PASSWORD, requestId };
      return { action: 'wallet.withdraw', input, token, same: 'withdrawalId' };
    }
    case 'look': {
      const one = nth(
        withdrawalsOf(market).filter((own) => own.memberId === memberId && own.isOpen),
        share,
      );
      return (
        (one && { action: 'wallet.viewWithdrawal', input: { withdrawalId: one._id }, token, same: 'withdrawalId' }) ??
        null
      );
    }
    case 'review': {
      const waiting = withdrawalsOf(market).filter(({ isOpen, sends }) => isOpen && sends === 0);
      const one = nth(waiting, share);
      const decision = share % 4 === 0 ? { is: 'declined', reason: '资料对不上' } : { is: 'approved' };
      const input = { withdrawalId: one?._id, decision, requestId };
      const by = one?.reviewedBy.length ? second : first;
      return one ? { action: 'admin.reviewWithdrawal', input, token: by!, same: 'withdrawalId' } : null;
    }
    case 'giveUp': {
      const one = nth(
        withdrawalsOf(market).filter(({ isOpen, sends }) => isOpen && sends > 0),
        share,
      );
      const input = { withdrawalId: one?._id, reason: '平台没有收', requestId };
      return one ? { action: 'admin.returnWithdrawal', input, token: first!, same: 'withdrawalId' } : null;
    }
    case 'stop': {
      const stopped = (['none', 'none', 'none', 'sale', 'dividend', 'all'] as const)[share % 6];
      return { action: 'admin.stopWithdrawals', input: { stopped, reason: '对账', requestId }, token: first! };
    }
    case 'order': {
      const paying = { useBalanceFen: share * 26, payPassword: PAY_PASSWORD };
      const lines = [{ skuId: 'plain-1', quantity: 1 + (share % 3) }];
      const input = { lines, addressId: member.addressId, ...paying, requestId };
      return { action: 'shop.placeOrder', input, token, same: 'orderId' };
    }
    case 'payOrder':
    case 'cancel': {
      const unpaid = ordersOf(market).filter((own) => own.memberId === memberId && own.state === 'awaitingPayment');
      const one = nth(unpaid, share);
      if (!one) return null;
      return what === 'cancel'
        ? { action: 'shop.cancelOrder', input: { orderId: one._id, requestId }, token, same: 'orderId' }
        : { action: 'shop.payOrder', input: { orderId: one._id }, token, same: 'orderId' };
    }
  }
}

/** A payee confirms what waits for it in WeChat's window, as it was told when it was sent. */
export async function confirm({ world }: Market, billNo: string): Promise<void> {
  const told = all<WithdrawalDocument>(world, 'withdrawals').find(({ _id }) => _id === billNo)?.confirmPackage;
  if (told) await world.cloud.confirmTransfer(told).catch(() => undefined);
}

/** Whether two answers of one call, made twice, are of the same thing. */
export function isSame(one: Reply, other: Reply, key: string | undefined): boolean {
  if (!key || !one.ok || !other.ok) return JSON.stringify(one) === JSON.stringify(other);
  return (one.value as Record<string, unknown>)[key] === (other.value as Record<string, unknown>)[key];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * What does not hold of cash that leaves, at any time: what members asked for is held once, by the wallet and in the
 * journal alike; at the payment platform each is one transfer under its own number, of its own amount and to its own
 * member, paid at most once; what is back was never paid, and what is paid is not back.
 */
export function drawFaults(market: Market): string[] {
  const [drawn, transfers] = [withdrawalsOf(market), new Map(transfersOf(market).map((one) => [one._id, one]))];
  const open = drawn.filter(({ state }) => isOpenWithdrawal(state));
  const faults = [...transfers.keys()]
    .filter((id) => !drawn.some(({ _id }) => _id === id))
    .map((id) => `${id}: nobody asked`);
  for (const { _id, frozenCashFen = 0 } of all<WalletDocument>(market.world, 'wallets')) {
    const held = sum(open.filter(({ memberId }) => memberId === _id).map(({ amountFen }) => amountFen));
    if (held !== frozenCashFen) faults.push(`${_id}: ${frozenCashFen} is frozen, ${held} is open`);
  }
  for (const { _id, state, isOpen, openid, amountFen, arrivesFen, feeFen } of drawn) {
    const transfer = transfers.get(_id);
    const isOut = transfer !== undefined && transfer.state !== 'FAIL';
    if (isOpen !== isOpenWithdrawal(state)) faults.push(`${_id}: ${state}, open ${isOpen}`);
    if (arrivesFen + feeFen !== amountFen) faults.push(`${_id}: ${arrivesFen} and ${feeFen} of ${amountFen}`);
    if (transfer && (transfer.paid > 1 || transfer.amountFen !== arrivesFen || transfer.openid !== openid))
      faults.push(`${_id}: its transfer is ${JSON.stringify(transfer)}`);
    if (state === 'paid' && transfer?.paid !== 1) faults.push(`${_id}: paid, and nothing left`);
    if (!isOpen && state !== 'paid' && isOut) faults.push(`${_id}: ${state}, and its transfer is ${transfer.state}`);
  }
  return faults;
}

/** By the journal alone: what stands between members and the world, and what has left. */
function journalFaults(market: Market): string[] {
  const drawn = withdrawalsOf(market);
  const balance = new Map<string, number>();
  for (const { postings } of all<JournalDocument>(market.world, 'journal'))
    for (const { asset, from, to, amount } of postings) {
      if (asset !== 'cash') continue;
      balance.set(from, (balance.get(from) ?? 0) - amount);
      balance.set(to, (balance.get(to) ?? 0) + amount);
    }
  const inFlight = sum(drawn.filter(({ isOpen }) => isOpen).map(({ amountFen }) => amountFen));
  const left = sum(transfersOf(market).map(({ paid, amountFen }) => paid * amountFen));
  const known = sum(drawn.filter(({ state }) => state === 'paid').map(({ arrivesFen }) => arrivesFen));
  const unpaid = sum(
    ordersOf(market)
      .filter(({ state, isPlaced }) => isPlaced && state === 'awaitingPayment')
      .map(({ balanceFen = 0 }) => balanceFen),
  );
  return [
    ...(balance.get(system.withdrawals) === inFlight || inFlight === 0
      ? []
      : [`${balance.get(system.withdrawals)} is in flight, ${inFlight} is open`]),
    ...(known === left ? [] : [`${left} left, ${known} is known`]),
    ...((balance.get(system.orders) ?? 0) === unpaid ? [] : [`orders hold ${balance.get(system.orders)} of ${unpaid}`]),
  ];
}

/** By what members see: nobody has less than nothing, and what is frozen of each is what each has asked for. */
async function walletFaults(market: Market): Promise<string[]> {
  const faults: string[] = [];
  for (const { memberId, token } of market.members) {
    const { cashFen, frozenFen } = await market.world.call('wallet.viewWithdraw', {}, token);
    const own = withdrawalsOf(market).filter((one) => one.memberId === memberId && one.isOpen);
    if (cashFen < 0 || frozenFen !== sum(own.map(({ amountFen }) => amountFen)))
      faults.push(`${memberId} has ${cashFen}, and ${frozenFen} frozen`);
  }
  return faults;
}

/**
 * Brings all that is on its way to its end, as people would: payouts go on, administrators decide, members confirm, an
 * operator gives back what the platform never had. @returns what did not hold then, and what is stuck.
 */
export async function endOfDraws(market: Market): Promise<string[]> {
  const { world } = market;
  const call = async (action: ActionName, input: Record<string, unknown>, token: string) => {
    const reply = await ask(market, action, { ...input, requestId: nextRequest() }, token);
    const known: readonly string[] = actionNamed(action)!.refusals;
    return reply.ok || known.includes(reply.code) ? [] : [`${action}: ${reply.code} ${reply.message}`];
  };
  const faults = await call('admin.stopWithdrawals', { stopped: 'none', reason: '对完了' }, world.admins[0]);
  const decision = { is: 'approved' };
  for (let round = 0; round < 8; round += 1) {
    for (const { _id: withdrawalId, state, isOpen, reviewedBy } of withdrawalsOf(market)) {
      if (!isOpen) continue;
      if (state === 'inReview' || state === 'inSecondReview')
        faults.push(
          ...(await call(
            'admin.reviewWithdrawal',
            { withdrawalId, decision },
            world.admins[reviewedBy.length ? 1 : 0]!,
          )),
        );
      if (round > 5)
        faults.push(...(await call('admin.returnWithdrawal', { withdrawalId, reason: '平台没有收' }, world.admins[0])));
      await confirm(market, withdrawalId);
    }
    await world.advance('8h');
    await world.cloud.trigger('settlement');
    await world.advance('2m');
  }
  const isDark = ({ arrivesFen, state }: WithdrawalDocument) => arrivesFen % 100 === NEVER_KNOWN && state === 'unknown';
  const stuck = withdrawalsOf(market).filter((one) => one.isOpen && !isDark(one));
  const dark = withdrawalsOf(market).filter(isDark);
  const isTold = all<{ readonly kind: string }>(world, 'alerts').some(({ kind }) => kind === 'withdrawalStuck');
  return [
    ...faults,
    ...drawFaults(market),
    ...journalFaults(market),
    ...(await walletFaults(market)),
    ...stuck.map(({ _id, state, arrivesFen, stuckWhy }) => `${_id} of ${arrivesFen} is still ${state}: ${stuckWhy}`),
    ...(dark.length > 0 && !isTold ? ['nobody was told of what nobody knows'] : []),
    ...withdrawalsOf(market)
      .filter(({ isUntold }) => isUntold)
      .map(({ _id }) => `${_id} ended, and its member was not told`),
    ...ordersOf(market)
      .filter(({ state, isPlaced }) => isPlaced && state === 'awaitingPayment')
      .map(({ _id }) => `${_id} still waits for its payment`),
  ];
}
