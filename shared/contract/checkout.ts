import * as z from 'zod';
import { action } from './action';
import { address } from './addresses';
import { answers, ask } from './asks';
import { chosenCoupons, offeredCoupon } from './coupons';
import { invoice } from './invoice';
import { counted, orderCard, orderLine, orderState, payment } from './orders';
import { stayAsked } from './stays';
import { text } from './text';
import { goodsKind, id, moment, payPassword, planKind, quantity, rateMillionths, requestId, units } from './values';
import { voucherTerms } from './voucherTerms';

const chosenLines = z
  .array(
    z.strictObject({
      skuId: id,
      quantity,
      answers,
      /** Of nights that are sold by a calendar: the days; `quantity` are the rooms. */
      stay: stayAsked.optional(),
    }),
  )
  .min(1)
  .max(50);

/** Why cash balance pays for nothing: `notCleared` for everybody, `stopped` by the platform, `blocked` for this member. */
export const balanceBar = z.enum(['notCleared', 'stopped', 'blocked']);
export type BalanceBar = z.infer<typeof balanceBar>;

/** One of the orders that a checkout would place: of one shop and one kind. */
const previewedOrder = z.strictObject({
  shop: z.strictObject({ shopId: id, name: z.string() }),
  kind: goodsKind,
  /** With what their goods ask for. */
  lines: z.array(z.strictObject({ ...orderLine.shape, asks: z.array(ask), voucher: voucherTerms.nullable() })),
  pieces: z.number().int(),
  payment,
  /** Goods of so much are sent free; 0 where there is no such amount, or nothing is sent. */
  freeFreightFromFen: units,
  /** What is missing to that; 0 where it is reached or there is none. */
  toFreeFreightFen: units,
  /** The coupon that it uses, and whether it was chosen or is the best; null where it uses none. */
  coupon: z.strictObject({ heldId: id, name: z.string(), why: z.enum(['best', 'chosen']) }).nullable(),
  /** All coupons that the member holds, beside this order. */
  coupons: z.array(offeredCoupon),
  takesSpendable: z.boolean(),
  takesStable: z.boolean(),
  deliveryWord: z.string(),
  /**
   * Whether its shop sends it to the address: not at all, or its freight goes by places and the address names none that
   * is known. Then no freight is among the sums and the orders are refused.
   */
  sending: z.enum(['possible', 'notServed', 'placeUnknown']),
  /** Freight goes by where the order is sent. */
  isFreightByPlace: z.boolean(),
});

export const preview = z.strictObject({
  /** An order for each shop and kind, in the order in which the lines first name them; one payment for all. */
  orders: z.array(previewedOrder).min(1),
  pieces: z.number().int(),
  /** Of all orders together. */
  payment,
  spendable: z.strictObject({
    heldCents: units,
    /** The most that these orders take: the lesser of what is held and the sum of each order's floor(goods × ratio). */
    atMostCents: units,
    ratioMillionths: rateMillionths,
    isTaken: z.boolean(),
  }),
  stable: z.strictObject({
    heldCents: units,
    /** The lesser of what is held and what is left of the goods of the shops that take them. */
    atMostCents: units,
    isTaken: z.boolean(),
  }),
  /** Cash balance, at any share of what is left, freight included. */
  balance: z.strictObject({
    heldFen: units,
    /** The lesser of what may be spent now and what is left to pay. */
    atMostFen: units,
    /** Why none of it may be spent now; null where it may. */
    bar: balanceBar.nullable(),
  }),
  /** What an invoice can be made out for: cash and cash balance, without that of top-ups, for which their provider makes it out. */
  invoiceableFen: units,
  /** What plans will count whose rules the member accepted by now. */
  counted: z.array(counted),
  /** Plans that would count it, were their rules accepted before it settles. */
  notAccepted: z.array(planKind),
  settleAfterDays: z.number().int(),
  /** Something is sent to an address. */
  needsAddress: z.boolean(),
  address: address.nullable(),
});
export type Preview = z.infer<typeof preview>;

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
  'stay/dates',
  'stay/full',
  'goods/limit',
  'order/tooMany',
  'order/repeatedLine',
  'answer/wrong',
  'answer/notAsked',
  'coupon/used',
  'coupon/expired',
  'coupon/notFor',
  'coupon/notYet',
  'coupon/missing',
  'points/overLimit',
  'points/notEnough',
  'points/notTaken',
  'stable/notTaken',
  'stable/overLimit',
  'stable/notEnough',
  'balance/barred',
  'balance/overLimit',
  'balance/notEnough',
] as const;

