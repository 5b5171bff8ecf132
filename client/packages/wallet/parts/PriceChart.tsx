import type { PricePoint } from '@shared/contract';
import { showCount, showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Row } from '../../../components/Row';
import { ChartBox } from './ChartBox';

const ROWS_IN_TABLE = 14;

/** Closing prices: a drawing, or a table of the same figures. `onDay` explains the price of one of them. */
export function PriceChart({ history, onDay }: { history: readonly PricePoint[]; onDay?: (day: string) => void }) {
  const newest = history[history.length - 1];
  const oldest = history[0];
  if (!newest || !oldest) return <View className="cap muted">第一次收盘后，这里有价格。</View>;
  return (
    <ChartBox
      title={`每日收盘价（元/积分），到 ${showDay(newest.day)}`}
      words={`${showDay(oldest.day)} 收盘 ${oldest.priceShown}，${showDay(newest.day)} 收盘 ${newest.priceShown}，共 ${showCount(history.length)} 次收盘`}
      of={history}
      draw={async (board, isDark) => (await import('./drawPrices')).drawPrices(board, history, isDark)}
      table={<PriceTable history={history} {...(onDay ? { onDay } : {})} />}
    />
  );
}

function PriceTable({ history, onDay }: { history: readonly PricePoint[]; onDay?: (day: string) => void }) {
  return (
    <View>
      {history
        .slice(-ROWS_IN_TABLE)
        .reverse()
        .map((point, place) => (
          <Row
            key={point.day}
            isFirst={place === 0}
            isCompact
            title={`${showDay(point.day)} 收盘`}
            sub={`${showPlain(point.poolFen, 'cash')} ÷ ${showPlain(point.circulatingMicroPoints, 'appreciating')}`}
            value={point.priceShown}
            {...(onDay ? { onTap: () => onDay(point.day) } : {})}
          />
        ))}
    </View>
  );
}
