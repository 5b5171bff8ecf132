import type { Machine } from './machine';

/**
 * A voucher over the pieces of one line of an order. It is issued until its last piece is redeemed (`redeemed`), given
 * back (`refunded`) or left over at its end (`expired`): by which of them it ended is its state.
 */
export const voucherStates = ['issued', 'redeemed', 'refunded', 'expired'] as const;
export type VoucherState = (typeof voucherStates)[number];
export type VoucherEvent =
  | 'pieces.redeemed'
  | 'last.redeemed'
  | 'pieces.refunded'
  | 'last.refunded'
  | 'time.over'
  | 'rest.refunded';

export const firstVoucherState: VoucherState = 'issued';

export const voucherMachine = {
  issued: {
    'pieces.redeemed': 'issued',
    'last.redeemed': 'redeemed',
    'pieces.refunded': 'issued',
    'last.refunded': 'refunded',
    'time.over': 'expired',
  },
  redeemed: {},
  refunded: {},
  // What was left over goes back behind it, in the same transaction.
  expired: { 'rest.refunded': 'expired' },
} as const satisfies Machine<VoucherState, VoucherEvent>;
