import { MAX_AMOUNT } from '@shared/kernel';
import type { Difference } from '@shared/ledger';
import type { ReadPage } from './books';
import { compare } from './compare';

/**
 * Team volume is the sum of the own volumes of the whole downline (rules §4): one pass over all pages from the last member
 * to the first, by depth alone, which knows nothing of the release. Not to be asked while a close writes pages.
 */
export function* checkVolumes(inOrder: readonly ReadPage[]): Generator<Difference> {
  // By depth: the volume of those below the next member of the depth above.
  const below: bigint[] = [];
  for (const page of [...inOrder].reverse())
    for (let at = page.members.length - 1; at >= 0; at -= 1) {
      const depth = page.depth[at] ?? 0;
      const downline = below[depth + 1] ?? 0n;
      const place = `member:${page.members[at]} on ${page._id}`;
      const fitting = downline > BigInt(MAX_AMOUNT) ? MAX_AMOUNT : Number(downline);
      yield* compare({ check: 'pages', place, arises: page.day }, 'teamVolume', fitting, page.teamVolume[at]);
      below.length = Math.min(below.length, depth + 1);
      below[depth] = (below[depth] ?? 0n) + downline + BigInt(page.ownVolume[at] ?? 0);
    }
}
