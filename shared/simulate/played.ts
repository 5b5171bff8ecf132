import type { Fen } from '@shared/kernel';
import type {
  AdjustmentFigures,
  ExchangeFigures,
  OrderGrants,
  PaidForEdition,
  ReversalFigures,
  SaleFigures,
} from '../rules';

/** What an event that was played came to, as far as somebody asks: figures by kind of event. */
export interface Played {
  readonly purchase?: { readonly amount: Fen; readonly grants: OrderGrants };
  readonly sale?: SaleFigures;
  readonly exchange?: ExchangeFigures;
  readonly collected?: PaidForEdition;
  readonly reversal?: ReversalFigures;
  readonly adjustment?: AdjustmentFigures;
}

/** An event without figures of its own. */
export const NOTHING_ASKED: Played = {};
