import {
  add,
  done,
  type Fen,
  fen,
  type MicroPoints,
  mulDivUp,
  refusingOverflow,
  type SpendableCents,
  type StableCents,
  seenAs,
  subtract,
} from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan } from '@shared/plans';
import { type BackingPool, burn, priceOf } from '../appreciation';
import { credit, type Member } from '../member';
import { type RuleOutcome, refuse } from '../refusals';

/** What an administrator adds to or removes from a member, in the asset's unit (rules §5). */
export type Adjustment =
  | { readonly kind: 'add' | 'remove'; readonly asset: 'appreciating'; readonly amount: MicroPoints }
  | { readonly kind: 'add' | 'remove'; readonly asset: 'stable'; readonly amount: StableCents }
  | { readonly kind: 'add' | 'remove'; readonly asset: 'spendable'; readonly amount: SpendableCents };

/** Member and pool after an adjustment. `funded` is what the platform paid into the pool for it. */
export interface Adjusted {
  readonly member: Member;
  readonly pool: BackingPool;
  readonly funded: Fen;
  readonly postings: readonly Posting[];
}

/** What the platform would pay into the pool for an adjustment, nothing changed; refused as it would be (rules §5). */
export function previewAdjustment(
  member: Member,
  pool: BackingPool,
  adjustment: Adjustment,
  plan: AppreciationPlan,
): RuleOutcome<Fen> {
  return seenAs(adjust(member, pool, adjustment, plan), ({ funded }) => funded);
}

/**
 * Adds or removes points of a member (rules §5). Added appreciating points are minted at today's price and paid for
 * by the platform, ceil(n × price); added stable points put ceil(s / price) such points into the exchange reserve;
 * removed points are burned. So no adjustment lowers the price or the cover.
 * Refused: nothing, more than is held, past maxSupply.
 */
export const adjust = (
  member: Member,
  pool: BackingPool,
  adjustment: Adjustment,
  plan: AppreciationPlan,
): RuleOutcome<Adjusted> =>
  refusingOverflow(() => {
    if (adjustment.amount === 0) return refuse('adjustment/nothing');
    return adjustment.kind === 'add'
      ? addPoints(member, pool, adjustment, plan)
      : removePoints(member, pool, adjustment);
  });

function addPoints(
  member: Member,
  pool: BackingPool,
  { asset, amount }: Adjustment,
  plan: AppreciationPlan,
): RuleOutcome<Adjusted> {
  if (asset === 'spendable') {
    const credited = credit(member, 'spendable', amount as SpendableCents, system.issued);
    return done({ ...credited, pool, funded: fen(0) });
  }
  const price = priceOf(pool);
  const points = asset === 'stable' ? mulDivUp(fen(amount), price.points, price.fen) : (amount as MicroPoints);
  if (points > plan.maxSupply - pool.minted)
    return refuse('adjustment/exceedsSupply', { asked: points, left: subtract(plan.maxSupply, pool.minted) });
  const funded = mulDivUp(points, price.fen, price.points);
  const grown: BackingPool = {
    ...pool,
    pool: add(pool.pool, funded),
    circulating: add(pool.circulating, points),
    minted: add(pool.minted, points),
  };
  const paid = post('cash', system.reserve, system.backingPool, funded);
  if (asset === 'stable')
    return done({
      member: { ...member, stable: add(member.stable, amount as StableCents) },
      pool: {
        ...grown,
        reservePoints: add(pool.reservePoints, points),
        stableOutstanding: add(pool.stableOutstanding, amount as StableCents),
      },
      funded,
      postings: [
        ...paid,
        ...post('appreciating', system.issued, system.exchangeReserve, points),
        ...post('stable', system.issued, memberAccount(member.id), amount),
      ],
    });
  const credited = credit(member, 'points', points, system.issued);
  // What pays an older debt is burned at once (rules §5 reversal).
  const burnt = burn(grown, subtract(member.owed.points, credited.member.owed.points), fen(0));
  return done({
    member: credited.member,
    pool: burnt.pool,
    funded,
    postings: [...paid, ...credited.postings, ...burnt.swept],
  });
}

function removePoints(member: Member, pool: BackingPool, { asset, amount }: Adjustment): RuleOutcome<Adjusted> {
  const field = asset === 'appreciating' ? 'points' : asset;
  const held = member[field];
  if (amount > held) return refuse('adjustment/exceedsHolding', { asked: amount, held });
  const postings = post(asset, memberAccount(member.id), system.retired, amount);
  const without = { ...member, [field]: subtract(held, amount as never) };
  if (asset === 'appreciating') {
    const burnt = burn(pool, amount as MicroPoints, fen(0));
    return done({ member: without, pool: burnt.pool, funded: fen(0), postings: [...postings, ...burnt.swept] });
  }
  const stableOutstanding =
    asset === 'stable' ? subtract(pool.stableOutstanding, amount as StableCents) : pool.stableOutstanding;
  return done({ member: without, pool: { ...pool, stableOutstanding }, funded: fen(0), postings });
}
