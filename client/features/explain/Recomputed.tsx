import type { Asset, Explanation } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { LedgerRow } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { inputWords } from '../../copy/inputs';

/** What working out again came to, the figure in words. */
type Verdict =
  | { readonly is: 'done'; readonly figure: string; readonly agrees: boolean }
  | { readonly is: 'lost' }
  | { readonly is: 'old' };

/**
 * The inputs in words, and the figure worked out from them again on this device when it is asked for. `again` follows
 * the rules; where they cannot be fetched nothing was worked out, and that is said.
 */
export function Recomputed({
  inputs,
  asset,
  again,
}: {
  inputs: Explanation['inputs'];
  asset?: Asset;
  again: () => Promise<Verdict>;
}) {
  const [verdict, setVerdict] = useState<Verdict | 'busy' | null>(null);
  const work = () => {
    setVerdict('busy');
    again().then(setVerdict, () => setVerdict({ is: 'lost' }));
  };
  const isOpen = verdict !== null && verdict !== 'busy';
  return (
    <>
      {isOpen ? (
        <View>
          <View className="quest-name">用到的数</View>
          <View className="formula">
            {Object.entries(inputs).map(([name, value]) => {
              const { words, shown } = inputWords(name, value, asset);
              return (
                <LedgerRow key={name} label={words}>
                  {shown}
                </LedgerRow>
              );
            })}
          </View>
        </View>
      ) : null}
      {isOpen ? <Said verdict={verdict} /> : null}
      {isOpen && verdict.is !== 'lost' ? null : (
        <Button kind="line" size="block" isOff={verdict === 'busy'} onTap={work}>
          <Icon name="shield" size={18} />
          {verdict === 'busy' ? '正在算' : '用这些数再算一遍'}
        </Button>
      )}
    </>
  );
}

function Said({ verdict }: { verdict: Verdict }) {
  if (verdict.is === 'lost') return <Note tone="warn">规则没取到，这次没有算。联网后再算一遍。</Note>;
  if (verdict.is === 'old')
    return <Note tone="warn">这台手机的系统太旧，算不了这么精确的数，没有算。换一台手机或浏览器再看。</Note>;
  return (
    <Note tone={verdict.agrees ? 'ok' : 'bad'} icon={verdict.agrees ? 'shield' : 'warn'}>
      {verdict.agrees
        ? `这台手机用这些数算得 ${verdict.figure}，和显示的一致。`
        : `这台手机用这些数算得 ${verdict.figure}，和显示的不一致。把这一页截图发给店家核对。`}
    </Note>
  );
}
