import {
  firstWithdrawalState,
  isOpenWithdrawal,
  next,
  type WithdrawalEvent,
  type WithdrawalState,
  withdrawalMachine,
} from '@shared/machines';
import type { WithdrawalDocument, WithdrawalLog } from '../_store/documents';

/** Who does a step, when, and what the record says of it. */
interface Doing {
  readonly atMs: number;
  /** The administrator whose step it is; left out for the member and the platform. */
  readonly by?: string;
  readonly note?: string;
}

/** What a step changes besides state and record, which it writes itself. */
type Besides = Omit<Partial<WithdrawalDocument>, 'state' | 'log' | 'isOpen'>;

/** The state that an event leads to; undefined where it is refused. */
export const stateAfter = ({ state }: Pick<WithdrawalDocument, 'state'>, event: WithdrawalEvent) =>
  next<WithdrawalState, WithdrawalEvent>(withdrawalMachine, state, event);

/** The first line of the record, and the state that it begins in. */
export const requestedLog = (atMs: number): Pick<WithdrawalDocument, 'state' | 'log'> => ({
  state: firstWithdrawalState,
  log: [{ event: 'requested', state: firstWithdrawalState, atMs, by: null, note: '' }],
});

/**
 * What an event changes of a withdrawal: the one place that makes its state and its record, which grows by one line.
 * What has come to its end is due to be told, and has nothing due at the payment platform any more. Throws when the
 * state does not know the event: the caller has asked `stateAfter` before.
 */
export function stepped(
  withdrawal: Pick<WithdrawalDocument, '_id' | 'state' | 'log'>,
  event: WithdrawalEvent,
  { atMs, by, note }: Doing,
  besides: Besides = {},
): Partial<WithdrawalDocument> {
  const state = stateAfter(withdrawal, event);
  if (!state) throw new Error(`withdrawal ${withdrawal._id}, ${withdrawal.state}, got ${event}`);
  const line: WithdrawalLog = { event, state, atMs, by: by ?? null, note: note ?? '' };
  const isOpen = isOpenWithdrawal(state);
  return {
    ...besides,
    state,
    isOpen,
    log: [...withdrawal.log, line],
    ...(isOpen ? {} : { endedAtMs: atMs, dueAtMs: null, confirmPackage: null, confirmBeforeMs: null, isUntold: true }),
  };
}
