// The closes, day by day: their inputs, what they paid, the chain of hashes.

import type { Difference } from '@shared/ledger';
import { pagesBefore } from '../../cloudfunctions/_books/pages/movedLines';
import type {
  AuditSealDocument,
  CloseDocument,
  JournalDocument,
  OrderDocument,
} from '../../cloudfunctions/_store/documents';
import type { PageDayDocument } from '../../cloudfunctions/_store/documents/pages';
import { type Books, groupedBy } from './books';
import type { ClosedDay } from './closedDay';
import { checkInputs } from './closeInputs';
import { checkPaid } from './closePaid';
import { checkSeal } from './closeSeal';
import { checkExits } from './exits';
import { PoolSoFar } from './poolSoFar';
import { HeldSoFar } from './proofs';
import type { Replay } from './replay';

/** Every finished close in the order of the days. `replay` stands at the last of them afterwards. */
export function* checkCloses(books: Books, replay: Replay): Generator<Difference> {
  const dayOf = daysOf(books);
  const pool = new PoolSoFar(books);
  const held = new HeldSoFar(books);
  let before: CloseDocument | null = null;
  for (const close of books.closes) {
    if (close.stage !== 'closed') continue;
    const day = dayOf(close, before);
    yield* checkInputs(books, day);
    yield* checkPaid(day, replay.closeDay(close, before?.carriedFen ?? 0));
    pool.beginDay(day.entries);
    yield* checkExits(books, day, pool, replay.plansOf(close).appreciation);
    pool.endDay(day.entries);
    held.endDay(day);
    yield* held.check(day);
    yield* checkSeal(books, day, pool);
    before = close;
  }
  const known = new Set(books.closes.map(({ _id }) => _id));
  for (const { _id, day } of books.pageDays)
    if (!known.has(day))
      yield { check: 'closes', place: `record ${_id}`, what: 'close', expected: day, found: 'none', arises: day };
}

/** Finds what was written on a day, in the order in which it is hashed. */
function daysOf(books: Books): (close: CloseDocument, before: CloseDocument | null) => ClosedDay {
  const entries: ReadonlyMap<string, JournalDocument[]> = groupedBy(books.journal, ({ day }) => day);
  const records: ReadonlyMap<string, PageDayDocument[]> = groupedBy(books.pageDays, ({ day }) => day);
  const settled: ReadonlyMap<string, OrderDocument[]> = groupedBy(
    books.orders.filter(({ settleDay }) => settleDay !== null),
    ({ settleDay }) => settleDay!,
  );
  const seals: ReadonlyMap<string, AuditSealDocument[]> = groupedBy(books.auditSeals, ({ day }) => day);
  const placesOn = placesOf(books);
  return (close, before) => {
    const placeOf = placesOn(close._id);
    const place = ({ pageId }: PageDayDocument) => placeOf.get(pageId) ?? placeOf.size;
    return {
      close,
      before,
      entries: [...(entries.get(close._id) ?? [])].sort((a, b) => (a._id < b._id ? -1 : 1)),
      records: [...(records.get(close._id) ?? [])].sort((a, b) => place(a) - place(b)),
      settled: settled.get(close._id) ?? [],
      seals: [...(seals.get(close._id) ?? [])].sort((a, b) => (a._id < b._id ? -1 : 1)),
    };
  };
}

/** In which order the pages stood when a day was sealed: lines that were moved since are put back. */
function placesOf({ directory, referrerChanges }: Books): (day: string) => ReadonlyMap<string, number> {
  const orders = new Map<string, ReadonlyMap<string, number>>();
  return (day) => {
    const later = referrerChanges.filter(({ movedDay, line }) => line && movedDay! > day);
    const [next] = later;
    const known = orders.get(next?._id ?? '');
    if (known) return known;
    const { pageIds } = pagesBefore(
      directory?.pages ?? [],
      later.map(({ line }) => line!),
    );
    const places = new Map(pageIds.map((pageId, nth) => [pageId, nth]));
    orders.set(next?._id ?? '', places);
    return places;
  };
}
