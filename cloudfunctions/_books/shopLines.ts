import type { OwedFiguresShown, ShopLine } from '@shared/contract';
import { done } from '@shared/kernel';
import { shopLines } from '../_store/collections';
import type { MerchantDocument, ShopLineDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';

const lineShown = ({ _id, kind, asset, units, day, atMs, orderNo, note, parts }: ShopLineDocument): ShopLine => ({
  lineId: _id,
  kind,
  asset,
  units,
  day,
  atMs,
  orderNo,
  note,
  parts: { ...parts },
});

/** A page of a shop's statement of one asset, newest first. */
export async function listShopLines(
  name: string,
  input: { readonly asset: ShopLine['asset']; readonly cursor?: string | undefined; readonly limit: number },
  shopId: string,
) {
  const list = await listPage(shopLines, input, {
    name,
    condition: { shopId, asset: input.asset },
    keys: [
      ['atMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  return list.ok ? done({ lines: shownOf(list.value.found, lineShown), next: list.value.next }) : list;
}

/** What the platform owes a shop, of what it is made; nothing of a shop that never had anything. */
export function owedShown(merchant: MerchantDocument | null): OwedFiguresShown {
  const {
    settledOrders = 0,
    settledFen = 0,
    soldFen = 0,
    reversedFen = 0,
    paidOutFen = 0,
    cashFen = 0,
  } = merchant ?? {};
  return { settledOrders, settledFen, soldFen, reversedFen, paidOutFen, owedFen: cashFen };
}
