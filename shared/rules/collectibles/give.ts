import { done, editions, type Outcome } from '@shared/kernel';
import { memberAccount, type Posting, post } from '@shared/ledger';
import { refuse } from '../refusals';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** How editions may be given: after so many days of holding, so often a year. */
export interface GivingTerms {
  readonly waitDays: number;
  readonly perYear: number;
}

/** An edition that its holder would give, at a moment. */
interface Offering {
  /** Since when it is theirs. */
  readonly heldSinceMs: number;
  /** How many they have given in the year before. */
  readonly givenThisYear: number;
  readonly nowMs: number;
}

/** Somebody who gives an edition to somebody. */
interface Giving extends Offering {
  readonly from: string;
  readonly to: string;
}

/** From which moment an edition may be given: it has to be held so long first. */
export const mayGiveFrom = (heldSinceMs: number, { waitDays }: Pick<GivingTerms, 'waitDays'>): number =>
  heldSinceMs + waitDays * DAY_MS;

/** Those of some moments of giving that lie in the 365 days before another: what counts for the limit of a year. */
export const givenInYear = (givenAtMs: readonly number[], nowMs: number): number[] =>
  givenAtMs.filter((atMs) => atMs > nowMs - YEAR_MS);

type TermsRefusal = 'giving/tooSoon' | 'giving/tooMany';

/** Whether an edition may be offered at all. Refused before it was held long enough, and too often in a year. */
export function offerEdition(offering: Offering, terms: GivingTerms): Outcome<null, TermsRefusal> {
  const fromMs = mayGiveFrom(offering.heldSinceMs, terms);
  if (offering.nowMs < fromMs) return refuse('giving/tooSoon', { fromMs });
  if (offering.givenThisYear >= terms.perYear) return refuse('giving/tooMany', { most: terms.perYear });
  return done(null);
}

/** Gives an edition: nothing is paid for it. Refused to oneself, and where it may not be offered. */
export function giveEdition(
  { from, to, ...offering }: Giving,
  terms: GivingTerms,
): Outcome<{ readonly postings: readonly Posting[] }, 'giving/toOneself' | TermsRefusal> {
  if (from === to) return refuse('giving/toOneself');
  const offered = offerEdition(offering, terms);
  if (!offered.ok) return offered;
  return done({ postings: post('editions', memberAccount(from), memberAccount(to), editions(1)) });
}
