import { next, type ReferrerChangeEvent, type ReferrerChangeState, referrerChangeMachine } from '@shared/machines';
import type { Transaction } from '../_platform/transactions';
import { closes, referrerChanges } from '../_store/collections';
import type { CloseDocument, MemberDocument, ReferrerChangeDocument } from '../_store/documents';
import { closeNow } from './checkpoint';
import { tellReferrers } from './tellReferrers';

/** A change as it is in a transaction; null where it is not any more as it was read. Throws where the close has moved on. */
export async function changeNow(
  close: CloseDocument,
  { _id, state, renumbered }: ReferrerChangeDocument,
  transaction: Transaction,
): Promise<ReferrerChangeDocument | null> {
  await closeNow(close, transaction);
  const now = await referrerChanges.get(_id, transaction);
  return now?.state === state && now.renumbered === renumbered ? now : null;
}

/** What an event makes of a change: the one place that writes its state. Throws where the state does not know the event. */
export async function step(
  { _id, state }: ReferrerChangeDocument,
  event: ReferrerChangeEvent,
  besides: Omit<Partial<ReferrerChangeDocument>, 'state'>,
  transaction: Transaction,
): Promise<void> {
  const after = next<ReferrerChangeState, ReferrerChangeEvent>(referrerChangeMachine, state, event);
  if (!after) throw new Error(`the change of a referrer ${_id}, ${state}, got ${event}`);
  await referrerChanges.change(_id, { ...besides, state: after }, transaction);
}

/** The end of every change: what became of it is written down, and those whom it concerns are told. */
export async function bind(
  close: CloseDocument,
  change: ReferrerChangeDocument,
  concerned: { readonly member: MemberDocument; readonly to: MemberDocument },
  transaction: Transaction,
): Promise<void> {
  const { fromReferrerId } = change;
  // What the close said of pages before is told already, and must not be told again of somebody who left one.
  await closes.change(close._id, { moves: {} }, transaction);
  await step(change, 'line.moved', { fromReferrerId, movedDay: close._id }, transaction);
  await tellReferrers(change, concerned, close._id, transaction);
}
