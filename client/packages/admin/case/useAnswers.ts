import type { AfterSalesCase, InputOf } from '@shared/contract';
import { queryClient, useAct } from '../../../gateway';

type Answer = InputOf<'admin.answerAfterSales'>['answer'];
type Place = NonNullable<Extract<Answer, { is: 'agreed' }>['returnTo']>;

/** What was filled in for an answer. */
export interface Given {
  readonly words: string;
  readonly freightFen: number;
  readonly place: Place | null;
  readonly parcel: { readonly carrier: string; readonly trackingNo: string };
  /** Of these contents: every try has it. */
  readonly requestId: string;
}

const TOUCHED = ['admin.listAfterSales', 'admin.viewOpening', 'admin.viewOrder', 'admin.listOrders'] as const;

/** The answers to a case: each try of the same is the same act. */
export function useAnswers(caseId: string) {
  const answering = useAct('admin.answerAfterSales', TOUCHED);
  const deciding = useAct('admin.decideAfterSales', TOUCHED);
  const keep = {
    onSuccess: (one: AfterSalesCase) => queryClient.setQueryData(['admin.viewAfterSales', { caseId }], one),
    onError: () => void queryClient.invalidateQueries({ queryKey: ['admin.viewAfterSales'] }),
  };
  const answer = (given: Answer, requestId: string) =>
    answering.mutate({ caseId, answer: given, requestId: `${requestId}-${given.is}` }, keep);
  return {
    fault: answering.error ?? deciding.error,
    isBusy: answering.isPending || deciding.isPending,
    agree: ({ words, freightFen, place, requestId }: Given) =>
      answer({ is: 'agreed', words, freightFen, ...(place ? { returnTo: place } : {}) }, requestId),
    refuse: ({ words, requestId }: Given) => answer({ is: 'refused', words }, requestId),
    accept: ({ words, freightFen, requestId }: Given) => answer({ is: 'accepted', words, freightFen }, requestId),
    send: ({ words, parcel, requestId }: Given) =>
      answer({ is: 'exchangeSent', words, parcel: { ...parcel } }, requestId),
    decide: (side: 'buyer' | 'shop', { words, freightFen, requestId }: Given) => {
      const decision = side === 'buyer' ? ({ for: 'buyer', freightFen } as const) : ({ for: 'shop' } as const);
      deciding.mutate({ caseId, decision, words, requestId: `${requestId}-${side}` }, keep);
    },
  };
}
