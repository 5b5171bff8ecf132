import type { VoucherTermsShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { termRows, validWords } from './words';

/** When and where a voucher is used, told before it is bought; what is not used goes back. */
export function TermsCard({ terms }: { terms: VoucherTermsShown | null }) {
  if (!terms) return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>怎么用</HeadTitle>
      </View>
      <LedgerRow label="有效">
        <View className="wrap">{validWords(terms)}</View>
      </LedgerRow>
      {termRows(terms).map(([name, words]) => (
        <LedgerRow key={name} label={name}>
          <View className="wrap">{words}</View>
        </LedgerRow>
      ))}
      <LedgerRow label="没用">
        <View className="wrap">随时可退，过期自动退</View>
      </LedgerRow>
    </View>
  );
}
