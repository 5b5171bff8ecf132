import type { EditionPage } from '@shared/contract';
import { showHash, showMoment, showShortId } from '@shared/format';
import { View } from '@tarojs/components';
import { useMemo } from 'react';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { paidWords, showNumber } from '../../../features/collectibles/words';
import { isOneChain } from './chain';

type Step = EditionPage['steps'][number];

/** Somebody by their pseudonym, or oneself. */
const who = ({ isMine, to }: Step): string => (isMine ? '我' : `持有人 ${showShortId(to)}`);

const KINDS: Readonly<Record<Step['kind'], (step: Step) => string>> = {
  taken: (step) => `${who(step)}领取`,
  given: (step) => `送给${who(step)}`,
  collected: (step) => `${who(step)}提了货`,
  returned: () => '货退回了，可以再提',
  listed: () => '登记在外，暂不能动',
  unlisted: () => '登记撤回',
};

/** Everything that happened to an edition, the newest on top, down to its issue; and whether it is one chain. */
export function HistoryCard({ edition }: { edition: EditionPage }) {
  const isWhole = useMemo(() => isOneChain(edition), [edition]);
  const { steps, supply, fingerprint, issuedAtMs, paid } = edition;
  const newestFirst = [...steps].reverse();
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>经过</HeadTitle>
        <View className="head-right">
          {steps.length + 1} 步{isWhole ? '，接得上' : ''}
        </View>
      </View>
      {newestFirst.map((step, at) => (
        <View key={step.nth} className={`tl-item edition-step ${at === 0 ? 'is-newest' : ''}`}>
          <View className={at === 0 ? 'bold' : ''}>{KINDS[step.kind](step)}</View>
          <View className="small muted">
            {[step.kind === 'taken' && paid ? `用 ${paidWords(paid)}` : '', `记录 ${showShortId(step.source)}`]
              .filter(Boolean)
              .join(' · ')}
          </View>
          <Stamp atMs={step.atMs} hash={step.hash} />
        </View>
      ))}
      <View className="tl-item edition-step is-last">
        发行 {showNumber(1)}–{showNumber(supply)}
        <View className="small muted">图文指纹</View>
        <Stamp atMs={issuedAtMs} hash={fingerprint} />
      </View>
      {isWhole ? (
        <View className="flex gap4 small good-ink mt12">
          <Icon name="shield" size={16} />
          <View>这台设备从图文指纹起重新算过，每一步都接得上</View>
        </View>
      ) : (
        <View className="mt12">
          <Note tone="bad">经过接不上：重新算出的和这里写的不一样。先不要转手，截图联系店家客服。</Note>
        </View>
      )}
    </View>
  );
}

const Stamp = ({ atMs, hash }: { atMs: number; hash: string }) => (
  <View className="tl-time">
    {showMoment(atMs)} · <View className="mono edition-hash">{showHash(hash)}</View>
  </View>
);
