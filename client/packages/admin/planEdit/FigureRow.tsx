import { View } from '@tarojs/components';
import { FieldFault } from '../../../components/form/FieldFault';
import { Input } from '../../../components/Input';
import type { PlanField } from './fields';

interface FigureRowProps {
  readonly field: PlanField;
  /** As it runs; null where the plan does not run yet. */
  readonly now: string | null;
  readonly value: string;
  readonly fault: string | null;
  readonly onInput: (value: string) => void;
}

/** One parameter: what it is and does, what it is now, what it is to be. */
export function FigureRow({ field, now, value, fault, onInput }: FigureRowProps) {
  const { words, says, unit, isKept, isOptional } = field;
  const isFixed = isKept === true && now !== null;
  return (
    <View className="plan-figure">
      <View className="matrix-row plan-line">
        <View className="matrix-name">
          <View className="body">{words}</View>
        </View>
        {now === null ? null : <View className="matrix-figure muted">{now === '' ? '没有' : now}</View>}
        <View className="matrix-cell plan-cell">
          {isFixed ? (
            <View className="muted">不变</View>
          ) : (
            <View className={`matrix-input ${fault ? 'is-bad' : ''}`}>
              <Input
                type="digit"
                value={value}
                maxlength={16}
                placeholder={isOptional ? '没有' : ''}
                placeholderClass="placeholder"
                aria-label={words}
                {...(fault ? { 'aria-invalid': 'true' as const } : {})}
                onInput={(event) => onInput(event.detail.value)}
              />
            </View>
          )}
        </View>
        {unit ? <View className="small muted still">{unit}</View> : null}
      </View>
      <View className="cap muted">{says}</View>
      <FieldFault words={fault} />
    </View>
  );
}
