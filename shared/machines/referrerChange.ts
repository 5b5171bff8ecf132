import type { Machine } from './machine';

/**
 * Another referrer for a member, approved by two administrators: it waits for the close of its day. Somebody of whom the
 * books say nothing yet goes at once; a whole line is renumbered page by page first (`moving`), which nothing stops any
 * more. What may not be done when its turn comes is left, for good.
 */
export const referrerChangeStates = ['waiting', 'moving', 'moved', 'left'] as const;
export type ReferrerChangeState = (typeof referrerChangeStates)[number];
export type ReferrerChangeEvent = 'line.cut' | 'line.moved' | 'change.refused';

export const referrerChangeMachine = {
  waiting: { 'line.cut': 'moving', 'line.moved': 'moved', 'change.refused': 'left' },
  moving: { 'line.moved': 'moved' },
  moved: {},
  left: {},
} as const satisfies Machine<ReferrerChangeState, ReferrerChangeEvent>;
