import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import { pressed } from './typed';
import './exits.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', 'erase'] as const;

interface AmountPadProps {
  readonly typed: string;
  readonly decimals: number;
  /** Takes no key while a sheet lies over it. */
  readonly isOff?: boolean;
  readonly onTyped: (typed: string) => void;
}

/** Keys for an amount: as large as a thumb, with a point; in a browser those of a keyboard as well. */
export function AmountPad({ typed, decimals, isOff = false, onTyped }: AmountPadProps) {
  const press = (key: string) => {
    if (!isOff) onTyped(pressed(typed, key, decimals));
  };
  const newest = useRef(press);
  newest.current = press;
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
      if (/^[\d.]$/.test(event.key)) newest.current(event.key);
      if (event.key === 'Backspace') newest.current('erase');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <View className="amount-keys">
      {KEYS.map((key, at) => (
        <Tap
          key={key}
          className={`amount-key ${(at + 1) % 3 === 0 ? 'is-last' : ''} ${/\d/.test(key) ? '' : 'is-function'}`}
          label={key === 'erase' ? '删一位' : key === '.' ? '小数点' : key}
          isOff={isOff}
          onTap={() => press(key)}
        >
          {key === 'erase' ? <Icon name="erase" size={22} /> : key}
        </Tap>
      ))}
    </View>
  );
}

/** The amount as it stands: what is typed, with a caret behind it. */
export function TypedAmount({ typed, name }: { typed: string; name: string }) {
  return (
    <View className="typed-line" {...{ role: 'img' }} aria-label={`${name} ${typed || '0'}`}>
      <View className={`typed-figure ${typed === '' ? 'is-none' : ''}`}>{typed === '' ? '0' : typed}</View>
      <View className="typed-caret" />
    </View>
  );
}
