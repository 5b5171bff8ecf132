import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { PasswordField } from '../codes/PasswordField';
import { isPhone, PhoneField } from '../codes/PhoneField';
import { type Entering, ownDevice } from './entering';

interface PasswordFormProps {
  readonly hasAgreed: boolean;
  readonly entering: Entering;
  readonly onDone: (token: string | undefined) => void;
}

/** Phone and login password, in a browser. Whoever forgot it signs in by code and sets another. */
export function PasswordForm({ hasAgreed, entering: { agreed }, onDone }: PasswordFormProps) {
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAct('account.signInByPassword');
  const missing = !isPhone(phone)
    ? '先填手机号'
    : password.length < 8
      ? '再填密码'
      : hasAgreed
        ? null
        : '读过并勾选后登录';
  const submit = () =>
    signIn.mutate({ phone, password, ...ownDevice(), agreed }, { onSuccess: ({ token }) => onDone(token) });
  return (
    <>
      <View className="card flow gap8">
        <PhoneField name="手机号" phone={phone} onPhone={setPhone} />
        <PasswordField name="登录密码" password={password} onPassword={setPassword} />
        <View className="cap muted">没设过或忘了，用验证码登录，再到「账号与安全」里设。</View>
        {signIn.error ? <Note tone="bad">{refusalWords(signIn.error)}</Note> : null}
      </View>
      <Button size="block" isOff={missing !== null || signIn.isPending} onTap={submit}>
        {signIn.isPending ? '正在登录' : (missing ?? '登录')}
      </Button>
    </>
  );
}
