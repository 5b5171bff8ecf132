import type { AfterSalesCase } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { LedgerRow } from '../../../components/Ledger';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { CASE_KINDS, CASE_REASONS, CASE_STATES } from '../../../copy/afterSales';
import { CaseLedger } from '../../../features/afterSales/CaseLedger';
import { CaseLog, CasePictures } from '../../../features/afterSales/CaseLog';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { AnswerCard } from './AnswerCard';
import { SidesCard } from './SidesCard';

/** One case for who answers it, or decides it. */
export default function StaffCaseScreen() {
  const caseId = decodeURIComponent(useRouter().params.id ?? '');
  return <AdminScreen title="售后">{() => <Loaded caseId={caseId} />}</AdminScreen>;
}

function Loaded({ caseId }: { caseId: string }) {
  const read = useRead('admin.viewAfterSales', { caseId });
  return (
    <Shown of={read} fault="售后没取到">
      {(one) => (
        <>
          <Asked of={one} />
          {one.may.decide ? <SidesCard of={one} /> : null}
          <AnswerCard key={one.state} of={one} />
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

/** What is asked for, why, with what evidence, and what would go back. */
function Asked({ of }: { of: AfterSalesCase }) {
  const { words, tone } = CASE_STATES[of.state];
  return (
    <View className="card">
      <View className="head">
        <View className="head-title">{CASE_KINDS[of.kind].words}</View>
        <View className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>{words}</View>
      </View>
      {of.dueAtMs === null ? null : (
        <View className="small muted mb8">{showMoment(of.dueAtMs)} 到期，到期自动往下走</View>
      )}
      {of.lines.map((line) => (
        <View key={line.skuId} className="flex gap12 mb12">
          <Picture picture={line.picture} ground={line.ground} size={64} />
          <View className="grow">
            <View className="wrap">
              {line.title}，{line.bought} 件里 {line.quantity} 件
            </View>
            <View className="small muted">
              {[line.label, CASE_REASONS[of.reason], line.toLabel ? `换 ${line.toLabel}` : '', of.shopName]
                .filter(Boolean)
                .join(' · ')}
            </View>
          </View>
        </View>
      ))}
      {of.words ? <View className="quote mb12">{of.words}</View> : null}
      <CasePictures pictures={of.pictures} what="买家的图片" />
      {of.money === 'none' ? null : <CaseLedger ledger={of.ledger} cashLabel="微信支付，原路退回" />}
      {of.returnParcel ? (
        <LedgerRow label="寄回单号">
          {of.returnParcel.carrier} {of.returnParcel.trackingNo}
        </LedgerRow>
      ) : null}
      {of.buyer ? (
        <View className="small muted mt8">
          {of.buyer.masked} 近一年 {of.buyer.orders} 单、售后 {of.buyer.cases} 次。没办完之前，订单不结算。
        </View>
      ) : null}
    </View>
  );
}
