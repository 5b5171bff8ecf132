import type { Machine } from './machine';

/**
 * One line of a top-up order at its provider. `asked`: the provider may have it, and nobody knows how it ended until it
 * says so; an operator who has found out says it in its place. Only what has failed for certain is given back.
 */
export const topUpStates = ['due', 'asked', 'succeeded', 'failed'] as const;
export type TopUpState = (typeof topUpStates)[number];
export type TopUpEvent =
  | 'request.sent'
  | 'provider.succeeded'
  | 'provider.failed'
  | 'operator.succeeded'
  | 'operator.failed';

export const firstTopUpState: TopUpState = 'due';

export const topUpMachine = {
  due: { 'request.sent': 'asked' },
  asked: {
    'provider.succeeded': 'succeeded',
    'provider.failed': 'failed',
    'operator.succeeded': 'succeeded',
    'operator.failed': 'failed',
  },
  succeeded: {},
  failed: {},
} as const satisfies Machine<TopUpState, TopUpEvent>;
