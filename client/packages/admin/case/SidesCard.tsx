import type { AfterSalesCase } from '@shared/contract';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { CASE_BY } from '../../../copy/afterSales';

type Step = AfterSalesCase['log'][number];

/** What each side said last, and how many pictures it has shown: buyer, shop and parcel alike. */
export function SidesCard({ of }: { of: AfterSalesCase }) {
  const last = (is: (step: Step) => boolean) => of.log.find((step) => is(step) && step.words !== '');
  const pictures = (is: (step: Step) => boolean) =>
    of.log.filter(is).reduce((sum, step) => sum + step.pictures.length, 0);
  const isBuyer = ({ by }: Step) => by === 'buyer';
  const isShop = ({ by }: Step) => by === 'merchant' || by === 'admin';
  const parcel = of.returnParcel ? `寄回 ${of.returnParcel.carrier} ${of.returnParcel.trackingNo}` : '没有寄回的包裹';
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>三方怎么说</HeadTitle>
      </View>
      <LedgerRow label={CASE_BY.buyer}>
        <View className="wrap">{last(isBuyer)?.words ?? '没有说明'}</View>
        <View className="cap muted">图 {pictures(isBuyer)}</View>
      </LedgerRow>
      <LedgerRow label={CASE_BY.merchant}>
        <View className="wrap">{last(isShop)?.words ?? '没有说明'}</View>
        <View className="cap muted">图 {pictures(isShop)}</View>
      </LedgerRow>
      <LedgerRow label="物流">
        <View className="wrap">{parcel}</View>
      </LedgerRow>
    </View>
  );
}
