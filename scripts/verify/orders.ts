// Orders: their sums, their record, what they moved, what they gave.
import { fen, mulRateDown, type Rate, rate } from '@shared/kernel';
import { type Difference, memberAccount, NONE, orderAccount, owedAccount, system } from '@shared/ledger';
import { next, type OrderEvent, type OrderState, orderMachine } from '@shared/machines';
import { appreciationSchema } from '@shared/plans';
import { cashOf } from '@shared/rules';
import { balanceBackOf, lineRemains } from '../../cloudfunctions/_orders/remains';
import type {
  GrantDocument,
  JournalDocument,
  OrderDocument,
  OrderGrant,
  PaymentDocument,
} from '../../cloudfunctions/_store/documents';
import { type Books, groupedBy, referrerOn } from './books';
import { compare, type Where } from './compare';
import { netsOf } from './entries';

const NO_ENTRIES: readonly JournalDocument[] = [];
const sum = <T>(list: readonly T[], of: (one: T) => number): bigint =>
  list.reduce((total, one) => total + BigInt(of(one)), 0n);

/** Every order, and that journal and payments know no others. */
export function* checkOrders(books: Books): Generator<Difference> {
  const entries = groupedBy(
    books.journal.filter(({ orderId }) => orderId !== null),
    ({ orderId }) => orderId!,
  );
  const payments = groupedBy(books.payments, ({ orderId }) => orderId);
  const items = new Map(books.inbox.map((item) => [item._id, item]));
  const referrerThen = referrerOn(books);
  const known = new Set<string>();
  const byId = new Map(books.orders.map((order) => [order._id, order]));
  for (const order of books.orders) {
    known.add(order._id);
    const booked = entries.get(order._id) ?? NO_ENTRIES;
    yield* checkParts(order);
    yield* checkPurchase(byId, order);
    if (!order.isPlaced) {
      yield* compare(at(order, booked[0]?._id), 'entries of an order that is not placed', 0, booked.length);
      continue;
    }
    yield* checkRecord(order, booked);
    yield* checkMoney(order, booked, payments.get(order._id) ?? []);
    yield* checkSettlement(books, order, {
      entry: booked.find(({ kind }) => kind === 'order.settle'),
      item: items.get(`settle:${order._id}`) as GrantDocument | undefined,
      referrerId: order.settleDay === null ? null : referrerThen(order.memberId, order.settleDay),
    });
  }
  for (const [of, ids] of [
    ['journal', entries.keys()],
    ['payments', payments.keys()],
  ] as const)
    for (const id of ids)
      if (!known.has(id))
        yield {
          check: 'orders',
          place: `order ${id}`,
          what: 'order',
          expected: `known to ${of}`,
          found: NONE,
          arises: of,
        };
}

const at = ({ _id }: OrderDocument, arises?: string): Where => ({
  check: 'orders',
  place: `order ${_id}`,
  arises: arises ?? 'its placing',
});

const paidNow = ({
  amountFen,
  reducedFen = 0,
  couponFen = 0,
  pointsCents,
  stableCents = 0,
  balanceFen = 0,
}: OrderDocument['lines'][number]) => amountFen - reducedFen - couponFen - pointsCents - stableCents - balanceFen;

/** The parts of an order come to its sums. */
function* checkParts(order: OrderDocument): Generator<Difference> {
  const {
    lines,
    goodsFen,
    freightFen,
    reducedFen = 0,
    couponFen = 0,
    spendableCents,
    stableCents = 0,
    balanceFen = 0,
    cashFen,
  } = order;
  for (const [nth, line] of lines.entries()) {
    yield* compare(at(order), `lines.${nth}.amountFen`, BigInt(line.priceFen) * BigInt(line.quantity), line.amountFen);
    yield* compare(at(order), `lines.${nth}.cashFen`, paidNow(line), line.cashFen);
  }
  // What the lines leave of it paid the freight.
  const ofFreight = BigInt(balanceFen) - sum(lines, (line) => line.balanceFen ?? 0);
  if (ofFreight < 0n || ofFreight > BigInt(freightFen))
    yield { ...at(order), what: 'balanceFen of the freight', expected: `0 to ${freightFen}`, found: String(ofFreight) };
  const cash = sum(lines, (line) => line.cashFen) + BigInt(freightFen) - ofFreight;
  yield* compare(
    at(order),
    'goodsFen',
    sum(lines, ({ amountFen }) => amountFen),
    goodsFen,
  );
  yield* compare(
    at(order),
    'spendableCents',
    sum(lines, ({ pointsCents }) => pointsCents),
    spendableCents,
  );
  yield* compare(
    at(order),
    'stableCents',
    sum(lines, (line) => line.stableCents ?? 0),
    stableCents,
  );
  yield* compare(
    at(order),
    'reducedFen',
    sum(lines, (line) => line.reducedFen ?? 0),
    reducedFen,
  );
  yield* compare(
    at(order),
    'couponFen',
    sum(lines, (line) => line.couponFen ?? 0),
    couponFen,
  );
  yield* compare(at(order), 'cashFen', cash, cashFen);
}

