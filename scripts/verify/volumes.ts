import { MAX_AMOUNT } from '@shared/kernel';
import type { Difference } from '@shared/ledger';
import type { Books, ReadPage } from './books';
import { compare } from './compare';

/**
 * Volume that is counted at a member for no one who stands below: of a line that went elsewhere, what had been counted
 * stays at its referrer of then, and is missing at the one of now; a reversal of such an order takes of both.
 */
function linesOf({ referrerChanges, inbox }: Books): ReadonlyMap<string, bigint> {
  const lines = new Map<string, bigint>();
  const add = (memberId: string | null, fen: number) => {
    if (memberId !== null) lines.set(memberId, (lines.get(memberId) ?? 0n) + BigInt(fen));
  };
  for (const { fromReferrerId, toReferrerId, line } of referrerChanges) {
    add(fromReferrerId, line?.volumeFen ?? 0);
    add(toReferrerId, -(line?.volumeFen ?? 0));
  }
  for (const item of inbox)
    if (item.kind === 'change' && item.lineFen && item.mergeDay !== null) add(item.memberId, item.lineFen);
  return lines;
}

/**
 * Team volume is the sum of the own volumes of the whole downline (rules §4), and of lines as they were counted: one pass
 * over all pages from the last member to the first, by depth alone, which knows nothing of the release. Not to be asked
 * while a close writes pages.
 */
export function* checkVolumes(books: Books, inOrder: readonly ReadPage[]): Generator<Difference> {
  const lines = linesOf(books);
  // By depth: the volume of those below the next member of the depth above.
  const below: bigint[] = [];
  for (const page of [...inOrder].reverse())
    for (let at = page.members.length - 1; at >= 0; at -= 1) {
      const depth = page.depth[at] ?? 0;
      const downline = (below[depth + 1] ?? 0n) + (lines.get(page.members[at]!) ?? 0n);
      const place = `member:${page.members[at]} on ${page._id}`;
      const fitting = downline > BigInt(MAX_AMOUNT) ? MAX_AMOUNT : Number(downline);
      yield* compare({ check: 'pages', place, arises: page.day }, 'teamVolume', fitting, page.teamVolume[at]);
      below.length = Math.min(below.length, depth + 1);
      below[depth] = (below[depth] ?? 0n) + downline + BigInt(page.ownVolume[at] ?? 0);
    }
}
