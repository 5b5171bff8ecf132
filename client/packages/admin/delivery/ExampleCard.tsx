import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Field } from '../../../components/form/Field';
import { useSettled } from '../../../components/form/useSettled';
import { readCount, readYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useRead } from '../../../gateway';
import { type DeliveryDraft, freightOf } from './draft';

const NAMES_SHOWN = 3;
const MOST_FEN = 100_000_000;
const MOST_PIECES = 999;
const MOST_GRAMS = 1_000_000;

/** What one order would cost to send, place by place: the functions' own figures. */
export function ExampleCard({ draft }: { draft: DeliveryDraft }) {
  const [goods, setGoods] = useState('59.00');
  const [pieces, setPieces] = useState('2');
  const [grams, setGrams] = useState('2600');
  const asked = useSettled({
    ...freightOf(draft),
    goodsFen: Math.min(readYuan(goods) ?? 0, MOST_FEN),
    pieces: Math.min(readCount(pieces) || 1, MOST_PIECES),
    grams: Math.min(readCount(grams) ?? 0, MOST_GRAMS),
  });
  // A group is asked about once it has a region.
  const groups = asked.freight.groups.filter(({ regions }) => regions.length > 0);
  const example = useRead('admin.previewFreight', { ...asked, freight: { ...asked.freight, groups } });
  const shown = example.value;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>试算一单</HeadTitle>
      </View>
      <Field isFirst words="商品额" type="digit" value={goods} max={10} unit="元" onInput={setGoods} />
      <Field words="件数" type="number" value={pieces} max={3} unit="件" onInput={setPieces} />
      {draft.by === 'weight' ? (
        <Field words="一共重" type="number" value={grams} max={7} unit="克" onInput={setGrams} />
      ) : null}
      {shown
        ? groups.map(({ regions }, at) => (
            <Line
              key={regions.map(({ code }) => code).join()}
              words={
                regions
                  .slice(0, NAMES_SHOWN)
                  .map(({ name }) => name)
                  .join('、') + (regions.length > NAMES_SHOWN ? ` 等 ${regions.length} 个地区` : '')
              }
              fen={shown.groupsFen[at] ?? null}
            />
          ))
        : null}
      {shown ? <Line words={groups.length > 0 ? '其余地区' : '各地'} fen={shown.elsewhereFen} /> : null}
      {example.error ? <Note tone="bad">{refusalWords(example.error)}</Note> : null}
      <View className="cap muted mt8">满多少免按商品额算，不算运费和积分。只算要寄的商品。</View>
    </View>
  );
}

function Line({ words, fen }: { words: string; fen: number | null }) {
  return (
    <View className="row row-compact">
      <View className="row-main">{words}</View>
      <View className="row-value">{fen === null ? '不送' : <Amount units={fen} asset="cash" />}</View>
    </View>
  );
}
