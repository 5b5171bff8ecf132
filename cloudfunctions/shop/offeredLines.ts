import type { Bought } from '../_orders/bought';
import { offerNow, pricedSku } from '../_orders/offers';
import type { Found } from './lines';

/**
 * The lines of an order with what they cost: at the limited-time price where pieces at it are left for all of the
 * product's lines, and the member may have so many; else at the regular one, all of them. `held`: the limited-time prices
 * of an order that may hold its pieces already: those are left for it, and no others.
 */
export function atOffers(lines: readonly Found[], bought: Bought, nowMs: number, held?: readonly string[]): Found[] {
  return lines.map((line) => {
    const offer = offerNow(line.goods, nowMs);
    if (!offer) return line;
    const isOffered = (skuId: string) => offer.prices.some((one) => one.skuId === skuId);
    const asked = lines.reduce(
      (sum, { goods, sku, quantity }) => sum + (goods._id === line.goods._id && isOffered(sku.skuId) ? quantity : 0),
      0,
    );
    const mayHave = offer.perMember > 0 ? offer.perMember - (bought.get(offer.offerId) ?? 0) : asked;
    const left = held ? (held.includes(offer.offerId) ? asked : 0) : line.leftAtOffer;
    return { ...line, sku: pricedSku(line.sku, offer, Math.min(left, mayHave), asked) };
  });
}
