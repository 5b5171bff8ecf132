import type { AfterSalesCase } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { AnswerCard } from '../../../features/afterSales/AnswerCard';
import { AskedCase } from '../../../features/afterSales/AskedCase';
import type { Answers } from '../../../features/afterSales/answers';
import { CaseLog } from '../../../features/afterSales/CaseLog';
import { queryClient, useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

const TOUCHED = ['afterSales.listOfShop', 'merchant.home', 'merchant.viewOrder', 'merchant.listOrders'] as const;

/** One case of the own shop, to be answered. */
export default function ShopCaseScreen() {
  const caseId = decodeURIComponent(useRouter().params.id ?? '');
  return <MerchantScreen title="售后">{() => <Loaded caseId={caseId} />}</MerchantScreen>;
}

function useShopAnswers(caseId: string): Answers {
  const answering = useAct('afterSales.answer', TOUCHED);
  return {
    fault: answering.error,
    isBusy: answering.isPending,
    answer: (answer, requestId) =>
      answering.mutate(
        { caseId, answer, requestId: `${requestId}-${answer.is}` },
        {
          onSuccess: (one: AfterSalesCase) => queryClient.setQueryData(['afterSales.viewOfShop', { caseId }], one),
          onError: () => void queryClient.invalidateQueries({ queryKey: ['afterSales.viewOfShop'] }),
        },
      ),
  };
}

function Loaded({ caseId }: { caseId: string }) {
  const read = useRead('afterSales.viewOfShop', { caseId });
  const answers = useShopAnswers(caseId);
  return (
    <Shown of={read} fault="售后没取到">
      {(one) => (
        <>
          <AskedCase of={one} />
          <AnswerCard key={one.state} of={one} answers={answers} />
          <CaseLog log={one.log} />
          <View className="card card-tight">
            <Row
              isFirst
              title="看订单"
              sub={one.orderNo}
              onTap={() => go.merchant('order', `id=${encodeURIComponent(one.orderId)}`)}
            />
          </View>
        </>
      )}
    </Shown>
  );
}