/** The record is a path of the machine to the order's state, and names its entries. */
function* checkRecord(order: OrderDocument, booked: readonly JournalDocument[]): Generator<Difference> {
  let reached: OrderState | undefined = 'awaitingPayment';
  for (const [nth, { event, state }] of order.log.entries()) {
    const isMove =
      event !== 'order.placed' && !/^(refund\.(requested|rejected|withdrawn)|(afterSales|stray)\.\w+)$/.test(event);
    if (isMove) reached = reached && next(orderMachine, reached, event as OrderEvent);
    yield* compare(at(order, event), `log.${nth}.state`, reached, state);
  }
  yield* compare(at(order, order.log.at(-1)?.event), 'state', reached, order.state);
  const told = order.log.flatMap(({ entryId }) => entryId ?? []).sort();
  const ids = booked.map(({ _id }) => _id).sort();
  for (let nth = 0; nth < Math.max(told.length, ids.length); nth += 1)
    yield* compare(at(order, ids[nth] ?? told[nth]), 'entry in its record', ids[nth], told[nth]);
}

const isFirst = ({ _id, purchase }: OrderDocument): boolean => !purchase || purchase.purchaseId === _id;

/** What the orders of a purchase say of it is the same of all, and its total is their cash. */
function* checkPurchase(books: ReadonlyMap<string, OrderDocument>, order: OrderDocument): Generator<Difference> {
  if (!order.purchase || !isFirst(order)) return;
  const all = order.purchase.orderIds.map((id) => books.get(id));
  const cash = sum(all, (one) => one?.cashFen ?? 0);
  yield* compare(at(order), 'purchase.totalFen', cash, BigInt(order.purchase.totalFen));
  for (const one of all) yield* compare(at(order), 'purchase', order.purchase, one?.purchase);
  yield* compare(
    at(order),
    'placed of its purchase',
    all.map(() => order.isPlaced),
    all.map((one) => one?.isPlaced),
  );
}

/** What the buyer paid and got back, once each, in the journal as in the order and in the payments. */
function* checkMoney(
  order: OrderDocument,
  booked: readonly JournalDocument[],
  arrived: readonly PaymentDocument[],
): Generator<Difference> {
  const { log, cashFen, paidAtMs, transactionId, state } = order;
  const paid = log.filter(({ event }) => event === 'payment.received').length;
  const where = at(order, `order:${order._id}:pay`);
  yield* compare(where, 'paid', paidAtMs === null ? 0 : 1, paid);
  // Of orders that were paid together the first keeps the payment, which is of the cash of all.
  const totalFen = order.purchase?.totalFen ?? cashFen;
  const isPaidHere = paid === 1 && totalFen > 0 && isFirst(order) && !order.redeemed;
  const expected = isPaidHere ? [{ _id: transactionId, totalFen }] : [];
  const found = arrived.flatMap(({ _id, totalFen, isStray }) => (isStray ? [] : [{ _id, totalFen }]));
  const strays = order.strays ?? [];
  yield* compare(
    where,
    'payments of prices that are over',
    strays.map((one) => ({ _id: one.transactionId, totalFen: one.totalFen })),
    arrived.flatMap(({ _id, totalFen, isStray }) => (isStray ? [{ _id, totalFen }] : [])),
  );
  const straysFen = strays.reduce((sum, { totalFen, isBack }) => sum + (isBack ? 0 : totalFen), 0);
  yield* compare(where, 'payments', expected, found);
  const paidBack = (order.reversals ?? []).reduce(
    (sum, { refund, refundableFen, balanceFen = 0 }) => sum + (refund === 'paid' ? refundableFen - balanceFen : 0),
    0,
  );
  const pieces = (order.givenBack ?? []).reduce(
    (sum, { refund, cashFen }) => sum + (refund === 'paid' ? cashFen : 0),
    0,
  );
  // One that was paid after it was closed gives all its cash back, and no pieces.
  const isGone = state === 'refunded' && !order.givenBack;
  const kept = straysFen + (paid === 1 && !isGone && !order.redeemed ? cashFen - paidBack - pieces : 0);
  const net = netsOf(booked.flatMap(({ postings }) => postings));
  if (order.redeemed) {
    const redemption = netsOf(booked.flatMap(({ kind, postings }) => (kind === 'points.redemption' ? postings : [])));
    yield* compare(where, 'redeemed.payoutFen', BigInt(cashFen), BigInt(order.redeemed.payoutFen));
    yield* compare(where, 'redeemed.payoutFen', redemption(system.sales, 'cash'), BigInt(order.redeemed.payoutFen));
    const points = -redemption(memberAccount(order.memberId), 'appreciating');
    yield* compare(where, 'redeemed.microPoints', points, BigInt(order.redeemed.microPoints));
  }
  yield* compare(where, 'cash kept of its buyer', BigInt(kept), -net(system.world, 'cash'));
  yield* checkBalance(order, net);
  yield* compare(at(order, 'its settlement'), 'sequence', state === 'settled', order.sequence !== null);
}

