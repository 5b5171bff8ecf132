import { type CloseEvent, type CloseStage, closeMachine, next } from '@shared/machines';
import type { Transaction } from '../_platform/transactions';
import { closes } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';

/** The stage after an event; the machine says which (shared/machines). */
export function stageAfter(stage: CloseStage, event: CloseEvent): CloseStage {
  const after = next(closeMachine, stage, event);
  if (!after) throw new Error(`a close in stage ${stage} got ${event}`);
  return after;
}

/** Another invocation works on the same close: it goes on, this one ends. */
export class WorkedOnElsewhere extends Error {
  constructor(close: CloseDocument) {
    super(`the close of ${close._id} is worked on elsewhere`);
  }
}

/**
 * Writes progress that was decided on the checkpoint as this invocation read it. Throws when it has moved: what
 * another invocation wrote is what counts.
 */
export async function checkpoint(close: CloseDocument, changes: Partial<CloseDocument>): Promise<void> {
  const { _id, stage, at, cursor } = close;
  if ((await closes.changeWhere({ _id, stage, at, cursor }, changes)) === 0) throw new WorkedOnElsewhere(close);
}

/** The close as it is in a transaction. Throws when another invocation has moved its checkpoint meanwhile. */
export async function closeNow(close: CloseDocument, transaction: Transaction): Promise<CloseDocument> {
  const now = await closes.get(close._id, transaction);
  const isSame = now?.stage === close.stage && now.at === close.at && now.cursor === close.cursor;
  if (!isSame) throw new WorkedOnElsewhere(close);
  return now;
}

/** The moments at which stages ended, with the one that ends now. */
export const endedNow = ({ stage, endedAtMs }: CloseDocument): NonNullable<CloseDocument['endedAtMs']> => ({
  ...endedAtMs,
  [stage]: Date.now(),
});

/** Goes on to the next stage, with what the stage found out. */
export const goOn = (close: CloseDocument, event: CloseEvent, changes: Partial<CloseDocument> = {}): Promise<void> =>
  checkpoint(close, {
    at: 0,
    cursor: null,
    ...changes,
    stage: stageAfter(close.stage, event),
    endedAtMs: endedNow(close),
  });
