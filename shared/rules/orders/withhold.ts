import {
  type ExitQuotaFen,
  type Fen,
  fen,
  lesser,
  mulRateUp,
  type QuotaFen,
  RATE_ONE,
  rate,
  type SpendableCents,
  subtract,
} from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import { type Member, owe } from '../member';
import type { DividendShares } from './takeBack';

/** What was withheld of a reversal's cash, and what may be paid back (rules §5 reversal 5). */
export interface Withheld {
  /** The part of the contribution that stays in the pool, cPart − r. */
  readonly contributionWithheld: Fen;
  /** What the day's dividends had shared out of it, dPart; at most what was left to withhold. */
  readonly dividendsWithheld: Fen;
  /** Withheld 1 : 1 for what the buyer owes, and so settled. */
  readonly quotaSettled: Fen;
  readonly spendableSettled: Fen;
  readonly exitQuotaSettled: Fen;
  readonly refundable: Fen;
}

/** What somebody newly owes. */
interface Missing {
  readonly exitQuota: ExitQuotaFen;
  readonly quota: QuotaFen;
  readonly spendable: SpendableCents;
}

/** The cash that a reversal could pay back, and what is withheld of it whoever owes what. */
interface Reversed {
  readonly amount: Fen;
  /** cPart − r. */
  readonly contribution: Fen;
  /** The cash that had counted for the dividends, and their shares of it; null where it did not. */
  readonly dividendCash: Fen;
  readonly dividendRates: DividendShares | null;
}

/**
 * Books what somebody newly owes. Of a buyer, who could be paid back, as much is withheld 1 : 1 and so settled: for quota,
 * then for spendable points, older debts too; then for the newly owed exit quota that the contribution withheld has not
 * settled. What could not be withheld stays owed. Nothing is withheld where `reversed` is null: of a referrer.
 */
export function withhold(
  from: Member,
  missing: Missing,
  reversed: Reversed | null,
): { member: Member; figures: Withheld; postings: readonly Posting[] } {
  let open = reversed?.amount ?? fen(0);
  const keep = (most: Fen): Fen => {
    const kept = lesser(most, open);
    open = subtract(open, kept);
    return kept;
  };
  const contributionWithheld = reversed?.contribution ?? fen(0);
  keep(contributionWithheld);
  const dividendsWithheld = fen(dividendParts(reversed).reduce((sum, part) => sum + keep(part), 0));
  const quota = owe(from, 'quota', missing.quota, open);
  const quotaSettled = keep(fen(quota.settled));
  const spendable = owe(quota.member, 'spendable', missing.spendable, open);
  const spendableSettled = keep(fen(spendable.settled));
  const byContribution = lesser(fen(missing.exitQuota), contributionWithheld);
  const exitQuotaSettled = keep(subtract(fen(missing.exitQuota), byContribution));
  const stays = subtract(subtract(missing.exitQuota, byContribution as never), exitQuotaSettled as never);
  const exitQuota = owe(spendable.member, 'exitQuota', stays, 0);
  return {
    member: exitQuota.member,
    figures: {
      contributionWithheld,
      dividendsWithheld,
      quotaSettled,
      spendableSettled,
      exitQuotaSettled,
      refundable: open,
    },
    postings: [...quota.postings, ...spendable.postings, ...exitQuota.postings],
  };
}

/**
 * dPart = ceil(cash × (proportionalRate + tierRate)), as two parts where the rates pass 1 together: it may be more than
 * what is there to withhold, and more than a stored amount.
 */
function dividendParts(reversed: Reversed | null): Fen[] {
  if (!reversed?.dividendRates) return [];
  const { dividendCash, dividendRates } = reversed;
  const shares = dividendRates.proportionalRate + dividendRates.tierRate;
  return shares > RATE_ONE
    ? [dividendCash, mulRateUp(dividendCash, rate(shares - RATE_ONE))]
    : [mulRateUp(dividendCash, rate(shares))];
}
