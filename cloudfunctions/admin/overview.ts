import type { OutputOf, Overview } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, microPoints, startOfBusinessDay } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { type Credited, newestCloses, payoutOf, ratioOf } from '../_books/payout';
import { readPlatformNow } from '../_books/platformNow';
import { labelOf } from '../_orders/cards';
import { TO_SHIP } from '../_orders/waiting';
import { _, aggregate } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import {
  afterSales,
  alerts,
  applications,
  clearances,
  dayReports,
  dayTotals,
  goodsOnSale,
  members,
  orders,
  proposals,
  stock,
  withdrawals,
} from '../_store/collections';
import { readDayState } from '../_store/dayState';
import type { PoolDocument } from '../_store/documents/platform';
import { listPage } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { stopsNow } from '../_store/stops';
import { OF_OWN_SHOPS } from './afterSales';
import { readWatch } from './watch';

const DAYS = 30;
const ALERT_DAYS = 3;
const MOST_ALERTS = 20;
/** Sizes of which fewer pieces are left than the settings say, and which are not sold out. */
const isLow = async (): Promise<Condition> => ({ isOut: false, left: _.lt((await readSettings()).lowStockBelow) });

/** The first row of an aggregation to one, as numbers. */
const sumsOf = async (rows: Promise<readonly Record<string, unknown>[]>): Promise<Record<string, number>> =>
  ((await rows)[0] ?? {}) as Record<string, number>;

/** Orders placed since a moment and paid, their cash, and what of it went back. */
async function soldSince(fromMs: number): Promise<{ orders: number; paidFen: number; backFen: number }> {
  const paid = { isPlaced: true, placedAtMs: _.gte(fromMs), paidAtMs: _.gt(0) };
  const [sold, back] = await Promise.all([
    sumsOf(
      orders.aggregate((pipeline) =>
        pipeline
          .match(paid)
          .group({ _id: null, orders: aggregate.sum(1), paidFen: aggregate.sum('$cashFen') })
          .limit(1),
      ),
    ),
    sumsOf(
      orders.aggregate((pipeline) =>
        pipeline
          .match({ ...paid, givenBack: _.exists(true) })
          .unwind('$givenBack')
          .group({ _id: null, backFen: aggregate.sum('$givenBack.cashFen') })
          .limit(1),
      ),
    ),
  ]);
  return { orders: sold.orders ?? 0, paidFen: sold.paidFen ?? 0, backFen: back.backFen ?? 0 };
}

/** How many wait, and since when the first of them does. */
interface Waiting {
  readonly count: number;
  readonly oldestAtMs: number | null;
}

/** What waits in a collection, by the moment that a field holds. */
async function waiting<Field extends string>(
  collection: {
    count(condition: Condition): Promise<number>;
    find(condition: Condition, of: object): Promise<readonly object[]>;
  },
  condition: Condition,
  field: Field,
): Promise<Waiting> {
  const orderBy = [
    [field, 'asc'],
    ['_id', 'asc'],
  ] as const;
  const [count, [oldest]] = await Promise.all([
    collection.count(condition),
    collection.find(condition, { orderBy, limit: 1, fields: { [field]: true } }),
  ]);
  return { count, oldestAtMs: (oldest as Record<string, number> | undefined)?.[field] ?? null };
}

/** Two kinds of one matter. */
const together = (one: Waiting, other: Waiting): Waiting => {
  const oldest = [one.oldestAtMs, other.oldestAtMs].filter((atMs) => atMs !== null);
  return { count: one.count + other.count, oldestAtMs: oldest.length > 0 ? Math.min(...oldest) : null };
};

async function todo(): Promise<Overview['todo']> {
  const inReview = { state: _.in(['inReview', 'inSecondReview']) };
  const [toShip, toAnswer, toDecide, drawn, sums, proposed, clear, asked, lowStock] = await Promise.all([
    waiting(orders, { isPlaced: true, ...TO_SHIP }, 'placedAtMs'),
    waiting(afterSales, { ...OF_OWN_SHOPS, waitsFor: 'shop' }, 'askedAtMs'),
    waiting(afterSales, { waitsFor: 'platform' }, 'askedAtMs'),
    waiting(withdrawals, inReview, 'atMs'),
    withdrawals.aggregate((pipeline) =>
      pipeline
        .match(inReview)
        .group({ _id: '$state', count: aggregate.sum(1), fen: aggregate.sum('$amountFen') })
        .limit(2),
    ),
    waiting(proposals, { state: 'proposed' }, 'proposedAtMs'),
    clearances.count({ state: 'proposed' }),
    waiting(applications, { state: 'asked' }, 'atMs'),
    isLow().then((low) => stock.count(low)),
  ]);
  const byState = sums as unknown as readonly { readonly _id: string; readonly count: number; readonly fen: number }[];
  return {
    toShip,
    cases: together(toAnswer, toDecide),
    withdrawals: {
      ...drawn,
      fen: byState.reduce((sum, { fen }) => sum + fen, 0),
      second: byState.find(({ _id }) => _id === 'inSecondReview')?.count ?? 0,
    },
    proposals: proposed,
    clearances: clear,
    applications: asked,
    lowStock,
  };
}

