import { showDay, showHash } from '@shared/format';
import type { AnyCertificate } from '@shared/proofs';
import { View } from '@tarojs/components';
import { Button } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { isOffline, useRead } from '../../gateway';

type Hashes = Pick<AnyCertificate, 'day' | 'dayHash' | 'key'>;

/** How the day's hash and the key of a certificate stand beside those that the shop shows everybody. */
export function HashesCard({ certificate }: { certificate: Hashes }) {
  const { day, dayHash, key } = certificate;
  const read = useRead('collectibles.viewHashes', { day });
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>和店家公布的对一对</HeadTitle>
      </View>
      <LedgerRow label={`${showDay(day)} 封账的哈希`}>
        <View className="mono">{showHash(dayHash)}</View>
      </LedgerRow>
      <LedgerRow label="店家的公钥">
        <View className="mono">{showHash(key)}</View>
      </LedgerRow>
      <View className="flow gap8 mt8">
        {read.value ? (
          <Compared certificate={certificate} shown={read.value} />
        ) : read.error ? (
          <>
            <Note tone="warn" icon="offline">
              {isOffline(read.error) ? '没有网络，' : '没有取到店家公布的，'}
              这两项没有对。上面的核对不用网络，照样有效。
            </Note>
            <Button kind="line" onTap={read.again}>
              再对一次
            </Button>
          </>
        ) : (
          <View className="small muted">正在取店家公布的</View>
        )}
      </View>
    </View>
  );
}

interface ComparedProps {
  readonly certificate: Hashes;
  readonly shown: { readonly dayHash: string | null; readonly key: string | null };
}

function Compared({ certificate: { day, dayHash, key }, shown }: ComparedProps) {
  return (
    <>
      {shown.dayHash === null ? (
        <Note tone="warn">店家没有公布 {showDay(day)} 的哈希，没有对。</Note>
      ) : shown.dayHash === dayHash ? (
        <Note tone="ok">封账的哈希和店家给所有人看的一样。</Note>
      ) : (
        <Note tone="bad">封账的哈希和店家给所有人看的不一样：这张证书不是从店家那本账出来的。</Note>
      )}
      {shown.key === null ? (
        <Note tone="warn">店家现在没有公布公钥，没有对。</Note>
      ) : shown.key === key ? (
        <Note tone="ok">公钥是店家现在用的这一把。</Note>
      ) : (
        <Note tone="warn">
          公钥不是店家现在用的。可能是以前的一把，问店家公布过没有；没有公布过的，不能当店家签的。
        </Note>
      )}
    </>
  );
}
