import * as z from 'zod';
import { action } from './action';
import { proposal } from './approvals';
import { text } from './text';
import { change, cursor, day, id, moment, pageLimit, requestId, units } from './values';

/** What a line of a shop's statement is of. */
const shopLineKind = z.enum([
  'order',
  'reversal',
  'payout',
  'stableOrder',
  'payment',
  'paymentBack',
  'redemption',
  'sale',
]);

/**
 * A line of a shop's statement. `parts` explain it: of an order cost + freight − coupon − stable points; of a reversal
 * what was owed, the order's cash, and how much of that was reversed.
 */
export const shopLine = z.strictObject({
  lineId: id,
  kind: shopLineKind,
  asset: z.enum(['cash', 'stable', 'appreciating']),
  units: change,
  day,
  atMs: moment,
  orderNo: z.string().nullable(),
  /** The bank's number of a payout; '' else. */
  note: z.string(),
  parts: z.strictObject({
    costFen: units.optional(),
    freightFen: units.optional(),
    couponFen: units.optional(),
    stableCents: units.optional(),
    owedFen: units.optional(),
    orderFen: units.optional(),
    reversedFen: units.optional(),
    /** Of points that were sold or redeemed: how many, what they were worth, the fee, and the pool as it was. */
    microPoints: units.optional(),
    cents: units.optional(),
    grossFen: units.optional(),
    feeFen: units.optional(),
    poolFen: units.optional(),
    circulatingMicroPoints: units.optional(),
  }),
});
export type ShopLine = z.infer<typeof shopLine>;

/** What the platform owes a shop: settledFen + soldFen − reversedFen − paidOutFen = owedFen, below 0 where the shop owes. */
export const owedFigures = z.strictObject({
  settledOrders: z.number().int(),
  settledFen: change,
  /** What the shop's points brought that it sold. */
  soldFen: units,
  reversedFen: units,
  paidOutFen: units,
  owedFen: change,
});
export type OwedFiguresShown = z.infer<typeof owedFigures>;

const owedShop = z.strictObject({ shopId: id, name: z.string(), ...owedFigures.shape });
export type OwedShop = z.infer<typeof owedShop>;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };
const lineFilter = z.enum(['cash', 'stable', 'appreciating']);
const lines = z.strictObject({ lines: z.array(shopLine), next: cursor.nullable() });

export const owedActions = [
  /** What the platform owes the own shop, and the points that the shop has. */
  action({
    name: 'merchant.viewOwed',
    role: 'merchant',
    input: z.strictObject({}),
    output: z.strictObject({ ...owedFigures.shape, stableCents: units, microPoints: units }),
    refusals: [],
  }),
  /** Newest first. */
  action({
    name: 'merchant.statement',
    role: 'merchant',
    input: z.strictObject({ asset: lineFilter.default('cash'), ...paged }),
    output: lines,
    refusals: ['cursor/invalid'],
  }),
  /** Shops with owners, and what each is owed: those that are owed most first. */
  action({
    name: 'admin.listOwed',
    role: 'staff.money',
    input: z.strictObject(paged),
    output: z.strictObject({ shops: z.array(owedShop), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.viewOwed',
    role: 'staff.money',
    input: z.strictObject({ shopId: id }),
    output: z.strictObject({
      shop: owedShop,
      /** What one administrator may still pay out to it alone today. */
      aloneFen: units,
      /** Payouts that wait for a second administrator. */
      waiting: z.array(proposal),
    }),
    refusals: ['shop/unknown'],
  }),
  action({
    name: 'admin.listShopLines',
    role: 'staff.money',
    input: z.strictObject({ shopId: id, asset: lineFilter.default('cash'), ...paged }),
    output: lines,
    refusals: ['cursor/invalid'],
  }),
  /**
   * Records money that left for a shop, with the bank's number: done at once up to what one administrator may pay out to it
   * alone in a day, else proposed, for another to approve.
   */
  action({
    name: 'admin.payOut',
    role: 'staff.money',
    input: z.strictObject({
      shopId: id,
      amountFen: z.number().int().min(1).max(1_000_000_000_000),
      reference: text(4, 60),
      requestId,
    }),
    output: z.strictObject({
      state: z.enum(['paid', 'proposed']),
      owedFen: change,
      proposalId: id.nullable(),
    }),
    refusals: ['shop/unknown', 'payout/exceedsOwed', 'words/forbidden', 'words/risky'],
  }),
] as const;
