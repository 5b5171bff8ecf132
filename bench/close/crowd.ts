import type { ReleasePage } from '@shared/rules';
import { makeForest } from '../release/forest';
import { ORDERS_PER_MEMBER } from '../release/kernel';

export const PAGE_SIZE = 1000;

/** The members of a shop by number, in referral pre-order. */
export interface Crowd {
  readonly members: number;
  /** What the release holds of all of them, as one page. */
  readonly release: ReleasePage;
  /** Who referred each, by number; -1 for nobody. */
  readonly referrer: Int32Array;
}

/** A random referrer forest with about two release orders for each member, the same for the same number. */
export function makeCrowd(members: number): Crowd {
  const { page, referrer } = makeForest('random', members, members * ORDERS_PER_MEMBER);
  return { members, release: page, referrer: referrer };
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * An id of the functions' form and length for a number: the numbers stand in no order, as ids by chance do not. The
 * product with an odd number meets every number below 2^32 once, so that no two are alike.
 */
function idOf(prefix: string, number: number, length: number): string {
  let rest = Math.imul(number + 1, 0x9e37_79b1) >>> 0;
  let letters = '';
  for (let at = 0; at < 7; at += 1) {
    letters += LETTERS[rest & 31];
    rest >>>= 5;
  }
  return `${prefix}${letters}${LETTERS.slice(0, length - 7)}`;
}

export const memberIdOf = (number: number): string => idOf('M', number, 12);
export const inviteCodeOf = (number: number): string => idOf('', number, 8);
export const orderIdOf = (number: number): string => idOf('O', number, 24);
export const pageIdOf = (page: number): string => `p${page + 1}`;
export const pagesOf = ({ members }: Pick<Crowd, 'members'>): number => Math.ceil(members / PAGE_SIZE);
