import { done, type Fen, mulRateDown, type Rate, type SpendableCents, spendableCents, subtract } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { Member } from '../member';
import { type RuleOutcome, refuse } from '../refusals';

/**
 * The most spendable points that goods may be paid with: floor(goods × pointsUseRatio), `goods` being what the coupon
 * leaves of the lines that take them (rules §5). What is held bounds it where an order is priced.
 */
export const maxPointsFor = (goods: Fen, pointsUseRatio: Rate): SpendableCents =>
  spendableCents(mulRateDown(goods, pointsUseRatio));

/**
 * Whether a member may spend that many points, within `limit` where an order sets one; nothing changed (rules §5).
 */
export function previewSpending(
  member: Member,
  amount: SpendableCents,
  limit: SpendableCents = amount,
): RuleOutcome<SpendableCents> {
  if (amount === 0) return refuse('spending/nothing');
  if (amount > member.spendable) return refuse('spending/exceedsHolding', { asked: amount, held: member.spendable });
  if (amount > limit) return refuse('spending/exceedsShare', { asked: amount, limit });
  return done(amount);
}

/** Spends points: 1 point pays 1 yuan (rules §0, §5). Refused: nothing, more than held, more than the order allows. */
export function spend(
  member: Member,
  amount: SpendableCents,
  limit?: SpendableCents,
): RuleOutcome<{ member: Member; postings: readonly Posting[] }> {
  const previewed = previewSpending(member, amount, limit);
  if (!previewed.ok) return previewed;
  return done({
    member: { ...member, spendable: subtract(member.spendable, amount) },
    postings: post('spendable', memberAccount(member.id), system.retired, amount),
  });
}