/** What it took of its buyer's cash balance, less what is back, is held while it is not paid. */
function* checkBalance(order: OrderDocument, net: ReturnType<typeof netsOf>): Generator<Difference> {
  const { _id, memberId, balanceFen = 0, balanceDividendFen = 0, state, log } = order;
  const where = at(order, `order:${_id}:place`);
  const isBack = log.some(({ event }) => event === 'payment.expired' || event === 'buyer.cancelled');
  const taken = isBack ? 0 : balanceFen - balanceBackOf(order);
  yield* compare(where, 'cash balance taken', BigInt(taken), -net(memberAccount(memberId), 'cash'));
  yield* compare(
    where,
    'cash balance held',
    BigInt(state === 'awaitingPayment' ? balanceFen : 0),
    net(system.orders, 'cash'),
  );
  if (balanceDividendFen > balanceFen)
    yield {
      ...where,
      what: 'balanceDividendFen',
      expected: `at most ${balanceFen}`,
      found: String(balanceDividendFen),
    };
}

interface Settled {
  readonly entry: JournalDocument | undefined;
  readonly item: GrantDocument | undefined;
  readonly referrerId: string | null;
}

/** What a settled order says that it gave is what its entry moved, and what its rates come to. */
function* checkSettlement(
  books: Books,
  order: OrderDocument,
  { entry, item, referrerId }: Settled,
): Generator<Difference> {
  if (order.state !== 'settled') return;
  const where = at(order, `order:${order._id}:settle`);
  yield* compare(where, 'settleDay', entry?.day, order.settleDay);
  if (!entry) return;
  const net = netsOf(entry.postings);
  const given = (asset: 'appreciating' | 'exitQuota' | 'quota' | 'weight', memberId: string | null) =>
    memberId === null ? 0n : net(memberAccount(memberId), asset) + net(owedAccount(memberId), asset);
  for (const grant of order.grants) {
    const what = `grants.${grant.plan}`;
    yield* checkCounted(where, order, grant);
    switch (grant.plan) {
      case 'appreciation':
        yield* compare(where, `${what}.contributionFen`, contributionOf(books, grant), grant.contributionFen);
        yield* compare(where, `${what}.contributionFen`, paidIn(entry), grant.contributionFen);
        yield* compare(
          where,
          `${what}.pointsMicroPoints`,
          given('appreciating', order.memberId),
          grant.pointsMicroPoints,
        );
        yield* compare(
          where,
          `${what}.referrerMicroPoints`,
          given('appreciating', referrerId),
          grant.referrerMicroPoints,
        );
        yield* compare(where, `${what}.exitQuotaFen`, given('exitQuota', order.memberId), grant.exitQuotaFen);
        break;
      case 'dividend':
        yield* compare(where, `${what}.quotaFen`, given('quota', order.memberId), grant.quotaFen);
        yield* compare(where, `${what}.weightMicroShares`, given('weight', order.memberId), grant.weightMicroShares);
        break;
      case 'release': {
        const times = (by: number) => mulRateDown(fen(grant.countedFen), rate(by) as Rate);
        const granted = grant.multipleMillionths === null ? 0 : times(grant.multipleMillionths);
        const daily = grant.multipleMillionths === null ? 0 : times(grant.dailyRateMillionths);
        yield* compare(where, `${what}.grantedReleaseCents`, granted, grant.grantedReleaseCents);
        yield* compare(
          where,
          `${what}.grantedReleaseCents`,
          net(orderAccount(order._id), 'remaining'),
          grant.grantedReleaseCents,
        );
        yield* compare(where, `${what}.dailyReleaseCents`, daily, grant.dailyReleaseCents);
        yield* compare(where, `${what}.countedFen`, item?.volumeFen, grant.countedFen);
        yield* compare(where, `${what}.dailyReleaseCents`, item?.dailyReleaseCents, grant.dailyReleaseCents);
      }
    }
  }
}

/** A plan counts what remains paid in cash of the lines that name it, and no other (rules §5). */
function* checkCounted(where: Where, order: OrderDocument, { plan, countedFen }: OrderGrant): Generator<Difference> {
  const most = sum(
    order.lines.filter(({ plans }) => plans.includes(plan)),
    (line) => cashOf(lineRemains(line)),
  );
  if (BigInt(countedFen) > most || countedFen <= 0)
    yield { ...where, what: `grants.${plan}.countedFen`, expected: `1 to ${most}`, found: String(countedFen) };
}

function contributionOf(
  { planVersions }: Books,
  { version, countedFen }: Extract<OrderGrant, { plan: 'appreciation' }>,
): number | undefined {
  const kept = planVersions.find((one) => one.plan === 'appreciation' && one.version === version);
  return kept && mulRateDown(fen(countedFen), appreciationSchema.parse(kept.text).contributionRate);
}

/** What an entry paid from the sales into the pool. */
const paidIn = ({ postings }: JournalDocument): bigint =>
  sum(
    postings.filter(({ from, to }) => from === system.sales && to === system.backingPool),
    ({ amount }) => amount,
  );
