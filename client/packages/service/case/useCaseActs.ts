import type { AfterSalesCase, InputOf } from '@shared/contract';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { newRequestId, queryClient, type Refused, useAct } from '../../../gateway';

const TOUCHED = ['afterSales.list', 'shop.viewOrder', 'shop.listOrders', 'account.me'] as const;

/** What a buyer can do to a case. What ends it asks first. */
export function useCaseActs(caseId: string) {
  const { ask, sheet } = useAskFirst();
  const withdraw = useAct('afterSales.withdraw', TOUCHED);
  const parcel = useAct('afterSales.giveParcel', TOUCHED);
  const arbitration = useAct('afterSales.askArbitration', TOUCHED);
  const exchange = useAct('afterSales.confirmExchange', TOUCHED);
  const [isAsking, setAsking] = useState(false);
  const keep = {
    onSuccess: (one: AfterSalesCase) => queryClient.setQueryData(['afterSales.view', { caseId }], one),
    // Refused for its state, the case is not what this screen shows: answered meanwhile, say.
    onError: ({ code }: Refused) => {
      if (code === 'afterSales/notInState') void queryClient.invalidateQueries({ queryKey: ['afterSales.view'] });
    },
  };
  return {
    sheet,
    fault: withdraw.error ?? parcel.error ?? arbitration.error ?? exchange.error,
    isBusy: withdraw.isPending || parcel.isPending || arbitration.isPending || exchange.isPending,
    withdraw: async () => {
      if (await ask({ title: '撤回申请', words: '这次申请结束，钱和积分不动。退货期内还能再申请。', yes: '撤回' }))
        withdraw.mutate({ caseId, requestId: newRequestId() }, keep);
    },
    giveParcel: (given: InputOf<'afterSales.giveParcel'>['parcel']) =>
      parcel.mutate({ caseId, parcel: given, requestId: newRequestId() }, keep),
    confirmExchange: async () => {
      if (await ask({ title: '收到换的商品', words: '确认后这次售后办完，订单继续。', yes: '已收到' }))
        exchange.mutate({ caseId, requestId: newRequestId() }, keep);
    },
    isAsking,
    openArbitration: () => setAsking(true),
    closeArbitration: () => setAsking(false),
    askArbitration: (words: string, pictures: readonly string[]) =>
      arbitration.mutate(
        { caseId, words, pictures: [...pictures], requestId: newRequestId() },
        {
          ...keep,
          onSuccess: (one) => {
            setAsking(false);
            keep.onSuccess(one);
          },
        },
      ),
  };
}

export type CaseActs = ReturnType<typeof useCaseActs>;
