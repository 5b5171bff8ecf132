import { showDay, showHash, showMoment, showPlain } from '@shared/format';
import type { AnyCertificate, CertificateFault } from '@shared/proofs';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { faultWords } from '../../../features/certificates/faultWords';
import { HashesCard } from '../../../features/certificates/HashesCard';
import { CertificateFacts } from '../../../features/collectibles/CertificateFacts';
import { numberWords } from '../../../features/collectibles/words';
import { PicturesCard } from './PicturesCard';
import type { Read } from './readCertificate';

/** What is shown of a certificate that holds: in a sentence, what it says, and what else can be compared. */
interface ShownOf {
  readonly words: string;
  readonly facts: ReactNode;
  readonly beside: ReactNode;
  /** What it does not say. */
  readonly limits: string;
  /** What was worked out. */
  readonly steps: string;
}

const SHOWN: {
  readonly [Kind in AnyCertificate['kind']]: (certificate: Extract<AnyCertificate, { kind: Kind }>) => ShownOf;
} = {
  collectible: (certificate) => {
    const { series, number, edition } = certificate;
    return {
      words: `“${series.title}”${numberWords({ number, supply: series.supply })}，归持有人 ${edition.holder}`,
      facts: <CertificateFacts certificate={certificate} />,
      beside: <PicturesCard key={edition.fingerprint} series={series} />,
      limits: '它只说那天收盘时归谁，后来转没转手它不知道。它没有价格，也不是产权证。',
      steps: '登记、编号、路径，一级一级接到当天封账的哈希',
    };
  },
  holding: ({ holder, microPoints, atMs, balance, certificateId }) => ({
    words: `${holder} 至少持有 ${showPlain(microPoints, 'appreciating')} 增值积分`,
    facts: (
      <View className="card">
        <View className="head">
          <HeadTitle>证明上写着</HeadTitle>
        </View>
        <LedgerRow label="至少持有">{showPlain(microPoints, 'appreciating')} 增值积分</LedgerRow>
        <LedgerRow label="持有人（代号）">
          <View className="mono wrap">{holder}</View>
        </LedgerRow>
        <LedgerRow label="锁定于">{showMoment(atMs)}</LedgerRow>
        <LedgerRow label="凭什么">{balance === null ? '店家的签名' : '全部余额都在当天的总数里'}</LedgerRow>
        <LedgerRow label="编号">
          <View className="mono wrap">{certificateId}</View>
        </LedgerRow>
      </View>
    ),
    beside: null,
    limits: '它只说那天收盘时至少有这么多；锁定解没解开，问店家。它没有价格，也不是债权。',
    steps:
      balance === null
        ? '总数接到当天封账的哈希，证明的不超过总数'
        : '持有人的余额一级一级接到当天的总数，总数接到封账的哈希',
  }),
};

/** What came of checking a file: where it fails first, or that it holds, and what it says then. */
export function Verdict({ read }: { read: Read }) {
  if (read.is === 'refused') return <Note tone="warn">{read.words}</Note>;
  if (read.is === 'fails') return <Fails fault={read.fault} />;
  return <Holds certificate={read.certificate} />;
}

/** A hash in short; anything else as far as it fits. */
const short = (text: string): string => (/^[0-9a-f]{64,}$/.test(text) ? showHash(text) : text.slice(0, 80));

function Fails({ fault: { place, expected, found } }: { fault: CertificateFault }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>证书不成立</HeadTitle>
      </View>
      <Note tone="bad">{faultWords(place)}。</Note>
      <View className="mt8">
        <LedgerRow label="先不对的地方">
          <View className="mono wrap">{place}</View>
        </LedgerRow>
        <LedgerRow label="应当是">
          <View className="mono wrap">{short(expected)}</View>
        </LedgerRow>
        <LedgerRow label="文件里是">
          <View className="mono wrap">{short(found)}</View>
        </LedgerRow>
      </View>
      <View className="cap muted mt8">它证明不了什么。向持有人要原来的文件，再核对一次。</View>
    </View>
  );
}

function Holds({ certificate }: { certificate: AnyCertificate }) {
  const { words, facts, beside, limits, steps } = (SHOWN[certificate.kind] as (of: AnyCertificate) => ShownOf)(
    certificate,
  );
  return (
    <>
      <View className="card">
        <View className="head">
          <HeadTitle>证书成立</HeadTitle>
        </View>
        <Note tone="ok" icon="shield">
          {showDay(certificate.day)} 收盘时，{words}。
        </Note>
        <View className="small muted mt8">
          这台设备从头算过：{steps}；签名是证书上那把公钥签的，签过以后一个字也没有动。
        </View>
      </View>
      <HashesCard certificate={certificate} />
      {facts}
      {beside}
      <Note>{limits}</Note>
    </>
  );
}
