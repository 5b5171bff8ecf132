import type { Machine } from './machine';

/** A request to give an order back; `none` where nobody has asked. While it is `requested` the order does not settle. */
export const refundStates = ['none', 'requested', 'approved', 'rejected', 'withdrawn', 'paid'] as const;
export type RefundState = (typeof refundStates)[number];
/** `goods.unsent`: given back before it was shipped, nobody has to decide. `payment.late`: paid after it was closed. */
export type RefundEvent =
  | 'buyer.requested'
  | 'goods.unsent'
  | 'payment.late'
  | 'admin.approved'
  | 'admin.rejected'
  | 'buyer.withdrew'
  | 'money.returned';

export const firstRefundState: RefundState = 'none';

const open = { 'buyer.requested': 'requested', 'goods.unsent': 'approved', 'payment.late': 'approved' } as const;

export const refundMachine = {
  none: open,
  requested: { 'admin.approved': 'approved', 'admin.rejected': 'rejected', 'buyer.withdrew': 'withdrawn' },
  approved: { 'money.returned': 'paid' },
  // Whoever was refused, or took it back, may ask again.
  rejected: open,
  withdrawn: open,
  paid: {},
} as const satisfies Machine<RefundState, RefundEvent>;
