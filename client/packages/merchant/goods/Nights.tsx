import type { OwnGoods } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { CalendarCard } from '../../../features/stays/CalendarCard';
import { type CalendarDraft, calendarDraftOf, calendarIn } from '../../../features/stays/calendarDraft';
import { useAct, useRequestId } from '../../../gateway';

const TOUCHED = ['merchant.viewGoods', 'merchant.listGoods', 'shop.viewNights', 'shop.viewGoods'] as const;

interface NightsProps {
  readonly goods: OwnGoods;
  readonly sku: OwnGoods['skus'][number];
  readonly calendar: NonNullable<OwnGoods['skus'][number]['calendar']>;
}

/** Prices and rooms by night of an own kind of room. What is typed stays until it is saved. */
export function Nights({ goods: { goodsId, revision, today }, sku, calendar }: NightsProps) {
  const [draft, setDraft] = useState<CalendarDraft>(() => calendarDraftOf(calendar));
  const [isTried, setTried] = useState(false);
  const save = useAct('merchant.saveCalendar', TOUCHED);
  const requestId = useRequestId([goodsId, revision, draft]);
  const { skuId, costFen } = sku;
  const label = sku.label || '这一款';
  const read = calendarIn(draft, today, costFen);
  const isChanged = JSON.stringify(read) !== JSON.stringify(calendarIn(calendarDraftOf(calendar), today));
  const submit = () => {
    setTried(true);
    if (read) save.mutate({ goodsId, skuId, revision, calendar: read, requestId });
  };
  return (
    <>
      <CalendarCard
        label={label}
        draft={draft}
        today={today}
        atLeastFen={costFen}
        tellsFaults={isTried}
        onChange={setDraft}
      />
      <View className="small muted">
        结算价，每晚每间平台付你 {showPlain(costFen, 'cash')} 元。入住和取消的规定由平台改。
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      {save.isSuccess && !isChanged ? <Note>存好了。新的订单按它算。</Note> : null}
      {isTried && !read ? <View className="small muted">有一格没填对，还没有保存。填好的都在。</View> : null}
      <Button isOff={save.isPending || !isChanged} label={`保存${label}的日历`} onTap={submit}>
        {save.isPending ? '正在保存' : isChanged ? '保存' : '没有改动'}
      </Button>
    </>
  );
}
