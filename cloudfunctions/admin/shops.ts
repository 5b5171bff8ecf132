import { refuse, type ShopOwner, type ShopSet } from '@shared/contract';
import { showMoment } from '@shared/format';
import { businessDayOf, done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { screenText } from '../_actions/screening';
import { changedMeanwhile, seenOf } from '../_actions/seen';
import { OWN_SHOP_ID, ownShop } from '../_orders/ownShop';
import { nameWord, putWord } from '../_orders/words';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { members, shops } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { ShopDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { tellWithin } from '../_store/messages';
import { readSettings, type Settings } from '../_store/settings';

/** What a shop begins with: its freight is that of the settings. */
export const begunBy = ({
  newShopFreightFen,
  newShopFreeFreightFromFen,
}: Pick<Settings, 'newShopFreightFen' | 'newShopFreeFreightFromFen'>) =>
  ({
    ownerId: null,
    name: '',
    takesStable: false,
    takesSpendable: true,
    freightFen: newShopFreightFen,
    freeFreightFromFen: newShopFreeFreightFromFen,
    deliveryWord: '',
    afterSalesWord: '',
  }) as const;

export const viewShop: Handler<'admin.viewShop'> = async ({ shopId }, { nowMs }) => {
  const today = businessDayOf(nowMs);
  const found = shopId === undefined ? await ownShop() : await shops.get(shopId);
  const shop = found && shopSet(found);
  const owners = await ownersOf(found ? [found] : []);
  return done({ shop, owner: owners.get(found?.ownerId ?? '') ?? null, today, seen: seenOf(shop) });
};

/** Who owns some shops, by id; nobody is asked for where all are the platform's. */
async function ownersOf(some: readonly Pick<ShopDocument, 'ownerId'>[]): Promise<ReadonlyMap<string, ShopOwner>> {
  const ids = [...new Set(some.flatMap(({ ownerId }) => ownerId ?? []))];
  if (ids.length === 0) return new Map();
  const people = await members.getMany(ids, { nickname: true, phoneMasked: true });
  return new Map(people.map(({ _id, nickname, phoneMasked }) => [_id, { memberId: _id, nickname, phoneMasked }]));
}

export const listShops: Handler<'admin.listShops'> = async (input) => {
  const list = await listPage(shops, input, {
    name: 'admin.listShops',
    condition: {},
    keys: [
      ['name', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['string', 'string'],
    fields: { name: true, ownerId: true },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const [owners, first] = await Promise.all([ownersOf(found), ownShop()]);
  const row = ({ _id: shopId, name, ownerId }: ShopDocument) => {
    return { shopId, name, owner: owners.get(ownerId ?? '') ?? null, isFirst: shopId === first?._id };
  };
  return done({ shops: shownOf(found, row), next });
};

/** A shop as its administrators set it. */
function shopSet(shop: ShopDocument): ShopSet {
  const { _id, name, ownerId, takesStable, takesSpendable, freightFen, freeFreightFromFen } = shop;
  const { deliveryWord, afterSalesWord } = shop;
  const { notice = '', servicePhone = '', serviceHours = '', answerWithinHours = null, freight = null } = shop;
  return {
    shopId: _id,
    name,
    notice,
    servicePhone,
    serviceHours,
    answerWithinHours,
    takesStable,
    takesSpendable,
    freightFen,
    freeFreightFromFen,
    freight,
    deliveryWord,
    afterSalesWord,
    ownerId,
  };
}

/** Changes what is named: what somebody else changed of the shop meanwhile stays, and whoever says what was seen is told. */
export const changeShop: Handler<'admin.changeShop'> = async (asked, caller) => {
  const { requestId: _id, shopId, seen, ...input } = asked;
  const screened = await screenText([input], 'byShop');
  if (!screened.ok) return screened;
  const id = shopId ?? (await ownShop())?._id ?? OWN_SHOP_ID;
  const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return once(caller, async (transaction) => {
    const before = await shops.get(id, transaction);
    const stale = changedMeanwhile(seen, seenOf(before && shopSet(before)));
    if (stale) return stale;
    if (!before && (shopId !== undefined || input.name === undefined)) return refuse('shop/unknown', { shopId: id });
    if (!before)
      await shops.put({ ...begunBy(await readSettings()), ...changes, _id: id } as ShopDocument, transaction);
    else if (Object.keys(changes).length > 0) await shops.change(id, changes, transaction);
    if (input.name !== undefined) await putWord(nameWord('shop', id, input.name), false, transaction);
    await note(caller, 'admin.changeShop', { shopId: id }, transaction, changed(before, changes));
    return done({ shopId: id });
  });
};

/** What a shop begins with where it is not said: a freight that is left out is none. */
const UNSAID = begunBy({ newShopFreightFen: 0, newShopFreeFreightFromFen: 0 });

/** What the former owner of a shop and the next are told, in the step that makes them so. */
async function tellOwners(
  { _id: shopId, name }: ShopDocument,
  { former, owner }: { readonly former: string | null; readonly owner: string | null },
  atMs: number,
  transaction: Transaction,
): Promise<void> {
  const event = `shop:${shopId}:owner:${newId('B', 12)}`;
  const told = { event, kind: 'security', atMs } as const;
  const when = showMoment(atMs);
  if (former) {
    const by = owner ? '由平台交给了另一位店主' : '由平台收回了';
    const words = `${when} 「${name}」${by}。商家页面进不去了；平台欠这家店的款和店里的积分跟着店走。有疑问找平台客服。`;
    await tellWithin({ ...told, memberId: former, title: '店铺换了店主', words }, transaction);
  }
  if (owner) {
    const words = `${when} 平台把「${name}」交给了你，从「我的」进商家页面。没做完的订单和售后、平台欠这家店的款、店里的积分都归你接手。`;
    await tellWithin({ ...told, memberId: owner, title: `你是「${name}」的店主了`, words }, transaction);
  }
}

/**
 * Adds or changes a shop. Its owner alone has the shop and, with it, the merchant's role: the former one loses both in
 * the same step, also where the shop becomes the platform's own. What is owed to the shop and the points it holds are the
 * shop's, and go with it; both owners are told. Nobody gives a shop to himself, nor the platform's own to anybody.
 */
export const saveShop: Handler<'admin.saveShop'> = async (asked, caller) => {
  const { requestId: _id, shopId: named, ownerId: nextId = null, seen, ...input } = asked;
  const screened = await screenText([input], 'byShop');
  if (!screened.ok) return screened;
  const shopId = named ?? newId('M', 12);
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return once(caller, async (transaction) => {
    const before = await shops.get(shopId, transaction);
    const stale = changedMeanwhile(seen, seenOf(before && shopSet(before)));
    if (stale) return stale;
    const formerId = before?.ownerId ?? null;
    const isOther = formerId !== nextId;
    if (isOther && nextId === caller.member._id) return refuse('member/oneself');
    if (nextId && shopId === OWN_SHOP_ID) return refuse('shop/isPlatforms');
    const owner = nextId ? await members.get(nextId, transaction) : null;
    if (nextId && (!owner || (isOther && owner.isClosed))) return refuse('member/unknown', { ownerId: nextId });
    const other = owner?.shopId && owner.shopId !== shopId ? await shops.get(owner.shopId, transaction) : null;
    if (other && other.ownerId === owner?._id) return refuse('shop/ownerHasShop', { shopId: other._id });
    const former = formerId && isOther ? await members.get(formerId, transaction) : null;
    if (former?.shopId === shopId)
      await members.change(former._id, { shopId: null, roles: without(former, 'merchant') }, transaction);
    if (owner)
      await members.change(owner._id, { shopId, roles: [...without(owner, 'merchant'), 'merchant'] }, transaction);
    const after = { ...UNSAID, ...before, ...said, _id: shopId, ownerId: nextId } as ShopDocument;
    await shops.put(after, transaction);
    await putWord(nameWord('shop', shopId, input.name), false, transaction);
    if (isOther) {
      // What is settled from now on is settled by this owner: nobody's own shop counts for him.
      await countPlanChange(caller.nowMs, transaction);
      await tellOwners(after, { former: formerId, owner: nextId }, caller.nowMs, transaction);
    }
    const owners = { shopId, ownerId: nextId ?? '', formerId: formerId ?? '' };
    await note(caller, 'admin.saveShop', owners, transaction, changed(before, { ...said, ownerId: nextId }));
    return done({ shopId });
  });
};
