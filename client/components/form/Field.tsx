import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Input, Textarea } from '../Input';
import { FieldFault } from './FieldFault';
import './form.css';

/** A longer name, as of a size with its options, stands above what is typed. */
const BESIDE_AT_MOST = 8;

interface FieldProps {
  readonly words: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it, beneath it; nothing while it is right. */
  readonly fault?: string | null | undefined;
  readonly max?: number;
  readonly type?: 'text' | 'digit' | 'number';
  readonly isFirst?: boolean;
  readonly isLong?: boolean;
  /** Beside the value: 元. */
  readonly unit?: ReactNode;
}

/** One field of a form: its name, what is in it, and its fault. What was typed stays, whatever is wrong with it. */
export function Field({
  words,
  value,
  onInput,
  hint = '',
  fault,
  max = 60,
  type = 'text',
  isFirst,
  isLong,
  unit,
}: FieldProps) {
  const shared = {
    value,
    maxlength: max,
    placeholder: hint,
    placeholderClass: 'placeholder',
    'aria-label': words,
    ...(fault ? { 'aria-invalid': 'true' as const } : {}),
    onInput: (event: { detail: { value: string } }) => onInput(event.detail.value),
  };
  return (
    <View className={`ask ${isFirst ? 'is-first' : ''}`}>
      <View className={`ask-line ${isLong ? 'is-long' : ''} ${words.length > BESIDE_AT_MOST ? 'is-named-long' : ''}`}>
        <View className="field-name">{words}</View>
        {isLong ? (
          <Textarea className="ask-text" {...shared} autoHeight />
        ) : (
          <Input className="field-input" type={type} {...shared} />
        )}
        {unit ? <View className="muted still">{unit}</View> : null}
      </View>
      <FieldFault words={fault} />
    </View>
  );
}

/** A few words that are chosen from, one of them on. */
export function Options({ label, isFirst, children }: { label: string; isFirst?: boolean; children: ReactNode }) {
  return (
    <View className={`ask ${isFirst ? 'is-first' : ''}`}>
      <View className="field-name ask-head">{label}</View>
      <View className="opts" {...{ role: 'radiogroup' }} aria-label={label}>
        {children}
      </View>
    </View>
  );
}
