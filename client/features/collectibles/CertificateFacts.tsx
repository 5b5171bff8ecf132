import { showDay, showHash } from '@shared/format';
import type { Certificate } from '@shared/proofs';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { goodsStanding, numberWords } from './words';

/** What the certificate of an edition says. */
export function CertificateFacts({ certificate }: { certificate: Certificate }) {
  const { series, edition, day, path, editions } = certificate;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>证书写了什么</HeadTitle>
      </View>
      <LedgerRow label="藏品">{series.title}</LedgerRow>
      <LedgerRow label="编号">{numberWords({ number: certificate.number, supply: series.supply })}</LedgerRow>
      <LedgerRow label={`${showDay(day)} 收盘时的持有人`}>
        <View className="mono wrap">{edition.holder}</View>
      </LedgerRow>
      <LedgerRow label="发行">
        {series.issuer.name}，{series.issuedDay}
      </LedgerRow>
      <LedgerRow label="货">{goodsStanding(certificate)}</LedgerRow>
      {series.rights.map(({ words, untilDay }) => (
        <LedgerRow key={words} label="用处">
          {words}
          {untilDay === null ? '' : `，到 ${untilDay}`}
        </LedgerRow>
      ))}
      {edition.state === 'listed' ? <LedgerRow label="登记">登记在外，暂不能动</LedgerRow> : null}
      <LedgerRow label="经过">{edition.steps} 步</LedgerRow>
      <LedgerRow label="图文指纹">
        <View className="mono">{showHash(edition.fingerprint)}</View>
      </LedgerRow>
      <LedgerRow label="核对路径">
        {path.length} 级，当天共 {editions.count} 份
      </LedgerRow>
    </View>
  );
}
