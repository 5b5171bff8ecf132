import type { InputOf } from '@shared/contract';
import { showCount, showDay } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { type CsvState, useCsv } from './useCsv';

/** The statement that is shown, as a file for spreadsheets. */
export function CsvCard({ asked }: { asked: Omit<InputOf<'wallet.statement'>, 'cursor' | 'limit'> }) {
  const { state, begin, stop } = useCsv(asked);
  return (
    <View className="flow gap8">
      <Said state={state} />
      {state.is === 'reading' ? (
        <Button kind="line" size="block" onTap={stop}>
          停下，不导出
        </Button>
      ) : (
        <Button kind="line" size="block" onTap={begin}>
          导出选中的流水（CSV）
        </Button>
      )}
    </View>
  );
}

function Said({ state }: { state: CsvState }) {
  switch (state.is) {
    case 'idle':
      return null;
    case 'reading':
      return (
        <Note icon="clock">
          已取 {showCount(state.rows)} 行{state.seenToDay ? `，看到 ${showDay(state.seenToDay)}` : ''}
        </Note>
      );
    case 'saved':
      return (
        <Note tone="ok">
          {state.isWhole
            ? `已导出 ${showCount(state.rows)} 行。`
            : `一个文件最多 ${showCount(state.rows)} 行，到 ${state.lastDay}。更早的，把时间选到那一天再导出。`}
        </Note>
      );
    case 'notSaved':
      return <Note tone="warn">文件没有保存。再点一次可以重来，流水没有变。</Note>;
    case 'failed':
      return <Note tone="bad">{refusalWords(state.error)}</Note>;
  }
}
