// How a close ends: sums made again, the verdict, the hash over all that was written into the day.
import type { Difference } from '@shared/ledger';
import { canonical, chainEditions, chainRoot, editionAtClose, editionLeaf, rootOf } from '@shared/proofs';
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
  const { proof, editions: told } = close;
  const editions = editionsOf(books, close._id);
  yield* compare(where, 'editions', editions, told ? { count: told.count, root: told.root } : null);
  if (editions) yield* compare(where, 'editions.chainedHash', chained, told?.chainedHash);
  const behind = editions ? chainEditions(chained, close._id, editions, sha256) : chained;
  const hash = proof?.root ? chainRoot(behind, close._id, proof.root, sha256) : behind;
  yield* compare(where, 'dayHash', hash, close.dayHash);
  if (proof?.root) yield* compare(where, 'proof.chainedHash', behind, proof.chainedHash);
}

/** The tree over all editions that somebody had as a day ended, by their histories; null where nobody had any. */
function editionsOf(
  { editions, series }: Books,
  day: string,
): { readonly count: number; readonly root: string } | null {
  const prints = new Map(series.map(({ _id, fingerprint }) => [_id, fingerprint]));
  const leaves = [...editions]
    .sort((a, b) => (a._id < b._id ? -1 : 1))
    .flatMap(({ _id, seriesId, steps }) => {
      const one = editionAtClose({ editionId: _id, fingerprint: prints.get(seriesId) ?? '' }, steps, day);
      return one ? [editionLeaf(one, sha256)] : [];
    });
  const root = rootOf(leaves, sha256);
  return root && { count: leaves.length, root: root.hash };
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
