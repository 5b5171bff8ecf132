import { add, type Fen, fen, type StableCents, stableCents, subtract } from '@shared/kernel';
import { merchantAccount, type Posting, post, system } from '@shared/ledger';
import { total } from './priceShares';
import { couponKept, type PaidLine, reducedKept, remainsOfLine } from './refund';
import { type Portion, partOf } from './takeBack';

/** A line of an order that settles: as it was paid, what the platform owes for one piece of it, how many went back. */
export interface OwedLine {
  readonly paid: PaidLine;
  readonly cost: Fen;
  readonly back: number;
}

/**
 * What the platform owes a merchant for an order that settles, and of what it is made: owed = cost + freight − coupon −
 * stable. The stable points are the merchant's already, at 1 point for 1 yuan: where they come to more, the merchant owes
 * the rest, and `owed` is 0 and `owing` the difference.
 */
export interface OwedFigures {
  /** For the pieces that the buyer keeps. */
  readonly cost: Fen;
  /** What the buyer paid for the sending and did not get back. */
  readonly freight: Fen;
  /** The coupon's share of what is kept, where the merchant bears it, and what the merchant took off the price. */
  readonly coupon: Fen;
  readonly stable: StableCents;
  readonly owed: Fen;
  readonly owing: Fen;
}

/** What is owed for an order (rules §5 "what the platform owes its merchant"). Exact: nothing is rounded here. */
export function owedForOrder(lines: readonly OwedLine[], freight: Fen, isCouponBorne: boolean): OwedFigures {
  const cost = total(lines.map(({ paid, cost: each, back }) => fen(each * (paid.quantity - back))));
  const offered = isCouponBorne ? total(lines.map(({ paid, back }) => couponKept(paid, back))) : fen(0);
  const coupon = add(offered, total(lines.map(({ paid, back }) => reducedKept(paid, back))));
  const stable = lines.reduce((sum, { paid, back }) => add(sum, remainsOfLine(paid, back).stable), stableCents(0));
  const due = add(cost, freight);
  const met = add(coupon, fen(stable));
  return {
    cost,
    freight,
    coupon,
    stable,
    owed: due > met ? subtract(due, met) : fen(0),
    owing: met > due ? subtract(met, due) : fen(0),
  };
}

/** The postings of what is owed for an order, or of what the merchant owes for it. */
export const owedPostings = (
  shopId: string,
  { owed, owing }: Pick<OwedFigures, 'owed' | 'owing'>,
): readonly Posting[] => [
  ...post('cash', system.costs, merchantAccount(shopId), owed),
  ...post('cash', merchantAccount(shopId), system.costs, owing),
];

/**
 * What a reversal takes back of what was owed for an order: its part of the order's cash, in parts together the whole,
 * rounded up (rules §5 reversal 1). What the merchant owed for an order stays: stable points are not reversed.
 */
export const owedTakenBack = (owed: Fen, portion: Portion): Fen => partOf(owed, portion);
