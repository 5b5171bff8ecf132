import { businessDayOf, Invariant, invariant } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import { canonical } from '@shared/proofs';
import { Existing } from '../_platform/collection';
import { sha256 } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { dayStates, journal, lines } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { JournalDocument, LineDocument } from '../_store/documents';
import { passGate } from './gates';

/** A member's line of an event, without what follows from its entry. */
export type NewLine = Omit<LineDocument, '_id' | 'journalId' | 'day' | 'atMs' | 'position' | 'orderId' | 'orderNo'>;

/** An event to be written into the journal. */
export interface NewEntry {
  /** From the event, never from a clock or a counter: `order:{id}:pay`. */
  readonly id: string;
  readonly kind: string;
  readonly atMs: number;
  /**
   * Of the serial worker alone: the day that it settles into or closes. Any other entry counts for the business day of
   * its moment, or for the first day after it that is not frozen.
   */
  readonly day?: string;
  readonly order?: { readonly _id: string; readonly orderNo: string; readonly memberId: string };
  readonly postings: readonly Posting[];
  readonly lines: readonly NewLine[];
}

/** The day of the serial worker's entry. Throws when that day is not open to it: a sealed day takes nothing. */
async function dayOfWorker({ id, day, kind }: NewEntry, transaction: Transaction): Promise<string> {
  const state = await dayStates.get(DAY_STATE_ID, transaction);
  const isOpen = state?.openDay === day && !state?.isSealing && state?.isClosing === kind.startsWith('close.');
  invariant(isOpen, `${id} is not for ${day}: the open day is ${state?.openDay}`);
  return day!;
}

/**
 * Writes an entry that must be new, and its members' lines, within a transaction: the caller has seen in it that its
 * event has not happened. Throws Invariant, which stops the action, when there is an entry under its id, and for an entry
 * of the serial worker whose day is closed to it. @returns the day that it is written into.
 */
export async function book(entry: NewEntry, transaction: Transaction): Promise<string> {
  const day = entry.day
    ? await dayOfWorker(entry, transaction)
    : await passGate(entry.id, businessDayOf(entry.atMs), transaction);
  await write([{ entry, day }], transaction);
  return day;
}

/**
 * Writes an entry of an event that may come twice. @returns whether it is new, or the same event was booked before, with
 * nothing written then: the caller changes nothing either. Throws as `book` does, and for another event under its id.
 */
export async function bookOnce(entry: NewEntry, transaction: Transaction): Promise<'new' | 'repeated'> {
  const before = await journal.get(entry.id, transaction);
  if (before) return repeated(before, entry);
  await book(entry, transaction);
  return 'new';
}

/** Writes new entries of the serial worker, all of its open day, which the caller has looked at in this transaction. */
export const bookOfWorker = (entries: readonly NewEntry[], day: string, transaction: Transaction): Promise<void> =>
  write(
    entries.map((entry) => ({ entry, day })),
    transaction,
  );

async function write(
  entries: readonly { readonly entry: NewEntry; readonly day: string }[],
  transaction: Transaction,
): Promise<void> {
  try {
    await journal.addAll(
      entries.map(({ entry, day }) => documentOf(entry, day)),
      transaction,
    );
    await lines.addAll(
      entries.flatMap(({ entry, day }) => linesOf(entry, day)),
      transaction,
    );
  } catch (error) {
    if (!(error instanceof Existing)) throw error;
    throw new Invariant(`${entries.map(({ entry }) => entry.id).join(', ')}: booked before, and was to be new`);
  }
}

/** The same event again is the same entry. */
function repeated(before: JournalDocument, entry: NewEntry): 'repeated' {
  const said = ({ kind, orderId, postings }: Pick<JournalDocument, 'kind' | 'orderId' | 'postings'>) =>
    canonical([kind, orderId, postings]);
  invariant(said(before) === said(documentOf(entry, before.day)), `${entry.id} was booked before, for another event`);
  return 'repeated';
}

const documentOf = (entry: NewEntry, day: string): JournalDocument => ({
  _id: entry.id,
  kind: entry.kind,
  day,
  atMs: entry.atMs,
  orderId: entry.order?._id ?? null,
  postings: entry.postings,
});

const linesOf = ({ id, atMs, order, lines: asked }: NewEntry, day: string): LineDocument[] =>
  asked.map((line, position) => ({
    _id: lineId(id, position, order !== undefined && order.memberId !== line.memberId),
    ...line,
    day,
    atMs,
    position,
    journalId: id,
    // Others who are credited by an order do not learn which it was (trust §5).
    orderId: order?.memberId === line.memberId ? order._id : null,
    orderNo: order?.memberId === line.memberId ? order.orderNo : null,
  }));

/**
 * The id of one line of an entry. An entry of an order names the order, which nobody but its own member may learn:
 * `isOthers`, the id says nothing.
 */
export const lineId = (entryId: string, position: number, isOthers = false): string =>
  `${isOthers ? hiddenEntryId(entryId) : entryId}:${position}`;

/** What stands for an entry's id before others who are credited by it. An order's id has 120 bits: no way back. */
export const hiddenEntryId = (entryId: string): string => `credit:${sha256(entryId).slice(0, 40)}`;
