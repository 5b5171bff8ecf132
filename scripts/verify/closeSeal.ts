// How a close ends: sums made again, the verdict, the hash over all that was written into the day.
import type { Difference } from '@shared/ledger';
import { canonical, chainRoot } from '@shared/proofs';
import { recordOf } from '../../cloudfunctions/_books/pages/record';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { PageDayDocument } from '../../cloudfunctions/_store/documents/pages';
import type { Books } from './books';
import { atClose, type ClosedDay } from './closedDay';
import { compare } from './compare';
import type { PoolSoFar } from './poolSoFar';

/** The sums that the seal made again, its verdict, and the hash over all that was written into the day. */
export function* checkSeal(
  books: Books,
  { close, entries, records, seals }: ClosedDay,
  pool: PoolSoFar,
): Generator<Difference> {
  const where = atClose(close);
  const sealed = sealedOf(records);
  const { holdings, ...sums } = close.sealed;
  yield* compare(where, 'sealed', sealed, sums);
  yield* pool.checkAfter(close);
  const { release, dividend } = close;
  const credited =
    release.staticCents +
    release.firstGenerationCents +
    release.secondGenerationCents +
    release.teamCents +
    release.sameRankCents;
  const dividends = dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0;
  const isBalanced =
    sealed.releaseCents === credited &&
    sealed.fallCents === credited &&
    sealed.dividendFen === dividends &&
    holdings?.verdict !== 'differs';
  yield* compare(where, 'balanced', isBalanced, close.balanced);
  const directory = new Set(books.directory?.pages);
  const documents = [...entries, ...records.filter(({ pageId }) => directory.has(pageId))];
  yield* compare(where, 'entries', documents.length, close.entries);
  const chained = [...documents, ...seals].reduce(
    (before: string, one) => sha256(`${before}\n${canonical(one)}`),
    close.previousHash,
  );
  const { proof } = close;
  const hash = proof?.root ? chainRoot(chained, close._id, proof.root, sha256) : chained;
  yield* compare(where, 'dayHash', hash, close.dayHash);
  if (proof?.root) yield* compare(where, 'proof.chainedHash', chained, proof.chainedHash);
}

function sealedOf(records: readonly PageDayDocument[]): Omit<CloseDocument['sealed'], 'holdings'> {
  let [dividendFen, releaseCents, fallCents] = [0, 0, 0];
  for (const record of records)
    for (const { dividend, release } of Object.values(recordOf(record).credits)) {
      if (dividend) dividendFen += dividend.proportionalFen + dividend.tierFen;
      if (!release) continue;
      const { staticCents, firstGenerationCents, secondGenerationCents, teamCents, sameRankCents, orders } = release;
      releaseCents += staticCents + firstGenerationCents + secondGenerationCents + teamCents + sameRankCents;
      for (const [, before, , after] of orders) fallCents += before - after;
    }
  return { dividendFen, releaseCents, fallCents };
}