/** What orders take of points and cash balance, said of all of them together. */
const usedPoints = {
  useSpendableCents: z.union([units, z.literal('most')]).default(0),
  useStableCents: z.union([units, z.literal('most')]).default(0),
  useBalanceFen: z.union([units, z.literal('most')]).default(0),
};

export const checkoutActions = [
  /**
   * The sums of a checkout: lines of any shops and kinds, an order for each. Points above what is possible are refused;
   * 'most' takes all that is.
   */
  action({
    name: 'shop.previewOrder',
    role: 'member',
    input: z.strictObject({
      lines: chosenLines,
      addressId: id.optional(),
      coupons: chosenCoupons,
      /** Orders that `coupons` does not name use the best of the others. */
      usesBestCoupons: z.boolean().default(false),
      ...usedPoints,
    }),
    output: preview,
    refusals: [...lineRefusals, 'address/unknown'],
  }),
  /**
   * Takes stock, points and cash balance and freezes the prices: an order for each shop and kind of the lines, all of them or none.
   * `orderId` stands for all: it is paid, asked for and cancelled by it.
   */
  action({
    name: 'shop.placeOrder',
    role: 'member',
    input: z.strictObject({
      lines: chosenLines,
      /** Needed where something is sent. */
      addressId: id.optional(),
      coupons: chosenCoupons,
      useSpendableCents: units.default(0),
      useStableCents: units.default(0),
      useBalanceFen: units.default(0),
      /** Needed where cash balance pays a part. */
      payPassword: payPassword.optional(),
      /** Refuses when the sum of all orders is no longer what the member saw. */
      expectedCashFen: units.optional(),
      /** What the member tells a shop: on each order at that shop. */
      notes: z
        .array(z.strictObject({ shopId: id, text: text(1, 100) }))
        .max(10)
        .default([]),
      invoice: invoice.optional(),
      requestId,
    }),
    output: z.strictObject({
      orderId: id,
      orderNo: z.string(),
      state: orderState,
      /** Of all orders. */
      cashFen: units,
      payBeforeMs: moment,
      orders: z.array(z.strictObject({ orderId: id, orderNo: z.string(), shopName: z.string(), cashFen: units })),
    }),
    refusals: [
      ...lineRefusals,
      'address/unknown',
      'address/regionUnclear',
      'freight/notServed',
      'address/needed',
      'offer/gone',
      'order/sumChanged',
      'order/expired',
      'order/requestReused',
      'payPassword/missing',
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /**
   * Parameters to pay an order with, and all that were placed with it; null when there is nothing left to pay: the wallet
   * covers all of it, or the money is there.
   */
  action({
    name: 'shop.payOrder',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({
      /** Of the order that stands for all. */
      orderId: id,
      state: orderState,
      /** What there is to pay for all of them. */
      totalFen: units,
      payment: paymentParameters.nullable(),
    }),
    refusals: [
      'order/unknown',
      'order/notInState',
      'order/expired',
      'order/priceChanged',
      'payment/notStarted',
      'payment/unreachable',
    ],
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
  /** What became of a payment: every order that it pays. */
  action({
    name: 'shop.viewPurchase',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({
      /** Of the order that stands for all. */
      orderId: id,
      state: orderState,
      /** Cash of all orders. */
      totalFen: units,
      /** How all of them are paid together. */
      payment,
      /** When its payment was started; null when never. */
      startedAtMs: moment.nullable(),
      payBeforeMs: moment,
      mayPay: z.boolean(),
      orders: z.array(orderCard),
    }),
    refusals: ['order/unknown'],
  }),
] as const;
