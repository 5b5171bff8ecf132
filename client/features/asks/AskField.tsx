import { type Ask, type AskKind, faultOf, firstDayOf, lengthsOf, tidyAnswer } from '@shared/asks';
import { showToday } from '@shared/format';
import { Picker, View } from '@tarojs/components';
import { useState } from 'react';
import { FieldFault } from '../../components/form/FieldFault';
import { Icon } from '../../components/Icon';
import { Input } from '../../components/Input';
import { Tap } from '../../components/Tap';
import { ANSWER_FAULTS } from '../../copy/answers';
import { hasContacts, pickContact, serverNow } from '../../gateway';
import './asks.css';

interface AskFieldProps {
  readonly ask: Ask;
  /** As it is typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Its fault is told though nobody has left the field yet: somebody tried to go on. */
  readonly isTried: boolean;
  readonly isFirst?: boolean;
}

/** In a browser a field of numbers would take no blanks, which people paste: there it is one of telephones. */
const DIGITS = (process.env.TARO_ENV === 'h5' ? 'tel' : 'number') as 'number';
/** The keyboard that a kind of field asks the phone for. */
const KEYBOARDS: Readonly<Partial<Record<AskKind, 'number' | 'idcard'>>> = {
  phone: DIGITS,
  meterNumber: DIGITS,
  cardNumber: DIGITS,
  ...(process.env.TARO_ENV === 'h5' ? {} : { idNumber: 'idcard' as const }),
};

/** Blanks may stand between the digits. */
const BLANKS = 6;

/** One field that goods ask for, checked as it is typed by what will check it when it is taken. */
export function AskField({ ask, value, onChange, isTried, isFirst }: AskFieldProps) {
  const [isLeft, setLeft] = useState(false);
  const answer = tidyAnswer(ask, value);
  const fault = faultOf(ask, answer, showToday(serverNow()));
  const told = fault && (isTried || (isLeft && answer !== '')) ? ANSWER_FAULTS[fault](ask.label) : null;
  const isRight = !fault && answer !== '';
  return (
    <View className={`answer ${isFirst ? 'is-first' : ''}`}>
      <View className="answer-line">
        <View className="answer-name">{ask.label}</View>
        {ask.kind === 'choice' ? null : (
          <Typed ask={ask} value={value} isBad={told !== null} onChange={onChange} onLeave={() => setLeft(true)} />
        )}
        {isRight && ask.kind !== 'choice' ? (
          <View className="answer-right" {...{ role: 'img' }} aria-label={`${ask.label}填对了`}>
            <Icon name="check" size={18} />
          </View>
        ) : null}
        {ask.kind === 'phone' && hasContacts ? (
          <Tap
            className="answer-key"
            label="从通讯录选"
            onTap={() => void pickContact().then((phone) => phone && onChange(phone))}
          >
            <Icon name="person" size={22} />
          </Tap>
        ) : null}
      </View>
      {ask.kind === 'choice' ? <Choices ask={ask} value={value} onChange={onChange} /> : null}
      <FieldFault words={told} />
    </View>
  );
}

interface TypedProps extends Pick<AskFieldProps, 'ask' | 'value' | 'onChange'> {
  readonly isBad: boolean;
  readonly onLeave: () => void;
}

function Typed({ ask, value, isBad, onChange, onLeave }: TypedProps) {
  if (ask.kind === 'date')
    return (
      <Picker
        className="grow"
        mode="date"
        value={value}
        start={firstDayOf(ask, showToday(serverNow()))}
        onChange={(event) => onChange(String(event.detail.value))}
      >
        <View className={`field-input flex ${value ? '' : 'muted'}`} {...{ role: 'button' }} aria-label={ask.label}>
          {value || ask.hint || '选一天'}
        </View>
      </Picker>
    );
  return (
    <Input
      className="field-input"
      placeholderClass="placeholder"
      type={KEYBOARDS[ask.kind] ?? 'text'}
      maxlength={lengthsOf(ask).most + BLANKS}
      value={value}
      placeholder={ask.hint || (ask.isRequired ? '' : '可以不填')}
      aria-label={ask.label}
      {...(isBad ? { 'aria-invalid': 'true' as const } : {})}
      onInput={(event) => onChange(event.detail.value)}
      onBlur={onLeave}
    />
  );
}

function Choices({ ask, value, onChange }: Pick<AskFieldProps, 'ask' | 'value' | 'onChange'>) {
  return (
    <View className="opts" {...{ role: 'radiogroup' }} aria-label={ask.label}>
      {ask.choices.map((choice) => (
        <Tap
          key={choice}
          role="radio"
          className={`opt ${choice === value ? 'is-on' : ''}`}
          isOn={choice === value}
          onTap={() => onChange(choice)}
        >
          {choice}
        </Tap>
      ))}
    </View>
  );
}
