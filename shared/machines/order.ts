import type { Machine } from './machine';

/** Every state of an order, in the order of its life. */
export const orderStates = [
  'awaitingPayment',
  'paid',
  'shipped',
  'received',
  'settled',
  'closed',
  'refunding',
  'refunded',
] as const;
export type OrderState = (typeof orderStates)[number];

export type OrderEvent =
  | 'price.changed'
  | 'payment.received'
  | 'payment.expired'
  | 'buyer.cancelled'
  | 'parcel.sent'
  | 'goods.shipped'
  | 'pieces.redeemed'
  | 'parcel.corrected'
  | 'receipt.extended'
  | 'receipt.confirmed'
  | 'receipt.automatic'
  | 'order.settled'
  | 'pieces.givenBack'
  | 'pieces.refunded'
  | 'refund.approved'
  | 'refund.paid'
  | 'sale.reversed'
  | 'reversal.paid';

// Pieces may be given back one after another (`pieces.givenBack`), and their cash arrives later, in any order
// (`pieces.refunded`); the last of them is `refund.approved`, and when all the cash has arrived `refund.paid`.

export const firstOrderState: OrderState = 'awaitingPayment';

export const orderMachine = {
  awaitingPayment: {
    'price.changed': 'awaitingPayment',
    'payment.received': 'paid',
    'payment.expired': 'closed',
    'buyer.cancelled': 'closed',
  },
  // A parcel that is not the last leaves the order paid: it is shipped when nothing is to be sent any more.
  paid: {
    'parcel.sent': 'paid',
    'pieces.redeemed': 'paid',
    'parcel.corrected': 'paid',
    'goods.shipped': 'shipped',
    'pieces.givenBack': 'paid',
    'pieces.refunded': 'paid',
    'refund.approved': 'refunding',
  },
  shipped: {
    'parcel.corrected': 'shipped',
    'receipt.extended': 'shipped',
    'pieces.givenBack': 'shipped',
    'pieces.refunded': 'shipped',
    'receipt.confirmed': 'received',
    'receipt.automatic': 'received',
    'refund.approved': 'refunding',
  },
  received: {
    'order.settled': 'settled',
    'pieces.givenBack': 'received',
    'pieces.refunded': 'received',
    'refund.approved': 'refunding',
  },
  // In parts, so often as there is something left of it.
  settled: { 'sale.reversed': 'settled', 'reversal.paid': 'settled', 'pieces.refunded': 'settled' },
  // A payment may arrive after the order was closed: its money goes back.
  closed: { 'payment.received': 'refunding' },
  refunding: { 'pieces.refunded': 'refunding', 'refund.paid': 'refunded' },
  refunded: {},
} as const satisfies Machine<OrderState, OrderEvent>;
