// What the platform owes shops: orders, statements and balances say the same, and what is owed follows from the order.
import { fen } from '@shared/kernel';
import { type Difference, merchantAccount, system } from '@shared/ledger';
import { owedForOrder } from '@shared/rules';
import { backOf, paidLineOf } from '../../cloudfunctions/_orders/remains';
import type { MerchantDocument, OrderDocument, ShopLineDocument } from '../../cloudfunctions/_store/documents';
import { type Books, groupedBy } from './books';
import { compare } from './compare';
import { netsOf } from './entries';

/** Every settled order, every entry that moves a shop's cash, every shop. */
export function* checkShops(books: Books): Generator<Difference> {
  const lines = groupedBy(books.shopLines, ({ journalId }) => journalId);
  const settlements = new Map(
    books.journal.flatMap((one) => (one.kind === 'order.settle' ? [[one.orderId!, one] as const] : [])),
  );
  for (const order of books.orders) {
    const entry = settlements.get(order._id);
    if (order.state === 'settled' && entry) yield* checkOwed(order, netsOf(entry.postings)(system.costs, 'cash'));
  }
  yield* checkLines(books, lines);
  const ofShops = groupedBy(books.shopLines, ({ shopId }) => shopId);
  const known = new Map(books.merchants.map((one) => [one._id, one]));
  for (const shopId of new Set([...known.keys(), ...ofShops.keys()]))
    yield* checkShop(shopId, known.get(shopId), ofShops.get(shopId) ?? []);
}

/** What is owed for an order is what its lines come to, and what its entry moved. */
function* checkOwed(order: OrderDocument, costs: bigint): Generator<Difference> {
  const where = { check: 'shops', place: `order ${order._id}`, arises: `order:${order._id}:settle` };
  yield* compare(where, 'owed.owedFen', -costs, order.owed?.owedFen ?? 0);
  if (!order.owed) return;
  const { cost, freight, coupon, stable, owed, owing } = owedForOrder(
    order.lines.map((line) => ({ paid: paidLineOf(line), cost: fen(line.costFen), back: backOf(line) })),
    fen(order.freightFen - (order.freightBackFen ?? 0)),
    order.coupon?.isBorneByShop === true,
  );
  const expected = {
    costFen: cost,
    freightFen: freight,
    couponFen: coupon,
    stableCents: stable,
    owedFen: owed - owing,
  };
  yield* compare(where, 'owed', expected, order.owed);
}

/** Lines of an entry come to what it moved; what moves a shop's cash has lines. */
function* checkLines(books: Books, lines: ReadonlyMap<string, readonly ShopLineDocument[]>): Generator<Difference> {
  const known = new Set<string>();
  for (const { _id, postings } of books.journal) {
    const own = lines.get(_id) ?? [];
    const shopIds = new Set([
      ...own.map(({ shopId }) => shopId),
      ...postings.flatMap(({ asset, from, to }) =>
        asset === 'cash' ? [from, to].flatMap((one) => (one.startsWith('merchant:') ? [one.slice(9)] : [])) : [],
      ),
    ]);
    if (shopIds.size === 0) continue;
    known.add(_id);
    const net = netsOf(postings);
    for (const shopId of shopIds)
      for (const asset of ['cash', 'stable', 'appreciating'] as const) {
        const ofAsset = own.filter((line) => line.shopId === shopId && line.asset === asset);
        // Stable points of orders that settled before there were statements have no line.
        if (ofAsset.length === 0 && asset !== 'cash') continue;
        const said = ofAsset.reduce((sum, { units }) => sum + BigInt(units), 0n);
        yield* compare({ check: 'shops', place: _id, arises: _id }, asset, net(merchantAccount(shopId), asset), said);
      }
  }
  for (const [journalId, [first]] of lines)
    if (!known.has(journalId))
      yield* compare({ check: 'shops', place: first!._id, arises: journalId }, 'entry', 'an entry', undefined);
}

/** What a shop's balance is made of, is what its lines say. */
function* checkShop(
  shopId: string,
  merchant: MerchantDocument | undefined,
  lines: readonly ShopLineDocument[],
): Generator<Difference> {
  const where = { check: 'shops', place: `merchant ${shopId}`, arises: 'its statement' };
  const of = (kind: ShopLineDocument['kind']) =>
    lines.reduce((sum, line) => sum + (line.kind === kind && line.asset === 'cash' ? BigInt(line.units) : 0n), 0n);
  const settled = lines.filter(({ kind }) => kind === 'order').length;
  yield* compare(where, 'settledOrders', settled, merchant?.settledOrders ?? 0);
  yield* compare(where, 'settledFen', of('order'), merchant?.settledFen ?? 0);
  yield* compare(where, 'soldFen', of('sale'), merchant?.soldFen ?? 0);
  yield* compare(where, 'reversedFen', -of('reversal'), merchant?.reversedFen ?? 0);
  yield* compare(where, 'paidOutFen', -of('payout'), merchant?.paidOutFen ?? 0);
  yield* compare(where, 'cashFen', of('order') + of('sale') + of('reversal') + of('payout'), merchant?.cashFen ?? 0);
}
