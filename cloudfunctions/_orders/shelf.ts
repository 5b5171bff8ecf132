import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { goodsOnSale, offers, stock } from '../_store/collections';
import type { GoodsDocument, Sku } from '../_store/documents';
import { offerNow, type PricedSku, pricedSku } from './offers';

/** Pieces that are left of a SKU, or at a limited-time price, by its id. */
export type LeftOf = (id: string) => number;
type Facts = Pick<GoodsDocument, 'lowestFen' | 'shelfRank' | 'isOffered' | 'looksAgainAtMs'>;
type Looked = Pick<GoodsDocument, 'skus' | 'offer'>;

/** The sizes of a product with what they cost now. `left` names pieces of its offer. */
export function pricedSkus({ skus, offer: terms }: Looked, leftOf: LeftOf, nowMs: number): PricedSku[] {
  const offer = offerNow({ ...(terms ? { offer: terms } : {}) }, nowMs);
  const leftAtOffer = offer ? leftOf(offer.offerId) : 0;
  return skus.map((sku) => pricedSku(sku, offer, leftAtOffer));
}

/** The size that a list shows: the cheapest that can be bought, or the first. */
export const shownOf = (skus: readonly PricedSku[], leftOf: LeftOf): PricedSku =>
  skus
    .filter(({ skuId }) => leftOf(skuId) > 0)
    .reduce<PricedSku | undefined>((best, sku) => (best && best.priceFen <= sku.priceFen ? best : sku), undefined) ??
  skus[0]!;

/** What is kept with a product of its stock and its limited-time price, so that lists are sorted and narrowed by it. */
export function shelfFactsOf(goods: Looked, leftOf: LeftOf, nowMs: number): Facts {
  const skus = pricedSkus(goods, leftOf, nowMs);
  const buyable = skus.filter(({ skuId }) => leftOf(skuId) > 0);
  const { fromMs = 0, untilMs = 0 } = goods.offer ?? {};
  return {
    lowestFen: shownOf(skus, leftOf).priceFen,
    shelfRank: buyable.length > 0 ? 0 : 1,
    isOffered: buyable.some(({ offerId }) => offerId !== undefined),
    looksAgainAtMs: [fromMs, untilMs].find((moment) => moment > nowMs) ?? null,
  };
}

/** How many are left by a map of them; of what is not in it there are none. */
export const leftBy =
  (left: ReadonlyMap<string, number>): LeftOf =>
  (id) =>
    left.get(id) ?? 0;

/** Pieces that are left of sizes and offer, as a transaction sees them. */
export async function leftWithin(
  { skus, offer }: { readonly skus: readonly Pick<Sku, 'skuId'>[]; readonly offer?: GoodsDocument['offer'] },
  transaction: Transaction,
): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (const { skuId } of skus) left.set(skuId, (await stock.get(skuId, transaction))?.left ?? 0);
  if (offer) left.set(offer.offerId, (await offers.get(offer.offerId, transaction))?.left ?? 0);
  return left;
}

const GOODS_FIELDS = { skus: true, offer: true, revision: true } as const;

/** Rows that turned: their last piece went, or they got some again, since their goods were looked at. */
interface Turned {
  readonly pieces: readonly string[];
  readonly offered: readonly string[];
}

/**
 * Looks at some products again, and keeps what lists go by. Guarded by what was read: who saves one meanwhile has looked
 * by himself. Rows are marked as they were read, so that what came or went meanwhile has turned them again.
 */
export async function lookAgain(
  goodsIds: readonly string[],
  nowMs: number,
  turned: Turned = { pieces: [], offered: [] },
): Promise<void> {
  const found = await goodsOnSale.getMany(goodsIds, GOODS_FIELDS);
  const offerIds = found.flatMap(({ offer }) => (offer ? [offer.offerId] : []));
  const skuIds = found.flatMap(({ skus }) => skus.map(({ skuId }) => skuId));
  const fields = { left: true, isOut: true } as const;
  const [pieces, offered] = await Promise.all([
    stock.getMany([...skuIds, ...turned.pieces], fields),
    offers.getMany([...offerIds, ...turned.offered], fields),
  ]);
  const left = new Map([...pieces, ...offered].map((one) => [one._id, one.left]));
  for (const goods of found) {
    const facts: Record<string, unknown> = { ...shelfFactsOf(goods, leftBy(left), nowMs) };
    await goodsOnSale.changeWhere({ _id: goods._id, revision: goods.revision ?? _.exists(false) }, facts);
  }
  for (const [rows, door] of [
    [pieces, stock],
    [offered, offers],
  ] as const)
    for (const isOut of [true, false]) {
      const ids = rows.filter((one) => (one.left === 0) === isOut && one.isOut !== isOut).map(({ _id }) => _id);
      if (ids.length > 0) await door.changeWhere({ _id: _.in(ids) }, { isOut });
    }
}

const AT_ONCE = 100;

const HAS_TURNED = _.or({ isOut: false, left: 0 } as never, { isOut: true, left: _.gt(0) } as never) as never;

/**
 * Looks again at the products whose limited-time price has begun or ended, or that were sold out or got pieces again,
 * some hundred at a time: what is left over is done the next time. @returns how many.
 */
export async function lookAtTurned(nowMs: number): Promise<number> {
  const finding = { limit: AT_ONCE, fields: { goodsId: true } };
  const [due, pieces, offered] = await Promise.all([
    goodsOnSale.find({ looksAgainAtMs: _.lte(nowMs) }, { limit: AT_ONCE, fields: { _id: true } }),
    stock.find(HAS_TURNED, finding),
    offers.find(HAS_TURNED, finding),
  ]);
  const goodsIds = [...new Set([...due.map(({ _id }) => _id), ...[...pieces, ...offered].map((one) => one.goodsId)])];
  if (goodsIds.length === 0) return 0;
  const ids = (rows: readonly { readonly _id: string }[]) => rows.map(({ _id }) => _id);
  await lookAgain(goodsIds, nowMs, { pieces: ids(pieces), offered: ids(offered) });
  return goodsIds.length;
}
