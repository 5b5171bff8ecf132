import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct } from '../../../gateway';
import { CodeField, isCode } from '../codes/CodeField';
import { isPhone, PhoneField } from '../codes/PhoneField';
import { useNewPhoneCode, useOwnCode } from '../codes/useCode';

/** A code to the phone that is, and one to the new one: it counts at once. */
export function ByBothCodes({ phone: own, onDone }: { phone: string; onDone: (words: string) => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [ownCode, setOwnCode] = useState('');
  const ownSms = useOwnCode('phone');
  const sms = useNewPhoneCode(phone);
  const change = useAct('account.changePhone', ['account.me', 'account.viewSecurity', 'account.listSessions']);
  const missing = !isCode(ownCode)
    ? '先填原号码的验证码'
    : !isPhone(phone)
      ? '再填新号码'
      : isCode(code)
        ? null
        : '再填新号码的验证码';
  const submit = () =>
    change.mutate(
      { phone, code, ownCode, requestId: newRequestId() },
      {
        onSuccess: () => {
          setPhone('');
          setCode('');
          setOwnCode('');
          onDone('手机号换好了，下次用新的登录。其他设备都退出了。');
        },
      },
    );
  return (
    <>
      <View className="card flow gap8">
        <HeadTitle>原来的号码 {own}</HeadTitle>
        <CodeField sms={ownSms} code={ownCode} name="原号码的验证码" onCode={setOwnCode} />
        <HeadTitle>新的号码</HeadTitle>
        <PhoneField name="新手机号" phone={phone} onPhone={setPhone} />
        <CodeField sms={sms} code={code} name="新号码的验证码" isOff={!isPhone(phone)} onCode={setCode} />
        {change.error ? <Note tone="bad">{refusalWords(change.error)}</Note> : null}
      </View>
      <Button size="block" isOff={missing !== null || change.isPending} onTap={submit}>
        {change.isPending ? '正在换' : (missing ?? '换成新号码')}
      </Button>
    </>
  );
}
