import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Field } from '../../components/form/Field';
import { HeadTitle } from '../../components/HeadTitle';
import { headingProps } from '../../components/headingProps';
import { Note } from '../../components/Note';
import { Tap } from '../../components/Tap';
import { dayWords, monthsFrom, nightsBetween, WEEKDAYS, weekdayOf } from './calendarDays';
import {
  type CalendarDraft,
  calendarFaults,
  NIGHTS_SHOWN,
  type NightsSet,
  nightIn,
  setFault,
  withNights,
} from './calendarDraft';
import './calendar.css';

/** Nights that are shown at first. */
const FIRST_DAYS = 42;
const NOTHING: NightsSet = { price: '', rooms: '' };

interface CalendarCardProps {
  /** The kind of room. */
  readonly label: string;
  readonly draft: CalendarDraft;
  readonly today: string;
  /** What a night costs at least, fen: what the platform pays for one. */
  readonly atLeastFen?: number;
  /** Faults of what is empty are told once saving was tried. */
  readonly tellsFaults: boolean;
  readonly onChange: (change: (draft: CalendarDraft) => CalendarDraft) => void;
}

/** The nights of a kind of room: what is usual by weekday, and days of their own, a range at once. */
export function CalendarCard({ label, draft, today, atLeastFen = 1, tellsFaults, onChange }: CalendarCardProps) {
  const faults = calendarFaults(draft, atLeastFen);
  const told = (typed: string, fault: string | undefined) => (fault && (tellsFaults || typed !== '') ? fault : null);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{`${label}，每晚的价和房`}</HeadTitle>
      </View>
      <Field
        isFirst
        words="每晚几间"
        type="number"
        value={draft.rooms}
        max={5}
        hint="平常有几间可卖"
        unit="间"
        fault={told(draft.rooms, faults.rooms)}
        onInput={(rooms) => onChange((now) => ({ ...now, rooms }))}
      />
      {WEEKDAYS.map((name, at) => (
        <Field
          key={name}
          words={name}
          type="digit"
          value={draft.week[at] ?? ''}
          max={10}
          hint="这一晚一间的价"
          unit="元"
          fault={told(draft.week[at] ?? '', faults.week[at])}
          onInput={(typed) =>
            onChange((now) => ({ ...now, week: now.week.map((price, place) => (place === at ? typed : price)) }))
          }
        />
      ))}
      <OwnDays label={label} draft={draft} today={today} atLeastFen={atLeastFen} onChange={onChange} />
    </View>
  );
}

type OwnDaysProps = Required<Omit<CalendarCardProps, 'tellsFaults'>>;

/** Days of their own: one or a range is chosen, then set. */
function OwnDays({ label, draft, today, atLeastFen, onChange }: OwnDaysProps) {
  const [isAll, setAll] = useState(false);
  const [range, setRange] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const choose = (day: string) =>
    setRange((now) =>
      now && now.from === now.to && day > now.from ? { from: now.from, to: day } : { from: day, to: day },
    );
  return (
    <View className="mt12">
      <View className="bold" {...headingProps(3)}>
        单独定的日子
      </View>
      <View className="small muted">点一天，或点第一晚和最后一晚，一起改价、改房量、不卖。</View>
      <View className="cal-week" aria-hidden="true">
        {WEEKDAYS.map((name) => (
          <View key={name} className="cal-name">
            {name.slice(1)}
          </View>
        ))}
      </View>
      {monthsFrom(today, isAll ? NIGHTS_SHOWN : FIRST_DAYS).map(({ month, days }) => (
        <View key={month}>
          <View className="small bold mt8">{`${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`}</View>
          <View className="cal-week" {...{ role: 'group' }} aria-label={`${label} ${month}`}>
            {Array.from({ length: weekdayOf(days[0]?.day ?? '') || 0 }, (_none, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: gaps have nothing else, and never move.
              <View key={`gap ${at}`} className="cal-gap" />
            ))}
            {days.map(({ day }) => (
              <Day
                key={day}
                day={day}
                night={nightIn(draft, day)}
                isOn={range !== null && day >= range.from && day <= range.to}
                onTap={() => choose(day)}
              />
            ))}
          </View>
        </View>
      ))}
      {isAll ? null : (
        <Button kind="plain" size="small" label={`${label}看更晚的日子`} onTap={() => setAll(true)}>
          看更晚的日子
        </Button>
      )}
      {range ? (
        <Setting
          key={`${range.from} ${range.to}`}
          range={range}
          atLeastFen={atLeastFen}
          onSet={(set) => {
            onChange((now) => withNights(now, range.from, range.to, set));
            setRange(null);
          }}
        />
      ) : null}
    </View>
  );
}

