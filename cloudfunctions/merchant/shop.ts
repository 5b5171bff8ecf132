import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { changedMeanwhile, seenOf } from '../_actions/seen';
import { shops } from '../_store/collections';
import type { ShopDocument } from '../_store/documents';
import { shopOf } from './own';

export const viewShop: Handler<'merchant.viewShop'> = async (_input, caller) => {
  const shop = await shops.get(shopOf(caller));
  if (!shop) return refuse('shop/unknown', { shopId: shopOf(caller) });
  const shown = shopShown(shop);
  return done({ ...shown, seen: seenOf(shown) });
};

/** A shop as its owner sees it. */
function shopShown(shop: ShopDocument) {
  const { _id, name, notice = '', servicePhone = '', deliveryWord, afterSalesWord } = shop;
  const { serviceHours = '', answerWithinHours = null } = shop;
  const { takesStable, takesSpendable, freightFen, freeFreightFromFen } = shop;
  return {
    shopId: _id,
    name,
    notice,
    servicePhone,
    serviceHours,
    answerWithinHours,
    deliveryWord,
    afterSalesWord,
    takesStable,
    takesSpendable,
    freightFen,
    freeFreightFromFen,
  };
}

/** Changes what is named of what the shop tells: what the platform changed of it meanwhile stays. */
export const changeShop: Handler<'merchant.changeShop'> = async ({ requestId: _id, seen, ...input }, caller) => {
  const screened = await screenText([input], 'byShop');
  if (!screened.ok) return screened;
  const shopId = shopOf(caller);
  const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return once(caller, async (transaction) => {
    const shop = await shops.get(shopId, transaction);
    // Whose shop it is may have changed since the caller was looked at.
    if (shop?.ownerId !== caller.member._id) return refuse('shop/unknown', { shopId });
    const stale = changedMeanwhile(seen, seenOf(shopShown(shop)));
    if (stale) return stale;
    if (Object.keys(changes).length > 0) await shops.change(shopId, changes, transaction);
    await note(caller, 'merchant.changeShop', { shopId }, transaction, changed(shop, changes));
    return done({ shopId });
  });
};
