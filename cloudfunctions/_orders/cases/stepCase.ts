import {
  type AfterSalesEvent,
  type AfterSalesState,
  afterSalesMachine,
  isAfterSalesOpen,
  next,
  waitsFor,
} from '@shared/machines';
import type { Transaction } from '../../_platform/transactions';
import { afterSales } from '../../_store/collections';
import type { AfterSalesDocument } from '../../_store/documents';
import { isToldOfCase, untold } from '../telling/told';

/** Who does something to a case, and what he says. */
export interface Doing {
  readonly by: AfterSalesDocument['log'][number]['by'];
  /** The member who does it; null where it comes by itself. */
  readonly memberId: string | null;
  readonly atMs: number;
  readonly words?: string;
  readonly pictures?: readonly string[];
}

type Besides = Partial<
  Omit<AfterSalesDocument, '_id' | 'state' | 'isOpen' | 'waitsFor' | 'log' | 'changedAtMs' | 'dueAtMs'>
>;

/** The state that an event leads a case to; undefined where its state refuses the event. */
export const caseAfter = (
  { state }: Pick<AfterSalesDocument, 'state'>,
  event: AfterSalesEvent,
): AfterSalesState | undefined => next(afterSalesMachine, state, event);

/** One line of a case's record. */
export const caseLog = (event: string, state: AfterSalesState, doing: Doing): AfterSalesDocument['log'][number] => ({
  event,
  state,
  atMs: doing.atMs,
  by: doing.by,
  memberId: doing.memberId,
  words: doing.words ?? '',
  pictures: doing.pictures ?? [],
});

/**
 * Moves a case on, in a transaction that has read it: the one place that makes its state and its record. `dueAtMs` is when
 * it goes on by itself, null where it waits for nobody or for the platform. Throws where its state refuses the event: the
 * caller has asked `caseAfter`. @returns the case as it is once the transaction is committed.
 */
export async function stepCase(
  one: AfterSalesDocument,
  event: AfterSalesEvent,
  doing: Doing,
  dueAtMs: number | null,
  transaction: Transaction,
  besides: Besides = {},
): Promise<AfterSalesDocument> {
  const state = caseAfter(one, event);
  if (!state) throw new Error(`case ${one._id}, ${one.state}, got ${event}`);
  const changes = {
    ...besides,
    state,
    isOpen: isAfterSalesOpen(state),
    waitsFor: waitsFor(state),
    changedAtMs: doing.atMs,
    dueAtMs,
    log: [...one.log, caseLog(event, state, doing)],
    ...untold(one, isToldOfCase(doing)),
  };
  await afterSales.change(one._id, changes, transaction);
  return { ...one, ...changes };
}
