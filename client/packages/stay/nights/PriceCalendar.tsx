import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Tap } from '../../../components/Tap';
import { weekdayOf } from '../../../features/stays/calendarDays';
import { type Calendar, type Chosen, monthsOf } from './days';

const NAMES = ['一', '二', '三', '四', '五', '六', '日'];
/** So few rooms are told by their number. */
const FEW = 3;

interface PriceCalendarProps {
  readonly calendar: Calendar;
  readonly room: Calendar['rooms'][number];
  readonly chosen: Chosen;
  readonly onTap: (day: string) => void;
}

/** Nights that are shown at first: most come within some weeks, and kinds of rooms stand beneath. */
const FIRST_DAYS = 42;

/** 298 where it is whole yuan. */
const priceWords = (fen: number): string => showPlain(fen, 'cash').replace(/\.00$/, '');

/** What is left of a night, in a word. */
const leftWords = (left: number): string => (left === 0 ? '满' : left <= FEW ? `余 ${left}` : '有');

/** The nights of a kind of room, month by month, with what each costs and what is left of it. */
export function PriceCalendar({ calendar, room, chosen, onTap }: PriceCalendarProps) {
  const [isAll, setAll] = useState(false);
  const months = monthsOf(calendar, isAll ? room.nights.length : FIRST_DAYS);
  return (
    <>
      <View className="nights-week" aria-hidden="true">
        {NAMES.map((name) => (
          <View key={name} className="nights-name">
            {name}
          </View>
        ))}
      </View>
      {months.map(({ month, days }) => (
        <View key={month}>
          <View className="bold mt8" {...headingProps(2)}>
            {`${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`}
          </View>
          <View className="nights-week" {...{ role: 'group' }} aria-label={month}>
            {Array.from({ length: weekdayOf(days[0]?.day ?? '') || 0 }, (_none, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: gaps have nothing else, and never move.
              <View key={`gap ${at}`} className="nights-gap" />
            ))}
            {days.map(({ day, at }) => {
              const night = room.nights[at];
              return night ? <Day key={day} day={day} night={night} chosen={chosen} onTap={onTap} /> : null;
            })}
          </View>
        </View>
      ))}
      {isAll ? null : (
        <Button kind="plain" onTap={() => setAll(true)}>
          看更晚的日子
        </Button>
      )}
      <View className="cap muted mt8">每晚每间的价，元。余 3 间以内写明，满了划掉，可以作离店日。</View>
    </>
  );
}

interface DayProps {
  readonly day: string;
  readonly night: { readonly priceFen: number; readonly left: number };
  readonly chosen: Chosen;
  readonly onTap: (day: string) => void;
}

function Day({ day, night, chosen: { from, to }, onTap }: DayProps) {
  const isEnd = day === from || day === to;
  const isBetween = from !== null && to !== null && day > from && day < to;
  const isFull = night.left === 0;
  const under = day === from ? '入住' : day === to ? '离店' : leftWords(night.left);
  const look = isEnd ? 'is-end' : isBetween ? 'is-between' : isFull ? 'is-full' : '';
  const spoken = `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日，${isFull ? '住满' : `${priceWords(night.priceFen)} 元，${leftWords(night.left)}`}`;
  return (
    <Tap
      className={`nights-day ${look}`}
      label={isEnd ? `${spoken}，${under}` : isBetween ? `${spoken}，已选` : spoken}
      onTap={() => onTap(day)}
    >
      <View className="nights-date">{Number(day.slice(8))}</View>
      <View className="nights-under">{isFull ? '' : priceWords(night.priceFen)}</View>
      <View className="nights-under">{under}</View>
    </Tap>
  );
}
