import { Picker, View } from '@tarojs/components';
import { Chevron } from '../Icon';
import { FieldFault } from './FieldFault';
import './form.css';

interface WhenRowProps {
  readonly words: string;
  /** A day, 2026-12-31, or a time of day, 14:00; '' where none is chosen. */
  readonly value: string;
  readonly mode?: 'date' | 'time';
  /** What holds while none is chosen. */
  readonly hint?: string;
  /** The first and the last that can be chosen. */
  readonly start?: string;
  readonly end?: string;
  /** What is wrong with it, beneath it; nothing while it is right. */
  readonly fault?: string | null | undefined;
  readonly isFirst?: boolean;
  readonly onChoose: (chosen: string) => void;
}

/** A day, or a time of day, of a form: chosen by the host's own wheels, never typed. */
export function WhenRow(props: WhenRowProps) {
  const { words, value, mode = 'date', hint, start, end, fault, isFirst, onChoose } = props;
  const shown = value || (hint ?? (mode === 'date' ? '选一天' : '选几点'));
  const among = {
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    onChange: (event: { detail: { value: unknown } }) => onChoose(String(event.detail.value)),
  };
  const line = (
    <View className="ask-line" {...{ role: 'button' }} aria-label={`${words}，${shown}`}>
      <View className="field-name">{words}</View>
      <View className={`grow ${value ? '' : 'muted'}`}>{shown}</View>
      <Chevron />
    </View>
  );
  return (
    <View className={`ask ${isFirst ? 'is-first' : ''}`}>
      {mode === 'date' ? (
        <Picker mode="date" value={value} {...among}>
          {line}
        </Picker>
      ) : (
        <Picker mode="time" value={value || '09:00'} {...among}>
          {line}
        </Picker>
      )}
      <FieldFault words={fault} />
    </View>
  );
}
