import { type OutputOf, type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cardOf } from '../_orders/shown';
import { TO_SHIP, TO_USE } from '../_orders/waiting';
import { _ } from '../_platform/cloud';
import type { Condition, Keys, Place } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { listPage, shownOf, tagOf } from '../_store/lists';

const FILTERS: Record<ParsedOf<'shop.listOrders'>['filter'], Condition> = {
  all: {},
  awaitingPayment: { state: 'awaitingPayment' },
  paid: TO_SHIP,
  toUse: TO_USE,
  shipped: { state: 'shipped', isRefundPending: false },
  refund: _.or({ isRefundPending: true }, { state: _.in(['refunding', 'refunded']) }) as never,
};

const NAME = 'shop.listOrders';
const KEYS: Keys = [
  ['placedAtMs', 'desc'],
  ['_id', 'desc'],
];
/** What a card does not show is not read: a record and what it brought may be long. */
const CARD_FIELDS = { log: false } as const;

/** Looked through for words in one call: three reads of a few fields each. What lies behind is the next page. */
const LOOKED_AT = 200;
const MOST_READS = 3;
const WORD_FIELDS = { orderNo: true, shopName: true, 'lines.title': true } as const;

type Listed = OutputOf<'shop.listOrders'>;

export const listOrders: Handler<'shop.listOrders'> = async (input, { member, nowMs }) => {
  const mine: Condition = { memberId: member._id, isPlaced: true, isHidden: _.neq(true) };
  const condition = input.filter === 'all' ? mine : (_.and(mine, FILTERS[input.filter]) as never);
  const list = input.query
    ? await searched(condition, input)
    : await listPage(orders, input, {
        name: NAME,
        condition,
        keys: KEYS,
        types: ['number', 'string'],
        fields: CARD_FIELDS,
      });
  if (!list.ok) return list;
  return done<Listed>({
    orders: shownOf(list.value.found, (order) => cardOf(order, member.accepted, nowMs)),
    next: list.value.next,
  });
};

/** Whether an order is one that the words tell of: each of them in its number, its shop's name or a title. */
const isMeant = ({ orderNo, shopName, lines }: OrderDocument, words: readonly string[]): boolean => {
  const text = [orderNo, shopName, ...lines.map(({ title }) => title)].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
};

/**
 * A page of the orders that words tell of: looked for among the member's own, newest first, so many at one call and no
 * more. One that has come to its bound ends there, with what it found, and goes on behind.
 */
async function searched(condition: Condition, input: ParsedOf<'shop.listOrders'>) {
  const tag = tagOf(NAME, input);
  let after: Place | undefined;
  if (input.cursor !== undefined) {
    after = readCursor(input.cursor, tag, ['number', 'string']);
    if (!after) return refuse('cursor/invalid');
  }
  const words = input.query!.toLowerCase().split(' ');
  const meant: string[] = [];
  let next: Place | null = null;
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page = await orders.page(condition, { keys: KEYS, after, fields: WORD_FIELDS, limit: LOOKED_AT });
    next = page.next;
    for (const order of page.found) {
      if (!isMeant(order, words)) continue;
      meant.push(order._id);
      if (meant.length < input.limit) continue;
      const isLast = order === page.found.at(-1) && !page.next;
      next = isLast ? null : [order.placedAtMs, order._id];
      break;
    }
    if (!next || meant.length === input.limit) break;
    after = next;
  }
  const whole = new Map((await orders.getMany(meant, CARD_FIELDS)).map((order) => [order._id, order]));
  const found = meant.flatMap((id) => whole.get(id) ?? []);
  return done({ found, next: next && writeCursor(tag, next) });
}
