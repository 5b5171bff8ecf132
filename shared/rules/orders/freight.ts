import { type Fen, fen } from '@shared/kernel';

/** What a shop asks for sending an order's goods. */
export interface FreightTerms {
  readonly freight: Fen;
  /** Goods of so much are sent free; 0 names no such amount. */
  readonly freeFrom: Fen;
}

/** Freight of one shop's goods in an order, in fen. Nothing bought costs none. */
export function freightOf({ freight, freeFrom }: FreightTerms, goods: Fen): Fen {
  const isFree = goods === 0 || (freeFrom > 0 && goods >= freeFrom);
  return isFree ? fen(0) : freight;
}
