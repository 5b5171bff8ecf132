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
import type { AppreciationPlan, Plans } from '@shared/plans';
import { type BackingPool, burn, pointsValue, priceOf } from '../appreciation';
import { credit, type Member } from '../member';
import { type RuleOutcome, refuse } from '../refusals';

/** What an administrator adds to or removes from a member, in the asset's unit (rules §5). */
export type Adjustment =
  | { readonly kind: 'add' | 'remove'; readonly asset: 'appreciating'; readonly amount: MicroPoints }
  | { readonly kind: 'add' | 'remove'; readonly asset: 'stable'; readonly amount: StableCents }
  | { readonly kind: 'add' | 'remove'; readonly asset: 'spendable'; readonly amount: SpendableCents };

/** What an adjustment moves between the platform and the pool, in fen. */
export interface AdjustmentFigures {
  /** Paid into the pool by the platform for points that are minted. */
  readonly funded: Fen;
  /** Paid out of the pool to the platform for points that it buys back. */
  readonly boughtBack: Fen;
}

/** Member and pool after an adjustment; `pool` is null where the appreciation is off. */
export interface Adjusted {
  readonly member: Member;
  readonly pool: BackingPool | null;
  readonly figures: AdjustmentFigures;
  readonly postings: readonly Posting[];
}

const NO_CASH: AdjustmentFigures = { funded: fen(0), boughtBack: fen(0) };

/** What an adjustment would move, nothing changed; refused as it would be (rules §5). */
export const previewAdjustment = (
  member: Member,
  pool: BackingPool | null,
  adjustment: Adjustment,
  plans: Plans,
): RuleOutcome<AdjustmentFigures> => seenAs(adjust(member, pool, adjustment, plans), ({ figures }) => figures);

/**
 * Adds or removes points of a member (rules §5). Added appreciating points are minted at today's price and paid for
 * by the platform, ceil(n × price); added stable points put ceil(s / price) such points into the exchange reserve;
 * removed appreciating points are bought back by the platform without fee, floor(n × pool / circulating), and burned.
 * So no adjustment lowers the price or the cover, and none lifts the price for others.
 * Refused: an asset whose plan is off, nothing, more than is held, past maxSupply.
 */
export const adjust = (
  member: Member,
  pool: BackingPool | null,
  adjustment: Adjustment,
  plans: Plans,
): RuleOutcome<Adjusted> =>
  refusingOverflow(() => {
    const { asset, amount, kind } = adjustment;
    if (!(asset === 'spendable' ? plans.release : plans.appreciation)) return refuse('plan/off');
    if (amount === 0) return refuse('adjustment/nothing');
    const held = member[asset === 'appreciating' ? 'points' : asset];
    if (kind === 'remove' && amount > held) return refuse('adjustment/exceedsHolding', { asset, asked: amount, held });
    if (asset === 'spendable') return done({ ...adjustSpendable(member, adjustment), pool, figures: NO_CASH });
    if (!pool || !plans.appreciation) return refuse('plan/off');
    return kind === 'add'
      ? addPoints(member, pool, adjustment, plans.appreciation)
      : done(removePoints(member, pool, adjustment));
  });

function adjustSpendable(member: Member, { kind, amount }: Adjustment) {
  if (kind === 'add') return credit(member, 'spendable', amount as SpendableCents, system.issued);
  return {
    member: { ...member, spendable: subtract(member.spendable, amount as SpendableCents) },
    postings: post('spendable', memberAccount(member.id), system.retired, amount),
  };
}

function addPoints(
  member: Member,
  pool: BackingPool,
  { asset, amount }: Adjustment,
  plan: AppreciationPlan,
): RuleOutcome<Adjusted> {
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
  const figures = { ...NO_CASH, funded };
  const paid = post('cash', system.reserve, system.backingPool, funded);
  if (asset !== 'stable') {
    const credited = credit(member, 'points', points, system.issued);
    return done({ member: credited.member, pool: grown, figures, postings: [...paid, ...credited.postings] });
  }
  return done({
    member: { ...member, stable: add(member.stable, amount as StableCents) },
    pool: {
      ...grown,
      reservePoints: add(pool.reservePoints, points),
      stableOutstanding: add(pool.stableOutstanding, amount as StableCents),
    },
    figures,
    postings: [
      ...paid,
      ...post('appreciating', system.issued, system.exchangeReserve, points),
      ...post('stable', system.issued, memberAccount(member.id), amount),
    ],
  });
}

function removePoints(member: Member, pool: BackingPool, { asset, amount }: Adjustment): Adjusted {
  if (asset !== 'appreciating')
    return {
      member: { ...member, stable: subtract(member.stable, amount as StableCents) },
      pool: { ...pool, stableOutstanding: subtract(pool.stableOutstanding, amount as StableCents) },
      figures: NO_CASH,
      postings: post('stable', memberAccount(member.id), system.retired, amount),
    };
  const boughtBack = pointsValue(amount as MicroPoints, pool);
  const burnt = burn(pool, amount as MicroPoints, boughtBack);
  return {
    member: { ...member, points: subtract(member.points, amount as MicroPoints) },
    pool: burnt.pool,
    figures: { ...NO_CASH, boughtBack },
    postings: [
      ...post('appreciating', memberAccount(member.id), system.retired, amount),
      ...post('cash', system.backingPool, system.reserve, boughtBack),
      ...burnt.swept,
    ],
  };
}
