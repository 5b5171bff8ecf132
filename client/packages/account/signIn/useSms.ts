import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';

/** Sends the code, and counts down until it may be sent again. */
export function useSms(phone: string) {
  const send = useAct('account.sendCode');
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
    isSending: send.isPending,
    fault: send.error ? refusalWords(send.error) : null,
    send: () =>
      send.mutate(
        { phone },
        {
          onSuccess: ({ againAfterSeconds, validForSeconds }) => {
            setWait(againAfterSeconds);
            setWords(`验证码已发到 ${phone}，${Math.floor(validForSeconds / 60)} 分钟内有效。`);
            void Taro.hideKeyboard?.();
          },
          onError: ({ code, details }) => {
            if (code === 'code/tooSoon' && typeof details.againAfterSeconds === 'number')
              setWait(details.againAfterSeconds);
          },
        },
      ),
  };
}