/** What closes credited, by kind. */
function creditedBy(days: readonly Credited[]): NonNullable<Overview['month']['credited']> {
  const sumOf = (of: (close: Credited) => number): number => days.reduce((sum, close) => sum + of(close), 0);
  const [creditedFen, turnoverFen] = [
    sumOf((close) => payoutOf(close).creditedFen),
    sumOf((close) => close.totals.turnoverFen),
  ];
  return {
    dividendFen: sumOf((close) => payoutOf(close).dividendFen),
    staticCents: sumOf(({ release }) => release.staticCents),
    firstGenerationCents: sumOf(({ release }) => release.firstGenerationCents),
    secondGenerationCents: sumOf(({ release }) => release.secondGenerationCents),
    teamCents: sumOf(({ release }) => release.teamCents),
    sameRankCents: sumOf(({ release }) => release.sameRankCents),
    forcedExitFen: sumOf(({ exits }) => exits?.paidFen ?? 0),
    creditedFen,
    turnoverFen,
    ratioMillionths: ratioOf(creditedFen, turnoverFen),
  };
}

async function month(days: readonly Credited[], today: string): Promise<Overview['month']> {
  const from = addDays(today as BusinessDay, -DAYS);
  const reports = await dayReports.find(
    { isDone: true, _id: _.gte(from) },
    { orderBy: [['_id', 'asc']], limit: DAYS, fields: { orders: true, joined: true } },
  );
  const sumOf = (of: (report: (typeof reports)[number]) => number): number =>
    reports.reduce((sum, report) => sum + of(report), 0);
  return {
    days: reports.length,
    orders: sumOf(({ orders: { paid } }) => paid),
    paidFen: sumOf(({ orders: { paidFen } }) => paidFen),
    backFen: sumOf(({ orders: { backFen } }) => backFen),
    joined: sumOf(({ joined }) => joined),
    credited: days.length > 0 ? creditedBy(days) : null,
    byDay: days
      .map((close) => {
        const { day, turnoverFen, creditedFen } = payoutOf(close);
        return { day, turnoverFen, creditedFen };
      })
      .reverse(),
  };
}

const poolShown = ({ state }: PoolDocument): NonNullable<Overview['books']['pool']> => ({
  poolFen: state.pool,
  circulatingMicroPoints: state.circulating,
  priceShown: priceShown(priceOf(state)),
  reserveWorthFen: state.reservePoints === 0 ? 0 : pointsValue(microPoints(state.reservePoints), state),
  stableCents: state.stableOutstanding,
});

/** Valid clearances, with those that end within thirty days: only the one of each feature that lasts longest counts. */
async function clearancesEnding(today: string): Promise<Overview['clearances']> {
  const rows = await clearances.aggregate((pipeline) =>
    pipeline
      .match({ state: 'valid', validFromDay: _.lte(today), validToDay: _.gte(today) })
      .group({ _id: '$feature', validToDay: aggregate.max('$validToDay') })
      .limit(100),
  );
  type Valid = { readonly _id: Overview['clearances']['ending'][number]['feature']; readonly validToDay: string };
  const valid = rows as unknown as readonly Valid[];
  const soon = addDays(today as BusinessDay, DAYS);
  return {
    valid: valid.length,
    ending: valid
      .filter(({ validToDay }) => validToDay <= soon)
      .map(({ _id: feature, validToDay }) => ({ feature, validToDay }))
      .sort((one, other) => one.validToDay.localeCompare(other.validToDay)),
  };
}

/** Today and thirty days, what waits, what is above its threshold: everything an operator looks at first. */
export const viewOverview: Handler<'admin.viewOverview'> = async (_input, { nowMs }) => {
  const today = businessDayOf(nowMs);
  const { openDay } = await readDayState(nowMs);
  const days = await newestCloses();
  const [sold, totals, joined, monthly, { close, pool, settings }, waits, watch, raised, clear] = await Promise.all([
    soldSince(startOfBusinessDay(today)),
    dayTotals.get(openDay),
    members.count({ joinDay: today }),
    month(days, today),
    readPlatformNow(),
    todo(),
    readWatch(days),
    alerts.find(
      { day: _.gte(addDays(today, -ALERT_DAYS)), kind: _.exists(true) },
      {
        orderBy: [
          ['day', 'desc'],
          ['_id', 'asc'],
        ],
        limit: MOST_ALERTS,
      },
    ),
    clearancesEnding(today),
  ]);
  return done({
    today: {
      day: today,
      ...sold,
      settled: totals?.orders ?? 0,
      turnoverFen: totals?.turnoverFen ?? 0,
      joined,
    },
    month: monthly,
    close: close && {
      day: close._id,
      balanced: close.balanced === true,
      settledOrders: close.totals.orders,
      ...creditedBy([close]),
    },
    openDay,
    isBehind: openDay < today,
    books: {
      pool: pool && poolShown(pool),
      remainingReleaseCents: close?.release.remainingCents ?? 0,
      quotaFen: close?.release.quotaFen ?? 0,
    },
    todo: waits,
    watch: watch && { day: watch.report._id, figures: watch.figures },
    alerts: raised.map(({ kind, day, figures }) => ({ kind, day, figures: { ...figures } })),
    clearances: clear,
    stopped: [...stopsNow(settings).keys()],
    isDemo: settings.isDemo,
  });
};

/** Sizes of which few pieces are left, fewest first. */
export const listLowStock: Handler<'admin.listLowStock'> = async (input) => {
  const list = await listPage(stock, input, {
    name: 'admin.listLowStock',
    condition: await isLow(),
    keys: [
      ['left', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { goodsId: true, left: true },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const goods = await goodsOnSale.getMany(
    found.map(({ goodsId }) => goodsId),
    { title: true, skus: true },
  );
  const of = new Map(goods.map((one) => [one._id, one]));
  const rows: OutputOf<'admin.listLowStock'>['rows'] = found.flatMap(({ _id: skuId, goodsId, left }) => {
    const one = of.get(goodsId);
    const sku = one?.skus.find((some) => some.skuId === skuId);
    return one && sku ? [{ goodsId, skuId, title: one.title, label: labelOf(sku), left }] : [];
  });
  return done({ rows, next });
};
