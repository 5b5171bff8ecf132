import type { OutputOf, OwnCodePurpose } from '@shared/contract';
import { showPhone } from '@shared/format';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { refusalWords } from '../../../copy/refusals';
import { type Refused, useAct, useRead } from '../../../gateway';

/** A code by SMS: to be sent, and counted down until it may be sent again. */
export interface CodeSent {
  readonly waitSeconds: number;
  /** That it was sent, and where to. */
  readonly words: string;
  readonly isSending: boolean;
  readonly fault: string | null;
  readonly send: () => void;
}

interface Told {
  readonly onSuccess: (sent: OutputOf<'account.sendCode'>) => void;
  readonly onError: (refused: Refused) => void;
}

function useCode(
  to: string,
  { error, isPending }: { readonly error: Refused | null; readonly isPending: boolean },
  ask: (told: Told) => void,
): CodeSent {
  const [waitSeconds, setWait] = useState(0);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (waitSeconds <= 0) return undefined;
    const timer = setTimeout(() => setWait(waitSeconds - 1), 1_000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);
  return {
    waitSeconds,
    words,
    isSending: isPending,
    fault: error ? refusalWords(error) : null,
    send: () =>
      ask({
        onSuccess: ({ againAfterSeconds, validForSeconds }) => {
          setWait(againAfterSeconds);
          setWords(`验证码已发到 ${to}，${Math.floor(validForSeconds / 60)} 分钟内有效。`);
          void Taro.hideKeyboard?.();
        },
        onError: ({ code, details }) => {
          if (code === 'code/tooSoon' && typeof details.againAfterSeconds === 'number')
            setWait(details.againAfterSeconds);
        },
      }),
  };
}

/** To a phone that somebody typed, to sign in. */
export function useSms(phone: string): CodeSent {
  const send = useAct('account.sendCode');
  return useCode(phone, send, (told) => send.mutate({ phone }, told));
}

/** To one's own phone, for one thing alone. */
export function useOwnCode(purpose: OwnCodePurpose): CodeSent {
  const send = useAct('account.sendOwnCode');
  const phone = useRead('account.me', {}).value?.phoneMasked ?? '';
  return useCode(showPhone(phone), send, (told) => send.mutate({ purpose }, told));
}

/** To a phone that is to be one's own. */
export function useNewPhoneCode(phone: string): CodeSent {
  const send = useAct('account.sendNewPhoneCode');
  return useCode(phone, send, (told) => send.mutate({ phone }, told));
}
