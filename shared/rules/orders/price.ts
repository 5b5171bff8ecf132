import {
  done,
  type Fen,
  fen,
  invariant,
  lesser,
  type Outcome,
  type Rate,
  refuse,
  refusingOverflow,
  type SpendableCents,
  type StableCents,
  spendableCents,
  subtract,
} from '@shared/kernel';
import { maxPointsFor } from '../spending';
import { type FreightTerms, freightOf } from './freight';
import { sharesOf, total } from './priceShares';

/** Some pieces of one product, as they are asked for. */
export interface GoodsAsked {
  /** Of one piece. */
  readonly price: Fen;
  readonly quantity: number;
  /** What one piece weighs; missing where its shop does not say, and nothing is asked for its weight. */
  readonly grams?: number;
}

/** One line of an order before it is priced. */
interface LineAsked extends GoodsAsked {
  /** Product and shop both take spendable points. */
  readonly takesSpendable: boolean;
  /** Top-ups take none, whatever the product says (rules §5). */
  readonly isTopUp: boolean;
}

/** The one coupon of an order. */
interface Coupon {
  /** As far as the lines that it is for come to more, it pays so much; the rest of it is lost. */
  readonly worth: Fen;
  /** For each line of the order, whether the coupon is for it. */
  readonly isFor: readonly boolean[];
}

/** All that the price of one shop's order follows from. */
export interface OrderAsked {
  readonly lines: readonly LineAsked[];
  readonly freight: FreightTerms;
  /** What the shop takes off the goods before anybody pays, shared over the lines by amount; missing as 0. No more than they come to. */
  readonly reduction?: Fen;
  readonly coupon: Coupon | null;
  /** What the buyer wants to pay with spendable points; 'most' takes all that is possible. */
  readonly spendable: SpendableCents | 'most';
  /** What the buyer holds of them. */
  readonly spendableHeld: SpendableCents;
  readonly pointsUseRatio: Rate;
  /**
   * Paid with stable points, at any share of the goods (rules §5), behind coupon and spendable points. The caller has
   * seen to it that they are held, and that no more of the goods is paid so than is left: more throws Invariant.
   */
  readonly stable: StableCents;
  /**
   * Paid with cash balance, at any share of what is left, freight included. The caller has seen to it that it is held, and
   * that no more is paid so than is left: more throws Invariant.
   */
  readonly balance: Fen;
}

/** What lines come to before anybody has paid for them. */
interface PricedGoods {
  /** price × quantity of each line. */
  readonly amounts: readonly Fen[];
  readonly goods: Fen;
  readonly freight: Fen;
}

/** How one line is paid: amount = reduced + coupon + spendable + stable + balance + cash. */
export interface PricedLine {
  readonly amount: Fen;
  /** What the shop took off it; missing as 0. */
  readonly reduced?: Fen;
  readonly coupon: Fen;
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
  /** Cash that the buyer held here. */
  readonly balance: Fen;
  /** Cash that the buyer pays now. */
  readonly cash: Fen;
}

/**
 * How an order is paid: each sum is that of the lines, with cash balance and cash also of the freight, and goods +
 * freight = what the shop took off + coupon + spendable + stable + balance + cash.
 */
export interface PricedOrder {
  readonly lines: readonly PricedLine[];
  readonly goods: Fen;
  readonly freight: Fen;
  readonly coupon: Fen;
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
  /** The lines' and the freight's, which is paid with nothing but cash: of the balance, or now. */
  readonly balance: Fen;
  readonly cash: Fen;
  /** The most spendable points that this buyer may pay this order with. */
  readonly mostSpendable: SpendableCents;
  /** Some line takes spendable points and has something left to pay with them. */
  readonly takesSpendable: boolean;
}

/** Why an order has no price. The figures are those of the contract's refusals of the same names. */
export type PriceRefusal = 'points/notTaken' | 'points/overLimit' | 'points/notEnough' | 'amount/tooLarge';

/**
 * Goods and freight of lines, as a cart shows them: the first step of an order's price (rules §5). Throws
 * AmountOverflow when they reach 2^53.
 */
