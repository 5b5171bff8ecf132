import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { AnswerCard } from '../../../features/afterSales/AnswerCard';
import { AskedCase } from '../../../features/afterSales/AskedCase';
import { CaseLog } from '../../../features/afterSales/CaseLog';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { SidesCard } from './SidesCard';
import { useAnswers } from './useAnswers';

/** One case for who answers it, or decides it. */
export default function StaffCaseScreen() {
  const caseId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.orders" title="售后">
      {() => <Loaded caseId={caseId} />}
    </AdminScreen>
  );
}

function Loaded({ caseId }: { caseId: string }) {
  const read = useRead('admin.viewAfterSales', { caseId });
  const answers = useAnswers(caseId);
  return (
    <Shown of={read} fault="售后没取到">
      {(one) => (
        <>
          <AskedCase of={one} />
          {one.may.decide ? <SidesCard of={one} /> : null}
          <AnswerCard key={one.state} of={one} answers={answers} />
          <CaseLog log={one.log} />
          <View className="card card-tight">
            <Row
              isFirst
              title="看订单"
              sub={one.orderNo}
              onTap={() => go.admin('order', `id=${encodeURIComponent(one.orderId)}`)}
            />
          </View>
        </>
      )}
    </Shown>
  );
}
