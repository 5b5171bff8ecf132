// Every balance that is kept anywhere against the sum of what was booked on its account.
import {
  compareBalances,
  type Difference,
  memberAccount,
  merchantAccount,
  orderAccount,
  owedAccount,
  seriesAccount,
  system,
  Tally,
} from '@shared/ledger';
import { exitThreshold } from '../../cloudfunctions/_books/exitThreshold';
import { postingsOfPageDay } from '../../cloudfunctions/_books/pages/postings';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { compare } from './compare';
import { poolFiguresOf } from './poolSoFar';

const KEPT = /^(member|order|owed|merchant|series):/;

/** What was booked, and what of it went from the pool to the platform because nothing circulated. */
interface Booked {
  readonly tally: Tally;
  sweptFen: bigint;
}

/** Every move there ever was: the journal's entries and the closes' packed ones. */
function bookedIn({ journal, pageDays }: Books): Booked {
  const booked: Booked = { tally: new Tally(), sweptFen: 0n };
  for (const { _id, kind, postings } of journal)
    for (const posting of postings) {
      booked.tally.post(posting, _id);
      const isToPlatform = posting.from === system.backingPool && posting.to === system.reserve;
      // An adjustment buys points back for the platform: that is no sweep.
      if (isToPlatform && kind !== 'member.adjust') booked.sweptFen += BigInt(posting.amount);
    }
  for (const pageDay of pageDays)
    for (const posting of postingsOfPageDay(pageDay)) booked.tally.post(posting, `the record ${pageDay._id}`);
  return booked;
}

/** All balances: wallets, merchants, pages, what waits for the next close; then the pool and the dividends' pool. */
export function* checkBalances(books: Books): Generator<Difference> {
  const { tally, sweptFen } = bookedIn(books);
  yield* compareBalances(tally, keptIn(books), (account) => KEPT.test(account));
  yield* checkPool(books, tally, sweptFen);
  yield* checkDividendPool(books, tally);
  yield* checkHeld(books, tally);
  for (const { _id, exitAt, exitQuotaFen, pointsMicroPoints } of books.wallets) {
    const threshold = exitThreshold(exitQuotaFen as never, pointsMicroPoints as never);
    // 0: the close is to look at it, whatever the price.
    if (exitAt !== 0)
      yield* compare(
        { check: 'balances', place: `wallet ${_id}`, arises: 'its last change' },
        'exitAt',
        threshold,
        exitAt,
      );
  }
}

function keptIn({ wallets, merchants, pages, inbox, editions, series }: Books): Tally {
  const kept = new Tally();
  const issued = new Set(series.filter(({ state }) => state === 'issued').map(({ _id }) => _id));
  for (const { _id, seriesId, ownerId } of editions)
    if (issued.has(seriesId))
      kept.add(ownerId === null ? seriesAccount(seriesId) : memberAccount(ownerId), 'editions', 1, `edition ${_id}`);
  for (const { _id, ...wallet } of wallets) {
    const [member, origin] = [memberAccount(_id), `wallet ${_id}`];
    kept.add(member, 'appreciating', wallet.pointsMicroPoints, origin);
    kept.add(member, 'exitQuota', wallet.exitQuotaFen, origin);
    kept.add(member, 'stable', wallet.stableCents, origin);
    kept.add(member, 'spendable', (wallet.adjustedSpendableCents ?? 0) - wallet.spentSpendableCents, origin);
    kept.add(owedAccount(_id), 'exitQuota', -(wallet.owedExitQuotaFen ?? 0), origin);
    kept.add(owedAccount(_id), 'quota', -(wallet.owedQuotaFen ?? 0), origin);
    kept.add(member, 'cash', wallet.exitCashFen, origin);
    kept.add(member, 'cash', -wallet.spentCashFen, origin);
  }
  for (const { _id, pointsMicroPoints, stableCents, cashFen } of merchants) {
    const [merchant, origin] = [merchantAccount(_id), `merchant ${_id}`];
    kept.add(merchant, 'appreciating', pointsMicroPoints, origin);
    kept.add(merchant, 'stable', stableCents, origin);
    kept.add(merchant, 'cash', cashFen, origin);
  }
  const mergedTo = new Map<string, string>();
  for (const { _id, day, members, orderCount, orders, remaining, ...page } of pages) {
    const origin = `page ${_id}`;
    let order = 0;
    for (const [at, memberId] of members.entries()) {
      const member = memberAccount(memberId);
      mergedTo.set(memberId, day);
      kept.add(member, 'quota', page.quota[at] ?? 0, origin);
      kept.add(member, 'weight', page.weight[at] ?? 0, origin);
      kept.add(member, 'spendable', page.spendable[at] ?? 0, origin);
      kept.add(member, 'cash', page.cash[at] ?? 0, origin);
      kept.add(owedAccount(memberId), 'spendable', -(page.owedSpendable[at] ?? 0), origin);
      for (const end = order + (orderCount[at] ?? 0); order < end; order += 1)
        kept.add(orderAccount(orders[order]!), 'remaining', remaining[order] ?? 0, origin);
    }
  }
  for (const item of inbox)
    if (item.mergeDay === null || item.mergeDay > (mergedTo.get(item.memberId) ?? '')) addWaiting(kept, item);
  return kept;
}

