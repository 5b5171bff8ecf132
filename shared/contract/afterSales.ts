import * as z from 'zod';
import { afterSalesKinds, afterSalesStates } from '../machines';
import { action } from './action';
import { address } from './addresses';
import { placedByMember } from './pictures';
import { figuresNamed } from './settingFields';
import { text } from './text';
import {
  change,
  cursor,
  fileId,
  id,
  moment,
  pageLimit,
  phone,
  picture,
  quantity,
  repeatable,
  requestId,
  units,
} from './values';

export const afterSalesKind = z.enum(afterSalesKinds);
export const afterSalesState = z.enum(afterSalesStates);

/** Why something is to go back. */
export const afterSalesReason = z.enum(['damaged', 'missing', 'spoiled', 'notAsDescribed', 'unwanted', 'other']);
export type AfterSalesReason = z.infer<typeof afterSalesReason>;

/** Pictures of one case, or of one answer to it. */
const pictures = z.array(fileId).max(9).default([]);
const words = text(0, 300).default('');

const parcel = z.strictObject({ carrier: text(1, 30), trackingNo: text(4, 40) });
const parcelShown = z.strictObject({ carrier: z.string(), trackingNo: z.string() });

/** Where pieces are sent back to. */
const returnTo = z.strictObject({
  name: text(1, 30),
  phone: phone.or(z.string().regex(/^0\d{2,3}-?\d{7,8}$/)),
  region: text(2, 60),
  detail: text(2, 100),
});
const returnToShown = address.pick({ name: true, phone: true, region: true, detail: true });

const chosen = z.array(z.strictObject({ skuId: id, quantity })).max(50);

/**
 * What goes back for some pieces, each as it was paid: goodsFen = cashFen + balanceFen − freightFen + spendableCents +
 * stableCents + keptFen. `keptFen` is the coupon's share, which does not come back, and what was rounded down until the last piece;
 * negative where a last piece makes good for it.
 */
export const afterSalesLedger = z.strictObject({
  goodsFen: units,
  cashFen: units,
  /** Part of the cash and the cash balance. */
  freightFen: units,
  spendableCents: units,
  stableCents: units,
  balanceFen: units,
  couponFen: units,
  keptFen: change,
  /** What was paid by redeemed points goes back as stable ones; missing for every other. */
  isRedeemed: z.boolean().optional(),
});
export type AfterSalesLedger = z.infer<typeof afterSalesLedger>;

const caseLine = z.strictObject({
  skuId: id,
  title: z.string(),
  label: z.string(),
  picture,
  ground: z.number().int(),
  priceFen: units,
  /** Pieces of the case, and of the order's line. */
  quantity: z.number().int(),
  bought: z.number().int(),
  /** What they are exchanged for; null where they are not. */
  toLabel: z.string().nullable(),
});

const caseCard = z.strictObject({
  caseId: id,
  orderId: id,
  orderNo: z.string(),
  shopName: z.string(),
  kind: afterSalesKind,
  state: afterSalesState,
  reason: afterSalesReason,
  first: caseLine,
  pieces: z.number().int(),
  askedAtMs: moment,
  changedAtMs: moment,
  /** When what is awaited is over, and the case goes on by itself; null where nobody waits, or for the platform. */
  dueAtMs: moment.nullable(),
});
export type AfterSalesCard = z.infer<typeof caseCard>;

export const afterSalesCase = z.strictObject({
  ...caseCard.shape,
  shopId: id,
  lines: z.array(caseLine),
  words: z.string(),
  pictures: z.array(picture),
  returnTo: returnToShown.nullable(),
  returnParcel: parcelShown.nullable(),
  exchangeParcel: parcelShown.nullable(),
  /** What goes back, or went: of a case that ended without, nothing. */
  ledger: afterSalesLedger,
  /** How far its money is. */
  money: z.enum(['none', 'planned', 'onItsWay', 'arrived']),
  /** Freight that was paid and is not back yet: the most that may be decided to go back. */
  freightLeftFen: units,
  /** Append-only, newest first. */
  log: z.array(
    z.strictObject({
      event: z.string(),
      state: afterSalesState,
      atMs: moment,
      by: z.enum(['buyer', 'merchant', 'admin', 'platform']),
      words: z.string(),
      pictures: z.array(picture),
    }),
  ),
  /** What who looks at it may do now. */
  may: z.strictObject({
    withdraw: z.boolean(),
    giveParcel: z.boolean(),
    askArbitration: z.boolean(),
    confirmExchange: z.boolean(),
    answer: z.boolean(),
    confirmReturn: z.boolean(),
    sendExchange: z.boolean(),
    decide: z.boolean(),
  }),
  /** Of the buyer, for who answers: orders of the last year that were paid, and cases. Null to the buyer. */
  buyer: z.strictObject({ masked: z.string(), orders: z.number().int(), cases: z.number().int() }).nullable(),
});
export type AfterSalesCase = z.infer<typeof afterSalesCase>;

