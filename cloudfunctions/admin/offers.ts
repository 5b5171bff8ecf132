import { OFFER_MOST_DAYS, OFFER_PAUSE_HOURS, type OfferSet, type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { changedMeanwhile } from '../_actions/seen';
import { labelOf } from '../_orders/cards';
import { leftBy, leftWithin, shelfFactsOf } from '../_orders/shelf';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { goodsOnSale, offers } from '../_store/collections';
import type { GoodsDocument, OfferTerms } from '../_store/documents';

const HOUR_MS = 3_600_000;
const PAUSE_MS = OFFER_PAUSE_HOURS * HOUR_MS;
const LONGEST_MS = OFFER_MOST_DAYS * 24 * HOUR_MS;

const stateOf = ({ fromMs, untilMs }: OfferTerms, nowMs: number): OfferSet['state'] =>
  nowMs < fromMs ? 'waiting' : nowMs < untilMs ? 'running' : 'over';

const shown = (offer: OfferTerms, left: number, nowMs: number): OfferSet => ({
  ...offer,
  prices: offer.prices.map((one) => ({ ...one })),
  taken: offer.pieces - left,
  state: stateOf(offer, nowMs),
});

/** The earliest moment at which another one may begin: an end is an end. One that has not begun may be replaced. */
const nextFrom = (offer: OfferTerms | undefined, nowMs: number): number =>
  offer && offer.fromMs < Math.min(nowMs, offer.untilMs) ? offer.untilMs + PAUSE_MS : 0;

export const viewOffer: Handler<'admin.viewOffer'> = async ({ goodsId }, { nowMs }) => {
  const goods = await goodsOnSale.get(goodsId);
  if (!goods) return refuse('goods/unknown', { goodsId });
  const row = goods.offer ? await offers.get(goods.offer.offerId) : null;
  return done({
    offer: goods.offer ? shown(goods.offer, row?.left ?? 0, nowMs) : null,
    skus: goods.skus.map((sku) => ({
      skuId: sku.skuId,
      label: labelOf(sku),
      priceFen: sku.priceFen,
      costFen: sku.costFen,
    })),
    nextFromMs: nextFrom(goods.offer, nowMs),
    nowMs,
  });
};

type Asked = ParsedOf<'admin.saveOffer'>;

/** Why an offer cannot be: its times, its prices, or the one before it. */
function whyNot({ fromMs, untilMs, prices }: Asked, { skus, offer }: GoodsDocument, nowMs: number) {
  if (offer && stateOf(offer, nowMs) === 'running') return refuse('offer/running', { untilMs: offer.untilMs });
  if (untilMs <= Math.max(fromMs, nowMs) || untilMs - fromMs > LONGEST_MS)
    return refuse('offer/times', { fromMs, untilMs });
  const nextFromMs = nextFrom(offer, nowMs);
  if (Math.max(fromMs, nowMs) < nextFromMs) return refuse('offer/tooSoon', { nextFromMs });
  for (const { skuId, priceFen } of prices) {
    const sku = skus.find((one) => one.skuId === skuId);
    if (!sku) return refuse('goods/unknown', { skuId });
    if (priceFen >= sku.priceFen)
      return refuse('offer/notLower', { skuId, offeredFen: priceFen, regularFen: sku.priceFen });
  }
  return null;
}

/** Keeps a product with another offer, and what lists go by. Whoever edits it meanwhile is told. */
async function keep(goods: GoodsDocument, offer: OfferTerms, nowMs: number, transaction: Transaction): Promise<void> {
  const now = { ...goods, offer };
  const facts = shelfFactsOf(now, leftBy(await leftWithin(now, transaction)), nowMs);
  const revision = (goods.revision ?? 0) + 1;
  await goodsOnSale.change(goods._id, { offer, ...facts, revision }, transaction);
}

/** What of an offer its line in the audit tells beside what was offered before. */
const termsOf = ({ offerId: _id, ...terms }: OfferTerms) => terms;

export const saveOffer: Handler<'admin.saveOffer'> = (input, caller) =>
  once(caller, async (transaction) => {
    const { goodsId, prices, pieces, perMember, untilMs } = input;
    const { nowMs } = caller;
    const goods = await goodsOnSale.get(goodsId, transaction);
    if (!goods) return refuse('goods/unknown', { goodsId });
    const why = changedMeanwhile(input.seen, goods.offer?.offerId ?? '') ?? whyNot(input, goods, nowMs);
    if (why) return why;
    const offerId = newId('L', 12);
    const fromMs = Math.max(input.fromMs, nowMs);
    await offers.put({ _id: offerId, goodsId, left: pieces, sold: 0, holds: {}, isOut: false }, transaction);
    const offer = { offerId, fromMs, untilMs, prices, pieces, perMember };
    await keep(goods, offer, nowMs, transaction);
    await note(caller, 'admin.saveOffer', { goodsId, offerId }, transaction, changed(goods.offer, termsOf(offer)));
    return done({ offer: shown(offer, pieces, nowMs) });
  });

/** Ends an offer at once. Pieces of orders that were placed keep their price. */
export const endOffer: Handler<'admin.endOffer'> = ({ goodsId, offerId }, caller) =>
  once(caller, async (transaction) => {
    const { nowMs } = caller;
    const goods = await goodsOnSale.get(goodsId, transaction);
    if (!goods) return refuse('goods/unknown', { goodsId });
    const { offer } = goods;
    if (offer?.offerId !== offerId || stateOf(offer, nowMs) === 'over') return refuse('offer/over');
    // One that never began ends before it would have: the next one needs no pause.
    await keep(goods, { ...offer, fromMs: Math.min(offer.fromMs, nowMs), untilMs: nowMs }, nowMs, transaction);
    await note(caller, 'admin.endOffer', { goodsId, offerId }, transaction, changed(offer, { untilMs: nowMs }));
    return done({ offerId });
  });
