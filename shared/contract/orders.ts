import * as z from 'zod';
import { orderStates } from '../machines';
import { action } from './action';
import { addressee } from './addresses';
import { answer } from './asks';
import { invoice } from './invoice';
import { parcel } from './parcels';
import { stayShown } from './stays';
import { text } from './text';
import { topUpsShown } from './topUpShown';
import {
  cursor,
  day,
  goodsKind,
  id,
  moment,
  notCountedWhy,
  pageLimit,
  picture,
  planKind,
  rateMillionths,
  repeatable,
  units,
} from './values';

export const orderState = z.enum(orderStates);

export const orderLine = z.strictObject({
  goodsId: id,
  skuId: id,
  title: z.string(),
  label: z.string(),
  picture,
  ground: z.number().int(),
  priceFen: units,
  /** What one piece cost otherwise when it was ordered, where its price was a limited-time one. */
  regularFen: units.optional(),
  quantity: z.number().int(),
  amountFen: units,
  /** The nights that it is of; a piece is a room for all of them. Missing where it is no stay. */
  stay: stayShown.optional(),
});

export type OrderLineShown = z.infer<typeof orderLine>;

/** A line that was bought, and how many of its pieces went back before the order settled. */
const boughtLine = z.strictObject({ ...orderLine.shape, backPieces: z.number().int() });

/** How an order is paid: goodsFen + freightFen = reducedFen + couponFen + spendableCents + stableCents + balanceFen +
 * cashFen. */
export const payment = z.strictObject({
  goodsFen: units,
  freightFen: units,
  /** What its shop took off the goods before it was paid; missing as 0. */
  reducedFen: units.optional(),
  couponFen: units,
  spendableCents: units,
  stableCents: units,
  /** Paid out of the member's cash balance. */
  balanceFen: units,
  /** Paid, or to be paid, at the cashier. */
  cashFen: units,
  /** Its cash was paid by redeemed points, and goes back as stable ones; missing for every other. */
  isRedeemed: z.boolean().optional(),
});

/** Cash of the order that counts for a plan, when it settles. */
export const counted = z.strictObject({ plan: planKind, countedFen: units });

export const orderCard = z.strictObject({
  orderId: id,
  orderNo: z.string(),
  state: orderState,
  /** A case of after-sales is open. */
  isRefundPending: z.boolean(),
  placedAtMs: moment,
  /** The moment of the newest step. */
  changedAtMs: moment,
  shopName: z.string(),
  kind: goodsKind,
  first: boughtLine,
  lineCount: z.number().int(),
  pieces: z.number().int(),
  payment,
  /** What went back for pieces that were given back before it settled, and by reversals behind that; null where nothing did. */
  back: z
    .strictObject({
      pieces: z.number().int(),
      /** Part of the cash and the cash balance. */
      freightFen: units,
      spendableCents: units,
      stableCents: units,
      balanceFen: units,
      cashFen: units,
      /** Of the cash, what has not reached the buyer yet: that of reversals included. */
      onItsWayFen: units,
      /** What reversals paid back, to where it was paid from; both in none of the above. */
      reversedCashFen: units,
      reversedBalanceFen: units,
    })
    .nullable(),
  /** The orders that it is paid and, while unpaid, cancelled together with, and their cash in all; null alone. */
  purchase: z.strictObject({ orderIds: z.array(id), totalFen: units }).nullable(),
  /** Its cases of after-sales: those that are open, and how many there were. */
  cases: z.strictObject({ open: z.array(id), count: z.number().int() }),
  /** Unpaid orders only. */
  payBeforeMs: moment.nullable(),
  /** Received orders: when the return window ends and it settles. */
  settlesAtMs: moment.nullable(),
  /** Cash that plans count, or will: to its buyer without those whose rules are not accepted. */
  counted: z.array(counted),
  /** Settled orders of the release: what was granted. */
  grantedReleaseCents: units,
  /** Pieces that are to be sent yet, and how many parcels went already: together, a part of a paid order is sent. */
  toSendPieces: z.number().int(),
  parcelCount: z.number().int(),
  /** Shipped orders: when the receipt comes by itself, and whether its buyer has moved it before. */
  receivesAtMs: moment.nullable(),
  isExtended: z.boolean(),
  /** The buyer's last reminder to send it, and when the shop saw it; null where there was none. */
  reminder: z.strictObject({ atMs: moment, seenAtMs: moment.nullable() }).nullable(),
  may: z.strictObject({
    pay: z.boolean(),
    /** With points that are redeemed for it: an order alone, of the platform's own shop, delivered. */
    redeem: z.boolean(),
    cancel: z.boolean(),
    confirm: z.boolean(),
    /** Some of its pieces may be asked back: a case opened over them. */
    refund: z.boolean(),
    /** Once a day while something is to be sent. */
    remind: z.boolean(),
    /** Once an order. */
    extend: z.boolean(),
    /** Ended orders: out of one's own list. */
    hide: z.boolean(),
  }),
});
export type OrderCard = z.infer<typeof orderCard>;

