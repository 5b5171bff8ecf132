import type { Decided, ExchangeAnswer } from '@shared/contract';
import type { RegisterDocument } from '../_store/documents/exchange';

/** What an answer is decided by, read before its transaction. */
export interface Acknowledged {
  readonly exchange: string;
  readonly serial: number;
  /** The register that is answered; null for none. */
  readonly register: RegisterDocument | null;
  /** `collectible.transfer` is cleared today. */
  readonly isCleared: boolean;
  readonly nowMs: number;
}

/** What became of an answer. */
export type Decision = Pick<Decided, 'is' | 'why'>;

/** The kind of an answer, with what is its own. */
export type AnswerOf<Kind extends ExchangeAnswer['kind']> = Extract<ExchangeAnswer, { readonly kind: Kind }>;
