import type { VisitsOfGoods } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { visitAtMs } from '@shared/vouchers';
import { visits } from '../../_store/collections';
import { listPage, shownOf } from '../../_store/lists';

interface Asked {
  readonly day: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Who comes on a day, came or missed it, product by product, in the order of the times; `shopId`: of one shop alone. No
 * codes are told.
 */
export async function visitsOfDay(
  name: 'merchant.listVisits' | 'admin.listVisits',
  asked: Asked,
  { nowMs, ...of }: { readonly nowMs: number; readonly shopId?: string },
): Promise<Outcome<{ goods: VisitsOfGoods[]; next: string | null }, 'cursor/invalid'>> {
  const list = await listPage(visits, asked, {
    name,
    condition: { ...of, day: asked.day },
    keys: [['_id', 'asc']],
    types: ['string'],
  });
  if (!list.ok) return list;
  const goods = shownOf(list.value.found, ({ goodsId, title, shopName, day, visits: all }) => ({
    goodsId,
    title,
    shopName,
    visits: [...all]
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
      .map(({ time, label, guest, pieces, isDone }) => ({
        time,
        label,
        guestMasked: guest,
        pieces,
        state: isDone ? ('came' as const) : visitAtMs(day, time) <= nowMs ? ('missed' as const) : ('expected' as const),
      })),
  }));
  // A day on which all were given up is one on which nobody comes.
  return done({ goods: goods.filter(({ visits: theirs }) => theirs.length > 0), next: list.value.next });
}
