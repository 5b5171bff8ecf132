import { type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { firstCouponState } from '@shared/machines';
import { untilDone } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { isTopUp } from '../_orders/cards';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { coupons, goodsOnSale, heldCoupons, orders } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import type { CouponDocument, HeldCouponDocument } from '../_store/documents/coupons';
import { listPage } from '../_store/lists';

const DAY_MS = 86_400_000;

/** What every list says of a coupon. */
export const saidOf = ({ name, worth, fromFen, scopeWords }: CouponDocument | HeldCouponDocument) => ({
  name,
  worth: { ...worth },
  fromFen,
  scopeWords,
});

/** The coupons that can be taken now, and how many of each the caller has. For goods that are not there: none. */
export const listCoupons: Handler<'shop.listCoupons'> = async (input, { member, nowMs }) => {
  const { goodsId } = input;
  const [goods] = goodsId === undefined ? [] : await goodsOnSale.getMany([goodsId], ABOUT);
  if (goodsId !== undefined && !goods) return done({ coupons: [], next: null });
  const running: Condition = { state: 'running', takeUntilMs: _.gt(nowMs) };
  const list = await listPage(coupons, input, {
    name: 'shop.listCoupons',
    condition: goods ? (_.and(running, _.or(...scopesOf(goods))) as never) : running,
    keys: [
      ['takeUntilMs', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { holds: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const [mine, isNewcomer] = await Promise.all([
    member ? takenOf(found, member._id) : new Map<string, number>(),
    // Asked only where one of them is for newcomers.
    !member || !found.some(({ isForNewcomers }) => isForNewcomers) || hasPaid(member._id).then((has) => !has),
  ]);
  return done({
    coupons: found.map((one) => {
      const own = mine.get(one._id) ?? 0;
      const left = one.most - one.taken;
      return {
        couponId: one._id,
        ...saidOf(one),
        isForNewcomers: one.isForNewcomers,
        validity: { ...one.validity },
        takeUntilMs: one.takeUntilMs,
        left,
        perMember: one.perMember,
        mine: own,
        blockedBy: whyNot(one, { isSignedIn: member !== null, own, isNewcomer }),
      };
    }),
    next,
  });
};

interface Taker {
  readonly isSignedIn: boolean;
  /** How many of the coupon they have. */
  readonly own: number;
  readonly isNewcomer: boolean;
}

/** Why somebody cannot take a coupon that runs, as taking it would refuse; null where they can. */
function whyNot({ perMember, most, taken, isForNewcomers }: CouponDocument, { isSignedIn, own, isNewcomer }: Taker) {
  if (!isSignedIn) return 'signIn';
  if (own >= perMember) return 'mineTaken';
  if (isForNewcomers && !isNewcomer) return 'newcomersOnly';
  return taken >= most ? 'noneLeft' : null;
}

const ABOUT = { categoryId: true, kind: true, shopId: true };

/** What coupons have to be for, one of them, to be for some goods: as a checkout looks at it (`couponChoice`). */
const scopesOf = (goods: Pick<GoodsDocument, '_id' | 'categoryId' | 'kind' | 'shopId'>): Condition[] => [
  ...(isTopUp(goods) ? [] : [{ 'scope.kind': 'all' }, { 'scope.kind': 'shop', 'scope.shopId': goods.shopId }]),
  { 'scope.kind': 'categories', 'scope.categoryIds': goods.categoryId },
  { 'scope.kind': 'goods', 'scope.goodsIds': goods._id },
];

/** How many of some coupons a member took: their ids say so. */
async function takenOf(some: readonly CouponDocument[], memberId: string): Promise<ReadonlyMap<string, number>> {
  const ids = some.flatMap((one) => idsOf(one, memberId));
  const found = await heldCoupons.getMany(ids, { couponId: true });
  const taken = new Map<string, number>();
  for (const { couponId } of found) taken.set(couponId, (taken.get(couponId) ?? 0) + 1);
  return taken;
}

/** The ids of all pieces of a coupon that one member may have. */
const idsOf = ({ _id, perMember }: Pick<CouponDocument, '_id' | 'perMember'>, memberId: string): string[] =>
  Array.from({ length: perMember }, (_one, at) => `${_id}:${memberId}:${at + 1}`);

type Taken = Outcome<{ heldId: string; untilMs: number }, RefusalOf<'shop.takeCoupon'>>;

/** Takes one piece of a coupon, once for the request. */
export const takeCoupon: Handler<'shop.takeCoupon'> = ({ couponId }, caller) =>
  untilDone(caller, () => take(couponId, caller), []);

async function take(couponId: string, { member, nowMs, request }: Caller): Promise<Taken> {
  const coupon = await coupons.get(couponId);
  if (!coupon) return refuse('coupon/unknown');
  const ids = idsOf(coupon, member._id);
  const mine = new Map((await heldCoupons.getMany(ids)).map((one) => [one._id, one]));
  const before = [...mine.values()].find(({ takenBy }) => request.id !== null && takenBy === request.id);
  if (before) return done({ heldId: before._id, untilMs: before.untilMs });
  if (coupon.isForNewcomers && (await hasPaid(member._id))) return refuse('coupon/newcomersOnly');
  for (const id of ids) {
    if (mine.has(id)) continue;
    const reserved = await reserve(coupon, id, nowMs);
    if (!reserved) return isOver(coupon, nowMs);
    const held = heldOf(coupon, { id, memberId: member._id, takenBy: request.id, nowMs });
    if (await heldCoupons.add(held)) {
      await coupons.changeWhere({ _id: couponId }, { [holdOf(id)]: _.remove() });
      return done({ heldId: id, untilMs: held.untilMs });
    }
    // A tap beside this one has it: what this one has counted goes back. Who found it counted has counted nothing.
    if (reserved === 'counted')
      await coupons.changeWhere(
        { _id: couponId, [holdOf(id)]: _.exists(true) },
        { taken: _.inc(-1), [holdOf(id)]: _.remove() },
      );
    // It was this very request, sent twice; else the next piece is tried.
    const theirs = request.id === null ? null : await heldCoupons.get(id);
    if (theirs && theirs.takenBy === request.id) return done({ heldId: id, untilMs: theirs.untilMs });
  }
  return refuse('coupon/mineTaken', { most: coupon.perMember });
}

/** A piece that is being taken, by its member and number. */
const holdOf = (heldId: string): string => `holds.${heldId.split(':').slice(1).join('-')}`;

/**
 * Counts one more piece, within the limit of all: a guarded update, with no transaction on a row that many come to at
 * once. One that was counted before, by a take that broke or is under way, is not counted again. @returns undefined where
 * none is left.
 */
async function reserve(
  { _id, most }: CouponDocument,
  heldId: string,
  nowMs: number,
): Promise<'counted' | 'wasCounted' | undefined> {
  const hold = holdOf(heldId);
  const isTaken = await coupons.changeWhere(
    { _id, state: 'running', takeUntilMs: _.gt(nowMs), taken: _.lt(most), [hold]: _.exists(false) },
    { taken: _.inc(1), [hold]: nowMs },
  );
  if (isTaken > 0) return 'counted';
  const now = await coupons.getFields(_id, { [hold]: true });
  return now?.holds?.[hold.slice('holds.'.length)] === undefined ? undefined : 'wasCounted';
}

/** Why a piece could not be counted. */
async function isOver({ _id }: CouponDocument, nowMs: number): Promise<Taken> {
  const now = await coupons.getFields(_id, { state: true, takeUntilMs: true });
  return now?.state !== 'running' || (now.takeUntilMs ?? 0) <= nowMs
    ? refuse('coupon/over')
    : refuse('coupon/noneLeft');
}

/** Whether a member has ever paid an order: then a coupon for newcomers is not for him. */
const hasPaid = async (memberId: string): Promise<boolean> =>
  (await orders.find({ memberId, isPlaced: true, paidAtMs: _.gt(0) }, { limit: 1, fields: { _id: true } })).length > 0;

interface Taking {
  readonly id: string;
  readonly memberId: string;
  readonly takenBy: string | null;
  readonly nowMs: number;
}

function heldOf(coupon: CouponDocument, { id: _id, memberId, takenBy, nowMs }: Taking): HeldCouponDocument {
  const { name, worth, fromFen, scope, scopeWords, bearer, validity } = coupon;
  const [fromMs, untilMs] =
    validity.kind === 'period' ? [validity.fromMs, validity.untilMs] : [nowMs, nowMs + validity.days * DAY_MS];
  const terms = { name, worth, fromFen, scope, scopeWords, bearer };
  const empty = { state: firstCouponState, orderId: null, usedAtMs: null };
  return { _id, couponId: coupon._id, memberId, takenAtMs: nowMs, takenBy, ...terms, fromMs, untilMs, ...empty };
}

/** A member's coupons: usable ones by when they end, used and expired ones the newest first. */
export const listHeldCoupons: Handler<'shop.listHeldCoupons'> = async (input, { member, nowMs }) => {
  const { filter } = input;
  const key = filter === 'used' ? 'usedAtMs' : 'untilMs';
  const order = filter === 'usable' ? 'asc' : 'desc';
  const byTime = filter === 'usable' ? { untilMs: _.gt(nowMs) } : filter === 'expired' ? { untilMs: _.lte(nowMs) } : {};
  const list = await listPage(heldCoupons, input, {
    name: 'shop.listHeldCoupons',
    condition: { memberId: member._id, state: filter === 'used' ? 'used' : 'held', ...byTime },
    keys: [
      [key, order],
      ['_id', order],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  return done({
    coupons: list.value.found.map((one) => ({
      heldId: one._id,
      ...saidOf(one),
      fromMs: one.fromMs,
      untilMs: one.untilMs,
      state: filter,
      usedAtMs: one.usedAtMs,
      orderId: one.orderId,
    })),
    next: list.value.next,
  });
};
