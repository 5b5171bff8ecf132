import { refuse, type ShopSet } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { screenText } from '../_actions/screening';
import { changedMeanwhile, seenOf } from '../_actions/seen';
import { nameWord, putWord } from '../_orders/words';
import { members, shops } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { ShopDocument } from '../_store/documents';
import { readSettings, type Settings } from '../_store/settings';

/** The id of the platform's own shop where it is made by its first name. */
const OWN_SHOP_ID = 'own';

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

/** The platform's own shop, the first by its id where there are several; null before there is one. */
export async function ownShop(): Promise<ShopDocument | null> {
  const own = await shops.get(OWN_SHOP_ID);
  if (own) return own;
  const [first] = await shops.find({ ownerId: null }, { orderBy: [['_id', 'asc']], limit: 1 });
  return first ?? null;
}

export const viewShop: Handler<'admin.viewShop'> = async ({ shopId }, { nowMs }) => {
  const today = businessDayOf(nowMs);
  const found = shopId === undefined ? await ownShop() : await shops.get(shopId);
  const shop = found && shopSet(found);
  return done({ shop, today, seen: seenOf(shop) });
};

/** A shop as its administrators set it. */
function shopSet(shop: ShopDocument): ShopSet {
  const { _id, name, takesSpendable, freightFen, freeFreightFromFen, deliveryWord, afterSalesWord } = shop;
  const { notice = '', servicePhone = '', serviceHours = '', answerWithinHours = null, freight = null } = shop;
  return {
    shopId: _id,
    name,
    notice,
    servicePhone,
    serviceHours,
    answerWithinHours,
    takesSpendable,
    freightFen,
    freeFreightFromFen,
    freight,
    deliveryWord,
    afterSalesWord,
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

/**
 * Adds or changes a shop. Its owner alone has the shop and, with it, the merchant's role: the former one loses both in
 * the same step, also where the shop becomes the platform's own.
 */
export const saveShop: Handler<'admin.saveShop'> = async ({ requestId: _id, shopId, ownerId, ...input }, caller) => {
  const screened = await screenText([input], 'byShop');
  if (!screened.ok) return screened;
  return once(caller, async (transaction) => {
    const before = await shops.get(shopId, transaction);
    const formerId = before?.ownerId ?? null;
    const owner = ownerId ? await members.get(ownerId, transaction) : null;
    if (ownerId && !owner) return refuse('member/unknown', { ownerId });
    const other = owner?.shopId && owner.shopId !== shopId ? await shops.get(owner.shopId, transaction) : null;
    if (other && other.ownerId === owner?._id) return refuse('shop/ownerHasShop', { shopId: other._id });
    const former = formerId && formerId !== ownerId ? await members.get(formerId, transaction) : null;
    if (former?.shopId === shopId)
      await members.change(former._id, { shopId: null, roles: without(former, 'merchant') }, transaction);
    if (owner)
      await members.change(owner._id, { shopId, roles: [...without(owner, 'merchant'), 'merchant'] }, transaction);
    // What is not asked for here stays: notice, phone and hours, freight, where pieces are sent back to.
    await shops.put({ ...before, _id: shopId, ownerId: ownerId ?? null, ...input }, transaction);
    await putWord(nameWord('shop', shopId, input.name), false, transaction);
    // What is settled from now on is settled by this owner: nobody's own shop counts for him.
    if (formerId !== (ownerId ?? null)) await countPlanChange(caller.nowMs, transaction);
    const owners = { shopId, ownerId: ownerId ?? '', formerId: formerId ?? '' };
    await note(caller, 'admin.saveShop', owners, transaction, changed(before, { ownerId: ownerId ?? null, ...input }));
    return done({ shopId });
  });
};
