import {
  done,
  editions,
  type Fen,
  refusingOverflow,
  type SpendableCents,
  type StableCents,
  subtract,
} from '@shared/kernel';
import { type Asset, memberAccount, type Posting, post, seriesAccount, system } from '@shared/ledger';
import type { AppreciationPlan } from '@shared/plans';
import { type BackingPool, pointsToRedeem, redeem, type SaleFigures } from '../appreciation';
import type { Member, Merchant } from '../member';
import { type RuleOutcome, refuse } from '../refusals';
import { spend } from '../spending';
import { pay } from '../stable';

/** What an edition is taken for. For appreciating points it is what they have to be worth: they are redeemed (rules §1). */
export type EditionPrice =
  | { readonly asset: 'spendable'; readonly units: SpendableCents }
  | { readonly asset: 'stable'; readonly units: StableCents }
  | { readonly asset: 'cash'; readonly units: Fen }
  | { readonly asset: 'appreciating'; readonly worth: Fen };

/** What the rules know of a series: so many editions, so many of them taken, so many for one member (null: any). */
interface Series {
  readonly id: string;
  readonly supply: number;
  readonly taken: number;
  readonly limit: number | null;
  readonly price: EditionPrice;
}

/** Who takes an edition, of what, and what the price is worked out on. */
export interface Taking {
  readonly member: Member;
  /** How many of the series the member has taken before, whether they are still held or not. */
  readonly takenBefore: number;
  readonly series: Series;
  /** The shop that stable points are paid to; null: they stay with the platform. */
  readonly shop: Merchant | null;
  readonly pool: BackingPool | null;
  readonly plan: AppreciationPlan | undefined;
}

/** What was paid for an edition, in the units of its asset; of redeemed points the figures of their redemption. */
export interface PaidForEdition {
  readonly asset: Asset;
  readonly units: number;
  readonly sale: SaleFigures | null;
}

/** Everything behind a taking: what changed, and what was posted. */
export interface Taken {
  readonly member: Member;
  readonly shop: Merchant | null;
  readonly pool: BackingPool | null;
  readonly paid: PaidForEdition;
  readonly postings: readonly Posting[];
}

type Payment = Omit<Taken, 'postings'> & { readonly postings: readonly Posting[] };

/** Issues a series: all its editions come into being at once, and none ever after. */
export const issueSeries = (seriesId: string, supply: number): readonly Posting[] =>
  post('editions', system.issued, seriesAccount(seriesId), editions(supply));

function payCash({ member, shop, pool }: Taking, amount: Fen): RuleOutcome<Payment> {
  if (amount > member.cash) return refuse('collectible/exceedsCash', { asked: amount, held: member.cash });
  return done({
    member: { ...member, cash: subtract(member.cash, amount) },
    shop,
    pool,
    paid: { asset: 'cash', units: amount, sale: null },
    postings: post('cash', memberAccount(member.id), system.sales, amount),
  });
}

function paySpendable({ member, shop, pool }: Taking, amount: SpendableCents): RuleOutcome<Payment> {
  const spent = spend(member, amount);
  if (!spent.ok) return spent;
  return done({ ...spent.value, shop, pool, paid: { asset: 'spendable', units: amount, sale: null } });
}

function payStable({ member, shop, pool }: Taking, amount: StableCents): RuleOutcome<Payment> {
  const paid = { asset: 'stable', units: amount, sale: null } as const;
  if (shop) {
    const moved = pay(member, shop, amount);
    return moved.ok
      ? done({ member: moved.value.member, shop: moved.value.merchant, pool, paid, postings: moved.value.postings })
      : moved;
  }
  if (amount > member.stable) return refuse('payment/exceedsHolding', { asked: amount, held: member.stable });
  return done({
    member: { ...member, stable: subtract(member.stable, amount) },
    shop,
    pool,
    paid,
    postings: post('stable', memberAccount(member.id), system.reserve, amount),
  });
}

function payPoints({ member, shop, pool, plan }: Taking, worth: Fen): RuleOutcome<Payment> {
  if (!pool || !plan) return refuse('plan/off');
  const redeemed = redeem(member, pool, pointsToRedeem(worth, pool, plan), plan);
  if (!redeemed.ok) return redeemed;
  const { figures, postings } = redeemed.value;
  // A millionth of a point that is worth more than a fen pays for nothing to the fen.
  if (figures.payout !== worth) return refuse('collectible/notPayable', { worth, payout: figures.payout });
  const paid = { asset: 'appreciating', units: figures.points, sale: figures } as const;
  return done({ member: redeemed.value.member, shop, pool: redeemed.value.pool, paid, postings });
}

function payFor(taking: Taking): RuleOutcome<Payment> {
  const { price } = taking.series;
  if (price.asset === 'spendable') return paySpendable(taking, price.units);
  if (price.asset === 'stable') return payStable(taking, price.units);
  return price.asset === 'cash' ? payCash(taking, price.units) : payPoints(taking, price.worth);
}

/**
 * Takes one edition of a series: its price is paid as its asset is paid anywhere, and the edition is the member's. Refused
 * where none is left, where the member has had as many as one may have, and as the payment is.
 */
export const takeEdition = (taking: Taking): RuleOutcome<Taken> =>
  refusingOverflow(() => {
    const { series, takenBefore, member } = taking;
    if (series.taken >= series.supply) return refuse('collectible/soldOut', { supply: series.supply });
    if (series.limit !== null && takenBefore >= series.limit)
      return refuse('collectible/limit', { most: series.limit, taken: takenBefore });
    const paid = payFor(taking);
    if (!paid.ok) return paid;
    const moved = post('editions', seriesAccount(series.id), memberAccount(member.id), editions(1));
    return done({ ...paid.value, postings: [...paid.value.postings, ...moved] });
  });
