import type { InputOf } from '@shared/contract';
import type { Refused } from '../../gateway';

type CaseAnswer = InputOf<'afterSales.answer'>['answer'];
type Place = NonNullable<Extract<CaseAnswer, { is: 'agreed' }>['returnTo']>;

/** What was filled in for an answer. */
export interface Given {
  readonly words: string;
  readonly freightFen: number;
  readonly place: Place | null;
  readonly parcel: { readonly carrier: string; readonly trackingNo: string };
  /** The pieces that are taken back, where it is a part of those that were asked back. */
  readonly part: { skuId: string; quantity: number }[] | undefined;
  /** Of these contents: every try has it. */
  readonly requestId: string;
}

/** The answers to a case, by whoever answers it. `decide` is an administrator's alone. */
export interface Answers {
  readonly fault: Refused | null;
  readonly isBusy: boolean;
  answer(answer: CaseAnswer, requestId: string): void;
  decide?(side: 'buyer' | 'shop', given: Given): void;
}

/** An answer of what was filled in, by its kind. */
export const answerOf = {
  agree: ({ words, freightFen, place }: Given): CaseAnswer => ({
    is: 'agreed',
    words,
    freightFen,
    ...(place ? { returnTo: place } : {}),
  }),
  refuse: ({ words }: Given): CaseAnswer => ({ is: 'refused', words }),
  accept: ({ words, freightFen, part }: Given): CaseAnswer => ({
    is: 'accepted',
    words,
    freightFen,
    ...(part ? { lines: part } : {}),
  }),
  send: ({ words, parcel }: Given): CaseAnswer => ({ is: 'exchangeSent', words, parcel: { ...parcel } }),
} as const;
