import type { StaffArea } from '@shared/roles';
import * as z from 'zod';

/** What a figure counts: it says how it is typed and shown. */
export const settingUnits = ['minutes', 'hours', 'days', 'fen', 'millionths', 'times', 'pieces', 'people'] as const;
type SettingUnit = (typeof settingUnits)[number];

interface Figure {
  /** Who may change it, beside the owners. */
  readonly area: StaffArea;
  readonly unit: SettingUnit;
  readonly least: number;
  readonly most: number;
  /** What holds until somebody changes it. */
  readonly shipped: number;
  /** The direction in which it lets more money out: that way takes a second administrator. */
  readonly two?: 'more' | 'less';
}

const MOST_FEN = 100_000_000;
const ofShop = (unit: SettingUnit, least: number, most: number, shipped: number) =>
  ({ area: 'staff.shop', unit, least, most, shipped }) as const satisfies Figure;
const ofOwner = (unit: SettingUnit, least: number, most: number, shipped: number, two?: Figure['two']) =>
  ({ area: 'staff.owner', unit, least, most, shipped, ...(two ? { two } : {}) }) as const satisfies Figure;
const ofMoney = (unit: SettingUnit, least: number, most: number, shipped: number, two?: Figure['two']) =>
  ({ area: 'staff.money', unit, least, most, shipped, ...(two ? { two } : {}) }) as const satisfies Figure;

/** Every setting that is a figure: its bounds, its unit, what it is shipped as, and who may change it. */
export const settingFigures = {
  payWithinMinutes: ofShop('minutes', 1, 1440, 30),
  autoReceiveAfterDays: ofShop('days', 1, 60, 10),
  /** By how many days a buyer may move the receipt that comes by itself. */
  extendReceiptDays: ofShop('days', 1, 30, 3),
  /** So long after the receipt an order may be returned; then it settles. */
  settleAfterDays: ofOwner('days', 0, 365, 7),
  /** The share of an order that spendable points may pay. */
  pointsUseRatioMillionths: ofOwner('millionths', 0, 1_000_000, 300_000),

  /** For the shop to answer; then it has agreed. */
  answerWithinDays: ofShop('days', 1, 30, 2),
  /** For the buyer to send pieces back; then the case expires. */
  sendBackWithinDays: ofShop('days', 1, 60, 5),
  /** For the shop to say what arrived, from the parcel's number on; then it has accepted it. */
  acceptReturnAfterDays: ofShop('days', 1, 60, 10),
  /** For the shop to send what was exchanged; then the money goes back. */
  sendExchangeWithinDays: ofShop('days', 1, 60, 5),
  /** For the buyer to receive it; then it is received. */
  receiveExchangeAfterDays: ofShop('days', 1, 60, 10),
  /** For the buyer to ask the platform after a refusal; then it stands. */
  askArbitrationWithinDays: ofShop('days', 1, 30, 3),

  /** What the platform's own shop, or a new one, begins with; 0 from so much on: never free. */
  newShopFreightFen: ofShop('fen', 0, 100_000, 0),
  newShopFreeFreightFromFen: ofShop('fen', 0, MOST_FEN, 0),
  /** A size with fewer pieces than this is told as low. */
  lowStockBelow: ofShop('pieces', 1, 10_000, 10),

  withdrawMinFen: ofMoney('fen', 30, MOST_FEN, 1_000),
  withdrawFeeMillionths: ofMoney('millionths', 0, 200_000, 10_000),
  /** What one member may draw in a business day, and in how many withdrawals. */
  withdrawDailyFen: ofMoney('fen', 0, MOST_FEN, 200_000, 'more'),
  withdrawDailyCount: ofMoney('times', 1, 50, 3, 'more'),
  /** So long after it was credited cash may be drawn. */
  withdrawWaitHours: ofMoney('hours', 0, 720, 48, 'less'),
  /** From this amount on an administrator looks at it first. */
  withdrawReviewFromFen: ofMoney('fen', 0, MOST_FEN, 50_000, 'more'),
  /** From this amount on two different ones do. */
  withdrawSecondFromFen: ofMoney('fen', 0, MOST_FEN, 100_000, 'more'),
  /** The tax estimate: what a month has free, and the rate of what lies above. */
  withdrawTaxFreeFen: ofMoney('fen', 0, MOST_FEN, 80_000),
  withdrawTaxMillionths: ofMoney('millionths', 0, 500_000, 200_000),
  /** What one administrator may pay out to one shop alone in a day; 0: nothing. */
  payoutAloneFen: ofOwner('fen', 0, MOST_FEN, 1_000_000, 'more'),
  /** How much less than quoted a sale, an exchange or a redemption of points may bring before it is refused. */
  quoteToleranceMillionths: ofOwner('millionths', 0, 100_000, 10_000),

  /** How long a forgotten payment password, or a lost phone, waits before another one counts. */
  recoveryWaitHours: ofOwner('hours', 1, 720, 24),
  /** How long an account that is to be closed can be taken back. */
  closingWaitDays: ofOwner('days', 1, 60, 7),
  /** So long an edition of a collectible is held before it may be given away. */
  givingWaitDays: ofOwner('days', 0, 3650, 30),
  /** How many one member may give away in any 365 days; 0: none. */
  givingPerYear: ofOwner('times', 0, 100, 3),
  /** For so long the code of one that is offered can be used. */
  givingCodeHours: ofOwner('hours', 1, 720, 24),
  /** For so long a proposal can be approved: figures and people change, and nobody remembers why it was asked for. */
  proposalDays: ofOwner('days', 1, 90, 7),

  /** From where on a watched figure is told (`watchKinds`). */
  watchDepth: ofOwner('times', 1, 100_000, 12),
  watchWidest: ofOwner('people', 1, 100_000_000, 50_000),
  watchNewMembers: ofOwner('millionths', 0, 1_000_000, 600_000),
  watchAloneTiers: ofOwner('times', 0, 100, 1),
  watchSharedNetwork: ofOwner('people', 1, 100_000, 5),
  watchSharedAddress: ofOwner('people', 1, 100_000, 3),
  watchOwnShop: ofOwner('millionths', 0, 1_000_000, 50_000),
  watchPayoutRatio: ofOwner('millionths', 0, 100_000_000, 500_000),
} as const satisfies Readonly<Record<string, Figure>>;

export type SettingFigure = keyof typeof settingFigures;
export const settingFigureNames = Object.keys(settingFigures) as readonly SettingFigure[];

/** Each figure with its bounds, as an input is read by. */
export const figureSchemas = Object.fromEntries(
  Object.entries(settingFigures).map(([name, { least, most }]) => [name, z.number().int().min(least).max(most)]),
) as { readonly [Name in SettingFigure]: z.ZodNumber };

/** The schemas of some of them, by their names. */
export const figuresNamed = <const Names extends readonly SettingFigure[]>(...names: Names) =>
  Object.fromEntries(names.map((name) => [name, figureSchemas[name]])) as { [Name in Names[number]]: z.ZodNumber };
