import * as z from 'zod';
import { action } from './action';
import { address } from './addresses';
import { orderCard, orderPage, orderState } from './orders';
import { trackedParcel } from './parcels';
import { id, moment, repeatable } from './values';

/** What a buyer does with orders that he has, besides paying them and giving them back. */
export const ownOrderActions = [
  /** Where the parcels of an order are. Carriers are asked now and then, not at every look. */
  action({
    name: 'shop.viewParcels',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({
      orderId: id,
      state: orderState,
      shopName: z.string(),
      /** The shop's own time: what is promised is held against it. */
      nowMs: moment,
      address: address.pick({ name: true, region: true, detail: true }).nullable(),
      toSendPieces: z.number().int(),
      receivesAtMs: moment.nullable(),
      settleAfterDays: z.number().int(),
      extendDays: z.number().int(),
      may: orderCard.shape.may.pick({ confirm: true, extend: true, refund: true }),
      parcels: z.array(trackedParcel),
    }),
    refusals: ['order/unknown'],
  }),
  /** Asks the shop to send: once a day for an order, kept until it is sent. */
  action({
    name: 'shop.remindShipping',
    role: 'member',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'reminder/today', 'refund/pending'],
  }),
  /** The receipt that comes by itself comes some days later: once for an order. */
  action({
    name: 'shop.extendReceipt',
    role: 'member',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'receipt/extended'],
  }),
  /** Lays what can still be bought of an order into the cart, and says what not, or not in full. */
  action({
    name: 'shop.buyAgain',
    role: 'member',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: z.strictObject({
      /** Pieces laid into the cart. */
      added: z.number().int(),
      left: z.array(
        z.strictObject({
          title: z.string(),
          label: z.string(),
          /** Pieces that were not laid in. */
          pieces: z.number().int(),
          /** `nights` are chosen anew on their calendar. */
          why: z.enum(['offShelf', 'soldOut', 'tooFew', 'limit', 'cartFull', 'nights']),
        }),
      ),
    }),
    refusals: ['order/unknown'],
  }),
  /** Takes an ended order out of the member's own list. It stays for the books, and whoever has its address. */
  action({
    name: 'shop.hideOrder',
    role: 'member',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: z.strictObject({ orderId: id }),
    refusals: ['order/unknown', 'order/notInState'],
  }),
] as const;