/** 298 where it is whole yuan. */
const priceWords = (fen: number | null): string => (fen === null ? '' : showPlain(fen, 'cash').replace(/\.00$/, ''));
const roomWords = (rooms: number | null): string => (rooms === 0 ? '不卖' : rooms === null ? '' : `${rooms} 间`);

interface DayProps {
  readonly day: string;
  readonly night: ReturnType<typeof nightIn>;
  readonly isOn: boolean;
  readonly onTap: () => void;
}

function Day({ day, night: { priceFen, rooms, isOwn }, isOn, onTap }: DayProps) {
  const isShut = rooms === 0;
  const spoken = [
    `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`,
    isShut ? '不卖' : `${priceWords(priceFen)} 元 ${roomWords(rooms)}`,
    isOwn ? '单独定的' : '',
    isOn ? '已选' : '',
  ];
  return (
    <Tap
      className={`cal-day ${isOwn ? 'is-own' : ''} ${isShut ? 'is-shut' : ''} ${isOn ? 'is-on' : ''}`}
      label={spoken.filter(Boolean).join('，')}
      onTap={onTap}
    >
      <View className="cal-date">{Number(day.slice(8))}</View>
      <View className="cal-under">{isShut ? '' : priceWords(priceFen)}</View>
      <View className="cal-under">{roomWords(rooms)}</View>
    </Tap>
  );
}

interface SettingProps {
  readonly range: { readonly from: string; readonly to: string };
  readonly atLeastFen: number;
  readonly onSet: (set: NightsSet) => void;
}

/** What the chosen nights are to be. */
function Setting({ range: { from, to }, atLeastFen, onSet }: SettingProps) {
  const [set, put] = useState<NightsSet>(NOTHING);
  const fault = setFault(set, atLeastFen);
  const isEmpty = set.price === '' && set.rooms === '';
  const nights = nightsBetween(from, to) + 1;
  return (
    <View className="mt12">
      <View className="bold" {...{ role: 'status' }}>
        {nights === 1 ? `${dayWords(from)}，1 晚` : `${dayWords(from)} 到 ${dayWords(to)}，${nights} 晚`}
      </View>
      <Field
        isFirst
        words="单独的价"
        type="digit"
        value={set.price}
        max={10}
        hint="空着按星期的价"
        unit="元"
        onInput={(price) => put((now) => ({ ...now, price }))}
      />
      <Field
        words="单独间数"
        type="number"
        value={set.rooms}
        max={5}
        hint="空着按平常的间数"
        unit="间"
        onInput={(rooms) => put((now) => ({ ...now, rooms }))}
      />
      {fault ? <Note tone="bad">{fault}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" onTap={() => onSet({ price: '', rooms: '0' })}>
          不卖
        </Button>
        <Button kind="plain" onTap={() => onSet(NOTHING)}>
          按平常
        </Button>
        <Button kind="line" isOff={isEmpty || fault !== null} onTap={() => onSet(set)}>
          定下
        </Button>
      </View>
      <View className="cap muted mt8">已经订走的房不变，照下单时的价。</View>
    </View>
  );
}
