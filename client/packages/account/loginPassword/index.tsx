import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useSession } from '../../../gateway';
import { CodeField, isCode } from '../codes/CodeField';
import { PasswordField } from '../codes/PasswordField';
import { useOwnCode } from '../codes/useCode';

const LEAST = 8;

/** The login password: set, changed or found again by a code to one's phone. */
export default function LoginPasswordScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="登录密码">
      {isSignedIn ? <Form /> : <SignInState words="用验证码登录后就能设新的登录密码，忘了也是这样找回。" />}
    </Screen>
  );
}

function Form() {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const sms = useOwnCode('loginPassword');
  const set = useAct('account.setLoginPassword', ['account.viewSecurity', 'account.listSessions']);
  const isOff = !isCode(code) || password.length < LEAST || set.isPending;
  const submit = () =>
    set.mutate(
      { newPassword: password, code, requestId: newRequestId() },
      {
        onSuccess: () => {
          setDone(true);
          setPassword('');
          setCode('');
        },
      },
    );
  const missing = !isCode(code)
    ? '先填验证码'
    : password.length < LEAST
      ? `密码还差 ${LEAST - password.length} 位`
      : null;
  return (
    <>
      {isDone ? <Note tone="ok">登录密码设好了。其他设备都退出了。</Note> : null}
      <Note>网页登录时用，可以不设。设、改和找回都用短信验证，做完其他设备会退出。</Note>
      <View className="card flow gap8">
        <CodeField sms={sms} code={code} onCode={setCode} />
        <PasswordField name="新的登录密码" password={password} onPassword={setPassword} />
        <View className="cap muted">至少 8 位，字母和数字都要有，不要用手机号。</View>
        {set.error ? <Note tone="bad">{refusalWords(set.error)}</Note> : null}
      </View>
      <Button size="block" isOff={isOff} onTap={submit}>
        {set.isPending ? '正在设' : (missing ?? '设好')}
      </Button>
    </>
  );
}
