import { View } from '@tarojs/components';
import { DayField } from '../../../components/form/DayField';

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
