import { invariant } from '../../kernel';
import { growNarrow, narrow, type ReleaseCarry, widen } from './carry';
import { closeNarrow } from './narrow';
import { MOST_ORDERS_OF_RUN, type ReleasePage } from './page';
import { compileTerms, NARROW_LIMIT, type ReleaseTerms } from './terms';
import { type Credited, nothingCredited } from './totals';
import { closeWide } from './wide';

/** Members a call of the pass takes: few enough that the engine soon runs the compiled pass from its beginning. */
const RUN = 2_048;

/** The first member of the run that ends with member `last`, one more than `last` if it has too many orders alone. */
function beginOfRun({ orderStart }: ReleasePage, last: number): number {
  let first = Math.max(0, last - RUN + 1);
  while (orderStart[last + 1]! - orderStart[first]! > MOST_ORDERS_OF_RUN) first = (first + last + 2) >> 1;
  return first;
}

/**
 * The release of one day for one page (rules §4, daily close): static, ranks, the four bonuses, paid out of each
 * member's own orders. Changes the page and the carry in place and answers what was credited.
 *
 * Pages are closed from the last to the first, with one carry from page to page; where they are cut changes nothing.
 * Amounts are release cents and fen; each bonus is rounded down once per member. What is credited pays what the member
 * owes first (§5 Owed). Credits that would take a balance, or what a member is credited on the day, to 2^53 are cut,
 * static first to be credited, and stay in `remaining`; team volume stays between 0 and 2^53 - 1 (§5).
 * Throws Invariant when members are not in referrer pre-order: the page and the carry are then to be thrown away.
 */
export function closePage(page: ReleasePage, carry: ReleaseCarry, terms: ReleaseTerms): Credited {
  const compiled = compileTerms(terms);
  const credited = nothingCredited();
  let next = page.size - 1;
  const state = narrow(carry.state, compiled.limits[NARROW_LIMIT]!);
  if (state) {
    carry.state = state;
    while (next >= 0) {
      const to = beginOfRun(page, next);
      if (to > next) break;
      next = closeNarrow(page, next, to, state, compiled, credited);
      if (next >= to && !growNarrow(state)) break;
    }
  }
  if (next >= 0) {
    const exact = widen(carry.state);
    carry.state = exact;
    closeWide(page, next, exact, compiled, credited);
  }
  return credited;
}

/**
 * To be called after the first page of a forest, the last one closed: throws Invariant when members are left whose
 * referrer never came, so that a lost page cannot go unnoticed.
 */
export function finishForest(carry: ReleaseCarry): void {
  const { levels } = widen(carry.state);
  invariant(
    levels.every(({ depth }) => depth === 0),
    'the forest has members without their referrer',
  );
}
