import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { refusalWords } from '../../../copy/refusals';
import { Keypad } from '../../../features/payPassword/Keypad';
import { newRequestId, useAct } from '../../../gateway';
import { CodeField, isCode } from '../codes/CodeField';
import { useOwnCode } from '../codes/useCode';
import { PinCard } from './PinCard';
import { usePins } from './usePins';

interface ByCodeProps {
  readonly title: string;
  /** There is none yet: it counts at once. Else it is found again, and waits. */
  readonly isFirst: boolean;
  readonly waitHours: number;
  readonly onBack: (() => void) | null;
  readonly onDone: (words: string) => void;
}

/** A code to one's own phone, then the new password twice. */
export function ByCode({ title, isFirst, waitHours, onBack, onDone }: ByCodeProps) {
  const [code, setCode] = useState('');
  const [hasCode, setHasCode] = useState(false);
  const sms = useOwnCode('payPassword');
  const set = useAct('account.setPayPassword', ['account.viewPayPassword']);
  const find = useAct('account.findPayPassword', ['account.viewPayPassword']);
  const refused = set.error ?? find.error;
  const isBusy = set.isPending || find.isPending;
  const onError = () => {
    pins.clear();
    setCode('');
    setHasCode(false);
  };
  const pins = usePins((newPayPassword) => {
    const input = { newPayPassword, code, requestId: newRequestId() };
    if (isFirst) set.mutate(input, { onSuccess: () => onDone('支付密码设好了。'), onError });
    else
      find.mutate(input, {
        onSuccess: () => onDone(`收到了。新密码 ${waitHours} 小时后才有用，期间可以叫停。`),
        onError,
      });
  });
  if (hasCode)
    return (
      <Screen title={title} foot={<Keypad isOff={isBusy} onDigit={pins.add} onErase={pins.erase} />}>
        <PinCard
          words={isBusy ? '正在办' : pins.isAgain ? '再输一次' : '6 位支付密码'}
          typed={pins.typed.length}
          fault={pins.fault}
        />
        <View className="cap muted center">不要连着的、重复的，也不要手机号末尾。</View>
      </Screen>
    );
  return (
    <Screen title={title}>
      <Note>
        {isFirst
          ? '卖出、兑换、付给商户、提现时要输。先用短信验证是你本人。'
          : `先用短信验证是你本人。新密码要等 ${waitHours} 小时才有用，期间会发消息给你，随时能叫停。`}
      </Note>
      <View className="card flow gap8">
        <CodeField sms={sms} code={code} onCode={setCode} />
        {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      </View>
      <Button size="block" isOff={!isCode(code)} onTap={() => setHasCode(true)}>
        {isCode(code) ? '下一步' : '先填验证码'}
      </Button>
      {onBack ? (
        <Button kind="plain" size="block" onTap={onBack}>
          不找了
        </Button>
      ) : null}
    </Screen>
  );
}
