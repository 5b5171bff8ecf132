import type { OutputOf } from '@shared/contract';
import { showShortId } from '@shared/format';
import { View } from '@tarojs/components';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { EXCHANGE_REFUSALS } from '../../../copy/exchangeRefusals';

type Imported = OutputOf<'exchange.importAcknowledgement'>;
type Answer = Imported['results'][number];

const ANSWERS: Readonly<Record<Answer['answer'], string>> = { listed: '登记', rejected: '退回', released: '撤回' };
const ENDS: Readonly<Record<Answer['is'], { readonly words: string; readonly tag: string }>> = {
  done: { words: '办了', tag: 'tag-ok' },
  already: { words: '早已办过', tag: '' },
  refused: { words: '没有办', tag: 'tag-warn' },
};

/** Why an answer was not done. */
function whyWords(why: Answer['why']): string {
  if (why === null) return '';
  const words = EXCHANGE_REFUSALS[why];
  return typeof words === 'string' ? words : words({});
}

/** What became of each answer of an acknowledgement. */
export function Answers({ imported: { exchange, serial, results, isRepeated } }: { imported: Imported }) {
  return (
    <View>
      <Note tone="ok">
        {exchange}第 {serial} 号回执{isRepeated ? '以前导过，结果和那时一样' : '已导入'}，{results.length} 条。
      </Note>
      {results.map((one, at) => (
        <Row
          key={one.nth}
          isFirst={at === 0}
          title={`${ANSWERS[one.answer]} ${showShortId(one.about)}`}
          sub={whyWords(one.why)}
          value={<View className={`tag ${ENDS[one.is].tag}`}>{ENDS[one.is].words}</View>}
        />
      ))}
    </View>
  );
}
