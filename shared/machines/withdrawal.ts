import type { Machine } from './machine';

/**
 * A withdrawal of cash. Until `sending` nobody outside has it; from then on the payment platform may have it, under the
 * one bill number that it has for ever: what became of it is asked for until it is known. `waitingForMember`: the
 * platform has it and pays once the member confirms; what is not confirmed within a day it closes.
 */
export const withdrawalStates = [
  'requested',
  'inReview',
  'inSecondReview',
  'approved',
  'sending',
  'unknown',
  'waitingForMember',
  'paid',
  'declined',
  'returned',
] as const;
export type WithdrawalState = (typeof withdrawalStates)[number];
export type WithdrawalEvent =
  | 'review.needed'
  | 'review.first'
  | 'review.approved'
  | 'review.declined'
  | 'transfer.sent'
  | 'transfer.unanswered'
  | 'transfer.taken'
  | 'transfer.waits'
  | 'transfer.paid'
  | 'transfer.failed'
  /** An operator gives back what the platform never had, a day after it was last sent. */
  | 'operator.returned';

export const firstWithdrawalState: WithdrawalState = 'requested';

export const withdrawalMachine = {
  requested: { 'review.needed': 'inReview', 'review.declined': 'declined', 'transfer.sent': 'sending' },
  inReview: { 'review.first': 'inSecondReview', 'review.approved': 'approved', 'review.declined': 'declined' },
  inSecondReview: { 'review.approved': 'approved', 'review.declined': 'declined' },
  // What nobody outside has yet may still be declined: while payouts are stopped, say.
  approved: { 'review.declined': 'declined', 'transfer.sent': 'sending' },
  sending: {
    'transfer.sent': 'sending',
    'transfer.unanswered': 'unknown',
    'transfer.taken': 'sending',
    'transfer.waits': 'waitingForMember',
    'transfer.paid': 'paid',
    'transfer.failed': 'returned',
    'operator.returned': 'returned',
  },
  unknown: {
    'transfer.sent': 'sending',
    'transfer.unanswered': 'unknown',
    'transfer.taken': 'sending',
    'transfer.waits': 'waitingForMember',
    'transfer.paid': 'paid',
    'transfer.failed': 'returned',
    'operator.returned': 'returned',
  },
  waitingForMember: {
    'transfer.waits': 'waitingForMember',
    'transfer.taken': 'waitingForMember',
    'transfer.paid': 'paid',
    'transfer.failed': 'returned',
  },
  paid: {},
  declined: {},
  returned: {},
} as const satisfies Machine<WithdrawalState, WithdrawalEvent>;

/** Whether its money is still held: neither paid nor given back. */
export const isOpenWithdrawal = (state: WithdrawalState): boolean =>
  state !== 'paid' && state !== 'declined' && state !== 'returned';
