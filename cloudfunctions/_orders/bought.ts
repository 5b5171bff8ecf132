import { _, aggregate } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { GoodsDocument, OrderDocument } from '../_store/documents';
import { offerNow } from './offers';

/** Who places an order of limited goods takes a turn under it: what was bought before cannot grow meanwhile. */
export const buyingKey = (memberId: string): string => `buying:${memberId}`;

/** Pieces of a line that are not given back. */
const KEPT = { $subtract: ['$lines.quantity', { $ifNull: ['$lines.backPieces', 0] }] };

/** Pieces of some products that a member has in orders that are not given back: of each, and of each at an offer. */
export type Bought = ReadonlyMap<string, number>;

const NOTHING: Bought = new Map();

/** Summed by the database, by product and by limited-time price. */
async function boughtBefore(memberId: string, goodsIds: readonly string[]): Promise<Bought> {
  const isAsked = { 'lines.goodsId': _.in([...goodsIds]) };
  const rows = await orders.aggregate((pipeline) =>
    pipeline
      .match({ memberId, isPlaced: true, state: _.nin(['closed', 'refunding', 'refunded']), ...isAsked })
      .project({ lines: { goodsId: 1, offerId: 1, quantity: 1, backPieces: 1 } })
      .unwind('$lines')
      .match(isAsked)
      .group({
        _id: { goodsId: '$lines.goodsId', offerId: '$lines.offerId' },
        pieces: aggregate.sum(KEPT),
      })
      // Of a product there were at most so many limited-time prices in an order's life.
      .limit(1000),
  );
  const bought = new Map<string, number>();
  const add = (key: string, pieces: number) => bought.set(key, (bought.get(key) ?? 0) + pieces);
  for (const row of rows) {
    const { goodsId, offerId } = row._id as { readonly goodsId: string; readonly offerId?: string };
    add(goodsId, Number(row.pieces));
    if (offerId !== undefined) add(offerId, Number(row.pieces));
  }
  return bought;
}

/** A product of an order that a member may buy so many of: in all, or at the limited-time price that is named. */
export interface Limit {
  readonly goodsId: string;
  readonly title: string;
  readonly most: number;
  readonly offerId?: string;
}

/** The limits of some products now, each in all and at a limited-time price. */
export const limitsOn = (
  goods: readonly Pick<GoodsDocument, '_id' | 'title' | 'limitPerMember' | 'offer'>[],
  nowMs: number,
): Limit[] =>
  goods.flatMap(({ _id: goodsId, title, limitPerMember: most, offer: terms }) => {
    const offer = offerNow(terms ? { offer: terms } : {}, nowMs);
    return [
      ...(most > 0 ? [{ goodsId, title, most }] : []),
      ...(offer && offer.perMember > 0 ? [{ goodsId, title, most: offer.perMember, offerId: offer.offerId }] : []),
    ];
  });

/** What a member bought before of the products that have limits: at most one request. */
export const boughtOf = async (memberId: string, limits: readonly Limit[]): Promise<Bought> =>
  limits.length === 0 ? NOTHING : boughtBefore(memberId, [...new Set(limits.map(({ goodsId }) => goodsId))]);

/** The first limit that an order's lines would pass beside what was bought before, or null. */
export const passedOf = (
  bought: Bought,
  lines: readonly Pick<OrderDocument['lines'][number], 'goodsId' | 'offerId' | 'quantity'>[],
  limits: readonly Limit[],
): Limit | null =>
  limits.find(({ goodsId, offerId, most }) => {
    const isOfIt = (line: (typeof lines)[number]) =>
      offerId === undefined ? line.goodsId === goodsId : line.offerId === offerId;
    const asked = lines.reduce((sum, line) => sum + (isOfIt(line) ? line.quantity : 0), 0);
    return asked > 0 && asked + (bought.get(offerId ?? goodsId) ?? 0) > most;
  }) ?? null;

/** The same, with what was bought before read anew. */
export const limitPassed = async (
  memberId: string,
  lines: Parameters<typeof passedOf>[1],
  limits: readonly Limit[],
): Promise<Limit | null> => passedOf(await boughtOf(memberId, limits), lines, limits);
