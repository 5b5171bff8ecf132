import type { Difference } from '@shared/ledger';
import { releaseSchema } from '@shared/plans';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { compare } from './compare';

/** A member's level is the highest release tier that one of the member's orders reaches now (rules §4, §5). */
export function* checkLevels(books: Books): Generator<Difference> {
  const levelOf = levelsBy(books);
  const levels = new Map<string, number[]>();
  for (const order of books.orders) {
    const level = levelOf(order);
    if (level === 0) continue;
    const counts = levels.get(order.memberId) ?? [];
    while (counts.length < level) counts.push(0);
    counts[level - 1]! += 1;
    levels.set(order.memberId, counts);
  }
  for (const wallet of books.wallets) {
    const counts = levels.get(wallet._id) ?? [];
    const where = { check: 'orders', place: `wallet ${wallet._id}`, arises: 'the orders of the member' };
    yield* compare(where, 'level', counts.length, wallet.level);
    // A wallet of data before version 4 may not say.
    if (!wallet.levels) continue;
    const found = [...wallet.levels];
    while (found.at(-1) === 0) found.pop();
    yield* compare(where, 'levels', counts, found);
  }
}

/** The tier that an order reaches under the version by which it settled; 0 for none. */
function levelsBy({ planVersions }: Books): (order: OrderDocument) => number {
  const bounds = new Map(
    planVersions.flatMap(({ plan, version, text }) =>
      plan === 'release' ? [[version, releaseSchema.parse(text).tiers.map(({ from }) => from)] as const] : [],
    ),
  );
  return ({ grants, reversals }) => {
    const last = reversals?.at(-1);
    if (last) return last.level;
    const grant = grants.find(({ plan }) => plan === 'release');
    return grant ? (bounds.get(grant.version) ?? []).filter((from) => from <= grant.countedFen).length : 0;
  };
}
