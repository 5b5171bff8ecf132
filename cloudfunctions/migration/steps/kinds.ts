import type { GoodsKind, Industry } from '@shared/contract';
import { goodsOnSale, orders } from '../../_store/collections';
import type { GoodsDocument, OrderDocument } from '../../_store/documents';
import { forEach, pass, type Step } from '../step';

type OlderGoods = Omit<GoodsDocument, 'kind'> & Partial<Pick<GoodsDocument, 'kind'>>;
type OlderOrder = Pick<OrderDocument, '_id' | 'lines'> & Partial<Pick<OrderDocument, 'kind'>>;

/** What goods of an industry mostly are; whoever runs the shop corrects the others in their form. */
const KIND_OF_MOST: Readonly<Record<Industry, GoodsKind>> = {
  grocery: 'delivered',
  wine: 'delivered',
  health: 'delivered',
  dining: 'voucher',
  entertainment: 'voucher',
  fuel: 'voucher',
  hotel: 'stay',
  topUp: 'topUp',
};

/** Goods and orders of before there were kinds get theirs. An order is of its first line's: an older one may mix them. */
export const kinds: Step = {
  to: 6,
  name: 'kinds',
  passes: async () => {
    const known = new Map<string, GoodsKind>();
    const keys = [['_id', 'asc']] as const;
    const fields = { kind: true, industry: true } as const;
    for await (const one of goodsOnSale.walk({}, { keys, fields }) as AsyncIterable<OlderGoods>)
      known.set(one._id, one.kind ?? KIND_OF_MOST[one.industry]);
    return [
      pass(goodsOnSale, fields, (found: readonly OlderGoods[]) =>
        forEach(found, async ({ _id, kind }) => {
          if (!kind) await goodsOnSale.change(_id, { kind: known.get(_id)! });
        }),
      ),
      pass(orders, { kind: true, 'lines.goodsId': true }, (found: readonly OlderOrder[]) =>
        forEach(found, async ({ _id, lines, kind }) => {
          if (!kind) await orders.change(_id, { kind: known.get(lines[0]!.goodsId) ?? 'delivered' });
        }),
      ),
    ];
  },
};
