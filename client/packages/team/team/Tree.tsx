import type { Team } from '@shared/contract';
import { dayFrom, showDay } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { DayField } from '../../../components/form/DayField';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import type { Shows, Volume } from './Branch';
import { type JoinDays, Level } from './Level';

const VOLUMES: readonly { key: Volume; words: string }[] = [
  { key: 'cash', words: '现金业绩' },
  { key: 'points', words: '积分业绩' },
];

/** Days that the list begins with where days of joining are asked for, the last close's among them. */
const DAYS_AT_FIRST = 30;

/** The tree of whom one invited, opened level by level: each line is a member and all below. */
export function Tree({ team }: { team: Team }) {
  const [shows, setShows] = useState<Shows>({ sort: 'joined', volume: 'cash' });
  const [days, setDays] = useState<JoinDays | null>(null);
  const { sort, volume } = shows;
  const lately = { fromDay: team.asOfDay ? dayFrom(team.asOfDay, 1 - DAYS_AT_FIRST) : '', toDay: '' };
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>成员</HeadTitle>
        <Link
          label={sort === 'joined' ? '现在新加入的在前，改为先加入的在前' : '现在先加入的在前，改为新加入的在前'}
          onTap={() => setShows({ ...shows, sort: sort === 'joined' ? 'joinedFirst' : 'joined' })}
        >
          {sort === 'joined' ? '新加入在前' : '先加入在前'}
          <Icon name={sort === 'joined' ? 'down' : 'up'} size={14} />
        </Link>
      </View>
      <View className="flex between wraps">
        <Segments
          options={VOLUMES}
          chosen={volume}
          label="业绩按现金或积分"
          isSunken
          onChoose={(chosen) => setShows({ ...shows, volume: chosen })}
        />
        <Link label={days ? '不按加入日期' : '按加入日期看一代'} onTap={() => setDays(days ? null : lately)}>
          {days ? '不限日期' : '加入日期'}
        </Link>
      </View>
      {days ? (
        <View className="mb8">
          <DayField
            label="从哪天"
            value={days.fromDay}
            empty="最早"
            onChange={(fromDay) => setDays({ ...days, fromDay })}
          />
          <DayField label="到哪天" value={days.toDay} empty="今天" onChange={(toDay) => setDays({ ...days, toDay })} />
        </View>
      ) : null}
      <View className="cap muted mb8">
        每人 = 本人 + 线下{team.asOfDay ? `，${showDay(team.asOfDay)} 收盘` : ''}
        {volume === 'points' ? '；积分付的，不计等级' : ''}
      </View>
      <Level key={sort} shows={shows} level={1} team={team} {...(days ? { days } : {})} />
    </View>
  );
}
