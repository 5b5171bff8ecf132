import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { CLOSE_WORDS } from '../../../copy/watch';
import { WEEKDAYS, weekdayOf } from '../../../features/stays/calendarDays';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import '../../../features/stays/calendar.css';

type Calendar = OutputOf<'admin.closeCalendar'>;

const monthAfter = (month: string, by: 1 | -1): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
};

/** The closes by day, a month at a time. */
export default function ClosesScreen() {
  return (
    <AdminScreen area="staff.any" title="收盘日历">
      {() => <Months />}
    </AdminScreen>
  );
}

function Months() {
  const [asked, setAsked] = useState<string | null>(null);
  const newest = useRead('admin.closeCalendar', {});
  const read = useRead('admin.closeCalendar', asked ? { month: asked } : {});
  return (
    <Shown of={newest} fault="日历没取到">
      {({ openDay, firstDay }) => {
        const newestMonth = openDay.slice(0, 7);
        const month = asked ?? newestMonth;
        return (
          <>
            <View className="card">
              <View className="head">
                <HeadTitle>{`${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`}</HeadTitle>
                <View className="flex gap8">
                  <Step
                    name="back"
                    label="上个月"
                    isOff={month <= (firstDay ?? openDay).slice(0, 7)}
                    onTap={() => setAsked(monthAfter(month, -1))}
                  />
                  <Step
                    name="next"
                    label="下个月"
                    isOff={month >= newestMonth}
                    onTap={() => setAsked(monthAfter(month, 1))}
                  />
                </View>
              </View>
              <Shown of={read} fault="这个月没取到">
                {(calendar) => <Days month={month} calendar={calendar} />}
              </Shown>
              <Legend />
            </View>
            {newest.value ? <Owed calendar={newest.value} /> : null}
          </>
        );
      }}
    </Shown>
  );
}

const Step = ({
  name,
  label,
  isOff,
  onTap,
}: {
  name: 'back' | 'next';
  label: string;
  isOff: boolean;
  onTap: () => void;
}) => (
  <Button kind="plain" size="small" label={label} isOff={isOff} onTap={onTap}>
    <Icon name={name} size={18} />
  </Button>
);

const TONES = { ok: 'good-ink', warn: 'warn-ink', bad: 'bad-ink', plain: 'muted' } as const;

function Days({ month, calendar }: { month: string; calendar: Calendar }) {
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const days = Array.from({ length: count }, (_none, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
  const gaps = Array.from({ length: weekdayOf(`${month}-01`) }, (_none, at) => at);
  return (
    <View className="cal-week">
      {WEEKDAYS.map((name) => (
        <View key={name} className="cal-name">
          {name.slice(1)}
        </View>
      ))}
      {gaps.map((at) => (
        <View key={at} className="cal-gap" />
      ))}
      {days.map((day) => (
        <Day key={day} day={day} calendar={calendar} />
      ))}
    </View>
  );
}

function Day({ day, calendar }: { day: string; calendar: Calendar }) {
  const found = calendar.days.find((one) => one.day === day);
  const date = String(Number(day.slice(8)));
  if (!found)
    return (
      <View className="cal-day muted">
        <View className="cal-date">{date}</View>
        <View className="cal-under">{day === calendar.openDay ? '今天' : ''}</View>
      </View>
    );
  const { word, says, tone } = CLOSE_WORDS[found.word];
  return (
    <Tap className="cal-day" label={`${day}，${says}`} onTap={() => go.admin('close', `day=${day}`)}>
      <View className="cal-date">{date}</View>
      <View className={`cap ${TONES[tone]}`}>{word}</View>
    </Tap>
  );
}

const Legend = () => (
  <View className="cap muted mt8">
    {Object.values(CLOSE_WORDS)
      .map(({ word, says }) => `${word} ${says}`)
      .join(' · ')}
  </View>
);

/** A close that is behind, with the way to take it up. */
function Owed({ calendar }: { calendar: Calendar }) {
  const resume = useAct('admin.resumeClose', ['admin.closeCalendar', 'admin.viewOverview']);
  const requestId = useRequestId([calendar.openDay, resume.isSuccess]);
  if (!calendar.isBehind) return <Note tone="ok">收到 {calendar.openDay} 以前，没有欠着的。</Note>;
  return (
    <View className="flow gap8">
      <Note tone="warn">
        {calendar.openDay} 还没收盘。定时任务会自己接着做；等不及可以现在叫它开始，做过的不会再做。
      </Note>
      {resume.error ? <Note tone="bad">{refusalWords(resume.error)}</Note> : null}
      {resume.isSuccess ? <Note icon="clock">已经叫它接着收，几分钟后再来看。</Note> : null}
      <Button kind="line" size="block" isOff={resume.isPending} onTap={() => resume.mutate({ requestId })}>
        接着收盘
      </Button>
    </View>
  );
}
