import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { CodeField, isCode } from '../codes/CodeField';
import { isPhone, PhoneField } from '../codes/PhoneField';
import { useSms } from '../codes/useCode';
import { type Entering, ownDevice } from './entering';

interface CodeFormProps {
  /** What is still to be ticked or chosen above; null for nothing. */
  readonly missing: string | null;
  /** Where another way in stands above it, this one's button only leads on. */
  readonly isSecond: boolean;
  readonly invitation: Entering;
  readonly onDone: (token: string | undefined) => void;
}

/** Phone and code. What is missing stands on its button. */
export function CodeForm({ missing: missingAbove, isSecond, invitation, onDone }: CodeFormProps) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const sms = useSms(phone);
  const signIn = useAct('account.signIn');
  const submit = () =>
    signIn.mutate({ phone, code, ...ownDevice(), ...invitation }, { onSuccess: ({ token }) => onDone(token) });
  const isOff = !isPhone(phone) || !isCode(code) || missingAbove !== null || signIn.isPending;
  const missing = !isPhone(phone) ? '先填手机号' : !isCode(code) ? '再填验证码' : missingAbove;
  return (
    <>
      <View className="card flow gap8">
        <PhoneField name="手机号" phone={phone} onPhone={setPhone} />
        <CodeField
          sms={sms}
          code={code}
          isOff={!isPhone(phone)}
          onCode={setCode}
          onConfirm={() => !isOff && submit()}
        />
        {signIn.error ? <Note tone="bad">{refusalWords(signIn.error)}</Note> : null}
      </View>
      <Button kind={isSecond ? 'line' : 'filled'} size="block" isOff={isOff} onTap={submit}>
        {signIn.isPending ? '正在登录' : (missing ?? '登录')}
      </Button>
    </>
  );
}
