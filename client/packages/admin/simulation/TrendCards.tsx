import type { SimulationFan, SimulationShown } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { useIsDark } from '../../../state/preferences';
import { CompareHead, CompareRow } from '../parts/Compare';
import { type TrendBand, type TrendLine, trendPicture } from './trend';

/** The roles of tokens.css that a picture needs by value. */
const INKS = {
  light: { now: '#53615B', draft: '#4549A6', cash: '#0B6350', grid: '#DFE5E2' },
  dark: { now: '#A0AEA8', draft: '#AEB2F6', cash: '#7FD1B9', grid: '#2A3430' },
} as const;

const useInks = () => INKS[useIsDark() ? 'dark' : 'light'];
const fen = (units: number): string => showPlain(units, 'cash');

interface TrendProps {
  readonly lines: readonly TrendLine[];
  readonly bands?: readonly TrendBand[];
  readonly grid: string;
  readonly spoken: string;
}

const Trend = ({ lines, bands = [], grid, spoken }: TrendProps) => (
  <View
    className="trend-box"
    {...{ role: 'img' }}
    aria-label={spoken}
    style={{ backgroundImage: trendPicture(lines, bands, grid), backgroundSize: '100% 100%' }}
  />
);

/** What is credited each week of a year of flat sales, beside what comes in. */
export function WeeksCard({ weeks, years }: Pick<SimulationShown, 'weeks' | 'years'>) {
  const inks = useInks();
  const flat = years.find(({ trend }) => trend === 'flat');
  if (!weeks || !flat) return null;
  const last = (figures: readonly number[]) => figures[figures.length - 2] ?? 0;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>每周入账</HeadTitle>
        <View className="head-right">销量不变</View>
      </View>
      <View className="small muted">只给运营看，不得转给会员。从 0 画起，一年 52 周。</View>
      <Trend
        grid={inks.grid}
        spoken={`末了一周收进 ${fen(last(weeks.turnoverFen))}，现在的方案入账 ${fen(last(weeks.running))}，草稿入账 ${fen(last(weeks.draft))}`}
        lines={[
          { figures: weeks.turnoverFen.slice(0, 52), ink: inks.cash },
          { figures: weeks.running.slice(0, 52), ink: inks.now, isDashed: true },
          { figures: weeks.draft.slice(0, 52), ink: inks.draft },
        ]}
      />
      <CompareHead words="末了一周" />
      <CompareRow words="收进" running={fen(last(weeks.turnoverFen))} draft={fen(last(weeks.turnoverFen))} />
      <CompareRow words="入账" running={fen(last(weeks.running))} draft={fen(last(weeks.draft))} />
      <View className="cap muted mt8">实线草稿，虚线现在，绿线收进的现金。</View>
      {flat.running.worst && flat.draft.worst ? (
        <>
          <CompareHead words="最差一天" />
          <CompareRow words="第几天" running={`${flat.running.worst.day}`} draft={`${flat.draft.worst.day}`} />
          <CompareRow
            words="那天入账"
            running={fen(flat.running.worst.creditedFen)}
            draft={fen(flat.draft.worst.creditedFen)}
          />
          <CompareRow
            words="那天收进"
            running={fen(flat.running.worst.turnoverFen)}
            draft={fen(flat.draft.worst.turnoverFen)}
          />
        </>
      ) : null}
    </View>
  );
}

const at = (fan: SimulationFan, share: 0 | 1 | 2 | 3 | 4) => fan.cashByWeek.map((spread) => spread[share]);

/** Twenty courses drawn from the shop's own weeks: how far they spread, and in how many more is owed than there is. */
export function FanCard({ fan, done, total }: Pick<SimulationShown, 'fan' | 'done' | 'total'>) {
  const inks = useInks();
  if (!fan) return null;
  const { running, draft } = fan;
  const row = (words: string, of: (one: SimulationFan) => number) => (
    <CompareRow words={words} running={fen(of(running))} draft={fen(of(draft))} />
  );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>随机走势</HeadTitle>
        <View className="head-right">{draft.courses} 条</View>
      </View>
      <View className="small muted">从本店自己的各周里抽着排，同一批抽法，谁算都一样。画的是平台一年里的现金。</View>
      <Trend
        grid={inks.grid}
        spoken={`年末平台现金，草稿居中 ${fen(draft.cashFen[2])}，九成在 ${fen(draft.cashFen[0])} 到 ${fen(draft.cashFen[4])} 之间`}
        bands={[{ low: at(draft, 0), high: at(draft, 4), ink: inks.draft }]}
        lines={[
          { figures: at(running, 2), ink: inks.now, isDashed: true },
          { figures: at(draft, 2), ink: inks.draft },
        ]}
      />
      <CompareHead words="年末平台现金" />
      {row('偏低的（每 20 条 1 条更低）', (one) => one.cashFen[0])}
      {row('居中的', (one) => one.cashFen[2])}
      {row('偏高的', (one) => one.cashFen[4])}
      {row('还欠，居中的', (one) => one.owedReleaseCents[2])}
      <CompareRow
        words="年末欠的比有的多"
        isWarning={draft.shortAtEnd > 0}
        running={`${running.shortAtEnd} / ${running.courses} 条`}
        draft={`${draft.shortAtEnd} / ${draft.courses} 条`}
      />
      {draft.shortAtEnd > 0 ? (
        <Note tone="warn" icon="warn">
          有 {draft.shortAtEnd} 条走势到年末，欠会员的比平台手里的现金多。
        </Note>
      ) : null}
      {done < total ? <View className="cap muted mt8">还在抽，先看到 {draft.courses} 条。</View> : null}
    </View>
  );
}
