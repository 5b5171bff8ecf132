// The audit: every person's lines are a chain without a gap, which ends where it says and passes through each seal.
import { type Difference, NONE } from '@shared/ledger';
import { auditHash } from '../../cloudfunctions/_actions/auditChain';
import type { AuditDocument } from '../../cloudfunctions/_store/documents';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

/** Data of before there were chains: nothing is chained, and nothing ends. */
const isOlder = ({ audit, auditChains, auditSeals }: Books): boolean =>
  auditChains.length === 0 && auditSeals.length === 0 && audit.every(({ no }) => no === undefined);

/** Every chain from its first line to its end. */
export function* checkAudit(books: Books): Generator<Difference> {
  if (isOlder(books)) return;
  const lines: ReadonlyMap<string, AuditDocument[]> = groupedBy(books.audit, ({ memberId }) => memberId);
  const ends = new Map(books.auditChains.map((chain) => [chain._id, chain]));
  const sealed = groupedBy(
    books.auditSeals.flatMap(({ day, ends: some }) => some.map((end) => ({ day, ...end }))),
    ({ memberId }) => memberId,
  );
  for (const memberId of new Set([...lines.keys(), ...ends.keys(), ...sealed.keys()])) {
    const where = (no: number) => ({ check: 'audit', place: `audit of ${memberId}`, arises: `line ${no}` });
    const chain = [...(lines.get(memberId) ?? [])].sort((a, b) => (a.no ?? 0) - (b.no ?? 0));
    let hash = '';
    for (const [at, line] of chain.entries()) {
      yield* compare(where(at + 1), 'no', at + 1, line.no ?? NONE);
      yield* compare(where(at + 1), 'before', hash, line.before ?? NONE);
      yield* compare(where(at + 1), 'hash', auditHash(line), line.hash ?? NONE);
      hash = line.hash;
    }
    const end = ends.get(memberId);
    yield* compare(where(chain.length), 'lines', end?.no ?? 0, chain.length);
    yield* compare(where(chain.length), 'end', end?.hash ?? '', hash);
    for (const { day, no, hash: was } of sealed.get(memberId) ?? [])
      yield* compare(where(no), `as sealed on ${day}`, was, chain[no - 1]?.hash ?? NONE);
  }
}
