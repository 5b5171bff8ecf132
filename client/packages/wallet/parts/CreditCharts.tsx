import type { CreditDay } from '@shared/contract';
import { type ShownAsset, showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { CardSkeleton, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { ChartBox } from './ChartBox';
import type { BarSeries } from './drawBars';

/** Closes that are drawn; and rows of the table. */
const DAYS = 30;
const ROWS_IN_TABLE = 14;

/** What each card draws of its plan: two parts of one asset. */
const KINDS = {
  dividend: {
    asset: 'cash',
    title: '每天分红的现金（元）',
    parts: [
      { words: '按股', ink: 'quota', of: (day: CreditDay) => day.proportionalFen },
      { words: '按档位', ink: 'tier', of: (day: CreditDay) => day.tierFen },
    ],
  },
  release: {
    asset: 'spendable',
    title: '每天入账的可用积分',
    parts: [
      { words: '每日释放', ink: 'remaining', of: (day: CreditDay) => day.staticCents },
      { words: '奖励', ink: 'bonus', of: (day: CreditDay) => day.bonusCents },
    ],
  },
} as const satisfies Record<
  string,
  {
    asset: ShownAsset;
    title: string;
    parts: readonly { words: string; ink: BarSeries['ink']; of: (day: CreditDay) => number }[];
  }
>;
type Kind = keyof typeof KINDS;

/** What the closes credited, read and drawn when it is asked for: what was, never what will be. */
export function CreditCharts({ of }: { of: Kind }) {
  const [isOpen, setOpen] = useState(false);
  const read = useRead('wallet.creditHistory', { days: DAYS }, { isOn: isOpen });
  if (!isOpen)
    return (
      <View className="after">
        <View className="cap muted grow">过去 {DAYS} 次收盘</View>
        <Link label={`${KINDS[of].title}，过去 ${DAYS} 次收盘`} onTap={() => setOpen(true)}>
          看图
          <Icon name="down" size={14} />
        </Link>
      </View>
    );
  return (
    <View className="mt12">
      <Shown of={read} fault="过去的入账没取到，余额没有变" skeleton={<CardSkeleton height={180} />}>
        {({ history }) =>
          history.length === 0 ? (
            <View className="cap muted">第一次收盘后，这里有每天的入账。</View>
          ) : (
            <>
              <Bars of={of} history={history} />
              {of === 'release' ? <Remaining history={history} /> : null}
            </>
          )
        }
      </Shown>
    </View>
  );
}

const rangeOf = (history: readonly CreditDay[]): string =>
  `${showDay(history[0]?.day ?? '')} 到 ${showDay(history[history.length - 1]?.day ?? '')}`;

function Bars({ of, history }: { of: Kind; history: readonly CreditDay[] }) {
  const { asset, title, parts } = KINDS[of];
  const sum = (part: (typeof parts)[number]) => history.reduce((all, day) => all + part.of(day), 0);
  const sums = parts.map((part) => `${part.words} ${showPlain(sum(part), asset)}`).join('，');
  const series: BarSeries[] = parts.map((part) => ({
    ink: part.ink,
    // A drawing: the figures themselves stand in the table.
    figures: history.map((day) => part.of(day) / 100),
  }));
  const days = history.map(({ day }) => day);
  return (
    <View>
      <ChartBox
        title={title}
        words={`${title}，${rangeOf(history)}，${sums}`}
        of={history}
        draw={async (board, isDark) => (await import('./drawBars')).drawBars(board, days, series, isDark)}
        table={
          <View>
            {[...history]
              .reverse()
              .slice(0, ROWS_IN_TABLE)
              .map((day, place) => (
                <Row
                  key={day.day}
                  isFirst={place === 0}
                  isCompact
                  title={`${showDay(day.day)} 收盘`}
                  sub={parts.map((part) => `${part.words} ${showPlain(part.of(day), asset)}`).join(' · ')}
                  value={showPlain(
                    parts.reduce((all, part) => all + part.of(day), 0),
                    asset,
                  )}
                />
              ))}
          </View>
        }
      />
      <View className="cap muted">
        {rangeOf(history)}：{sums}
      </View>
    </View>
  );
}

/** What the orders that released held after each close; a day on which none did keeps the figure before. */
function Remaining({ history }: { history: readonly CreditDay[] }) {
  const points: { day: string; cents: number }[] = [];
  for (const { day, remainingCents } of history) {
    const before = points[points.length - 1]?.cents;
    const cents = remainingCents ?? before;
    if (cents !== undefined) points.push({ day, cents });
  }
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return null;
  const drawn = points.map(({ day, cents }) => ({ day, shown: showPlain(cents, 'remaining') }));
  return (
    <View className="mt12">
      <ChartBox
        title="释放中的订单收盘后还剩"
        words={`释放中的订单，${showDay(first.day)} 收盘后剩 ${showPlain(first.cents, 'remaining')}，${showDay(last.day)} 剩 ${showPlain(last.cents, 'remaining')}`}
        of={history}
        draw={async (board, isDark) => (await import('./drawPrices')).drawLine(board, drawn, isDark, 'remaining')}
        table={
          <View>
            {[...points]
              .reverse()
              .slice(0, ROWS_IN_TABLE)
              .map(({ day, cents }, place) => (
                <Row
                  key={day}
                  isFirst={place === 0}
                  isCompact
                  title={`${showDay(day)} 收盘后`}
                  value={showPlain(cents, 'remaining')}
                />
              ))}
          </View>
        }
      />
    </View>
  );
}
