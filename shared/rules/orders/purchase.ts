import {
  done,
  type Fen,
  fen,
  lesser,
  MAX_AMOUNT,
  type Outcome,
  refuse,
  refusingOverflow,
  type SpendableCents,
  type StableCents,
  spendableCents,
  stableCents,
  subtract,
} from '@shared/kernel';
import { type OrderAsked, type PricedOrder, type PriceRefusal, priceOrder } from './price';
import { sharesOf, total } from './priceShares';

/** One order of a purchase before it is priced: what points are to pay is said of the whole purchase. */
export interface PurchasedOrder extends Pick<OrderAsked, 'lines' | 'freight' | 'reduction' | 'coupon'> {
  /** Its shop takes stable points of this buyer: nobody pays a shop of his own (rules §2). */
  readonly takesStable: boolean;
}

/** All that the prices of orders that are placed and paid together follow from. */
export interface PurchaseAsked extends Pick<OrderAsked, 'spendable' | 'spendableHeld' | 'pointsUseRatio'> {
  readonly orders: readonly PurchasedOrder[];
  /** What the buyer wants to pay with stable points; 'most' takes all that is possible. */
  readonly stable: StableCents | 'most';
  readonly stableHeld: StableCents;
  /** What the buyer wants to pay with cash balance; 'most' takes all that is possible. */
  readonly balance: Fen | 'most';
  /** What of the buyer's cash balance may be spent now. */
  readonly balanceHeld: Fen;
}

/** How a purchase is paid: each sum is that of its orders. */
export interface PricedPurchase extends Omit<PricedOrder, 'lines'> {
  readonly orders: readonly PricedOrder[];
  /** The most stable points that this buyer may pay with, once the spendable points asked for have paid. */
  readonly mostStable: StableCents;
  /** Some order takes stable points and has something left to pay with them. */
  readonly takesStable: boolean;
  /** The most cash balance that this buyer may pay with, once the points asked for have paid. */
  readonly mostBalance: Fen;
}

/** Why a purchase has no price. */
export type PurchaseRefusal =
  | PriceRefusal
  | 'stable/notTaken'
  | 'stable/overLimit'
  | 'stable/notEnough'
  | 'balance/overLimit'
  | 'balance/notEnough';

/**
 * Prices orders that are placed and paid together, each by `priceOrder`. Points are given for the whole: spendable points
 * are shared over the orders by the most that each takes of them, then stable points over the orders whose shop takes
 * them by what is left of their goods, then cash balance over all by what is left of them; each rounded down, the rest to
 * the first orders with room. No order gets more than it takes, and the shares come to what was given. An order alone is
 * priced as `priceOrder` prices it.
 *
 * Refused as an order is, the limits of all orders together; then stable points that no order takes, more than they
 * take, more than are held; then more cash balance than is left to pay, more than may be spent.
 */
export const pricePurchase = (asked: PurchaseAsked): Outcome<PricedPurchase, PurchaseRefusal> =>
  refusingOverflow(() => {
    const free = priced(asked, () => NO_POINTS);
    if (!free.ok) return free;
    const limits = free.value.map(({ mostSpendable }) => fen(mostSpendable));
    const spendable = spendableOf(asked, free.value, total(limits));
    if (!spendable.ok) return spendable;
    const spent = sharesOf(spendable.value.used, limits);
    const before = priced(asked, (at) => ({ ...NO_POINTS, spendable: spent[at]! }));
    if (!before.ok) return before;
    const rooms = before.value.map(({ cash, freight }, at) =>
      asked.orders[at]!.takesStable ? subtract(cash, freight) : fen(0),
    );
    const stable = stableOf(asked, total(rooms));
    if (!stable.ok) return stable;
    const paid = sharesOf(stable.value.used, rooms);
    const due = priced(asked, (at) => ({ ...NO_POINTS, spendable: spent[at]!, stable: paid[at]! }));
    if (!due.ok) return due;
    const left = due.value.map(({ cash }) => cash);
    const balance = balanceOf(asked, total(left));
    if (!balance.ok) return balance;
    const drawn = sharesOf(balance.value.used, left);
    const orders = priced(asked, (at) => ({ spendable: spent[at]!, stable: paid[at]!, balance: drawn[at]! }));
    if (!orders.ok) return orders;
    const sum = <K extends 'goods' | 'freight' | 'coupon' | 'balance' | 'cash'>(of: K): Fen =>
      total(orders.value.map((order) => order[of]));
    return done({
      orders: orders.value,
      goods: sum('goods'),
      freight: sum('freight'),
      coupon: sum('coupon'),
      balance: sum('balance'),
      cash: sum('cash'),
      spendable: spendable.value.used,
      stable: stable.value.used,
      mostSpendable: spendable.value.most,
      mostStable: stable.value.most,
      takesSpendable: free.value.some(({ takesSpendable }) => takesSpendable),
      takesStable: total(rooms) > 0,
      mostBalance: balance.value.most,
    });
  });

const NO_POINTS = { spendable: spendableCents(0), stable: stableCents(0), balance: fen(0) };

/** Every order with its points and its cash balance, of which enough are held. */
function priced(
  { orders, pointsUseRatio }: PurchaseAsked,
  pointsOf: (at: number) => Pick<PricedOrder, 'spendable' | 'stable' | 'balance'>,
): Outcome<readonly PricedOrder[], PriceRefusal> {
  const all: PricedOrder[] = [];
  for (const [at, order] of orders.entries()) {
    const one = priceOrder({
      ...order,
      pointsUseRatio,
      ...pointsOf(at),
      spendableHeld: spendableCents(MAX_AMOUNT),
    });
    if (!one.ok) return one;
    all.push(one.value);
  }
  return done(all);
}

/** The spendable points that are used of all orders, which take `limit`, and the most that might be. */
function spendableOf(
  { spendable, spendableHeld: held }: PurchaseAsked,
  free: readonly PricedOrder[],
  limit: Fen,
): Outcome<{ used: SpendableCents; most: SpendableCents }, PriceRefusal> {
  const most = lesser(spendableCents(limit), held);
  const used = spendable === 'most' ? most : spendable;
  if (used > 0 && !free.some(({ takesSpendable }) => takesSpendable)) return refuse('points/notTaken');
  if (used > limit) return refuse('points/overLimit', { asked: used, atMostCents: limit });
  if (used > held) return refuse('points/notEnough', { asked: used, heldCents: held });
  return done({ used, most });
}

/** The same of stable points, for which there is `room`. */
function stableOf(
  { stable, stableHeld: held, orders }: PurchaseAsked,
  room: Fen,
): Outcome<{ used: StableCents; most: StableCents }, PurchaseRefusal> {
  const most = lesser(stableCents(room), held);
  const used = stable === 'most' ? most : stable;
  if (used > 0 && !orders.some(({ takesStable }) => takesStable)) return refuse('stable/notTaken');
  if (used > room) return refuse('stable/overLimit', { asked: used, atMostCents: room });
  if (used > held) return refuse('stable/notEnough', { asked: used, heldCents: held });
  return done({ used, most });
}

/** The same of cash balance, for which `room` is left. */
function balanceOf(
  { balance, balanceHeld: held }: PurchaseAsked,
  room: Fen,
): Outcome<{ used: Fen; most: Fen }, PurchaseRefusal> {
  const most = lesser(room, held);
  const used = balance === 'most' ? most : balance;
  if (used > room) return refuse('balance/overLimit', { asked: used, atMostFen: room });
  if (used > held) return refuse('balance/notEnough', { asked: used, readyFen: held });
  return done({ used, most });
}
