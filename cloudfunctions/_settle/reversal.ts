import { type OutputOf, refuse } from '@shared/contract';
import {
  done,
  exitQuotaFen,
  type Fen,
  fen,
  microPoints,
  microShares,
  type Outcome,
  quotaFen,
  releaseCents,
} from '@shared/kernel';
import {
  type Asset,
  debtorIdOf,
  isBalanceAsset,
  memberAccount,
  memberIdOf,
  orderAccount,
  owedAccount,
  type Posting,
} from '@shared/ledger';
import { type Reversal, type ReversalState, type ReversibleOrder, releaseGrant, reverseOrder } from '@shared/rules';
import { book, type NewLine } from '../_books/journal';
import { type HeldMember, readMember, writeMember } from '../_books/member';
import { waitingChange } from '../_books/pages/change';
import { POOL_ID } from '../_books/pool';
import { type Turn, takeNumber } from '../_books/serial';
import { cashLeftOf } from '../_orders/remains';
import { step } from '../_orders/step';
import { dividendPlanThen, plansOn, releasePlanThen } from '../_plans/plans';
import type { Transaction } from '../_platform/transactions';
import { closes, inbox, journal, orders, pools } from '../_store/collections';
import type { OrderDocument, OrderGrant, ReversalFigures } from '../_store/documents';
import type { PoolDocument } from '../_store/documents/platform';
import { backToBalance, balanceShare } from './backToBalance';
import { type OtherLine, otherLinesOf } from './otherLines';
import { takeBackOwed } from './takeBackOwed';

/** All that one reversal is worked out from. */
interface Reversing {
  readonly order: OrderDocument;
  readonly reversible: ReversibleOrder;
  readonly cashFen: Fen;
  readonly buyer: HeldMember;
  /** Who referred the buyer when the order settled. */
  readonly referrer: HeldMember | null;
  readonly otherLines: readonly OtherLine[];
  readonly pool: PoolDocument | null;
}

type Refused =
  | 'order/unknown'
  | 'reversal/notSettled'
  | 'reversal/nothing'
  | 'reversal/nothingLeft'
  | 'reversal/exceedsOrder'
  | 'amount/tooLarge';

type GrantOf<Plan extends OrderGrant['plan']> = Extract<OrderGrant, { readonly plan: Plan }>;

const grantOf = <Plan extends OrderGrant['plan']>(order: OrderDocument, plan: Plan): GrantOf<Plan> | undefined =>
  order.grants.find((grant): grant is GrantOf<Plan> => grant.plan === plan);

/** Reads what a reversal needs: the order's grants from its own entry in the journal, both members whole. */
export async function prepareReversal(asked: {
  readonly orderId: string;
  readonly cashFen?: number | undefined;
}): Promise<Outcome<Reversing, Refused>> {
  const order = await orders.get(asked.orderId);
  if (!order?.isPlaced) return refuse('order/unknown');
  if (order.state !== 'settled') return refuse('reversal/notSettled', { order: order.orderNo });
  const [buyer, entry, pool, otherLines] = await Promise.all([
    readMember(order.memberId, order._id),
    journal.get(`order:${order._id}:settle`),
    pools.get(POOL_ID),
    otherLinesOf(order.memberId, order.settleDay!),
  ]);
  const referrerId = referrerIn(entry?.postings ?? [], order.memberId);
  const referrer = referrerId ? await readMember(referrerId) : null;
  const reversible = await reversibleOf(order, entry?.postings ?? [], buyer!, referrer);
  const cashFen = fen(asked.cashFen ?? reversible.amount - reversible.reversed);
  return done({ order, reversible, cashFen, buyer: buyer!, referrer, otherLines, pool });
}

/** Whom a settlement gave something besides the buyer: who referred the buyer then, where that one got a part. */
function referrerIn(postings: readonly Posting[], buyerId: string): string | null {
  const named = postings.flatMap(({ to }) => memberIdOf(to) ?? debtorIdOf(to) ?? []);
  return named.find((memberId) => memberId !== buyerId) ?? null;
}

