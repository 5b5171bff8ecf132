import { Picker, View } from '@tarojs/components';

interface Days {
  readonly fromDay: string;
  readonly untilDay: string;
}

/** From which day and until which: '' is open. */
export const DayFields = ({ fromDay, untilDay, onChange }: Days & { readonly onChange: (days: Days) => void }) => (
  <View className="flex gap12 wraps">
    <DayField label="从哪天" value={fromDay} empty="最早" onChange={(day) => onChange({ fromDay: day, untilDay })} />
    <DayField label="到哪天" value={untilDay} empty="今天" onChange={(day) => onChange({ fromDay, untilDay: day })} />
  </View>
);

function DayField({
  label,
  value,
  empty,
  onChange,
}: {
  label: string;
  value: string;
  empty: string;
  onChange: (day: string) => void;
}) {
  return (
    <Picker className="grow" mode="date" value={value} onChange={(event) => onChange(String(event.detail.value))}>
      <View className="ask-line" {...{ role: 'button' }} aria-label={`${label}，${value || empty}`}>
        <View className="field-name">{label}</View>
        <View className={value ? '' : 'muted'}>{value || empty}</View>
      </View>
    </Picker>
  );
}
