import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { firstOrderState } from '@shared/machines';
import { answeredBefore, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { passGate } from '../_books/gates';
import { editionAfter, editionWords } from '../_collectibles/claim';
import { asOf } from '../_collectibles/offers';
import { labelOf } from '../_orders/cards';
import { withStep } from '../_orders/editionSteps';
import { freightTo } from '../_orders/freight';
import { placeCodeOf } from '../_orders/place';
import { placedLog, stepped } from '../_orders/step';
import { _ } from '../_platform/cloud';
import { derivedId } from '../_platform/ids';
import { resealed } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { addresses, editions, goodsOnSale, orders, series, shops, stock } from '../_store/collections';
import type { AddressDocument, GoodsDocument, OrderDocument, ShopDocument } from '../_store/documents';
import type { EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { readSettings, type Settings } from '../_store/settings';

type Asked = { readonly editionId: string; readonly addressId: string };
type Output = OutputOf<'collectibles.collect'>;
type Refused = Exclude<RefusalOf<'collectibles.collect'>, 'request/reused'>;

/** Why the goods behind an edition cannot be sent for by a member; null where they can. */
function hindrance(edition: EditionDocument | null, memberId: string) {
  if (edition?.ownerId !== memberId) return refuse('edition/unknown');
  if (edition.state !== 'held') return refuse('edition/notHeld', { state: edition.state });
  return edition.collected ? refuse('edition/collected', { atMs: edition.collected.atMs }) : null;
}

/** What is sent, whereto, and by whom. */
interface Sending {
  readonly of: SeriesDocument;
  readonly goods: GoodsDocument;
  readonly shop: ShopDocument;
  readonly address: AddressDocument;
  readonly settings: Settings;
}

/** What an order of the goods behind an edition needs, as it is now; refused as an order is that pays for them. */
async function sendingOf(
  edition: EditionDocument,
  addressId: string,
  memberId: string,
): Promise<Outcome<Sending, Refused>> {
  const [of, address, settings] = await Promise.all([
    series.get(edition.seriesId),
    addresses.get(addressId),
    readSettings(),
  ]);
  if (!of?.goods) return refuse('edition/noGoods');
  if (address?.memberId !== memberId) return refuse('address/unknown');
  const { skuId, goodsId, title } = of.goods;
  const [goods, shop] = await Promise.all([goodsOnSale.get(goodsId), shops.get(of.issuer.shopId)]);
  // They are owed, whether others can buy them or not; only what is there no more cannot be sent.
  if (!shop || !goods?.skus.some((sku) => sku.skuId === skuId)) return refuse('goods/offShelf', { skuId, title });
  const { sending } = freightTo(shop, placeCodeOf(address));
  if (sending === 'placeUnknown') return refuse('address/regionUnclear');
  if (sending === 'notServed') return refuse('freight/notServed', { title, region: address.region });
  return done({ of, goods, shop, address, settings });
}

/** The order that sends the goods behind an edition: nothing is paid for them, and no plan counts it (rules §5). */
function orderOf(
  orderId: string,
  { number, _id: editionId }: EditionDocument,
  { of, goods, shop, address, settings }: Sending,
  { member, nowMs, request }: Caller,
): OrderDocument {
  const sku = goods.skus.find(({ skuId }) => skuId === of.goods!.skuId)!;
  const order: OrderDocument = {
    _id: orderId,
    orderNo: `MH${businessDayOf(nowMs).replaceAll('-', '')}-${orderId.slice(-8)}`,
    memberId: member._id,
    kind: 'delivered',
    shopId: shop._id,
    shopName: shop.name,
    shopOwnerId: shop.ownerId,
    state: firstOrderState,
    isPlaced: true,
    isAbandoned: false,
    isSwept: false,
    requestHash: request.hash,
    placedAtMs: nowMs,
    changedAtMs: nowMs,
    lines: [
      {
        goodsId: goods._id,
        skuId: sku.skuId,
        title: goods.title,
        label: labelOf(sku),
        picture: goods.pictures[0] ?? '',
        ground: goods.ground,
        priceFen: 0,
        costFen: sku.costFen,
        quantity: 1,
        amountFen: 0,
        pointsCents: 0,
        cashFen: 0,
        plans: [],
      },
    ],
    goodsFen: 0,
    freightFen: 0,
    spendableCents: 0,
    cashFen: 0,
    counted: [],
    address: {
      name: address.name,
      phoneSealed: resealed(address.phoneSealed),
      region: address.region,
      detail: address.detail,
    },
    note: `藏品提货：${editionWords(of, number)}`,
    edition: { editionId },
    payBeforeMs: nowMs,
    paidAtMs: null,
    transactionId: null,
    shippedAtMs: null,
    autoReceiveAtMs: null,
    delivery: null,
    receivedAtMs: null,
    settleAfterDays: settings.settleAfterDays,
    dueAtMs: null,
    settledAtMs: null,
    settleDay: null,
    sequence: null,
    grants: [],
    notCounted: [],
    isRefundPending: false,
    refund: null,
    log: [],
    prepaidAtMs: null,
    refundSentAtMs: null,
  };
  const placed = { ...order, log: placedLog(order, nowMs, null) };
  const doing = { atMs: nowMs, by: 'buyer', note: '藏品提货' } as const;
  return { ...placed, ...stepped(placed, { order: 'payment.received' }, doing, { paidAtMs: nowMs }) };
}

/** Takes one piece off the shelf, within the transaction; refused where none is left. */
async function takePiece(
  { of: { goods } }: Sending,
  transaction: Transaction,
): Promise<Outcome<null, 'goods/soldOut'>> {
  const { skuId, title } = goods!;
  const pieces = await stock.get(skuId, transaction);
  if (!pieces || pieces.left < 1) return refuse('goods/soldOut', { skuId, title, left: pieces?.left ?? 0 });
  await stock.change(skuId, { left: _.inc(-1), sold: _.inc(1) }, transaction);
  return done(null);
}

/**
 * Has the goods behind an edition sent to an address, once: the order, its piece, the edition's step and the request's
 * answer in one transaction. The order is paid, for nothing, and goes the way of every other from there.
 */
export async function collect(
  { editionId, addressId }: Asked,
  caller: Caller,
): Promise<Outcome<Output, RefusalOf<'collectibles.collect'>>> {
  const { member, nowMs, request } = caller;
  const before = await answeredBefore<Output, Refused>(caller);
  if (before) return before;
  const found = await editions.get(editionId);
  const seen = found && asOf(found, nowMs);
  const why = hindrance(seen, member._id);
  if (why) return why;
  const sending = await sendingOf(seen!, addressId, member._id);
  if (!sending.ok) return sending;
  const orderId = derivedId('O', member._id, request.id!);
  return once<Output, Refused>(caller, async (transaction) => {
    const read = await editions.get(editionId, transaction);
    const edition = read && asOf(read, nowMs);
    const hindered = hindrance(edition, member._id);
    if (hindered || !edition) return hindered ?? refuse('edition/unknown');
    const taken = await takePiece(sending.value, transaction);
    if (!taken.ok) return taken;
    await orders.put(orderOf(orderId, edition, sending.value, caller), transaction);
    const source = `order:${orderId}`;
    // A day that is sealed has none of it.
    const day = await passGate(`edition:${editionId}:collect`, businessDayOf(nowMs), transaction);
    const step = { kind: 'collected', atMs: nowMs, day, to: edition.holder!, source } as const;
    await editions.change(
      editionId,
      {
        state: editionAfter(edition, 'goods.collected'),
        offer: null,
        isCollected: true,
        collected: { orderId, atMs: nowMs },
        ...withStep(edition, sending.value.of.fingerprint!, step),
      },
      transaction,
    );
    return done({ editionId, orderId });
  });
}
