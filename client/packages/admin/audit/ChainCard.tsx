import type { OutputOf } from '@shared/contract';
import { showCount, showDay } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { faultWords } from '../../../copy/audit';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, useRead } from '../../../gateway';

type Checked = OutputOf<'admin.checkAudit'>;
type State =
  | { readonly is: 'idle' }
  | { readonly is: 'checking'; readonly lines: number }
  | { readonly is: 'whole'; readonly lines: number }
  | { readonly is: 'broken'; readonly words: string }
  | { readonly is: 'failed'; readonly words: string };

/** Whether every line still says what it said, and none is missing: gone through step by step. */
export function ChainCard() {
  const read = useRead('admin.viewAudit', {});
  const [state, setState] = useState<State>({ is: 'idle' });
  const check = async () => {
    setState({ is: 'checking', lines: 0 });
    try {
      let lines = 0;
      let cursor: string | null = null;
      do {
        const step: Checked = await call('admin.checkAudit', cursor ? { cursor } : {});
        lines += step.checked;
        if (step.fault)
          return setState({ is: 'broken', words: faultWords(step.fault.name, step.fault.no, step.fault.what) });
        cursor = step.next;
        setState(cursor ? { is: 'checking', lines } : { is: 'whole', lines });
      } while (cursor);
    } catch (error) {
      setState({ is: 'failed', words: refusalWords(asRefused(error)) });
    }
  };
  return (
    <View className="card flow gap8">
      <Shown of={read} fault="记录的条数没取到">
        {({ lines, sealedDay }) => (
          <View className="flex gap12">
            <Icon name="shield" size={22} />
            <View className="grow">
              <View>{saidOf(state, lines)}</View>
              <View className="small muted">
                每条带着前一条的哈希{sealedDay ? `，${showDay(sealedDay)} 日结封存过` : '，日结时封存'}
              </View>
            </View>
            <Button kind="plain" size="small" isOff={state.is === 'checking'} onTap={() => void check()}>
              核对
            </Button>
          </View>
        )}
      </Shown>
      {state.is === 'broken' ? <Note tone="bad">{state.words}不要在后台改，先停下查是谁进了数据库。</Note> : null}
      {state.is === 'failed' ? <Note tone="bad">{state.words}</Note> : null}
    </View>
  );
}

function saidOf(state: State, lines: number): string {
  switch (state.is) {
    case 'checking':
      return `核对了 ${showCount(state.lines)} / ${showCount(lines)} 条`;
    case 'whole':
      return `${showCount(state.lines)} 条首尾相接，没有缺，没有改`;
    case 'broken':
      return '接不上';
    default:
      return `${showCount(lines)} 条，还没有核对`;
  }
}
