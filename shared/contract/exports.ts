import * as z from 'zod';
import { voucherStates } from '../machines';
import { action } from './action';
import { addressee } from './addresses';
import { orderCard } from './orders';
import { memberRow } from './people';
import { change, cursor, id, moment, pageLimit, repeatable, units } from './values';

const goodsLine = z.strictObject({
  skuId: id,
  title: z.string(),
  /** The size: its choices, '' where there is one alone. */
  label: z.string(),
  category: z.string(),
  priceFen: units,
  costFen: units,
  stock: z.number().int(),
});
export type GoodsLineExported = z.infer<typeof goodsLine>;

const orderLine = z.strictObject({
  orderNo: z.string(),
  placedAtMs: moment,
  state: orderCard.shape.state,
  shopName: z.string(),
  /** What is to be sent yet, or all of it once nothing is. */
  goods: z.array(z.strictObject({ title: z.string(), label: z.string(), quantity: z.number().int() })),
  cashFen: units,
  buyerMasked: z.string(),
  note: z.string(),
  /** Null where it was not asked for, or nothing is sent. */
  address: addressee.nullable(),
});
export type OrderLineExported = z.infer<typeof orderLine>;

const memberLine = z.strictObject({
  ...memberRow.shape,
  referrerId: z.string(),
  ownCashFen: units,
  downlineCashFen: units,
});
export type MemberLineExported = z.infer<typeof memberLine>;

const pointsLine = z.strictObject({
  memberId: id,
  nickname: z.string(),
  appreciatingMicroPoints: units,
  stableCents: change,
  spendableCents: change,
  /** Granted and not released yet. */
  remainingCents: units,
  cashFen: change,
});
export type PointsLineExported = z.infer<typeof pointsLine>;

const voucherLine = z.strictObject({
  code: z.string(),
  orderNo: z.string(),
  shopName: z.string(),
  title: z.string(),
  label: z.string(),
  pieces: z.number().int(),
  redeemedPieces: z.number().int(),
  state: z.enum(voucherStates),
  fromMs: moment,
  untilMs: moment,
});
export type VoucherLineExported = z.infer<typeof voucherLine>;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(50) };

export const exportActions = [
  /** Sizes of all goods, on the shelf and off it, product by product: what a sheet of goods is filled in from. */
  action({
    name: 'admin.exportGoods',
    role: 'staff.shop',
    input: z.strictObject(paged),
    output: z.strictObject({ lines: z.array(goodsLine), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /**
   * Orders as a sheet, the oldest first. With addresses only those that are to be sent or on their way have one, and each
   * look at one is written down with who looked.
   */
  action({
    name: 'admin.exportOrders',
    role: 'staff.orders',
    input: z.strictObject({
      filter: z.enum(['all', 'paid', 'shipped']).default('paid'),
      /** These of them alone. */
      orderIds: z.array(id).min(1).max(50).optional(),
      withAddress: z.boolean().default(false),
      ...paged,
      ...repeatable,
    }),
    output: z.strictObject({ lines: z.array(orderLine), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Everybody who ever joined, phones masked; its first page is written down. */
  action({
    name: 'admin.exportMembers',
    role: 'staff.members',
    input: z.strictObject(paged),
    output: z.strictObject({ lines: z.array(memberLine), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** What every member holds, as of now, and of the last close what closes credit; its first page is written down. */
  action({
    name: 'admin.exportPoints',
    role: 'staff.money',
    input: z.strictObject(paged),
    output: z.strictObject({ lines: z.array(pointsLine), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /**
   * Vouchers of the platform's own shops and all others, by code. Whoever knows a code can redeem it: the end of one that
   * can be redeemed yet is left out, and its first page is written down.
   */
  action({
    name: 'admin.exportVouchers',
    role: 'staff.orders',
    input: z.strictObject(paged),
    output: z.strictObject({ lines: z.array(voucherLine), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
] as const;
