import { type OfferedCoupon, type ParsedOf, refuse } from '@shared/contract';
import { done, type Fen, fen, type Outcome } from '@shared/kernel';
import { bestCoupons, couponOn } from '@shared/rules';
import type { Join } from '../_actions/joins';
import { isTopUp } from '../_orders/cards';
import { termsOf } from '../_orders/coupons';
import { heldCoupons } from '../_store/collections';
import type { HeldCouponDocument } from '../_store/documents/coupons';
import { saidOf } from './coupons';
import type { FoundOrder } from './lines';

/** So many of a member's coupons are looked at for a checkout, those that end first. */
const MOST_LOOKED_AT = 100;

/** The caller's coupons that can be used, in the request that tells who calls; all, or those with these ids. */
export const heldCouponsJoin = (nowMs: number, heldIds?: readonly string[]): Join<readonly HeldCouponDocument[]> => ({
  lookup: {
    from: heldCoupons.name,
    let: { memberId: '$memberId' },
    pipeline: [
      {
        $match: {
          ...(heldIds ? { _id: { $in: [...heldIds] } } : { state: 'held', untilMs: { $gt: nowMs } }),
          $expr: { $eq: ['$memberId', '$$memberId'] },
        },
      },
      { $sort: { untilMs: 1, _id: 1 } },
      { $limit: MOST_LOOKED_AT },
    ],
  },
  read: (found) => found as readonly HeldCouponDocument[],
});

type CouponsAsked = Pick<ParsedOf<'shop.previewOrder'>, 'coupons' | 'usesBestCoupons'>;

/** What a coupon does for one order, and for which of its lines it is. */
interface On {
  readonly off: Fen;
  readonly isFor: readonly boolean[];
  readonly missing: Fen;
  readonly blockedBy: OfferedCoupon['blockedBy'];
}

/** The coupon of one order of a checkout, and all that could be. */
export interface CouponOfOrder {
  readonly used: { readonly held: HeldCouponDocument; readonly off: Fen; readonly isFor: readonly boolean[] } | null;
  readonly why: 'best' | 'chosen' | null;
  readonly offered: readonly OfferedCoupon[];
}

function isForLine({ scope }: HeldCouponDocument, { shop, lines }: FoundOrder, at: number): boolean {
  const { goods } = lines[at]!;
  switch (scope.kind) {
    // A top-up leaves no margin that a coupon for everything could be paid from.
    case 'all':
      return !isTopUp(goods);
    case 'shop':
      return shop._id === scope.shopId && !isTopUp(goods);
    case 'categories':
      return scope.categoryIds.includes(goods.categoryId);
    case 'goods':
      return scope.goodsIds.includes(goods._id);
  }
}

function onOrder(held: HeldCouponDocument, order: FoundOrder, nowMs: number): On {
  const amounts = order.lines.map(({ sku, quantity }) => fen(sku.priceFen * quantity));
  const isFor = amounts.map((_amount, at) => isForLine(held, order, at));
  const { eligible, missing, off } = couponOn(termsOf(held), amounts, isFor);
  const blockedBy = eligible === 0 ? 'notFor' : held.fromMs > nowMs ? 'notYet' : missing > 0 ? 'missing' : null;
  return { off: blockedBy ? fen(0) : off, isFor, missing: blockedBy === 'missing' ? missing : fen(0), blockedBy };
}

/** Why a coupon that was chosen cannot be used. */
export type CouponsRefusal = 'coupon/used' | 'coupon/expired' | 'coupon/notFor' | 'coupon/notYet' | 'coupon/missing';

type Choice = Outcome<readonly CouponOfOrder[], CouponsRefusal>;

/**
 * The coupons that the orders of a checkout use: those that were chosen, refused where they cannot be used; for the orders
 * that are not named the best of the others, where that is asked for. One an order, each once.
 */
export function chooseCoupons(
  orders: readonly FoundOrder[],
  held: readonly HeldCouponDocument[],
  { coupons: chosen, usesBestCoupons }: CouponsAsked,
  nowMs: number,
): Choice {
  const ons = held.map((one) => orders.map((order) => onOrder(one, order, nowMs)));
  const named = orders.map(({ shop, kind }) => chosen.find((one) => one.shopId === shop._id && one.kind === kind));
  const places: (number | null)[] = [];
  for (const [at, choice] of named.entries()) {
    const heldId = choice?.heldId ?? null;
    if (heldId === null) {
      places.push(null);
      continue;
    }
    const place = held.findIndex(({ _id }) => _id === heldId);
    const why = whyNot(held[place], ons[place]?.[at], places.includes(place), nowMs);
    if (why) return why;
    places.push(place);
  }
  if (usesBestCoupons) {
    const free = ons.map((of, place) =>
      of.map(({ off }, at) => (places.includes(place) || named[at] !== undefined ? 0 : off)),
    );
    for (const [at, place] of bestCoupons(free, orders.length).entries()) if (place !== null) places[at] = place;
  }
  return done(
    orders.map((_order, at): CouponOfOrder => {
      const place = places[at]!;
      const offered = held.map((one, other) => offeredOf(one, ons[other]![at]!, places, other, at));
      if (place === null) return { used: null, why: null, offered };
      const { off, isFor } = ons[place]![at]!;
      return { used: { held: held[place]!, off, isFor }, why: named[at] ? 'chosen' : 'best', offered };
    }),
  );
}

/** Why a coupon that was chosen for an order cannot be used by it; null where it can. */
function whyNot(
  held: HeldCouponDocument | undefined,
  on: On | undefined,
  isElsewhere: boolean,
  nowMs: number,
): Extract<Choice, { ok: false }> | null {
  if (!held || !on || held.state !== 'held' || isElsewhere) return refuse('coupon/used', { name: held?.name ?? '' });
  const { name, untilMs, fromMs } = held;
  if (untilMs <= nowMs) return refuse('coupon/expired', { name, untilMs });
  switch (on.blockedBy) {
    case 'notFor':
      return refuse('coupon/notFor', { name });
    case 'notYet':
      return refuse('coupon/notYet', { name, fromMs });
    case 'missing':
      return refuse('coupon/missing', { name, missingFen: on.missing });
    default:
      return null;
  }
}

/** A held coupon beside one order: used by another order of the checkout, it is not free for this one. */
function offeredOf(
  held: HeldCouponDocument,
  { off, missing, blockedBy }: On,
  places: readonly (number | null)[],
  place: number,
  at: number,
): OfferedCoupon {
  const isElsewhere = places.some((other, order) => other === place && order !== at);
  return {
    heldId: held._id,
    ...saidOf(held),
    untilMs: held.untilMs,
    offFen: off,
    missingFen: missing,
    blockedBy: blockedBy ?? (isElsewhere ? 'otherOrder' : null),
  };
}
