import type { Wallet } from '@shared/contract';
import type { ShownAsset } from '@shared/format';
import { showDay } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { AssetGlyph } from '../../../components/Asset';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Tap } from '../../../components/Tap';
import { PAUSED_WORDS } from '../../../copy/terms';
import { go } from '../../../state/routes';

type Head = Pick<NonNullable<Wallet['appreciation']>, 'version' | 'isRunning' | 'isAccepted' | 'paused'>;

interface PlanCardProps {
  readonly asset: ShownAsset;
  readonly name: string;
  /** A plan's head; without one (stable points) these words stand at the right. */
  readonly head?: Head;
  readonly words?: string;
  /** In sight also while folded. */
  readonly headline: ReactNode;
  /** Null when cards do not fold: the member has two or fewer. */
  readonly fold: { readonly isOpen: boolean; readonly onTap: () => void } | null;
  readonly children: ReactNode;
}

/** One plan of the member: its headline, and below it what the headline is made of. */
export function PlanCard({ asset, name, head, words, headline, fold, children }: PlanCardProps) {
  const isOpen = fold === null || fold.isOpen;
  const title = (
    <>
      <View className="flex gap8 grow wraps">
        <AssetGlyph asset={asset} />
        <HeadTitle>{name}</HeadTitle>
      </View>
      <View className="head-right flex gap4">
        {head ? <StateWords head={head} /> : words}
        {fold ? <Icon name={isOpen ? 'up' : 'down'} size={16} /> : null}
      </View>
    </>
  );
  return (
    <View className="card">
      {fold ? (
        <Tap className="head is-close fold-head" label={`${name}，${isOpen ? '收起' : '展开'}`} onTap={fold.onTap}>
          {title}
        </Tap>
      ) : (
        <View className="head is-close">{title}</View>
      )}
      {headline}
      {head ? <Paused head={head} /> : null}
      {isOpen ? (
        <>
          {head && !head.isAccepted ? (
            <Tap className="note mt12" onTap={go.rules}>
              <Icon name="page" size={18} />
              <View className="grow">还没同意 v{head.version} 的规则：照常买和退；结算前还没同意的订单不记积分。</View>
              <Icon name="next" size={18} />
            </Tap>
          ) : null}
          {children}
        </>
      ) : null}
    </View>
  );
}

/** What of a plan is paused, since when and why, folded or not. */
export function Paused({ head }: { head: Head }) {
  return (
    <>
      {head.paused.map((one) => (
        <View key={one.feature} className="mt12">
          <Note tone="warn">
            {PAUSED_WORDS[one.feature]}
            {one.sinceDay ? `（${showDay(one.sinceDay)} 起）` : ''}
          </Note>
        </View>
      ))}
    </>
  );
}

function StateWords({ head }: { head: Head }) {
  // Of the dividend all is paused; of the others a part, and the rest goes on.
  const isWhole = head.paused.some(({ feature }) => feature === 'dividend.cash');
  if (head.paused.length > 0) return <View className="tag tag-warn">{isWhole ? '已暂停' : '部分暂停'}</View>;
  return (
    <View>
      v{head.version} · {head.isRunning ? '运行中' : '已停'}
    </View>
  );
}

/** The line between a plan's figures and how they were worked out. */
export function AfterLine({ words, name, onExplain }: { words: string; name: string; onExplain: (() => void) | null }) {
  return (
    <View className="after">
      <View className="cap muted grow">{words}</View>
      {onExplain ? (
        <Tap className="link link-in" label={`${name}怎么算的`} onTap={onExplain}>
          怎么算的
          <Icon name="next" size={14} />
        </Tap>
      ) : null}
    </View>
  );
}
