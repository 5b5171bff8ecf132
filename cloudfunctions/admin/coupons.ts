import { type ParsedOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { _, aggregate } from '../_platform/cloud';
import { derivedId, newId } from '../_platform/ids';
import { categories, coupons, goodsOnSale, heldCoupons, shops } from '../_store/collections';
import type { CouponDocument } from '../_store/documents/coupons';
import { listPage } from '../_store/lists';

/** Every coupon that was made, the newest first, with how many were taken and are used. */
export const listCoupons: Handler<'admin.listCoupons'> = async (input) => {
  const list = await listPage(coupons, input, {
    name: 'admin.listCoupons',
    condition: {},
    keys: [
      ['madeAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
    fields: { holds: false, scope: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const used = await usedOf(found.map(({ _id }) => _id));
  return done({
    coupons: found.map(({ _id, holds: _holds, scope: _scope, ...one }) => ({
      couponId: _id,
      ...one,
      worth: { ...one.worth },
      validity: { ...one.validity },
      used: used.get(_id) ?? 0,
    })),
    next,
  });
};

/** How many pieces of some coupons orders use, counted by the database. */
async function usedOf(couponIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await heldCoupons.aggregate((pipeline) =>
    pipeline
      .match({ couponId: _.in([...couponIds]), state: 'used' })
      .group({ _id: '$couponId', pieces: aggregate.sum(1) })
      .limit(couponIds.length),
  );
  return new Map(rows.map(({ _id, pieces }) => [String(_id), Number(pieces)]));
}

type Scope = ParsedOf<'admin.makeCoupon'>['scope'];
type Kept = Pick<CouponDocument, 'scope' | 'scopeWords'>;
type KeptScope = Outcome<Kept, 'shop/unknown' | 'category/unknown' | 'goods/unknown'>;

const MOST_BELOW = 500;

/** What a coupon is for, and that in words; refused where something of it is not there. */
async function keptScope(scope: Scope): Promise<KeptScope> {
  const kept = (scopeWords: string, as: Scope = scope): KeptScope => done({ scope: as, scopeWords });
  switch (scope.kind) {
    case 'all':
      return kept('任何店可用，充值除外');
    case 'shop': {
      const shop = await shops.get(scope.shopId);
      return shop ? kept(`${shop.name}可用`) : refuse('shop/unknown', { shopId: scope.shopId });
    }
    case 'categories': {
      const found = new Map((await categories.getMany(scope.categoryIds, { name: true })).map((one) => [one._id, one]));
      const categoryId = scope.categoryIds.find((id) => !found.has(id));
      if (categoryId !== undefined) return refuse('category/unknown', { categoryId });
      // Goods are in the categories below; those that come later are not what this coupon was made for.
      const below = await categories.find(
        { parentId: _.in([...scope.categoryIds]) },
        { limit: MOST_BELOW, fields: { _id: true } },
      );
      const categoryIds = [...new Set([...scope.categoryIds, ...below.map(({ _id }) => _id)])];
      return kept(`${scope.categoryIds.map((id) => found.get(id)!.name).join('、')}可用`, { ...scope, categoryIds });
    }
    case 'goods': {
      const found = await goodsOnSale.getMany(scope.goodsIds, { title: true });
      const goodsId = scope.goodsIds.find((id) => !found.some(({ _id }) => _id === id));
      if (goodsId !== undefined) return refuse('goods/unknown', { goodsId });
      return kept(found.length === 1 ? `${found[0]!.title}可用` : `指定的 ${found.length} 件商品可用`);
    }
  }
}

/** Makes a coupon; the same request again makes no second one. */
export const makeCoupon: Handler<'admin.makeCoupon'> = async ({ requestId, ...input }, caller) => {
  const screened = await screenText([input.name], 'byShop');
  if (!screened.ok) return screened;
  const scope = await keptScope(input.scope);
  if (!scope.ok) return scope;
  const couponId = requestId ? derivedId('K', caller.member._id, requestId) : newId('K', 12);
  return once(caller, async (transaction) => {
    const made = { state: 'running', madeAtMs: caller.nowMs, taken: 0, holds: {} } as const;
    await coupons.put({ _id: couponId, ...input, ...scope.value, ...made }, transaction);
    await note(caller, 'admin.makeCoupon', { couponId, name: input.name, most: input.most }, transaction);
    return done({ couponId });
  });
};

/** Nobody takes one any more. */
export const stopCoupon: Handler<'admin.stopCoupon'> = ({ couponId }, caller) =>
  once(caller, async (transaction) => {
    const before = await coupons.get(couponId, transaction);
    if (!before) return refuse('coupon/unknown');
    const after = { state: 'stopped' } as const;
    await coupons.change(couponId, after, transaction);
    const details = { couponId, name: before.name };
    await note(caller, 'admin.stopCoupon', details, transaction, changed(before, after));
    return done({ couponId });
  });
