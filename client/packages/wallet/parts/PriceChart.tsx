import type { PricePoint } from '@shared/contract';
import { showCount, showDay, showPlain } from '@shared/format';
import { Canvas, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Link } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { useIsDark } from '../../../state/preferences';
import { type Board, drawPrices } from './drawPrices';

const ROWS_IN_TABLE = 14;

const FRAMES_TO_WAIT = 60;

/** The canvas in a browser: Taro's own element makes it some frames after it is there itself. */
function canvasInBrowser(id: string): Promise<HTMLCanvasElement | null> {
  return new Promise((resolve) => {
    const look = (frame: number) => {
      const found = document.querySelector<HTMLCanvasElement>(`#${id} canvas, canvas#${id}, canvas[canvas-id=${id}]`);
      if ((found && found.getBoundingClientRect().width > 0) || frame >= FRAMES_TO_WAIT) resolve(found);
      else requestAnimationFrame(() => look(frame + 1));
    };
    look(0);
  });
}

/** Finds the canvas and its size, in a browser or in WeChat. */
async function findBoard(id: string): Promise<Board | null> {
  if (process.env.TARO_ENV === 'h5') {
    const element = await canvasInBrowser(id);
    if (!element) return null;
    const { width, height } = element.getBoundingClientRect();
    return { canvas: element, width, height, pixelRatio: window.devicePixelRatio };
  }
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec(([found]) => {
        const { node: canvas, width, height } = found ?? {};
        resolve(canvas ? { canvas, width, height, pixelRatio: Taro.getWindowInfo().pixelRatio } : null);
      });
  });
}

/** Closing prices: a drawing, or a table of the same figures for those who would rather read. */
export function PriceChart({ history, id }: { history: readonly PricePoint[]; id: string }) {
  const [isTable, setTable] = useState(false);
  const [canDraw, setCanDraw] = useState(true);
  const isDark = useIsDark();
  const newest = history[history.length - 1];
  const oldest = history[0];

  useEffect(() => {
    if (isTable || history.length === 0) return undefined;
    let isGone = false;
    let erase: (() => void) | undefined;
    Taro.nextTick(() => {
      findBoard(id)
        .then((board) => {
          if (!board || board.width === 0) throw new Error('no canvas');
          if (!isGone) erase = drawPrices(board, history, isDark);
        })
        .catch((fault: unknown) => {
          console.warn(`the chart is shown as a table: ${fault}`);
          setCanDraw(false);
        });
    });
    return () => {
      isGone = true;
      erase?.();
    };
  }, [history, id, isDark, isTable]);

  if (!newest || !oldest) return <View className="cap muted">第一次收盘后，这里有价格。</View>;
  const showsTable = isTable || !canDraw;
  return (
    <View>
      <View className="flex between cap muted chart-head">
        <View>每日收盘价（元/积分），到 {showDay(newest.day)}</View>
        {canDraw ? (
          <Link label={isTable ? '看图' : '看表'} onTap={() => setTable(!isTable)}>
            <Icon name={isTable ? 'line' : 'table'} size={16} />
            {isTable ? '看图' : '看表'}
          </Link>
        ) : null}
      </View>
      {showsTable ? (
        <PriceTable history={history} />
      ) : (
        <View
          className="chart-box"
          {...{ role: 'img' }}
          aria-label={`${showDay(oldest.day)} 收盘 ${oldest.priceShown}，${showDay(newest.day)} 收盘 ${newest.priceShown}，共 ${showCount(history.length)} 次收盘`}
        >
          <Canvas type="2d" id={id} canvasId={id} className="chart-canvas" />
        </View>
      )}
    </View>
  );
}

function PriceTable({ history }: { history: readonly PricePoint[] }) {
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
          />
        ))}
    </View>
  );
}
