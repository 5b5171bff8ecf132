import type { VisitsOfGoods } from '@shared/contract';
import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { DayField } from '../../components/form/DayField';
import { HeadTitle } from '../../components/HeadTitle';
import { More } from '../../components/More';
import { Row } from '../../components/Row';
import { serverNow, useListPages } from '../../gateway';
import { dayWords } from '../stays/calendarDays';

const STATE_WORDS = {
  expected: { words: '要来', ink: 'muted' },
  came: { words: '来了', ink: 'good-ink' },
  missed: { words: '没来', ink: 'warn-ink' },
} as const satisfies Record<VisitsOfGoods['visits'][number]['state'], { words: string; ink: string }>;

/** Who comes on a day, came or missed it, in the order of the times of each product. */
export function VisitsCard({ as }: { as: 'merchant' | 'admin' }) {
  const [day, setDay] = useState(() => showToday(serverNow()));
  const list = useListPages(
    as === 'merchant' ? 'merchant.listVisits' : 'admin.listVisits',
    { day, limit: 10 },
    (page) => page.goods,
  );
  const pieces = list.rows.flatMap(({ visits }) => visits).reduce((sum, one) => sum + one.pieces, 0);
  return (
    <View className="card card-tight">
      <View className="head">
        <HeadTitle>谁来</HeadTitle>
        <View className="head-right">{pieces > 0 ? `${dayWords(day)}，${pieces} 份` : dayWords(day)}</View>
      </View>
      <DayField label="哪一天" value={day} empty="选一天" onChange={(chosen) => chosen && setDay(chosen)} />
      {list.rows.map((one) => (
        <OfGoods key={one.goodsId} one={one} isNamed={as === 'admin'} />
      ))}
      {list.rows.length === 0 && !list.isLoading ? <View className="small muted mb12">这一天没有人约。</View> : null}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={false} />
    </View>
  );
}

function OfGoods({ one: { title, shopName, visits }, isNamed }: { one: VisitsOfGoods; isNamed: boolean }) {
  return (
    <>
      {visits.map(({ time, label, guestMasked, pieces, state }, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: two of one name may come at one time.
          key={at}
          title={`${time} ${guestMasked}，${pieces} 份`}
          sub={[title, label, isNamed ? shopName : ''].filter(Boolean).join('，')}
          value={<View className={STATE_WORDS[state].ink}>{STATE_WORDS[state].words}</View>}
        />
      ))}
    </>
  );
}