/** What waits for the close that merges it. */
function addWaiting(kept: Tally, item: Books['inbox'][number]): void {
  const [member, origin] = [memberAccount(item.memberId), `inbox ${item._id}`];
  kept.add(member, 'quota', item.quotaFen, origin);
  kept.add(member, 'weight', item.weightMicroShares, origin);
  if (item.orderId !== null) kept.add(orderAccount(item.orderId), 'remaining', item.grantedReleaseCents, origin);
  if (item.kind !== 'change') return;
  kept.add(member, 'quota', item.quotaTodayFen, origin);
  kept.add(member, 'weight', item.weightTodayMicroShares, origin);
  kept.add(owedAccount(item.memberId), 'spendable', -item.owedSpendableCents, origin);
  if (item.orderId !== null) kept.add(orderAccount(item.orderId), 'remaining', item.remainingCents, origin);
}

/** Exits that are booked and not yet in the pool: it changes once, by their sums, when all are. */
function exitsUnderWay({ closes }: Books): { points: bigint; paid: bigint } {
  const close = closes.at(-1);
  const exits = close?.stage === 'forcedExit' ? close.exits : null;
  return { points: BigInt(exits?.pointsMicroPoints ?? 0), paid: BigInt(exits?.paidFen ?? 0) };
}

function* checkPool(books: Books, tally: Tally, sweptFen: bigint): Generator<Difference> {
  const isOpen = tally.origin(system.backingPool, 'cash') !== undefined;
  const origin = tally.origin(system.backingPool, 'cash');
  const where = { check: 'balances', place: 'pool', arises: `last moved by ${origin}` };
  if (!books.pool) {
    if (isOpen) yield { ...where, what: 'document', expected: 'one', found: 'none' };
    return;
  }
  const { state, seedMicroPoints, purchases } = books.pool;
  const { points, paid } = exitsUnderWay(books);
  const figures = poolFiguresOf(tally);
  const counted = books.orders.filter(({ grants }) => grants.some(({ plan }) => plan === 'appreciation')).length;
  const seed = books.journal
    .find(({ kind }) => kind === 'pool.open')
    ?.postings.find(({ asset }) => asset === 'appreciating');
  yield* compare(where, 'pool', figures.poolFen + paid, state.pool);
  yield* compare(where, 'circulating', figures.circulatingMicroPoints + points, state.circulating);
  yield* compare(where, 'minted', figures.mintedMicroPoints, state.minted);
  yield* compare(where, 'burned', figures.burnedMicroPoints - points, state.burned);
  yield* compare(where, 'reservePoints', figures.reserveMicroPoints, state.reservePoints);
  yield* compare(where, 'stableOutstanding', figures.stableOutstandingCents, state.stableOutstanding);
  yield* compare(where, 'swept', sweptFen, state.swept);
  yield* compare(where, 'seedMicroPoints', seed?.amount ?? 0, seedMicroPoints);
  yield* compare(where, 'purchases', counted, purchases);
}

/** Stable points in orders that have not settled: what wallets say is held, and what was booked. */
function* checkHeld({ wallets }: Books, tally: Tally): Generator<Difference> {
  const held = wallets.reduce((sum, { heldStableCents = 0 }) => sum + BigInt(heldStableCents), 0n);
  const where = { check: 'balances', place: system.orders, arises: 'stable points held for orders' };
  yield* compare(where, 'stable', tally.units(system.orders, 'stable'), held);
}

/** Between two closes the dividends' pool holds what is carried on; within one, what is not paid yet. */
function* checkDividendPool({ closes }: Books, tally: Tally): Generator<Difference> {
  const close = closes.at(-1);
  if (!close) return;
  const found = isPaying(close)
    ? BigInt(close.carriedFen) -
      BigInt(close.dividend?.paidProportionalFen ?? 0) -
      BigInt(close.dividend?.paidTierFen ?? 0)
    : BigInt(close.carriedFen);
  const where = { check: 'balances', place: system.dividendPool, arises: `close ${close._id}` };
  yield* compare(where, 'cash', tally.units(system.dividendPool, 'cash'), found);
}

const isPaying = ({ stage }: CloseDocument): boolean => stage === 'pages';
