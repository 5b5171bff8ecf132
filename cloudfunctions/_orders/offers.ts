import type { OfferShown } from '@shared/contract';
import type { GoodsDocument, OfferTerms, OrderLine, Sku } from '../_store/documents';

type Offered = Pick<GoodsDocument, 'offer'>;

/** The limited-time price that holds now, or null. */
export const offerNow = ({ offer }: Offered, nowMs: number): OfferTerms | null =>
  offer && offer.fromMs <= nowMs && nowMs < offer.untilMs ? offer : null;

/** The limited-time price that holds or is to come, or null: regular prices stay above it. */
export const offerAhead = ({ offer }: Offered, nowMs: number): OfferTerms | null =>
  offer && nowMs < offer.untilMs ? offer : null;

/** A size with what one piece of it costs now. */
export interface PricedSku extends Sku {
  /** The limited-time price that it is, and what it costs otherwise; both missing where it is the regular one. */
  readonly offerId?: string;
  readonly regularFen?: number;
}

/**
 * What one piece of a size costs: everything that shows or takes a price asks here. `left`: pieces that are left at the
 * limited-time price, for whoever asks; it holds for all of the `asked` or for none.
 */
export function pricedSku(sku: Sku, offer: OfferTerms | null, left: number, asked = 1): PricedSku {
  const offered = offer?.prices.find(({ skuId }) => skuId === sku.skuId);
  if (!offer || !offered || left < asked) return sku;
  return { ...sku, priceFen: offered.priceFen, offerId: offer.offerId, regularFen: sku.priceFen };
}

/** Of a running offer what shoppers are told, while pieces are left. */
export const offerShownOf = (offer: OfferTerms | null, left: number): OfferShown | null =>
  offer && left > 0
    ? {
        offerId: offer.offerId,
        untilMs: offer.untilMs,
        pieces: offer.pieces,
        taken: offer.pieces - left,
        perMember: offer.perMember,
      }
    : null;

/** Pieces of an order at each limited-time price, in the order of their ids. */
export function offeredPieces(lines: readonly OrderLine[]): { offerId: string; title: string; quantity: number }[] {
  const pieces = new Map<string, { offerId: string; title: string; quantity: number }>();
  for (const { offerId, title, quantity } of lines)
    if (offerId !== undefined)
      pieces.set(offerId, { offerId, title, quantity: (pieces.get(offerId)?.quantity ?? 0) + quantity });
  return [...pieces.values()].sort((one, other) => (one.offerId < other.offerId ? -1 : 1));
}
