import { Canvas, View } from '@tarojs/components';
import Taro, { useDidHide, useDidShow } from '@tarojs/taro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { useIsDark } from '../../../state/preferences';
import { type Board, findBoard } from './board';

interface ChartBoxProps {
  readonly title: string;
  /** The figures of the drawing, for those who listen. */
  readonly words: string;
  /** The figures drawn: another value is another drawing. */
  readonly of: unknown;
  /** Draws, and answers what takes the drawing down again. Fetched with the library when a chart is seen. */
  readonly draw: (board: Board, isDark: boolean) => Promise<() => void>;
  /** The same figures, to be read. */
  readonly table: ReactNode;
}

/** A drawing of what was, or a table of the same figures for those who would rather read. */
export function ChartBox({ title, words, of, draw, table }: ChartBoxProps) {
  const [id] = useState(() => `chart-${Math.random().toString(36).slice(2, 8)}`);
  const [isTable, setTable] = useState(false);
  const [canDraw, setCanDraw] = useState(true);
  const isDark = useIsDark();
  const drawing = useRef(draw);
  drawing.current = draw;
  // Under another page a canvas of a browser has no size: what changed meanwhile is drawn when it is in sight again.
  const isInSight = useRef(true);
  const waits = useRef(false);
  const [turn, setTurn] = useState(0);
  useDidHide(() => {
    isInSight.current = false;
  });
  useDidShow(() => {
    isInSight.current = true;
    if (waits.current) setTurn((before) => before + 1);
    waits.current = false;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` stands for what is drawn, `turn` draws again
  useEffect(() => {
    if (isTable) return undefined;
    if (!isInSight.current) {
      waits.current = true;
      return undefined;
    }
    let isGone = false;
    let erase: (() => void) | undefined;
    Taro.nextTick(() => {
      findBoard(id)
        .then(async (board) => {
          if (!board || board.width === 0) throw new Error('no canvas');
          if (isGone) return;
          const taken = await drawing.current(board, isDark);
          if (isGone) taken();
          else erase = taken;
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
  }, [of, id, isDark, isTable, turn]);

  return (
    <View>
      <View className="flex between cap muted chart-head">
        <View>{title}</View>
        {canDraw ? (
          <Link label={isTable ? `${title}，看图` : `${title}，看表`} onTap={() => setTable(!isTable)}>
            <Icon name={isTable ? 'line' : 'table'} size={16} />
            {isTable ? '看图' : '看表'}
          </Link>
        ) : null}
      </View>
      {isTable || !canDraw ? (
        table
      ) : (
        <View className="chart-box" {...{ role: 'img' }} aria-label={words}>
          <Canvas type="2d" id={id} canvasId={id} className="chart-canvas" />
        </View>
      )}
    </View>
  );
}
