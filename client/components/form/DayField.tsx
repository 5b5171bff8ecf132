import { Picker, View } from '@tarojs/components';

interface DayFieldProps {
  readonly label: string;
  /** '' where none is chosen. */
  readonly value: string;
  /** What holds then. */
  readonly empty: string;
  readonly onChange: (day: string) => void;
}

/** A day that is chosen. */
export function DayField({ label, value, empty, onChange }: DayFieldProps) {
  return (
    <Picker className="grow" mode="date" value={value} onChange={(event) => onChange(String(event.detail.value))}>
      <View className="ask-line" {...{ role: 'button' }} aria-label={`${label}，${value || empty}`}>
        <View className="field-name">{label}</View>
        <View className={value ? '' : 'muted'}>{value || empty}</View>
      </View>
    </Picker>
  );
}
