import { businessDayOf, invariant } from '@shared/kernel';
import type { Account, Posting } from '@shared/ledger';
import { sha256 } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { dayStates, journal, lines } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { JournalDocument, LineDocument } from '../_store/documents';
import { passGate } from './gates';

/** Money of buyers at the payment platform: the world's side of what arrives in `platform:sales` and goes back. */
export const worldAccount = 'world:payments' as Account;

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
 * Writes an entry and its members' lines within a transaction. @returns false, with nothing written, when the entry
 * exists: the event was booked before, and the caller changes nothing either. Throws Invariant for an entry of the
 * serial worker whose day is closed to it.
 */
export async function book(entry: NewEntry, transaction: Transaction): Promise<boolean> {
  if (await journal.get(entry.id, transaction)) return false;
  const day = entry.day
    ? await dayOfWorker(entry, transaction)
    : await passGate(entry.id, businessDayOf(entry.atMs), transaction);
  const document: JournalDocument = {
    _id: entry.id,
    kind: entry.kind,
    day,
    atMs: entry.atMs,
    orderId: entry.order?._id ?? null,
    postings: entry.postings,
  };
  await journal.put(document, transaction);
  for (const [position, line] of entry.lines.entries())
    await lines.put(
      {
        _id: lineId(entry.id, position, entry.order !== undefined && entry.order.memberId !== line.memberId),
        ...line,
        day,
        atMs: entry.atMs,
        position,
        journalId: entry.id,
        // Others who are credited by an order do not learn which it was (trust §5).
        orderId: entry.order?.memberId === line.memberId ? entry.order._id : null,
        orderNo: entry.order?.memberId === line.memberId ? entry.order.orderNo : null,
      },
      transaction,
    );
  return true;
}

/**
 * The id of one line of an entry. An entry of an order names the order, which nobody but its own member may learn:
 * `isOthers`, the id says nothing.
 */
export const lineId = (entryId: string, position: number, isOthers = false): string =>
  `${isOthers ? hiddenEntryId(entryId) : entryId}:${position}`;

/** What stands for an entry's id before others who are credited by it. An order's id has 120 bits: no way back. */
export const hiddenEntryId = (entryId: string): string => `credit:${sha256(entryId).slice(0, 40)}`;
