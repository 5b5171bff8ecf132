import * as z from 'zod';
import { orderStates } from '../machines';
import { action } from './action';
import { address, addressee } from './addresses';
import { answer, answers, ask } from './asks';
import { parcel } from './parcels';
import { text } from './text';
import {
  cursor,
  day,
  id,
  moment,
  notCountedWhy,
  pageLimit,
  picture,
  planKind,
  quantity,
  rateMillionths,
  repeatable,
  requestId,
  units,
} from './values';

export const orderState = z.enum(orderStates);

const chosenLines = z
  .array(z.strictObject({ skuId: id, quantity, answers }))
  .min(1)
  .max(50);

const orderLine = z.strictObject({
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
});

/** A line that was bought, and how many of its pieces went back before the order settled. */
const boughtLine = z.strictObject({ ...orderLine.shape, backPieces: z.number().int() });

/** How an order is paid: goodsFen + freightFen = spendableCents + stableCents + cashFen. */
const payment = z.strictObject({
  goodsFen: units,
  freightFen: units,
  spendableCents: units,
  stableCents: units,
  cashFen: units,
});

/** Cash of the order that counts for a plan, when it settles. */
const counted = z.strictObject({ plan: planKind, countedFen: units });

export const preview = z.strictObject({
  shop: z.strictObject({ shopId: id, name: z.string() }),
  /** With what their goods ask for. */
  lines: z.array(z.strictObject({ ...orderLine.shape, asks: z.array(ask) })),
  pieces: z.number().int(),
  payment,
  freeFreightFromFen: units,
  spendable: z.strictObject({
    heldCents: units,
    /** The most that this order takes: the lesser of what is held and floor(goods × ratio). */
    atMostCents: units,
    ratioMillionths: rateMillionths,
    isTaken: z.boolean(),
  }),
  /** What plans will count whose rules the member accepted by now. */
  counted: z.array(counted),
  /** Plans that would count it, were their rules accepted before it settles. */
  notAccepted: z.array(planKind),
  settleAfterDays: z.number().int(),
  deliveryWord: z.string(),
  address: address.nullable(),
  /**
   * Whether the shop sends to that address: not at all, or its freight goes by places and the address names none that
   * is known. Then no freight is among the sums and the order is refused.
   */
  sending: z.enum(['possible', 'notServed', 'placeUnknown']),
  /** Freight goes by where the order is sent. */
  isFreightByPlace: z.boolean(),
});
export type Preview = z.infer<typeof preview>;

export const orderCard = z.strictObject({
  orderId: id,
  orderNo: z.string(),
  state: orderState,
  /** A refund is asked for and not decided yet. */
  isRefundPending: z.boolean(),
  placedAtMs: moment,
  /** The moment of the newest step. */
  changedAtMs: moment,
  shopName: z.string(),
  first: boughtLine,
  lineCount: z.number().int(),
  pieces: z.number().int(),
  payment,
  /** What went back for pieces that were given back before it settled, in all; null where none were. */
  back: z
    .strictObject({
      pieces: z.number().int(),
      /** Part of the cash. */
      freightFen: units,
      spendableCents: units,
      stableCents: units,
      cashFen: units,
      /** Of the cash, what has not reached the buyer yet. */
      onItsWayFen: units,
    })
    .nullable(),
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
    cancel: z.boolean(),
    confirm: z.boolean(),
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
  lines: z.array(boughtLine),
  /** What its goods asked for: whole for its buyer, masked for who works here. */
  answers: z.array(answer),
  address: addressee.nullable(),
  /** What the buyer wrote to the shop. */
  note: z.string(),
  parcels: z.array(parcel),
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

/** What wx.requestPayment needs. */
export const paymentParameters = z.strictObject({
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.string(),
  paySign: z.string(),
});

const lineRefusals = [
  'goods/unknown',
  'goods/offShelf',
  'goods/soldOut',
  'goods/limit',
  'order/severalShops',
  'order/severalKinds',
  'order/repeatedLine',
  'answer/wrong',
  'answer/notAsked',
  'points/overLimit',
  'points/notEnough',
  'points/notTaken',
] as const;

export const orderActions = [
  /** The sums of a checkout. `useSpendableCents` above what is possible is refused; 'most' takes all that is. */
  action({
    name: 'shop.previewOrder',
    role: 'member',
    input: z.strictObject({
      lines: chosenLines,
      addressId: id.optional(),
      useSpendableCents: z.union([units, z.literal('most')]).default(0),
    }),
    output: preview,
    refusals: [...lineRefusals, 'address/unknown'],
  }),
  /** Takes stock and points and freezes the price. Several lines: all or nothing. The lines are of one shop. */
  action({
    name: 'shop.placeOrder',
    role: 'member',
    input: z.strictObject({
      lines: chosenLines,
      addressId: id,
      useSpendableCents: units.default(0),
      /** Refuses when the sum is no longer what the member saw. */
      expectedCashFen: units.optional(),
      note: text(0, 100).optional(),
      requestId,
    }),
    output: z.strictObject({
      orderId: id,
      orderNo: z.string(),
      state: orderState,
      cashFen: units,
      payBeforeMs: moment,
    }),
    refusals: [
      ...lineRefusals,
      'address/unknown',
      'address/regionUnclear',
      'freight/notServed',
      'offer/gone',
      'order/sumChanged',
      'order/expired',
      'order/requestReused',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Parameters to pay with; null when there is nothing left to pay: points cover all of it, or the money is there. */
  action({
    name: 'shop.payOrder',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({ orderId: id, state: orderState, payment: paymentParameters.nullable() }),
    refusals: ['order/unknown', 'order/notInState', 'order/expired', 'payment/notStarted', 'payment/unreachable'],
  }),
  /**
   * The device was told that its payment was made: the cashier is asked whether it was, at most every few seconds. What
   * the device says is not believed.
   */
  action({
    name: 'shop.confirmPayment',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({ orderId: id, state: orderState }),
    refusals: ['order/unknown'],
  }),
  /**
   * Unpaid orders only: stock and points go back. One that is paid in truth is refused as `paid`, whether its notice has
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
      /** `open` states by their tab: 待付款 awaitingPayment, 待发货 paid, 待收货 shipped, 售后 refund. */
      filter: z.enum(['all', 'awaitingPayment', 'paid', 'shipped', 'refund']).default('all'),
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
    role: 'admin',
    input: z.strictObject({
      /** `reminded` and `partly` are among the paid: their buyer has asked for them, or a part of them is sent. */
      filter: z.enum(['all', 'paid', 'reminded', 'partly', 'shipped', 'refundRequested']).default('paid'),
      /** Of one shop alone. */
      shopId: id.optional(),
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