/** What an entry credited to somebody of an asset, what paid a debt of the time included. */
function givenTo(memberId: string, asset: Asset, postings: readonly Posting[]): number {
  const accounts: readonly string[] = [memberAccount(memberId), owedAccount(memberId)];
  return postings.reduce((sum, one) => sum + (one.asset === asset && accounts.includes(one.to) ? one.amount : 0), 0);
}

/** The order as the rule wants it: what it gave when it settled, its release as the reversals so far left it. */
async function reversibleOf(
  order: OrderDocument,
  postings: readonly Posting[],
  buyer: HeldMember,
  referrer: HeldMember | null,
): Promise<ReversibleOrder> {
  const points = grantOf(order, 'appreciation');
  const dividend = grantOf(order, 'dividend');
  const release = grantOf(order, 'release');
  const buyersOf = (asset: Asset) => givenTo(buyer.document._id, asset, postings);
  const referrersOf = (asset: Asset) => (referrer ? givenTo(referrer.document._id, asset, postings) : 0);
  return {
    id: order._id,
    amount: fen(cashLeftOf(order)),
    reversed: fen(order.reversedFen ?? 0),
    appreciation: points
      ? {
          contribution: fen(points.contributionFen),
          buyerPoints: microPoints(buyersOf('appreciating')),
          referrerPoints: microPoints(referrersOf('appreciating')),
          buyerExitQuota: exitQuotaFen(buyersOf('exitQuota')),
          referrerExitQuota: exitQuotaFen(referrersOf('exitQuota')),
        }
      : null,
    dividend: dividend
      ? {
          counted: fen(dividend.countedFen),
          plan: await dividendPlanThen(dividend.version),
          buyerQuota: quotaFen(buyersOf('quota')),
          buyerWeight: microShares(buyersOf('weight')),
          referrerQuota: quotaFen(referrersOf('quota')),
          referrerWeight: microShares(referrersOf('weight')),
        }
      : null,
    release: release ? await releaseNow(order, release) : null,
  };
}

async function releaseNow(order: OrderDocument, grant: GrantOf<'release'>): Promise<ReversibleOrder['release']> {
  const close = await closes.get(order.settleDay!);
  const paused = close?.paused ?? (await plansOn(order.settleDay!)).paused;
  const plan = await releasePlanThen(grant.version, paused);
  const last = order.reversals?.at(-1);
  return {
    counted: fen(grant.countedFen),
    plan,
    level: last ? last.level : (releaseGrant(fen(grant.countedFen), plan)?.level ?? 0),
    granted: releaseCents(last ? last.grantedReleaseCents : grant.grantedReleaseCents),
    daily: releaseCents(last ? last.dailyReleaseCents : grant.dailyReleaseCents),
  };
}

const stateOf = ({ buyer, referrer, pool }: Reversing): ReversalState => ({
  buyer: buyer.member,
  referrer: referrer?.member ?? null,
  pool: pool?.state ?? null,
  remaining: releaseCents(buyer.remainingCents),
});

const work = (reversing: Reversing): Outcome<Reversal, Refused> =>
  reverseOrder(stateOf(reversing), reversing.reversible, reversing.cashFen) as Outcome<Reversal, Refused>;

const figuresOf = ({ state, figures }: Reversal, { redeemed }: Pick<OrderDocument, 'redeemed'>): ReversalFigures => ({
  cashFen: figures.amount,
  recoveredFen: figures.recovered,
  refundableFen: figures.refundable,
  ...(redeemed && { isInStable: true }),
  owedExitQuotaFen: state.buyer.owed.exitQuota,
  owedQuotaFen: state.buyer.owed.quota,
  owedSpendableCents: state.buyer.owed.spendable,
});