/** What a settled order granted, plan by plan. */
const grant = z.discriminatedUnion('plan', [
  z.strictObject({
    plan: z.literal('appreciation'),
    version: z.number().int(),
    countedFen: units,
    contributionFen: units,
    pointsMicroPoints: units,
    /** pool / circulating before the purchase, shown to 4 decimals. */
    priceShown: z.string(),
    exitQuotaFen: units,
    entryId: id,
  }),
  z.strictObject({
    plan: z.literal('dividend'),
    version: z.number().int(),
    countedFen: units,
    quotaFen: units,
    weightMicroShares: units,
    /** The first close it takes part in. */
    fromDay: day,
    entryId: id,
  }),
  z.strictObject({
    plan: z.literal('release'),
    version: z.number().int(),
    countedFen: units,
    multipleMillionths: rateMillionths.nullable(),
    dailyRateMillionths: rateMillionths,
    grantedReleaseCents: units,
    dailyReleaseCents: units,
    /** granted - static - bonuses - cancelled by reversals = remaining */
    releasedStaticCents: units,
    releasedBonusCents: units,
    cancelledReleaseCents: units,
    staticDays: z.number().int(),
    remainingReleaseCents: units,
    entryId: id,
  }),
]);
export type Grant = z.infer<typeof grant>;

/**
 * Whether the payment platform was told that an order is shipped: its money is frozen there until then. `manual`: an
 * operator enters it in the platform's console. Null before it is shipped, and where no money of the platform's paid it.
 */
const upload = z
  .strictObject({ state: z.enum(['pending', 'uploaded', 'failed', 'manual']), reason: z.string(), atMs: moment })
  .nullable();

export const orderPage = z.strictObject({
  ...orderCard.shape,
  shopId: id,
  lines: z.array(boughtLine),
  /** What its goods asked for: whole for its buyer, masked for who works here. */
  answers: z.array(answer),
  /** Its vouchers, to its buyer alone: one a line, once it is paid. */
  vouchers: z.array(z.strictObject({ skuId: id, code: id, left: z.number().int(), fromMs: moment, untilMs: moment })),
  /** Of a top-up order that was sent to its provider: how each line stands there. */
  topUps: topUpsShown,
  address: addressee.nullable(),
  /** What the buyer wrote to the shop. */
  note: z.string(),
  invoice: invoice.nullable(),
  parcels: z.array(parcel),
  /** Changes of its price before it was paid, oldest first: of goods and sending together, and what of it is left in cash. */
  priceChanges: z.array(
    z.strictObject({
      atMs: moment,
      by: z.enum(['admin', 'merchant']),
      reason: z.string(),
      before: z.strictObject({ priceFen: units, cashFen: units }),
      after: z.strictObject({ priceFen: units, cashFen: units }),
    }),
  ),
  /** The other orders of the same payment. */
  siblings: z.array(z.strictObject({ orderId: id, orderNo: z.string(), shopName: z.string(), state: orderState })),
  upload,
  /** By what WeChat's own component confirms the receipt; null where it does not know of the shipping. */
  confirmWith: z.strictObject({ transactionId: z.string() }).nullable(),
  grants: z.array(grant),
  /** Why a plan that the goods name did not count this order. */
  notCounted: z.array(
    z.strictObject({
      plan: planKind,
      why: notCountedWhy,
    }),
  ),
  /** Append-only, newest first. */
  log: z.array(
    z.strictObject({
      event: z.string(),
      state: orderState,
      atMs: moment,
      by: z.enum(['buyer', 'merchant', 'admin', 'platform']),
      note: z.string(),
      entryId: id.nullable(),
    }),
  ),
});
export type OrderPage = z.infer<typeof orderPage>;

export const orderActions = [
  /** Asks for an invoice, for another, or for none: until the order is shipped. */
  action({
    name: 'shop.saveInvoice',
    role: 'member',
    input: z.strictObject({ orderId: id, invoice: invoice.nullable(), ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'words/forbidden', 'words/risky'],
  }),
  /**
   * Unpaid orders only, with all that were placed together: stock and points go back. One that is paid in truth is refused as `paid`, whether its notice has
   * come or not; while the cashier cannot be asked nothing is cancelled.
   */
  action({
    name: 'shop.cancelOrder',
    role: 'member',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'payment/unreachable'],
  }),
  action({
    name: 'shop.listOrders',
    role: 'member',
    input: z.strictObject({
      /** `open` states by their tab: 待付款 awaitingPayment, 待发货 paid, 待使用 toUse, 待收货 shipped, 售后 refund. */
      filter: z.enum(['all', 'awaitingPayment', 'paid', 'toUse', 'shipped', 'refund']).default('all'),
      /** Words of a title or of the shop's name, or a part of the number. A page may then be empty and go on behind. */
      query: text(0, 40).optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ orders: z.array(orderCard), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'shop.viewOrder',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: orderPage,
    refusals: ['order/unknown'],
  }),
  action({
    name: 'shop.confirmReceipt',
    role: 'member',
    input: z.strictObject({
      orderId: id,
      /** Confirmed in WeChat's own component: the platform is asked whether that is so, the caller not believed. */
      isConfirmedInWechat: z.boolean().default(false),
      ...repeatable,
    }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'receipt/notConfirmed', 'receipt/unreachable'],
  }),
  action({
    name: 'admin.listOrders',
    role: 'staff.orders',
    input: z.strictObject({
      /** `paid` is to be sent, `toUse` waits for its buyer to come; `reminded` and `partly` are among the paid: their buyer has asked for them, or a part of them is sent. */
      filter: z.enum(['all', 'paid', 'toUse', 'reminded', 'partly', 'shipped', 'unpaid', 'afterSales']).default('paid'),
      /** Of one shop alone. */
      shopId: id.optional(),
      /** A number of an order, a buyer's phone, or words of goods; then the newest come first. */
      query: text(1, 40).optional(),
      /** Placed on these days. */
      fromDay: day.optional(),
      untilDay: day.optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({
      orders: z.array(
        z.strictObject({
          ...orderCard.shape,
          buyerMasked: z.string(),
          memberId: id,
          upload,
          /** Since when something that it needs of the cashier or of WeChat is stuck; null where nothing is. */
          stuckSinceMs: moment.nullable(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
