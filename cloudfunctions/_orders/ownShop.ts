import { shops } from '../_store/collections';
import type { ShopDocument } from '../_store/documents';

/** The id of the platform's own shop where it is made by its first name. */
export const OWN_SHOP_ID = 'own';

/** The platform's own shop, the first by its id where there are several; null before there is one. */
export async function ownShop(): Promise<ShopDocument | null> {
  const own = await shops.get(OWN_SHOP_ID);
  if (own) return own;
  const [first] = await shops.find({ ownerId: null }, { orderBy: [['_id', 'asc']], limit: 1 });
  return first ?? null;
}