/** Settings: the time that each side has, in days. When it is over, a case goes on by itself. */
export const afterSalesDays = z.strictObject(
  figuresNamed(
    'answerWithinDays',
    'sendBackWithinDays',
    'acceptReturnAfterDays',
    'sendExchangeWithinDays',
    'receiveExchangeAfterDays',
    'askArbitrationWithinDays',
  ),
);
export type AfterSalesDays = z.infer<typeof afterSalesDays>;

const answer = z.discriminatedUnion('is', [
  /** Money alone goes back at once; for a return or an exchange it says where to. */
  z.strictObject({ is: z.literal('agreed'), returnTo: returnTo.optional(), freightFen: units.default(0), words }),
  z.strictObject({ is: z.literal('refused'), words: text(1, 300), pictures }),
  /** What arrived and is taken back, all of it unless said otherwise; of what is not, why. */
  z.strictObject({
    is: z.literal('accepted'),
    lines: chosen.min(1).optional(),
    freightFen: units.default(0),
    words,
    pictures,
  }),
  z.strictObject({ is: z.literal('exchangeSent'), parcel, words }),
]);
export type AfterSalesAnswer = z.output<typeof answer>;

const answerInput = z.strictObject({ caseId: id, answer, ...repeatable });
const answerRefusals = [
  'afterSales/unknown',
  'afterSales/notInState',
  'afterSales/noReturnAddress',
  'afterSales/tooMany',
  'afterSales/freight',
  'picture/unknown',
  'words/forbidden',
  'words/risky',
] as const;
const page = { cursor: cursor.optional(), limit: pageLimit.default(20) };
const list = z.strictObject({ cases: z.array(caseCard), next: cursor.nullable() });
/** Of those who answer: what they are to answer, what is on its way, what the platform is to decide, what is over. */
const staffFilter = z.enum(['toAnswer', 'underWay', 'arbitration', 'over']);
const staffCard = z.strictObject({ ...caseCard.shape, buyerMasked: z.string() });
const staffList = z.strictObject({ cases: z.array(staffCard), next: cursor.nullable() });
const caseInput = z.strictObject({ caseId: id });

