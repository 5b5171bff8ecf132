import * as z from 'zod';
import { action } from './action';
import { addressee } from './addresses';
import { afterSalesLedger } from './afterSales';
import { orderCard, orderPage } from './orders';
import { deliveryWay, somePieces } from './parcels';
import { text } from './text';
import { day, id, moment, repeatable, requestId, units } from './values';

/** An order as those who send and decide see it: without the buyer's address, which is asked for by itself. */
export const staffOrder = z.strictObject({
  ...orderCard.shape,
  lines: orderPage.shape.lines,
  parcels: orderPage.shape.parcels,
  /** Pieces of each line that are to be sent yet; lines without are left out. */
  toSend: z.array(somePieces),
  /** Whether WeChat was told of the shipping; null before it is shipped. */
  upload: orderPage.shape.upload,
  answers: orderPage.shape.answers,
  topUps: orderPage.shape.topUps,
  log: orderPage.shape.log,
  memberId: id,
  buyerMasked: z.string(),
  /** What the buyer wrote to the shop. */
  note: z.string(),
  /** What those who work here wrote of it, for themselves alone. */
  remark: z.strictObject({ text: z.string(), atMs: moment, byMasked: z.string() }).nullable(),
  invoice: orderPage.shape.invoice,
  /** What its price is and may be changed to by who looks; null where it may not. */
  price: z
    .strictObject({
      /** How often it was changed: a change names it, so that nobody overwrites what he has not seen. */
      changes: z.number().int(),
      goodsFen: units,
      offFen: units,
      mostOffFen: units,
      freightFen: units,
      mostFreightFen: units,
    })
    .nullable(),
  /** What is known of the buyer: orders of the last year that were paid, and how many of them went back. */
  buyer: z.strictObject({ joinDay: day, orders: z.number().int(), refunds: z.number().int() }),
  /** What its administrator may do now. */
  act: z.enum(['ship', 'answer', 'none']),
});
export type StaffOrder = z.infer<typeof staffOrder>;

/** What those give who send an order: administrators, and owners of shops for their own. */
export const dispatchInputs = {
  look: z.strictObject({ orderId: id, ...repeatable }),
  ship: z
    .strictObject({
      orderId: id,
      lines: z.array(somePieces).min(1).max(50).optional(),
      way: deliveryWay.default('express'),
      /** Needed where a carrier takes it. */
      carrier: text(0, 30).default(''),
      trackingNo: text(0, 40).default(''),
      ...repeatable,
    })
    .refine(({ way, carrier, trackingNo }) => way !== 'express' || (carrier !== '' && trackingNo !== ''), {
      path: ['trackingNo'],
      message: 'a parcel has a carrier and a number',
    }),
  /** So much off the goods, and this for the sending; `changes` as the order said that it was changed before. */
  changePrice: z.strictObject({
    orderId: id,
    changes: z.number().int().min(0),
    offFen: units,
    freightFen: units,
    reason: text(1, 100),
    ...repeatable,
  }),
  correctParcel: z.strictObject({
    orderId: id,
    no: z.number().int().min(1),
    carrier: text(1, 30),
    trackingNo: text(1, 40),
    reason: text(1, 100),
    /** Carrier and number that are corrected, as they were seen: 顺丰 SF1000000001. */
    seen: text(1, 80).optional(),
    ...repeatable,
  }),
} as const;

const refundRefusals = [
  'order/unknown',
  'order/notInState',
  'topUp/underWay',
  'refund/tooLate',
  'refund/pending',
  'afterSales/tooMany',
  'afterSales/freight',
] as const;

export const dispatchRefusals = {
  ship: [
    'order/unknown',
    'order/notInState',
    'refund/pending',
    'topUp/underWay',
    'voucher/toRedeem',
    'parcel/pieces',
    'parcel/numberTaken',
    'parcel/tooMany',
    'words/forbidden',
    'words/risky',
  ],
  changePrice: [
    'order/unknown',
    'order/notInState',
    'order/expired',
    'order/priceChanged',
    'payment/unreachable',
    'price/outOfBounds',
    'price/unchanged',
    'price/tooOften',
    'amount/tooLarge',
    'words/forbidden',
    'words/risky',
  ],
  correctParcel: [
    'order/unknown',
    'order/notInState',
    'parcel/unknown',
    'parcel/numberTaken',
    'form/changedMeanwhile',
    'words/forbidden',
    'words/risky',
  ],
} as const;

