import type { StaffOrder } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

/** A note for those who work here. The buyer never sees it. */
export function RemarkCard({ order }: { order: StaffOrder }) {
  const { orderId, remark } = order;
  const [text, setText] = useState<string | null>(null);
  const save = useAct('admin.remarkOrder', ['admin.viewOrder']);
  const { seen: seenAtMs, restart, onError } = useSeen(remark?.atMs ?? 0);
  const requestId = useRequestId({ orderId, text, seenAtMs });
  const keep = () =>
    save.mutate({ orderId, remark: text ?? '', seenAtMs, requestId }, { onSuccess: () => setText(null), onError });
  const begin = () => {
    restart();
    setText(remark?.text ?? '');
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>店内备注</HeadTitle>
        <View className="head-right">买家看不到</View>
      </View>
      {text === null ? (
        <>
          {remark ? (
            <View className="quote">
              {remark.text}
              <View className="cap muted">
                {remark.byMasked} · {showMoment(remark.atMs)}
              </View>
            </View>
          ) : null}
          <View className="mt8">
            <Button kind="plain" size="small" onTap={begin}>
              {remark ? '改备注' : '写备注'}
            </Button>
          </View>
        </>
      ) : (
        <>
          <Field isFirst isLong words="备注" value={text} max={200} hint="只给店里的人看" onInput={setText} />
          {save.error && remark && remark.text !== text ? (
            <View className="small muted wrap">
              现在是：{remark.text}（{remark.byMasked}）
            </View>
          ) : null}
          {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
          <View className="btns">
            <Button kind="plain" isOff={save.isPending} onTap={() => setText(null)}>
              不改了
            </Button>
            <Button kind="line" isOff={save.isPending} onTap={keep}>
              {text.trim() === '' && remark ? '删掉备注' : '记下'}
            </Button>
          </View>
        </>
      )}
    </View>
  );
}
