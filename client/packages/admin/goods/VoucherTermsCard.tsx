import type { VoucherTermsShown } from '@shared/contract';
import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/form/Choice';
import { Field, Options } from '../../../components/form/Field';
import { WhenRow } from '../../../components/form/WhenRow';
import { WhensRow } from '../../../components/form/WhensRow';
import { readCount } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Tap } from '../../../components/Tap';
import { serverNow } from '../../../gateway';
import type { ChangeDraft, GoodsDraft } from './draft';
import { type Appointment, MOST_TIMES, usualAppointment, usualTerms } from './voucherTerms';

const VALIDITIES = [
  { key: 'days', words: '付款后几天' },
  { key: 'day', words: '到哪一天' },
] as const;
const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

const COMING = [
  { key: 'free', words: '随时来' },
  { key: 'booked', words: '先约时间' },
] as const;

interface VoucherTermsCardProps {
  readonly draft: GoodsDraft;
  readonly fault: string | null;
  readonly onChange: ChangeDraft;
}

/** When and where vouchers of a product are used. */
export function VoucherTermsCard({ draft, fault, onChange }: VoucherTermsCardProps) {
  const terms = draft.voucher ?? usualTerms;
  const put = (changes: Partial<VoucherTermsShown>) =>
    onChange((now) => ({ ...now, voucher: { ...(now.voucher ?? usualTerms), ...changes } }));
  const isByDays = terms.untilDay === null;
  const [today] = useState(() => showToday(serverNow()));
  const closes = (weekday: number) =>
    put({
      closedWeekdays: terms.closedWeekdays.includes(weekday)
        ? terms.closedWeekdays.filter((one) => one !== weekday)
        : [...terms.closedWeekdays, weekday].sort((a, b) => a - b),
    });
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>券怎么用</HeadTitle>
      </View>
      <Choice
        label="有效期"
        options={VALIDITIES}
        chosen={isByDays ? 'days' : 'day'}
        onChoose={(key) =>
          put(
            key === 'days'
              ? { validDays: usualTerms.validDays, fromDay: null, untilDay: null }
              : { validDays: null, untilDay: '' },
          )
        }
      />
      {isByDays ? (
        <Field
          words="天数"
          type="number"
          value={terms.validDays === null ? '' : String(terms.validDays)}
          max={4}
          hint="付款当天算一天"
          onInput={(typed) => put({ validDays: readCount(typed) })}
        />
      ) : (
        <WhenRow
          words="最后一天"
          value={terms.untilDay ?? ''}
          start={today}
          onChoose={(untilDay) => put({ untilDay })}
        />
      )}
      <Options label="哪天不能用">
        {WEEKDAYS.map((words, at) => (
          <Tap
            key={words}
            role="checkbox"
            className={`opt ${terms.closedWeekdays.includes(at + 1) ? 'is-on' : ''}`}
            isOn={terms.closedWeekdays.includes(at + 1)}
            onTap={() => closes(at + 1)}
          >
            {words}
          </Tap>
        ))}
      </Options>
      <WhensRow
        words="停用的日子"
        values={terms.closedDays}
        more="加一天，如节假日"
        most={60}
        start={today}
        onChange={(closedDays) => put({ closedDays })}
      />
      <Field
        words="时段"
        value={terms.hours}
        max={30}
        hint="9:30–21:30，没有就空着"
        onInput={(hours) => put({ hours })}
      />
      <Field
        words="预约"
        value={terms.booking}
        max={40}
        hint="提前一天约，没有就空着"
        onInput={(booking) => put({ booking })}
      />
      <Choice
        label="到店"
        options={COMING}
        chosen={terms.appointment ? 'booked' : 'free'}
        onChoose={(key) => put({ appointment: key === 'booked' ? usualAppointment : null })}
      />
      {terms.appointment ? <AppointmentFields of={terms.appointment} put={put} /> : null}
      <Field words="地点" value={terms.place} max={60} hint="门店地址" onInput={(place) => put({ place })} />
      {fault ? <Note tone="bad">{fault}</Note> : null}
    </View>
  );
}

interface AppointmentFieldsProps {
  readonly of: Appointment;
  readonly put: (changes: Partial<VoucherTermsShown>) => void;
}

const COUNTS = [
  { key: 'perTime', words: '每个时间接几份', max: 2, hint: '1 到 50' },
  { key: 'daysAhead', words: '提前约几天', max: 2, hint: '0 到 60，0 只约当天' },
  { key: 'hoursBefore', words: '几小时前能改', max: 3, hint: '0 到 168' },
] as const;

/** Times of a day, how many are served at each, how far ahead and until when. */
function AppointmentFields({ of, put }: AppointmentFieldsProps) {
  const set = (changes: Partial<Appointment>) => put({ appointment: { ...of, ...changes } });
  return (
    <>
      <WhensRow
        words="几点来"
        values={of.times}
        mode="time"
        more="加一个时间"
        most={MOST_TIMES}
        onChange={(times) => set({ times })}
      />
      {COUNTS.map(({ key, words, max, hint }) => (
        <Field
          key={key}
          words={words}
          type="number"
          value={String(of[key])}
          max={max}
          hint={hint}
          onInput={(typed) => set({ [key]: readCount(typed) ?? 0 })}
        />
      ))}
    </>
  );
}
