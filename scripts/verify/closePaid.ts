// What a close paid: to each member, of each kind, and its sums.
import { fen, MAX_AMOUNT } from '@shared/kernel';
import type { Difference } from '@shared/ledger';
import { type DividendSums, dividendDayPostings, endDividendDay } from '@shared/rules';
import { recordOf } from '../../cloudfunctions/_books/pages/record';
import type { CloseDocument, JournalDocument } from '../../cloudfunctions/_store/documents';
import type { DayCredit } from '../../cloudfunctions/_store/documents/pages';
import { atClose, type ClosedDay } from './closedDay';
import { compare } from './compare';
import type { ReplayedDay } from './replay';

/** What the day paid, to each member of each kind, and its sums. */
export function* checkPaid(
  { close, before, entries, records }: ClosedDay,
  { result, dividendDay }: ReplayedDay,
): Generator<Difference> {
  const where = atClose(close);
  yield* compare(where, 'dividend', close.dividend && dividendDay && keptDay(before, dividendDay), frozen(close));
  const stored = new Map<string, { credit: DayCredit; recordId: string }>();
  const ranks: Record<string, number> = {};
  for (const record of records) {
    const { credits, ranks: ofDay } = recordOf(record);
    for (const [memberId, credit] of Object.entries(credits)) {
      const twice = stored.get(memberId);
      if (twice) yield { ...where, what: `credits.${memberId}`, expected: twice.recordId, found: record._id };
      stored.set(memberId, { credit, recordId: record._id });
    }
    Object.assign(ranks, ofDay);
  }
  const { credits, ranks: expectedRanks } = recordOf(result.pageDay);
  for (const memberId of new Set([...Object.keys(credits), ...stored.keys()])) {
    const found = stored.get(memberId);
    const place = `member:${memberId} in ${found?.recordId ?? `the records of ${close._id}`}`;
    yield* compare({ ...where, place }, 'credit', credits[memberId], found?.credit);
  }
  yield* compare({ ...where, place: `the records of ${close._id}` }, 'ranks', expectedRanks, ranks);
  yield* compare(where, 'release', exactly(result.release), exactly(close.release));
  yield* checkDividendEnd(close, before, entries, dividendDay, result.dividends);
}

/** A sum of what all members hold may pass 2^53, where a number is no sum any more: then it is not compared. */
function exactly({ remainingCents, quotaFen, ...credited }: CloseDocument['release']) {
  const fitting = (sum: number) => (sum > MAX_AMOUNT ? 'beyond 2^53' : sum);
  return { ...credited, remainingCents: fitting(remainingCents), quotaFen: fitting(quotaFen) };
}

/** What a close keeps of its frozen dividends. */
function frozen({ dividend }: CloseDocument) {
  if (!dividend) return null;
  const { carriedInFen, proportionalPoolFen, tierPoolFen, cutFromCarryFen, tierFundsFen } = dividend;
  const { totalWeight, tierMembers, tierWeights } = dividend;
  return {
    carriedInFen,
    proportionalPoolFen,
    tierPoolFen,
    cutFromCarryFen,
    tierFundsFen,
    totalWeight,
    tierMembers,
    tierWeights,
  };
}

const keptDay = (before: CloseDocument | null, day: NonNullable<ReplayedDay['dividendDay']>) => ({
  carriedInFen: before?.carriedFen ?? 0,
  proportionalPoolFen: day.proportionalPool as number,
  tierPoolFen: day.tierPool as number,
  cutFromCarryFen: day.cutFromCarry as number,
  tierFundsFen: day.tierFunds,
  totalWeight: String(day.standing.totalWeight),
  tierMembers: day.standing.tierMembers,
  tierWeights: day.standing.tierWeights.map(String),
});

/** What was paid, carried and returned, and the entry of the day's pools. */
function* checkDividendEnd(
  close: CloseDocument,
  before: CloseDocument | null,
  entries: readonly JournalDocument[],
  day: ReplayedDay['dividendDay'],
  sums: DividendSums | null,
): Generator<Difference> {
  const where = atClose(close);
  const entryId = `close:${close._id}:dividends`;
  const entry = entries.find(({ _id }) => _id === entryId);
  if (!day || !sums || !close.dividend) {
    yield* compare(where, 'carriedFen', before?.carriedFen ?? 0, close.carriedFen);
    yield* compare({ ...where, place: entryId }, 'postings', undefined, entry?.postings);
    return;
  }
  const end = endDividendDay(day, sums);
  const { paidProportionalFen, paidTierFen, carriedFen, returnedProportionalFen, returnedTierFen } = close.dividend;
  const found = {
    paidProportionalFen,
    paidTierFen,
    carriedFen,
    returnedProportionalFen,
    returnedTierFen,
    carriedOnFen: close.carriedFen,
  };
  const expected: Record<keyof typeof found, number> = {
    paidProportionalFen: end.paidProportional,
    paidTierFen: end.paidTier,
    carriedFen: end.carried,
    returnedProportionalFen: end.returnedProportional,
    returnedTierFen: end.returnedTier,
    carriedOnFen: end.carried,
  };
  yield* compare(where, 'dividend', expected, found);
  const postings = dividendDayPostings(day, fen(before?.carriedFen ?? 0), end);
  yield* compare({ ...where, place: entryId }, 'postings', postings, entry?.postings);
}
