import { showDay, showHash } from '@shared/format';
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

/** What is shown of each kind of certificate that holds: in a sentence, what it says, and what else can be compared. */
const SHOWN: {
  readonly [Kind in AnyCertificate['kind']]: (certificate: Extract<AnyCertificate, { kind: Kind }>) => {
    readonly words: string;
    readonly facts: ReactNode;
    readonly beside: ReactNode;
  };
} = {
  collectible: (certificate) => {
    const { series, number, edition } = certificate;
    return {
      words: `“${series.title}”${numberWords({ number, supply: series.supply })}，归持有人 ${edition.holder}`,
      facts: <CertificateFacts certificate={certificate} />,
      beside: <PicturesCard key={edition.fingerprint} series={series} />,
    };
  },
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
  const { words, facts, beside } = SHOWN[certificate.kind](certificate);
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
          这台设备从头算过：登记、编号、路径，一级一级接到当天封账的哈希；签名是证书上那把公钥签的，签过以后一个字也没有动。
        </View>
      </View>
      <HashesCard certificate={certificate} />
      {facts}
      {beside}
      <Note>它只说那天收盘时归谁，后来转没转手它不知道。它没有价格，也不是产权证。</Note>
    </>
  );
}
