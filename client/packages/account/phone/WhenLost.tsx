import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { refusalWords } from '../../../copy/refusals';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { useAct, useRequestId } from '../../../gateway';
import { CodeField, isCode } from '../codes/CodeField';
import { isPhone, PhoneField } from '../codes/PhoneField';
import { useNewPhoneCode } from '../codes/useCode';

interface WhenLostProps {
  readonly waitHours: number;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

/** Where the former phone is lost: a code to the new one, the payment password, and a wait that can be stopped. */
export function WhenLost({ waitHours, onBack, onDone }: WhenLostProps) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [isAsking, setAsking] = useState(false);
  const sms = useNewPhoneCode(phone);
  const lose = useAct('account.losePhone', ['account.viewSecurity']);
  const requestId = useRequestId({ phone, code });
  const isOfPassword = lose.error?.code.startsWith('payPassword/') ?? false;
  const missing = !isPhone(phone) ? '先填新号码' : isCode(code) ? null : '再填验证码';
  const submit = (payPassword: string) =>
    lose.mutate(
      { phone, code, payPassword, requestId },
      {
        onSuccess: () => onDone(`收到了。新号码 ${waitHours} 小时后才换上，期间可以叫停。`),
        onError: ({ code: refused }) => setAsking(refused.startsWith('payPassword/')),
      },
    );
  return (
    <Screen
      title="换手机号"
      over={
        <PayPasswordSheet
          title="确认换号"
          isOpen={isAsking}
          what={`换成 ${phone}`}
          isBusy={lose.isPending}
          refused={isOfPassword ? lose.error : null}
          onPassword={submit}
          onClose={() => setAsking(false)}
        />
      }
    >
      <Note>
        原来的号码收不到短信，就用支付密码换。要等 {waitHours}{' '}
        小时，期间消息里会提醒，随时能叫停，原来的号码照旧能登录。
      </Note>
      <View className="card flow gap8">
        <PhoneField name="新手机号" phone={phone} onPhone={setPhone} />
        <CodeField sms={sms} code={code} isOff={!isPhone(phone)} onCode={setCode} />
        {lose.error && !isOfPassword ? <Note tone="bad">{refusalWords(lose.error)}</Note> : null}
      </View>
      <Button size="block" isOff={missing !== null || lose.isPending} onTap={() => setAsking(true)}>
        {missing ?? '输支付密码'}
      </Button>
      <Button kind="plain" size="block" onTap={onBack}>
        不换了
      </Button>
    </Screen>
  );
}
