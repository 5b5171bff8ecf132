import type { StayTermsShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { WhenRow } from '../../../components/form/WhenRow';
import { readCount } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { CalendarCard } from '../../../features/stays/CalendarCard';
import { type ChangeDraft, calendarOf, type GoodsDraft, keyOf, labelOf, soldSizes, withCalendar } from './draft';
import { stayFault, usualStay } from './stayTerms';

const LATER = [
  { key: 'ask', words: '店家答复退不退' },
  { key: 'none', words: '不退' },
] as const;

interface StayCardsProps {
  readonly draft: GoodsDraft;
  readonly today: string;
  readonly tellsFaults: boolean;
  readonly onChange: ChangeDraft;
}

/** Nights that are sold by a calendar: when one comes, goes and cancels, and each kind of room by night. */
export function StayCards({ draft, today, tellsFaults, onChange }: StayCardsProps) {
  const { stay } = draft;
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          title="按日历卖"
          sub="买家选入住和离店，每晚各有价和房量"
          value={
            <Toggle
              label="按日历卖"
              isOn={stay !== null}
              onChange={(isOn) => onChange((now) => ({ ...now, stay: isOn ? (now.kept?.stay ?? usualStay) : null }))}
            />
          }
        />
      </View>
      {stay ? (
        <>
          <TermsCard
            stay={stay}
            fault={tellsFaults ? stayFault(stay) : null}
            onChange={(changes) => onChange((now) => ({ ...now, stay: { ...(now.stay ?? usualStay), ...changes } }))}
          />
          {soldSizes(draft).map((size) => (
            <CalendarCard
              key={keyOf(size)}
              label={labelOf(size)}
              draft={calendarOf(size)}
              today={today}
              tellsFaults={tellsFaults}
              onChange={(change) => onChange((now) => withCalendar(now, keyOf(size), change))}
            />
          ))}
        </>
      ) : null}
    </>
  );
}

interface TermsCardProps {
  readonly stay: StayTermsShown;
  readonly fault: string | null;
  readonly onChange: (changes: Partial<StayTermsShown>) => void;
}

const shown = (count: number): string => (count < 0 ? '' : String(count));

function TermsCard({ stay, fault, onChange }: TermsCardProps) {
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>入住和取消</HeadTitle>
      </View>
      <WhenRow isFirst mode="time" words="几点后入住" value={stay.inFrom} onChoose={(inFrom) => onChange({ inFrom })} />
      <WhenRow mode="time" words="几点前离店" value={stay.outBy} onChoose={(outBy) => onChange({ outBy })} />
      <Field
        words="免费取消提前"
        type="number"
        value={shown(stay.freeDaysBefore)}
        max={2}
        hint="0 为入住当天"
        unit="天"
        onInput={(typed) => onChange({ freeDaysBefore: readCount(typed) ?? -1 })}
      />
      <Field
        words="那天几点前"
        type="number"
        value={shown(stay.freeUntilHour)}
        max={2}
        hint="18"
        unit="点"
        onInput={(typed) => onChange({ freeUntilHour: readCount(typed) ?? -1 })}
      />
      <Choice label="过了再取消" options={LATER} chosen={stay.later} onChoose={(later) => onChange({ later })} />
      <View className="cap muted mt8">列表上的价是一周里最低的一晚。成本是每晚一间你付给店家的。</View>
      {fault ? <Note tone="bad">{fault}</Note> : null}
    </View>
  );
}
