import { type Fen, fen, wholesUp } from '@shared/kernel';

/** What a shop asks for sending an order's goods to one place. */
export interface FreightTerms {
  readonly freight: Fen;
  /** Goods of so much are sent free; 0 names no such amount. */
  readonly freeFrom: Fen;
  /** What is asked beyond the first pieces or grams; missing where an order costs one sum, however much is in it. */
  readonly further?: Further;
}

/** For each `step` begun beyond `first`, both in pieces or in grams, `freight` more. */
interface Further {
  readonly by: 'piece' | 'weight';
  readonly first: number;
  readonly step: number;
  readonly freight: Fen;
}

/** What is sent: its worth before coupon and points, its pieces, and what they weigh. */
interface Sent {
  readonly goods: Fen;
  readonly pieces: number;
  readonly grams: number;
}

/** Freight of one shop's goods in an order, in fen. Nothing bought costs none. Throws AmountOverflow at 2^53. */
export function freightOf({ freight, freeFrom, further }: FreightTerms, { goods, pieces, grams }: Sent): Fen {
  if (goods === 0 || (freeFrom > 0 && goods >= freeFrom)) return fen(0);
  if (!further) return freight;
  const beyond = Math.max(0, (further.by === 'piece' ? pieces : grams) - further.first);
  return fen(freight + wholesUp(beyond, further.step) * further.freight);
}

/** How much more of goods would be sent free; 0 where they are, or no amount is. */
export const toFree = ({ freeFrom }: FreightTerms, goods: Fen): Fen => fen(Math.max(freeFrom - goods, 0));

/** Some places and what sending there costs; null: nothing is sent there. */
interface FreightGroup {
  /** Codes of provinces (330000) and cities (330100), of the public list. */
  readonly regions: readonly string[];
  readonly terms: FreightTerms | null;
}

/** What a shop asks for sending, place by place. */
export interface FreightRule {
  readonly groups: readonly FreightGroup[];
  /** Wherever no group is for; null: nothing is sent but to the groups' places. */
  readonly elsewhere: FreightTerms | null;
}

/** A province is named by the first two of its six digits, a city by four. */
const isWithin = (code: string, region: string): boolean =>
  code.startsWith(region.endsWith('0000') ? region.slice(0, 2) : region.slice(0, 4));

/**
 * What sending to a place costs, null where nothing is sent there. `code` is a district's or a city's; its city counts
 * before its province, and of two groups that name the same the first. Without a place it is what most places cost.
 */
export function termsTo({ groups, elsewhere }: FreightRule, code: string | null): FreightTerms | null {
  if (code === null) return elsewhere;
  const naming = (isCity: boolean) =>
    groups.find(({ regions }) => regions.some((one) => one.endsWith('0000') !== isCity && isWithin(code, one)));
  const group = naming(true) ?? naming(false);
  return group ? group.terms : elsewhere;
}
