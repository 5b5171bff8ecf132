import { type Fen, fen } from '@shared/kernel';
import type { ShopDocument } from '../_store/documents';

/**
 * Freight of one shop's goods in an order. Free from an amount on, where the shop names one: 0 names none. Nothing
 * bought costs none.
 */
export function freightOf(shop: Pick<ShopDocument, 'freightFen' | 'freeFreightFromFen'>, goodsFen: number): Fen {
  const isFree = goodsFen === 0 || (shop.freeFreightFromFen > 0 && goodsFen >= shop.freeFreightFromFen);
  return fen(isFree ? 0 : shop.freightFen);
}
