import { fen } from '@shared/kernel';
import { type FreightRule, type FreightTerms, termsTo } from '@shared/rules';
import type { ShopDocument } from '../_store/documents';

/** What a shop keeps of its freight. */
type FreightKept = Pick<ShopDocument, 'freightFen' | 'freeFreightFromFen' | 'freight'>;

/** What is not sent costs no freight. */
export const NO_FREIGHT: FreightTerms = { freight: fen(0), freeFrom: fen(0) };

/** A shop's freight, place by place, as the rules take it. */
export function freightRuleOf({ freightFen, freeFreightFromFen, freight }: FreightKept): FreightRule {
  const terms = (first: number, further: number, freeFrom: number): FreightTerms => ({
    freight: fen(first),
    freeFrom: fen(freeFrom),
    ...(freight && freight.by !== 'order'
      ? { further: { by: freight.by, first: freight.first, step: freight.step, freight: fen(further) } }
      : {}),
  });
  const groups = (freight?.groups ?? []).map((group) => ({
    regions: group.regions.map(({ code }) => code),
    terms: group.isServed ? terms(group.freightFen, group.furtherFen, group.freeFreightFromFen) : null,
  }));
  const isServed = freight?.servesElsewhere ?? true;
  return { groups, elsewhere: isServed ? terms(freightFen, freight?.furtherFen ?? 0, freeFreightFromFen) : null };
}

/** Whether where an order goes changes what its sending costs, or whether it is sent at all. */
export const isFreightByPlace = ({ freight }: FreightKept): boolean =>
  freight !== undefined && (freight.groups.length > 0 || !freight.servesElsewhere);

/** Whether sending costs something else for another place, or for more pieces. */
export const freightVaries = (shop: FreightKept): boolean =>
  isFreightByPlace(shop) || (shop.freight !== undefined && shop.freight.by !== 'order');

/** Whether a shop sends to a place: `placeUnknown` where it asks for one and the address does not tell it. */
export type Sending = 'possible' | 'notServed' | 'placeUnknown';

/** Where an order goes: the code of its region, '' where its address names none, null before there is an address. */
export type PlaceCode = string | null;

/** What sending from a shop to a place costs, and whether it is possible; where it is not, nothing is asked. */
export function freightTo(shop: FreightKept, place: PlaceCode): { terms: FreightTerms; sending: Sending } {
  if (place === '' && isFreightByPlace(shop)) return { terms: NO_FREIGHT, sending: 'placeUnknown' };
  const terms = termsTo(freightRuleOf(shop), place === '' ? null : place);
  if (terms) return { terms, sending: 'possible' };
  // Before there is an address nobody can say that it is not sent there.
  return { terms: NO_FREIGHT, sending: place === null ? 'possible' : 'notServed' };
}
