import type { Machine } from './machine';

/** A sheet that is read in: its lines arrive, are all looked at, and only then are done, each once. */
export const importStates = [
  'arriving',
  'checking',
  'faulty',
  'ready',
  'waiting',
  'applying',
  'done',
  'cancelled',
  'expired',
] as const;
export type ImportState = (typeof importStates)[number];

export type ImportEvent =
  | 'lines.allArrived'
  | 'lines.faulty'
  | 'lines.sound'
  | 'operator.applied'
  | 'operator.proposed'
  | 'second.approved'
  | 'second.rejected'
  | 'operator.cancelled'
  | 'lines.allDone'
  | 'lines.expired';

export const firstImportState: ImportState = 'arriving';

export const importMachine = {
  arriving: { 'lines.allArrived': 'checking', 'operator.cancelled': 'cancelled', 'lines.expired': 'expired' },
  checking: {
    'lines.faulty': 'faulty',
    'lines.sound': 'ready',
    'operator.cancelled': 'cancelled',
    'lines.expired': 'expired',
  },
  // Mended, it is another sheet: nothing of this one is ever done.
  faulty: { 'operator.cancelled': 'cancelled' },
  ready: {
    'operator.applied': 'applying',
    // Points of members are added and removed by two (rules §5).
    'operator.proposed': 'waiting',
    'operator.cancelled': 'cancelled',
  },
  waiting: { 'second.approved': 'applying', 'second.rejected': 'cancelled' },
  // What was begun is brought to its end: it can be continued and not be taken back.
  applying: { 'lines.allDone': 'done', 'lines.expired': 'expired' },
  done: {},
  cancelled: {},
  expired: {},
} as const satisfies Machine<ImportState, ImportEvent>;