/** What a reversal of an order would come to now; nothing changes. */
export async function previewReversing(
  orderId: string,
  cashFen: number | undefined,
): Promise<Outcome<{ order: OrderDocument; figures: OutputOf<'admin.previewReversal'> }, Refused>> {
  const prepared = await prepareReversal({ orderId, cashFen });
  if (!prepared.ok) return prepared;
  const reversed = work(prepared.value);
  if (!reversed.ok) return reversed;
  const { order, buyer, reversible } = prepared.value;
  const { refundable } = reversed.value.figures;
  const { balance } = balanceShare(order, refundable);
  const { isClosed } = buyer.document;
  // Who has closed the account has given balance and stable points up; money goes back all the same.
  const givenUpFen = !isClosed ? 0 : order.redeemed ? refundable : balance;
  const figures = {
    ...figuresOf(reversed.value, order),
    leftFen: reversible.amount - reversible.reversed,
    balanceFen: isClosed ? 0 : balance,
    givenUpFen,
    cashierFen: isClosed && order.redeemed ? 0 : refundable - balance,
  };
  return done({ order, figures });
}

/**
 * Reverses an order or a part of it (rules §5) in its turn, within a transaction: wallets and pool at once, the pages by
 * the next close, what may be paid back noted on the order, to be sent to the cashier.
 */
