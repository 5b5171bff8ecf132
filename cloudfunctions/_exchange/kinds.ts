import type { Decided, ExchangeAnswer } from '@shared/contract';
import type { Transaction } from '../_platform/transactions';
import type { Acknowledged, AnswerOf, Decision } from './acknowledged';
import { decideEdition } from './kinds/edition';
import { decideHolding } from './kinds/holding';

type Kind = ExchangeAnswer['kind'];

/** What an exchange answers about: what the answer is of, and what decides and does it in its transaction. */
interface Of<Answer extends ExchangeAnswer> {
  readonly about: (item: Answer) => string;
  readonly decide: (item: Answer, of: Acknowledged, transaction: Transaction) => Promise<Decision>;
}
type Kinds = { readonly [K in Kind]: Of<AnswerOf<K>> };

/** Every kind of thing that is answered about: one file each. */
const KINDS: Kinds = {
  edition: { about: ({ editionId }) => editionId, decide: decideEdition },
  holding: { about: ({ certificateId }) => certificateId, decide: decideHolding },
};

/** Decides one answer of an acknowledgement within its transaction. */
export async function decide(
  item: ExchangeAnswer,
  nth: number,
  of: Acknowledged,
  transaction: Transaction,
): Promise<Decided> {
  const { kind, answer } = item;
  const { about, decide: decideIt } = KINDS[kind] as Of<ExchangeAnswer>;
  return { nth, kind, about: about(item), answer, ...(await decideIt(item, of, transaction)) };
}
