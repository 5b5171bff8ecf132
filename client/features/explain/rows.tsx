import type { Asset, Explanation } from '@shared/contract';
import { ASSET_WORDS, showDay, showHash, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Row } from '../../components/Row';
import { accountWords } from '../../copy/accounts';
import { type ExplainWays, wayTo } from './ways';

/** Moves of an entry that are written out; the rest by count. */
const MOVES_SHOWN = 6;

export function Pair({ name, words, onTap }: { name: string; words: ReactNode; onTap?: () => void }) {
  return (
    <Row
      isCompact
      title={<View className="small muted">{name}</View>}
      value={<View className="small wrap">{words}</View>}
      onTap={onTap}
    />
  );
}

export function Sources({ sources, ways }: { sources: Explanation['sources']; ways: ExplainWays }) {
  return (
    <>
      {sources.map((source, place) => {
        const { amount } = source;
        // Some words have their figure in them.
        const figure = amount ? showPlain(amount.units, amount.asset) : '';
        const words = source.words.includes(figure) ? source.words : `${source.words} ${figure}`;
        return (
          <Pair
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list; two sources may read the same
            key={place}
            name={place === 0 ? '来源' : ''}
            words={words}
            onTap={wayTo(source, ways)}
          />
        );
      })}
    </>
  );
}

/** The plan's version, which leads to its rules. */
export function PlanRow({ plan, onTap }: { plan: NonNullable<Explanation['plan']>; onTap?: () => void }) {
  return <Pair name="方案" words={`${plan.name} v${plan.version}，${showDay(plan.fromDay)} 起`} onTap={onTap} />;
}

/** The entry of the ledger: what moved from where to where in words, its hash and its name. */
export function JournalRow({ journal }: { journal: Explanation['journal'] }) {
  const { postings } = journal;
  return (
    <Row
      isCompact
      title={<View className="small muted">分录</View>}
      value={
        <View className="small wrap">
          {postings.slice(0, MOVES_SHOWN).map((move, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list; two moves may read the same
            <View key={place}>
              {ASSET_WORDS[move.asset as Asset]} {showPlain(move.units, move.asset as Asset)}：{accountWords(move.from)}{' '}
              → {accountWords(move.to)}
            </View>
          ))}
          {postings.length > MOVES_SHOWN ? <View>另有 {postings.length - MOVES_SHOWN} 笔</View> : null}
          {journal.hash ? <View className="row-sub mono">{showHash(journal.hash)}</View> : null}
          <View className="row-sub mono wrap">{journal.entryId}</View>
        </View>
      }
    />
  );
}
