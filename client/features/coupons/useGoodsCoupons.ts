import { useRead } from '../../gateway';
import { fromWords, worthWords } from './words';

/** More than a line of a goods page has room to count. */
const MOST = 20;

/** What coupons for some goods can be taken, in words; empty where there are none, or none have come yet. */
export function useGoodsCoupons(goodsId: string): string {
  const { value } = useRead('shop.listCoupons', { goodsId, limit: MOST });
  const open = (value?.coupons ?? []).filter(
    ({ blockedBy }) => blockedBy !== 'noneLeft' && blockedBy !== 'newcomersOnly',
  );
  const [first] = open;
  if (!first) return '';
  const count = value?.next ? `${MOST} 种以上` : `${open.length} 种`;
  return `${fromWords(first.fromFen)}，${worthWords(first.worth)}${open.length > 1 ? ` 等 ${count}` : ''}`;
}