export const afterSalesActions = [
  /** What may be asked back of an order, how, and what some of its pieces would bring. Nothing changes. */
  action({
    name: 'afterSales.preview',
    role: 'member',
    input: z.strictObject({ orderId: id, lines: chosen.default([]) }),
    output: z.strictObject({
      orderId: id,
      shopName: z.string(),
      receivedAtMs: moment.nullable(),
      /** Until when a case may be opened; null while it is not received. */
      untilMs: moment.nullable(),
      /** `atOnce`: nothing was sent, it goes back without anybody's answer. `reversal`: it has settled, see the page. */
      how: z.enum(['atOnce', 'asked', 'reversal', 'none']),
      kinds: z.array(afterSalesKind),
      answerWithinDays: z.number().int(),
      lines: z.array(
        z.strictObject({
          ...caseLine.omit({ quantity: true, toLabel: true }).shape,
          /** Pieces that may be asked back: not back yet, and in no open case. */
          left: z.number().int(),
          /** Other sizes of the same price, for an exchange. */
          others: z.array(z.strictObject({ skuId: id, label: z.string(), left: z.number().int() })),
        }),
      ),
      ledger: afterSalesLedger,
    }),
    refusals: ['order/unknown', 'afterSales/tooMany'],
  }),
  /**
   * Opens a case over pieces of an order before it settles. What was not sent goes back at once; else the shop answers,
   * and the order does not settle meanwhile.
   */
  action({
    name: 'afterSales.apply',
    role: 'member',
    input: z.strictObject({
      orderId: id,
      kind: afterSalesKind,
      lines: z
        .array(z.strictObject({ skuId: id, quantity, /** Of an exchange. */ toSkuId: id.optional() }))
        .min(1)
        .max(50),
      reason: afterSalesReason,
      words,
      pictures,
      requestId,
    }),
    output: afterSalesCase,
    refusals: [
      'order/unknown',
      'order/notInState',
      'topUp/underWay',
      'stay/noCancel',
      'refund/tooLate',
      'afterSales/tooMany',
      'afterSales/tooOften',
      'afterSales/kind',
      'afterSales/otherPrice',
      'goods/soldOut',
      'picture/unknown',
      'words/forbidden',
      'words/risky',
    ],
  }),
  action({
    name: 'afterSales.view',
    role: 'member',
    input: caseInput,
    output: afterSalesCase,
    refusals: ['afterSales/unknown'],
  }),
  action({
    name: 'afterSales.list',
    role: 'member',
    input: z.strictObject({ orderId: id.optional(), ...page }),
    output: list,
    refusals: ['cursor/invalid'],
  }),
  /** While the pieces are the buyer's: the order goes on, and may be asked back again in its time. */
  action({
    name: 'afterSales.withdraw',
    role: 'member',
    input: z.strictObject({ caseId: id, ...repeatable }),
    output: afterSalesCase,
    refusals: ['afterSales/unknown', 'afterSales/notInState'],
  }),
  /** The number of the parcel with the pieces; again until the shop has them, to correct it. */
  action({
    name: 'afterSales.giveParcel',
    role: 'member',
    input: z.strictObject({ caseId: id, parcel, ...repeatable }),
    output: afterSalesCase,
    refusals: ['afterSales/unknown', 'afterSales/notInState', 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'afterSales.askArbitration',
    role: 'member',
    input: z.strictObject({ caseId: id, words: text(1, 300), pictures, ...repeatable }),
    output: afterSalesCase,
    refusals: ['afterSales/unknown', 'afterSales/notInState', 'picture/unknown', 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'afterSales.confirmExchange',
    role: 'member',
    input: z.strictObject({ caseId: id, ...repeatable }),
    output: afterSalesCase,
    refusals: ['afterSales/unknown', 'afterSales/notInState'],
  }),
  /** Where a picture of a case is to be uploaded to: by buyers and by those who answer. */
  action({
    name: 'afterSales.placePicture',
    ...placedByMember('afterSales'),
  }),
  /** The shop's owner answers cases of the own shop. */
  action({
    name: 'afterSales.answer',
    role: 'merchant',
    input: answerInput,
    output: afterSalesCase,
    refusals: answerRefusals,
  }),
  action({
    name: 'afterSales.listOfShop',
    role: 'merchant',
    input: z.strictObject({ filter: staffFilter.default('toAnswer'), ...page }),
    output: staffList,
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'afterSales.viewOfShop',
    role: 'merchant',
    input: caseInput,
    output: afterSalesCase,
    refusals: ['afterSales/unknown'],
  }),
  /** An administrator answers cases of the platform's own shops. */
  action({
    name: 'admin.answerAfterSales',
    role: 'staff.orders',
    input: answerInput,
    output: afterSalesCase,
    refusals: answerRefusals,
  }),
  action({
    name: 'admin.listAfterSales',
    role: 'staff.orders',
    input: z.strictObject({ filter: staffFilter.default('toAnswer'), ...page }),
    output: staffList,
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.viewAfterSales',
    role: 'staff.orders',
    input: caseInput,
    output: afterSalesCase,
    refusals: ['afterSales/unknown'],
  }),
  /** Decides what a buyer asked the platform to look at, of any shop: for the buyer in whole or in part, or not. */
  action({
    name: 'admin.decideAfterSales',
    role: 'staff.shop',
    input: z.strictObject({
      caseId: id,
      decision: z.discriminatedUnion('for', [
        z.strictObject({ for: z.literal('buyer'), lines: chosen.min(1).optional(), freightFen: units.default(0) }),
        z.strictObject({ for: z.literal('shop') }),
      ]),
      words: text(1, 300),
      ...repeatable,
    }),
    output: afterSalesCase,
    refusals: [
      'afterSales/unknown',
      'afterSales/notInState',
      'afterSales/tooMany',
      'afterSales/freight',
      'words/forbidden',
      'words/risky',
    ],
  }),
] as const;
