import { isWeakPayPassword } from '@shared/format';
import { useRef, useState } from 'react';
import { PIN_DIGITS } from '../../../features/payPassword/PinDots';

/** Six digits that are typed twice. */
interface Pins {
  readonly typed: string;
  /** The second time: what was typed first is to be typed again. */
  readonly isAgain: boolean;
  readonly fault: string | null;
  readonly add: (digit: string) => void;
  readonly erase: () => void;
  readonly clear: () => void;
}

/** A new password, typed twice; `onDone` once both are the same. Easy ones are told before anything is sent. */
export function usePins(onDone: (digits: string) => void): Pins {
  const [typed, setTyped] = useState('');
  const [first, setFirst] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  /** A last digit that is tapped twice hands them on once. */
  const isHanded = useRef(false);
  const begin = (words: string | null) => {
    isHanded.current = false;
    setTyped('');
    setFirst(null);
    setFault(words);
  };
  const add = (digit: string) => {
    const next = typed + digit;
    if (next.length > PIN_DIGITS) return;
    setTyped(next);
    setFault(null);
    if (next.length < PIN_DIGITS) return;
    if (isWeakPayPassword(next)) return begin('这个密码太好猜。不要连着的、重复的。换一个。');
    if (first === null) {
      setFirst(next);
      setTyped('');
    } else if (first === next) {
      if (isHanded.current) return;
      isHanded.current = true;
      onDone(next);
    } else begin('两次不一样。重新输。');
  };
  return {
    typed,
    isAgain: first !== null,
    fault,
    add,
    erase: () => setTyped(typed.slice(0, -1)),
    clear: () => begin(null),
  };
}
