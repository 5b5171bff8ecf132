import * as z from 'zod';
import { action } from './action';
import { addressee } from './addresses';
import { afterSalesKind } from './afterSales';
import { dispatchInputs, dispatchRefusals, staffOrder } from './dispatch';
import { orderCard } from './orders';
import { owedFigures } from './owed';
import { roomCalendar } from './stays';
import { goodsRow } from './stockroom';
import { text } from './text';
import { cursor, day, id, moment, pageLimit, repeatable, requestId, seen, units } from './values';

const card = orderCard.shape;

/** An order of one's own shop in a list: nothing of what was paid together with it, nor of what it earns its buyer. */
const shopOrderCard = {
  orderId: card.orderId,
  orderNo: card.orderNo,
  state: card.state,
  isRefundPending: card.isRefundPending,
  placedAtMs: card.placedAtMs,
  changedAtMs: card.changedAtMs,
  kind: card.kind,
  first: card.first,
  lineCount: card.lineCount,
  pieces: card.pieces,
  payment: card.payment,
  back: card.back,
  cases: card.cases,
  toSendPieces: card.toSendPieces,
  parcelCount: card.parcelCount,
  reminder: card.reminder,
  buyerMasked: z.string(),
} as const;

const staff = staffOrder.shape;

/** An order of one's own shop, for its owner: what is to be sent, and what was. */
const shopOrder = z.strictObject({
  ...shopOrderCard,
  lines: staff.lines,
  parcels: staff.parcels,
  toSend: staff.toSend,
  answers: staff.answers,
  note: staff.note,
  invoice: staff.invoice,
  log: staff.log,
  /** Of the buyer, in this shop: orders of the last year that were paid, and how many of them went back. */
  buyer: staff.buyer,
  act: staff.act,
  price: staff.price,
});
export type ShopOrder = z.infer<typeof shopOrder>;

const ownSku = z.strictObject({
  skuId: id,
  label: z.string(),
  priceFen: units,
  costFen: units,
  stock: z.number().int(),
  /** Of nights that are sold by a calendar; null for others. */
  calendar: roomCalendar.nullable(),
});

/** A product of one's own shop: what it costs, what the platform owes for a piece of it, what is left. */
const ownGoods = z.strictObject({
  ...goodsRow.shape,
  skus: z.array(ownSku),
  /** Whether its owner may put it on the shelf: not what the platform took off. */
  mayShelve: z.boolean(),
  /** Counts its savings: a saving that names an older one is refused. */
  revision: z.number().int(),
  /** The business day: nights before it are over. */
  today: day,
});
export type OwnGoods = z.infer<typeof ownGoods>;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };

