import { done, editions } from '@shared/kernel';
import { memberAccount, type Posting, post } from '@shared/ledger';
import { type RuleOutcome, refuse } from '../refusals';

const DAY_MS = 86_400_000;

/** How editions may be given: after so many days of holding, so often a year. */
interface GivingTerms {
  readonly waitDays: number;
  readonly perYear: number;
}

/** Somebody who gives an edition to somebody, at a moment. */
interface Giving {
  readonly from: string;
  readonly to: string;
  /** Since when it is theirs. */
  readonly heldSinceMs: number;
  /** How many they have given in the year before. */
  readonly givenThisYear: number;
  readonly nowMs: number;
}

/** From which moment an edition may be given: it has to be held so long first. */
export const mayGiveFrom = (heldSinceMs: number, { waitDays }: GivingTerms): number => heldSinceMs + waitDays * DAY_MS;

/** Gives an edition: nothing is paid for it. Refused to oneself, before it was held long enough, and too often in a year. */
export function giveEdition(
  giving: Giving,
  terms: GivingTerms,
): RuleOutcome<{ readonly postings: readonly Posting[] }> {
  const { from, to, nowMs } = giving;
  if (from === to) return refuse('giving/toOneself');
  const fromMs = mayGiveFrom(giving.heldSinceMs, terms);
  if (nowMs < fromMs) return refuse('giving/tooSoon', { fromMs });
  if (giving.givenThisYear >= terms.perYear) return refuse('giving/tooMany', { most: terms.perYear });
  return done({ postings: post('editions', memberAccount(from), memberAccount(to), editions(1)) });
}
