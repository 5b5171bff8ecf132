import {
  done,
  type Fen,
  type MicroPoints,
  type ReleaseCents,
  refusingOverflow,
  spendableCents,
  subtract,
} from '@shared/kernel';
import { type Posting, post, system } from '@shared/ledger';
import { type BackingPool, burn } from '../appreciation';
import { type Member, type Owed, takeBack } from '../member';
import type { RuleOutcome } from '../refusals';
import { type OrderGrants, orderAccount } from './settle';

/** What a reversal touches. */
export interface ReversalState {
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly pool: BackingPool | null;
  /** Release points that the order still holds. */
  readonly remaining: ReleaseCents;
}

/** The state after a reversal; turnover and team volume fall by `amount` on the day of the reversal. */
export interface Reversal {
  readonly state: ReversalState;
  readonly amount: Fen;
  readonly postings: readonly Posting[];
}

/**
 * Reverses a settled order (a late return, a fraud; rules §5): cancels what the order still holds, takes back what it
 * gave as far as the same asset's balance holds it, and books the rest as owed, of the buyer and of the referrer. The
 * contribution stays in the pool.
 */
export const reverseOrder = (
  state: ReversalState,
  order: { readonly id: string; readonly grants: OrderGrants },
): RuleOutcome<Reversal> =>
  refusingOverflow(() => {
    const { appreciation, dividend, release, amount } = order.grants;
    const postings: Posting[] = [];
    let pool = state.pool;
    /** Takes back one asset; points that were really held are burned. */
    const taking = <K extends keyof Owed>(member: Member, kind: K, given: Owed[K] | undefined): Member => {
      if (!given) return member;
      const taken = takeBack(member, kind, given, system.retired);
      postings.push(...taken.postings);
      if (pool) {
        // Nothing is burned where another asset is taken back.
        const burnt = burn(pool, subtract(member.points, taken.member.points) as MicroPoints, 0 as Fen);
        pool = burnt.pool;
        postings.push(...burnt.swept);
      }
      return taken.member;
    };
    let { buyer, referrer } = state;
    buyer = taking(buyer, 'points', appreciation?.buyerPoints);
    buyer = taking(buyer, 'exitQuota', appreciation?.buyerExitQuota);
    buyer = taking(buyer, 'quota', dividend?.buyerQuota);
    buyer = taking(buyer, 'weight', dividend?.buyerWeight);
    if (release) {
      postings.push(...post('remaining', orderAccount(order.id), system.retired, state.remaining));
      buyer = taking(buyer, 'spendable', spendableCents(subtract(release.granted, state.remaining)));
    }
    if (referrer) {
      referrer = taking(referrer, 'points', appreciation?.referrerPoints);
      referrer = taking(referrer, 'exitQuota', appreciation?.referrerExitQuota);
      referrer = taking(referrer, 'quota', dividend?.referrerQuota);
      referrer = taking(referrer, 'weight', dividend?.referrerWeight);
    }
    return done({ state: { buyer, referrer, pool, remaining: 0 as ReleaseCents }, amount, postings });
  });