/** What the owner of a shop does in it. Another shop's things are unknown to him. */
export const merchantActions = [
  /** What is to be done, with the one deadline. */
  action({
    name: 'merchant.home',
    role: 'merchant',
    input: z.strictObject({}),
    output: z.strictObject({
      shop: z.strictObject({ shopId: id, name: z.string(), notice: z.string(), ownerMasked: z.string() }),
      todo: z.strictObject({
        toShip: z.number().int(),
        reminded: z.number().int(),
        toAnswer: z.number().int(),
        reviews: z.number().int(),
      }),
      /** The case that has to be answered first, and until when; null where none has. */
      firstCase: z
        .strictObject({
          caseId: id,
          kind: afterSalesKind,
          title: z.string(),
          words: z.string(),
          dueAtMs: moment.nullable(),
        })
        .nullable(),
      /** The order that has waited longest to be sent. */
      firstOrder: z
        .strictObject({ orderId: id, title: z.string(), pieces: z.number().int(), paidAtMs: moment })
        .nullable(),
      owed: owedFigures,
      goods: z.strictObject({ onShelf: z.number().int(), soldOut: z.number().int() }),
      nowMs: moment,
    }),
    refusals: ['shop/unknown'],
  }),
  /** The oldest first. `paid`: what is carried and waits to be sent; `toUse`: vouchers and nights that wait for their buyer. */
  action({
    name: 'merchant.listOrders',
    role: 'merchant',
    input: z.strictObject({
      filter: z.enum(['paid', 'toUse', 'reminded', 'partly', 'afterSales', 'shipped', 'unpaid', 'all']).default('paid'),
      ...paged,
    }),
    output: z.strictObject({ orders: z.array(z.strictObject(shopOrderCard)), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'merchant.viewOrder',
    role: 'merchant',
    input: z.strictObject({ orderId: id }),
    output: shopOrder,
    refusals: ['order/unknown'],
  }),
  /** Where an order that is to be sent, or is on its way, goes to. Each look is written down with who looked. */
  action({
    name: 'merchant.viewShippingAddress',
    role: 'merchant',
    input: dispatchInputs.look,
    output: addressee,
    refusals: ['order/unknown', 'order/notInState', 'address/none'],
  }),
  /** All of what an order's goods asked for. Each look is written down with who looked. */
  action({
    name: 'merchant.viewAnswers',
    role: 'merchant',
    input: dispatchInputs.look,
    output: z.strictObject({ answers: staff.answers }),
    refusals: ['order/unknown', 'order/notInState'],
  }),
  /** Sends a parcel of a paid order: the lines that are named, or all that is left. */
  action({
    name: 'merchant.ship',
    role: 'merchant',
    input: dispatchInputs.ship,
    output: shopOrder,
    refusals: dispatchRefusals.ship,
  }),
  /** Another price of an unpaid order of the own shop, which bears what it takes off. */
  action({
    name: 'merchant.changePrice',
    role: 'merchant',
    input: dispatchInputs.changePrice,
    output: shopOrder,
    refusals: dispatchRefusals.changePrice,
  }),
  /** A number that was wrong: what it was and why stay in the record. */
  action({
    name: 'merchant.correctParcel',
    role: 'merchant',
    input: dispatchInputs.correctParcel,
    output: shopOrder,
    refusals: dispatchRefusals.correctParcel,
  }),
  action({
    name: 'merchant.seeReminder',
    role: 'merchant',
    input: dispatchInputs.look,
    output: z.strictObject({ seenAtMs: moment }),
    refusals: ['order/unknown', 'reminder/none'],
  }),
  /** Goods of one's own shop, on the shelf or off it, the weightiest first. */
  action({
    name: 'merchant.listGoods',
    role: 'merchant',
    input: z.strictObject({
      shelf: z.enum(['on', 'off']).default('on'),
      query: text(0, 40).optional(),
      ...paged,
    }),
    output: z.strictObject({ goods: z.array(goodsRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'merchant.viewGoods',
    role: 'merchant',
    input: z.strictObject({ goodsId: id }),
    output: ownGoods,
    refusals: ['goods/unknown'],
  }),
  /** Adds pieces of a size, or takes some away, never below 0; why is written down. */
  action({
    name: 'merchant.changeStock',
    role: 'merchant',
    input: z.strictObject({
      skuId: id,
      by: z.number().int().min(-1_000_000).max(1_000_000),
      reason: text(1, 60),
      requestId,
    }),
    output: z.strictObject({ skuId: id, stock: z.number().int() }),
    refusals: ['goods/unknown', 'goods/stockBelowZero', 'words/forbidden', 'words/risky'],
  }),
  /** Takes a product off the shelf, or puts back what one took off oneself. */
  action({
    name: 'merchant.shelveGoods',
    role: 'merchant',
    input: z.strictObject({ goodsId: id, isOnShelf: z.boolean(), ...repeatable }),
    output: z.strictObject({ goodsId: id, isOnShelf: z.boolean() }),
    refusals: ['goods/unknown', 'goods/takenOff'],
  }),
  /**
   * Prices and rooms by night of one's own kind of room. No night costs less than the platform pays for one; what is
   * booked stays as it was bought.
   */
  action({
    name: 'merchant.saveCalendar',
    role: 'merchant',
    input: z.strictObject({
      goodsId: id,
      skuId: id,
      revision: z.number().int(),
      calendar: roomCalendar,
      ...repeatable,
    }),
    output: ownGoods,
    refusals: ['goods/unknown', 'goods/changedMeanwhile', 'stay/none', 'stay/belowCost'],
  }),
  /** What the shop tells its visitors. Freight, prices and what the platform owes are agreed with the platform. */
  action({
    name: 'merchant.viewShop',
    role: 'merchant',
    input: z.strictObject({}),
    output: z.strictObject({
      shopId: id,
      name: z.string(),
      notice: z.string(),
      servicePhone: z.string(),
      serviceHours: z.string(),
      answerWithinHours: z.number().int().nullable(),
      deliveryWord: z.string(),
      afterSalesWord: z.string(),
      takesStable: z.boolean(),
      takesSpendable: z.boolean(),
      freightFen: units,
      freeFreightFromFen: units,
      seen,
    }),
    refusals: ['shop/unknown'],
  }),
  action({
    name: 'merchant.changeShop',
    role: 'merchant',
    input: z.strictObject({
      notice: text(0, 60).optional(),
      servicePhone: z
        .string()
        .regex(/^(|[\d-]{5,20})$/)
        .optional(),
      serviceHours: text(0, 30).optional(),
      answerWithinHours: z.number().int().min(1).max(72).nullable().optional(),
      deliveryWord: text(0, 30).optional(),
      afterSalesWord: text(0, 40).optional(),
      seen: seen.optional(),
      ...repeatable,
    }),
    output: z.strictObject({ shopId: id }),
    refusals: ['shop/unknown', 'form/changedMeanwhile', 'words/forbidden', 'words/risky'],
  }),
] as const;
