import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import './payPassword.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'erase'] as const;

interface KeypadProps {
  /** Takes no key while something is asked. */
  readonly isOff?: boolean;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
}

/** Ten keys of our own: the host's keyboard would keep what was typed. In a browser those of a keyboard as well. */
export function Keypad({ isOff = false, onDigit, onErase }: KeypadProps) {
  const press = (key: string) => {
    if (isOff) return;
    if (key === 'erase') onErase();
    else onDigit(key);
  };
  const newest = useRef(press);
  newest.current = press;
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
      if (/^\d$/.test(event.key)) newest.current(event.key);
      if (event.key === 'Backspace') newest.current('erase');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <View className="keys">
      {KEYS.map((key, at) => {
        const place = (at + 1) % 3 === 0 ? 'is-last' : '';
        if (key === '') return <View key="blank" className="keys-key is-blank" aria-hidden="true" />;
        if (key === 'erase')
          return (
            <Tap
              key={key}
              className={`keys-key is-erase ${place}`}
              label="删一位"
              isOff={isOff}
              onTap={() => press(key)}
            >
              <Icon name="erase" size={22} />
            </Tap>
          );
        return (
          <Tap key={key} className={`keys-key ${place}`} label={key} isOff={isOff} onTap={() => press(key)}>
            {key}
          </Tap>
        );
      })}
    </View>
  );
}
