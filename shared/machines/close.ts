import type { Machine } from './machine';

/**
 * The stages of one daily close, in their order (docs: daily close). Each is resumable: its checkpoint says how far it
 * got, and doing a step again changes nothing.
 */
export const closeStages = [
  'drain',
  'stamp',
  'resolve',
  'count',
  'pages',
  'forcedExit',
  'prove',
  'seal',
  'closed',
] as const;
export type CloseStage = (typeof closeStages)[number];
export type CloseEvent =
  | 'orders.settled'
  | 'day.frozen'
  | 'inbox.resolved'
  | 'totals.frozen'
  | 'pages.written'
  | 'exits.done'
  | 'balances.proved'
  | 'day.sealed';

export const closeMachine = {
  drain: { 'orders.settled': 'stamp' },
  stamp: { 'day.frozen': 'resolve' },
  resolve: { 'inbox.resolved': 'count' },
  count: { 'totals.frozen': 'pages' },
  pages: { 'pages.written': 'forcedExit' },
  forcedExit: { 'exits.done': 'prove' },
  prove: { 'balances.proved': 'seal' },
  seal: { 'day.sealed': 'closed' },
  closed: {},
} as const satisfies Machine<CloseStage, CloseEvent>;
