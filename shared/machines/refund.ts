import type { Machine } from './machine';

/** A request to give an order back. While it is `requested` the order does not settle. */
export const refundStates = ['requested', 'approved', 'rejected', 'withdrawn', 'paid'] as const;
export type RefundState = (typeof refundStates)[number];
export type RefundEvent = 'admin.approved' | 'admin.rejected' | 'buyer.withdrew' | 'money.returned';

export const refundMachine = {
  requested: { 'admin.approved': 'approved', 'admin.rejected': 'rejected', 'buyer.withdrew': 'withdrawn' },
  approved: { 'money.returned': 'paid' },
  rejected: {},
  withdrawn: {},
  paid: {},
} as const satisfies Machine<RefundState, RefundEvent>;