export async function reverse(
  reversing: Reversing,
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<{ reversal: ReversalFigures; adjustment: null }, Refused>> {
  const { order, buyer, referrer, pool } = reversing;
  const outcome = work(reversing);
  if (!outcome.ok) return outcome;
  const { state, figures, postings, order: after } = outcome.value;
  // What was paid back meanwhile takes no number of the day: the record is written on the order as it is now.
  const now = (await orders.get(order._id, transaction))!;
  const before = now.reversals ?? [];
  const no = before.length + 1;
  const entryId = `order:${order._id}:reverse:${no}`;
  const held = { id: `${entryId}:buyer`, ...turn };
  await writeMember(
    buyer,
    state.buyer,
    {
      ...held,
      volumeFen: -figures.volume,
      ...(after.release && {
        order: { orderId: order._id, remainingCents: -figures.cancelled, dailyCents: after.release.daily },
      }),
    },
    transaction,
  );
  if (referrer && state.referrer && state.referrer !== referrer.member)
    await writeMember(referrer, state.referrer, { ...turn, id: `${entryId}:referrer` }, transaction);
  await inbox.addAll(fallsOf(reversing, figures.volume, { ...turn, entryId }), transaction);
  if (pool && state.pool) await pools.put({ ...pool, state: state.pool }, transaction);
  await takeNumber(turn, transaction);
  const taken = await takeBackOwed(reversing, { entryId, turn }, transaction);
  const entry = { id: entryId, kind: 'order.reverse', atMs: turn.atMs, day: turn.day, order };
  const back = await backToBalance(now, figures.refundable, buyer.document, transaction);
  const lines = [...linesOf(postings, reversing, after.release), ...back.lines];
  await book({ ...entry, postings: [...postings, ...taken, ...back.postings], lines }, transaction);
  // What points were redeemed for goes back as stable points, by an event of its own: to nobody whose account is closed.
  const isSent = order.transactionId !== null || (order.redeemed !== undefined && !buyer.document.isClosed);
  const isDue = isSent && figures.refundable > back.balance;
  await step(
    now,
    { order: 'sale.reversed' },
    { atMs: turn.atMs, by: 'admin', entryId },
    {
      reversedFen: after.reversed,
      reversals: [
        ...before,
        {
          no,
          atMs: turn.atMs,
          cashFen: figures.amount,
          recoveredFen: figures.recovered,
          refundableFen: figures.refundable,
          ...back.kept,
          level: after.release?.level ?? 0,
          grantedReleaseCents: after.release?.granted ?? 0,
          dailyReleaseCents: after.release?.daily ?? 0,
          cancelledReleaseCents: figures.cancelled,
          entryId,
          refund: isDue ? 'due' : 'none',
        },
      ],
      ...(isDue ? { isReversalDue: true } : {}),
    },
    transaction,
  );
  const balanceFen = 'isBalanceGivenUp' in back.kept ? 0 : back.balance;
  const reversed = { ...figuresOf(outcome.value, order), ...(balanceFen > 0 && { balanceFen }) };
  return done({ reversal: reversed, adjustment: null });
}

/** What changes of the volume of lines that are not the buyer's any more, or were not yet; each item follows from the event. */
const fallsOf = (
  { otherLines }: Reversing,
  volumeFen: Fen,
  { entryId, day, atMs, sequence }: Turn & { readonly entryId: string },
) =>
  volumeFen === 0
    ? []
    : otherLines.map(({ memberId, times }, nth) =>
        waitingChange({ _id: `${entryId}:line${nth}`, memberId, day, atMs, sequence, lineFen: times * volumeFen }),
      );

/** What the order gave a person of an asset, and what was held of it when the reversal came; null for release points. */
function givenBy(
  { reversible: { appreciation, dividend }, buyer, referrer }: Reversing,
  memberId: string,
  asset: Asset,
): { readonly givenUnits: number; readonly heldUnits: number } | null {
  const isBuyer = memberId === buyer.document._id;
  const { points, exitQuota, quota, quotaToday, weight, weightToday } = (isBuyer ? buyer : referrer!).member;
  const figures = (ofBuyer: number | undefined, ofReferrer: number | undefined, heldUnits: number) => ({
    givenUnits: (isBuyer ? ofBuyer : ofReferrer) ?? 0,
    heldUnits,
  });
  switch (asset) {
    case 'appreciating':
      return figures(appreciation?.buyerPoints, appreciation?.referrerPoints, points);
    case 'exitQuota':
      return figures(appreciation?.buyerExitQuota, appreciation?.referrerExitQuota, exitQuota);
    case 'quota':
      return figures(dividend?.buyerQuota, dividend?.referrerQuota, quota + quotaToday);
    case 'weight':
      return figures(dividend?.buyerWeight, dividend?.referrerWeight, weight + weightToday);
    default:
      return null;
  }
}

/** How the order's release was cut: what it was granted so far, what the cash that is left is granted, who held what. */
function cutBy({ reversible: { release }, buyer }: Reversing): NewLine['inputs'] {
  if (!release) return {};
  return {
    countedFen: release.counted,
    grantedBeforeCents: release.granted,
    heldReleaseCents: buyer.remainingCents,
    heldUnits: buyer.member.spendable,
  };
}

/** What its tier gives the cash that is left of the order; 0 below the first. */
const multipleReached = ({ plan, level }: NonNullable<ReversibleOrder['release']>): number =>
  level === 0 ? 0 : plan.tiers[level - 1]!.multiple;

/**
 * A line for each balance that a reversal took from: of the buyer, of the referrer, of the order's release points. `after`:
 * the release as it is with what is left.
 */
function linesOf(postings: readonly Posting[], reversing: Reversing, after: ReversibleOrder['release']): NewLine[] {
  const { order, cashFen, reversible } = reversing;
  const cut = after ? { ...cutBy(reversing), multipleMillionths: multipleReached(after) } : {};
  const holder = orderAccount(order._id);
  return postings.flatMap(({ asset, from, amount }) => {
    const memberId = from === holder ? order.memberId : memberIdOf(from);
    if (memberId === null || !isBalanceAsset(asset)) return [];
    const taken = { reversedFen: cashFen, orderFen: cashLeftOf(order), takenUnits: amount };
    const given = givenBy(reversing, memberId, asset);
    const inputs = { ...taken, reversedBeforeFen: reversible.reversed, ...(given ?? cut) };
    return [
      { memberId, kind: 'order.reversal', asset, units: -amount, plan: null, version: null, note: '', inputs } as const,
    ];
  });
}