export const dispatchActions = [
  action({
    name: 'admin.viewOrder',
    role: 'staff.orders',
    input: z.strictObject({ orderId: id }),
    output: staffOrder,
    refusals: ['order/unknown'],
  }),
  /** Where an order that is to be sent, or is on its way, goes to. Each look is written down with who looked. */
  action({
    name: 'admin.viewShippingAddress',
    role: 'staff.orders',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: addressee,
    refusals: ['order/unknown', 'order/notInState', 'address/none'],
  }),
  /** Sends a parcel of a paid order: the lines that are named, or all that is left. With the last piece it is shipped. */
  action({
    name: 'admin.ship',
    role: 'staff.orders',
    input: dispatchInputs.ship,
    output: orderPage,
    refusals: dispatchRefusals.ship,
  }),
  /**
   * Another price of an unpaid order of the platform's own shop: down, and up again to what it was placed for. A payment
   * that was started is closed first: it is paid by another number.
   */
  action({
    name: 'admin.changePrice',
    role: 'staff.orders',
    input: dispatchInputs.changePrice,
    output: orderPage,
    refusals: dispatchRefusals.changePrice,
  }),
  /** A number that was wrong: what it was and why stay in the record. The platform takes one correction of a payment. */
  action({
    name: 'admin.correctParcel',
    role: 'staff.orders',
    input: dispatchInputs.correctParcel,
    output: orderPage,
    refusals: dispatchRefusals.correctParcel,
  }),
  /** What giving these pieces back would come to now, part by part as it was paid; nothing happens. */
  action({
    name: 'admin.previewRefund',
    role: 'staff.orders',
    input: z.strictObject({
      orderId: id,
      lines: z.array(somePieces).min(1).max(50),
      freightFen: units.default(0),
    }),
    output: z.strictObject({ ledger: afterSalesLedger }),
    refusals: refundRefusals,
  }),
  /**
   * Gives pieces of an order that has not settled back of the shop's own accord: cash and points as paid, with so much of the
   * freight where something was sent. The buyer is told why.
   */
  action({
    name: 'admin.refundPieces',
    role: 'staff.orders',
    input: z.strictObject({
      orderId: id,
      lines: z.array(somePieces).min(1).max(50),
      freightFen: units.default(0),
      reason: text(1, 100),
      requestId,
    }),
    output: orderPage,
    refusals: [...refundRefusals, 'words/forbidden', 'words/risky'],
  }),
  /** The shop has seen that the buyer waits. */
  action({
    name: 'admin.seeReminder',
    role: 'staff.orders',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: z.strictObject({ seenAtMs: moment }),
    refusals: ['order/unknown', 'reminder/none'],
  }),
  /** A note for those who work here; '' takes it away. No buyer sees it. */
  action({
    name: 'admin.remarkOrder',
    role: 'staff.orders',
    input: z.strictObject({
      orderId: id,
      remark: text(0, 200),
      /** When the remark was written that this one takes the place of; 0: there was none. */
      seenAtMs: moment.optional(),
      ...repeatable,
    }),
    output: z.strictObject({ remark: z.string() }),
    refusals: ['order/unknown', 'form/changedMeanwhile'],
  }),
  /** What became of an upload that failed or is made by hand: entered in the platform's console, or to be tried again. */
  action({
    name: 'admin.resolveUpload',
    role: 'staff.shop',
    input: z.strictObject({ orderId: id, as: z.enum(['entered', 'again']), ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'upload/notOpen', 'upload/manual'],
  }),
  /** All of what an order's goods asked for, for who fulfils it. Each look is written down with who looked. */
  action({
    name: 'admin.viewAnswers',
    role: 'staff.orders',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: z.strictObject({ answers: orderPage.shape.answers }),
    refusals: ['order/unknown', 'order/notInState'],
  }),
] as const;
