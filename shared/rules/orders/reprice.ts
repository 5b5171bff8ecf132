import {
  done,
  type Fen,
  fen,
  lesser,
  mulDivUp,
  type Outcome,
  type Rate,
  refuse,
  type SpendableCents,
  type StableCents,
  subtract,
} from '@shared/kernel';
import type { PricedOrder } from './price';
import { type PurchaseRefusal, pricePurchase } from './purchase';

/** A line of an order that is placed and not paid. */
interface PlacedLine {
  readonly price: Fen;
  readonly quantity: number;
  /** Spendable points, or the coupon, pay a part of it. */
  readonly takesSpendable: boolean;
  readonly hasCoupon: boolean;
}

/** An order that waits to be paid, as far as its price can change. */
export interface PlacedOrder {
  readonly lines: readonly PlacedLine[];
  /** What it came to when it was placed. */
  readonly goods: Fen;
  readonly freight: Fen;
  readonly coupon: Fen;
  /** What it holds of its buyer's wallet. */
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
  readonly balance: Fen;
  /** By which it was priced. */
  readonly pointsUseRatio: Rate;
}

/** What its shop asks instead: so much less for the goods, and this freight. */
interface PriceAsked {
  readonly reduction: Fen;
  readonly freight: Fen;
}

/** Of the goods at least this part stays to be paid: one digit too few is a slip, and a gift is no sale. */
const GOODS_KEPT = { of: 10, stays: 1 } as const;

/** The most that a shop may take off the goods of an order. */
export const mostReduction = (goods: Fen): Fen =>
  subtract(goods, mulDivUp(fen(GOODS_KEPT.stays), goods, fen(GOODS_KEPT.of)));

/**
 * The price of an order that waits to be paid, changed by its shop (rules §5): goods and freight may fall, goods by nine
 * tenths at most, and rise again to what the buyer agreed to when he placed it, never above. Priced as every order is;
 * what it holds of its buyer's wallet pays as far as the new price takes it, and the rest of that goes back: a price that
 * rises again takes nothing more of it.
 */
export function repriceOrder(
  order: PlacedOrder,
  { reduction, freight }: PriceAsked,
): Outcome<PricedOrder, PurchaseRefusal | 'price/outOfBounds'> {
  const most = mostReduction(order.goods);
  if (reduction > most || freight > order.freight)
    return refuse('price/outOfBounds', { mostOffFen: most, freightFen: order.freight });
  const priced = pricePurchase({
    orders: [
      {
        lines: order.lines.map(({ price, quantity, takesSpendable }) => ({
          price,
          quantity,
          takesSpendable,
          isTopUp: false,
        })),
        freight: { freight, freeFrom: fen(0) },
        reduction,
        coupon: order.coupon > 0 ? { worth: order.coupon, isFor: order.lines.map(({ hasCoupon }) => hasCoupon) } : null,
        takesStable: order.stable > 0,
      },
    ],
    spendable: 'most',
    spendableHeld: order.spendable,
    pointsUseRatio: order.pointsUseRatio,
    stable: 'most',
    stableHeld: order.stable,
    balance: 'most',
    balanceHeld: order.balance,
  });
  return priced.ok ? done(priced.value.orders[0]!) : priced;
}

/** What of an order's wallet part a new price does not take. */
export const notTaken = (
  { spendable, stable, balance }: Pick<PlacedOrder, 'spendable' | 'stable' | 'balance'>,
  now: Pick<PricedOrder, 'spendable' | 'stable' | 'balance'>,
) => ({
  spendable: subtract(spendable, lesser(spendable, now.spendable)),
  stable: subtract(stable, lesser(stable, now.stable)),
  balance: subtract(balance, lesser(balance, now.balance)),
});