export function priceGoods(lines: readonly GoodsAsked[], freight: FreightTerms): PricedGoods {
  const amounts = lines.map(({ price, quantity }) => fen(price * quantity));
  const goods = total(amounts);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const grams = lines.reduce((sum, line) => sum + (line.grams ?? 0) * line.quantity, 0);
  return { amounts, goods, freight: freightOf(freight, { goods, pieces, grams }) };
}

/**
 * Prices an order, the only place where it is done: what a cart, a checkout and an order say comes from here (rules §5).
 * What the shop takes off comes first, and the rest is priced as if the goods cost so much less.
 * Spendable points pay at most floor(what the coupon leaves of the lines that take them × pointsUseRatio). Coupon and
 * points are shared over their lines by amount, cash balance over what they leave of the lines and the freight, rounded
 * down, the rest to the first with room; cash pays what is left.
 *
 * Refused, in this order: sums that reach 2^53; points where no line takes any; more than the order takes; more than is
 * held.
 */
export const priceOrder = (asked: OrderAsked): Outcome<PricedOrder, PriceRefusal> =>
  refusingOverflow(() => {
    const { amounts, goods, freight } = priceGoods(asked.lines, asked.freight);
    // Nothing paid with points or a coupon brings a sum back below 2^53.
    fen(goods + freight);
    const reduced = sharesOf(asked.reduction ?? fen(0), amounts);
    const asking = amounts.map((amount, at) => subtract(amount, reduced[at]!));
    const coupons = couponShares(asking, asked.coupon);
    const left = asking.map((amount, at) => subtract(amount, coupons[at]!));
    const taking = asked.lines.map((line, at) => (line.takesSpendable && !line.isTopUp ? left[at]! : fen(0)));
    const chosen = spendableOf(asked, total(taking));
    if (!chosen.ok) return chosen;
    const spendable = sharesOf(chosen.value.used, taking);
    const payable = left.map((amount, at) => subtract(amount, fen(spendable[at]!)));
    const stable = sharesOf(asked.stable, payable);
    const due = payable.map((amount, at) => subtract(amount, fen(stable[at]!)));
    const balance = sharesOf(asked.balance, [...due, freight]);
    const lines = amounts.map(
      (amount, at): PricedLine => ({
        amount,
        ...(reduced[at]! > 0 ? { reduced: reduced[at]! } : {}),
        coupon: coupons[at]!,
        spendable: spendable[at]!,
        stable: stable[at]!,
        balance: balance[at]!,
        cash: subtract(due[at]!, balance[at]!),
      }),
    );
    return done({
      lines,
      goods,
      freight,
      coupon: total(coupons),
      spendable: chosen.value.used,
      stable: asked.stable,
      balance: asked.balance,
      cash: subtract(total([...due, freight]), asked.balance),
      mostSpendable: chosen.value.most,
      takesSpendable: total(taking) > 0,
    });
  });

/** What the coupon pays of each line (rules §5). */
function couponShares(amounts: readonly Fen[], coupon: Coupon | null): Fen[] {
  if (!coupon) return amounts.map(() => fen(0));
  invariant(coupon.isFor.length === amounts.length, 'a coupon says of each line whether it is for it');
  const rooms = amounts.map((amount, at) => (coupon.isFor[at] ? amount : fen(0)));
  return sharesOf(lesser(coupon.worth, total(rooms)), rooms);
}

/** The points that are used of lines that take them and come to `eligible`, and the most that might be. */
function spendableOf(
  { spendable, spendableHeld: held, pointsUseRatio }: OrderAsked,
  eligible: Fen,
): Outcome<{ used: SpendableCents; most: SpendableCents }, PriceRefusal> {
  // A ratio above 1 would let points pay more than there is.
  const limit = lesser(maxPointsFor(eligible, pointsUseRatio), spendableCents(eligible));
  const most = lesser(limit, held);
  const used = spendable === 'most' ? most : spendable;
  if (used > 0 && eligible === 0) return refuse('points/notTaken');
  if (used > limit) return refuse('points/overLimit', { asked: used, atMostCents: limit });
  if (used > held) return refuse('points/notEnough', { asked: used, heldCents: held });
  return done({ used, most });
}
