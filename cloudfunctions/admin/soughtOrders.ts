import type { ParsedOf } from '@shared/contract';
import { addDays, type BusinessDay, startOfBusinessDay } from '@shared/kernel';
import { queryWords } from '@shared/search';
import { foundBy } from '../_orders/finding';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { goodsOnSale, members } from '../_store/collections';
import { byPhone } from './people';

const PHONE = /^1[3-9]\d{9}$/;
/** Words that find more products say too little. */
const MOST_GOODS = 200;
const ORDER_NO = /^MH\d{8}-[0-9A-Z]{8}$/;

/**
 * The orders that a query means: of a number, of the member with a phone (by its keyed hash), or of goods that words
 * find. Null where there is nobody and nothing of the kind.
 */
export async function soughtBy(query: string | undefined): Promise<Condition | null> {
  if (query === undefined) return {};
  const written = query.replace(/\s/g, '').toUpperCase();
  if (ORDER_NO.test(written)) return { orderNo: written };
  if (PHONE.test(written)) {
    const [found] = await members.find(byPhone(written), { limit: 1, fields: { _id: true } });
    return found ? { memberId: found._id } : null;
  }
  const words = queryWords(query);
  if (words.length === 0) return null;
  const found = await goodsOnSale.find(foundBy(words), { limit: MOST_GOODS, fields: { _id: true } });
  return found.length === 0 ? null : { 'lines.goodsId': _.in(found.map(({ _id }) => _id)) };
}

/** Orders that were placed on some days; all where none is named. */
export function placedWithin({
  fromDay,
  untilDay,
}: Pick<ParsedOf<'admin.listOrders'>, 'fromDay' | 'untilDay'>): Condition {
  const from = fromDay === undefined ? 0 : startOfBusinessDay(fromDay as BusinessDay);
  if (untilDay === undefined) return fromDay === undefined ? {} : { placedAtMs: _.gte(from) };
  const until = startOfBusinessDay(addDays(untilDay as BusinessDay, 1));
  return { placedAtMs: _.gte(from).and(_.lt(until)) };
}
