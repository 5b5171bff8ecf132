import type { AfterSalesCase } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { Picture } from '../../components/Picture';
import { CASE_KINDS, CASE_REASONS, CASE_STATES } from '../../copy/afterSales';
import { CaseLedger } from './CaseLedger';
import { CasePictures } from './CaseLog';

/** What is asked for, why, with what evidence, and what would go back. */
export function AskedCase({ of }: { of: AfterSalesCase }) {
  const { words, tone } = CASE_STATES[of.state];
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{CASE_KINDS[of.kind].words}</HeadTitle>
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
      {of.money === 'none' ? null : <CaseLedger ledger={of.ledger} />}
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
