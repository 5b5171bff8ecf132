import type { Machine } from './machine';

/** The refund of an order that was paid after it was closed; `none` where that did not happen. */
export const refundStates = ['none', 'approved', 'paid'] as const;
export type RefundState = (typeof refundStates)[number];
export type RefundEvent = 'payment.late' | 'money.returned';

export const firstRefundState: RefundState = 'none';

export const refundMachine = {
  none: { 'payment.late': 'approved' },
  approved: { 'money.returned': 'paid' },
  paid: {},
} as const satisfies Machine<RefundState, RefundEvent>;
