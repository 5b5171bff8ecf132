import type { AfterSalesCase } from '@shared/contract';
import type { Answers } from '../../../features/afterSales/answers';
import { queryClient, useAct } from '../../../gateway';

const TOUCHED = ['admin.listAfterSales', 'admin.viewOpening', 'admin.viewOrder', 'admin.listOrders'] as const;

/** An administrator's answers to a case, and decisions: each try of the same is the same act. */
export function useAnswers(caseId: string): Answers {
  const answering = useAct('admin.answerAfterSales', TOUCHED);
  const deciding = useAct('admin.decideAfterSales', TOUCHED);
  const keep = {
    onSuccess: (one: AfterSalesCase) => queryClient.setQueryData(['admin.viewAfterSales', { caseId }], one),
    onError: () => void queryClient.invalidateQueries({ queryKey: ['admin.viewAfterSales'] }),
  };
  return {
    fault: answering.error ?? deciding.error,
    isBusy: answering.isPending || deciding.isPending,
    answer: (answer, requestId) => answering.mutate({ caseId, answer, requestId: `${requestId}-${answer.is}` }, keep),
    decide: (side, { words, freightFen, part, requestId }) => {
      const decision =
        side === 'buyer'
          ? { for: 'buyer' as const, freightFen, ...(part ? { lines: part } : {}) }
          : { for: 'shop' as const };
      deciding.mutate({ caseId, decision, words, requestId: `${requestId}-${side}` }, keep);
    },
  };
}
