import type { Machine } from './machine';

/** What a buyer wants of pieces that were bought: money alone, money for pieces sent back, or other pieces for them. */
export const afterSalesKinds = ['refund', 'return', 'exchange'] as const;
export type AfterSalesKind = (typeof afterSalesKinds)[number];

/** Every state of a case of after-sales, in the order of its life. The last four are final. */
export const afterSalesStates = [
  /** The shop is to answer. */
  'asked',
  /** The shop agreed: the buyer is to send the pieces back. */
  'agreed',
  /** The pieces are on their way back: the shop is to say what arrived. */
  'returning',
  /** The shop has the pieces, and is to send others for them. */
  'exchanging',
  /** The others are on their way. */
  'exchangeSent',
  /** The shop refused: the buyer may have the platform look at it. */
  'refused',
  /** The platform is to decide. */
  'arbitration',
  'done',
  'withdrawn',
  'expired',
  'closed',
] as const;
export type AfterSalesState = (typeof afterSalesStates)[number];

/** What happens to a case. Who did it is told beside: the buyer, the shop, the platform, or time that went by. */
export type AfterSalesEvent =
  | 'refund.atOnce'
  | 'refund.given'
  | 'return.agreed'
  | 'request.refused'
  | 'buyer.withdrew'
  | 'parcel.given'
  | 'parcel.overdue'
  | 'return.accepted'
  | 'return.acceptedInPart'
  | 'exchange.sent'
  | 'exchange.received'
  | 'arbitration.asked'
  | 'arbitration.forShop'
  | 'refusal.stands';

export const firstAfterSalesState: AfterSalesState = 'asked';

export const afterSalesMachine = {
  asked: {
    // What nobody has sent yet goes back without anybody's answer.
    'refund.atOnce': 'done',
    'refund.given': 'done',
    'return.agreed': 'agreed',
    'request.refused': 'refused',
    'buyer.withdrew': 'withdrawn',
  },
  agreed: { 'parcel.given': 'returning', 'parcel.overdue': 'expired', 'buyer.withdrew': 'withdrawn' },
  returning: {
    // Its number was wrong.
    'parcel.given': 'returning',
    'refund.given': 'done',
    // For an exchange.
    'return.accepted': 'exchanging',
    // Money for some of the pieces; of the others the shop says why not.
    'return.acceptedInPart': 'refused',
    'request.refused': 'refused',
    'buyer.withdrew': 'withdrawn',
  },
  // The buyer has no pieces any more: others come, or the money. There is nothing to withdraw.
  exchanging: { 'exchange.sent': 'exchangeSent', 'refund.given': 'done' },
  exchangeSent: { 'exchange.received': 'done' },
  refused: { 'arbitration.asked': 'arbitration', 'refusal.stands': 'closed', 'buyer.withdrew': 'withdrawn' },
  arbitration: { 'refund.given': 'done', 'arbitration.forShop': 'closed', 'buyer.withdrew': 'withdrawn' },
  done: {},
  withdrawn: {},
  expired: {},
  closed: {},
} as const satisfies Machine<AfterSalesState, AfterSalesEvent>;

/** Whose step is next: the shop's, the buyer's (whose time also is that of a refusal), the platform's, or nobody's. */
export const waitsFor = (state: AfterSalesState): 'shop' | 'buyer' | 'platform' | 'nobody' => {
  if (!isAfterSalesOpen(state)) return 'nobody';
  if (state === 'arbitration') return 'platform';
  return state === 'asked' || state === 'returning' || state === 'exchanging' ? 'shop' : 'buyer';
};

/** Whether something can still happen to a case: while one is open, its order does not settle. */
export const isAfterSalesOpen = (state: AfterSalesState): boolean => Object.keys(afterSalesMachine[state]).length > 0;
