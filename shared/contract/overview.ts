import * as z from 'zod';
import { action } from './action';
import { toldStop } from './stops';
import { clearedFeature, cursor, day, id, moment, nothing, pageLimit, units } from './values';

/** Figures with a threshold that an operator watches; each is told when it is above it. */
export const watchKinds = [
  /** Generations of the tree. */
  'depth',
  /** Members of the generation that has most. */
  'widest',
  /** Share of the day's cash paid by who joined within the last thirty days: what pays out what is credited. */
  'newMembers',
  /** Tiers of the dividend that one member alone holds. */
  'aloneTiers',
  /** Most accounts that signed in from one network. */
  'sharedNetwork',
  /** Most accounts that have goods sent to one address. */
  'sharedAddress',
  /** Share of the day's cash that owners paid in their own shops. */
  'ownShop',
  /** Credited beside turnover over the last thirty closes. */
  'payoutRatio',
] as const;
export const watchKind = z.enum(watchKinds);
export type WatchKind = z.infer<typeof watchKind>;

const watched = z.strictObject({
  kind: watchKind,
  /** Null where there is nothing to compare with: a day without turnover. */
  figure: units.nullable(),
  limit: units,
  isAbove: z.boolean(),
});
export type Watched = z.infer<typeof watched>;

const waiting = z.strictObject({ count: z.number().int(), oldestAtMs: moment.nullable() });

const credited = z.strictObject({
  dividendFen: units,
  staticCents: units,
  firstGenerationCents: units,
  secondGenerationCents: units,
  teamCents: units,
  sameRankCents: units,
  forcedExitFen: units,
  /** Everything, 1 point = 1 yuan. */
  creditedFen: units,
  turnoverFen: units,
  ratioMillionths: units.nullable(),
});

export const overview = z.strictObject({
  today: z.strictObject({
    day,
    /** Orders placed today that were paid, and their cash; of them what went back. */
    orders: z.number().int(),
    paidFen: units,
    backFen: units,
    /** What settled into the open day so far. */
    settled: z.number().int(),
    turnoverFen: units,
    joined: z.number().int(),
  }),
  /** Reports of the last thirty closed days, as far as there are any. */
  month: z.strictObject({
    days: z.number().int(),
    orders: z.number().int(),
    paidFen: units,
    backFen: units,
    joined: z.number().int(),
    credited: credited.nullable(),
    /** Oldest first: what came in and what was credited. */
    byDay: z.array(z.strictObject({ day, turnoverFen: units, creditedFen: units })),
  }),
  close: z.strictObject({ day, balanced: z.boolean(), settledOrders: z.number().int(), ...credited.shape }).nullable(),
  /** The day that is open; behind where it should have been closed. */
  openDay: day,
  isBehind: z.boolean(),
  books: z.strictObject({
    pool: z
      .strictObject({
        poolFen: units,
        circulatingMicroPoints: units,
        priceShown: z.string(),
        reserveWorthFen: units,
        stableCents: units,
      })
      .nullable(),
    remainingReleaseCents: units,
    quotaFen: units,
  }),
  todo: z.strictObject({
    toShip: waiting,
    cases: waiting,
    withdrawals: waiting.extend({ fen: units, second: z.number().int() }),
    proposals: waiting,
    clearances: z.number().int(),
    applications: waiting,
    lowStock: z.number().int(),
  }),
  /** As of the newest report; null before the first. */
  watch: z.strictObject({ day, figures: z.array(watched) }).nullable(),
  /** What operators were alerted of in the last three days, newest first. */
  alerts: z.array(
    z.strictObject({
      kind: z.string(),
      day,
      figures: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  /** What administrators have stopped for everybody. */
  stopped: z.array(toldStop),
  clearances: z.strictObject({
    valid: z.number().int(),
    /** Those that end within thirty days. */
    ending: z.array(z.strictObject({ feature: clearedFeature, validToDay: day })),
  }),
  isDemo: z.boolean(),
});
export type Overview = z.infer<typeof overview>;

const sameAccounts = z.strictObject({
  accounts: z.number().int(),
  /** The first of them. */
  members: z.array(z.strictObject({ memberId: id, nickname: z.string(), phoneMasked: z.string() })),
});

export const watchPage = z.strictObject({
  day: day.nullable(),
  figures: z.array(watched),
  /** Members in each generation, from those without a referrer. */
  perDepth: z.array(z.number().int()),
  networks: z.array(sameAccounts),
  addresses: z.array(sameAccounts),
});
export type WatchPage = z.infer<typeof watchPage>;

/** From where on each figure is told. */
export type WatchLimits = Readonly<Record<WatchKind, number>>;

export const overviewActions = [
  action({ name: 'admin.viewOverview', role: 'staff.any', input: nothing, output: overview, refusals: [] }),
  /** The watched figures with what stands behind them. */
  action({ name: 'admin.viewWatch', role: 'staff.any', input: nothing, output: watchPage, refusals: [] }),
  /** Sizes of which few pieces are left, fewest first; those sold out are not among them. */
  action({
    name: 'admin.listLowStock',
    role: 'staff.shop',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(30) }),
    output: z.strictObject({
      rows: z.array(
        z.strictObject({ goodsId: id, skuId: id, title: z.string(), label: z.string(), left: z.number().int() }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
