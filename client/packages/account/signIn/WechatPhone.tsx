import { Button as HostButton, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import type { Entering } from './entering';

interface WechatPhoneProps {
  /** What is still to be ticked or chosen above; null for nothing. */
  readonly missing: string | null;
  readonly invitation: Entering;
  readonly onDone: (token: string | undefined) => void;
}

/** WeChat's own button: it asks for the phone number that WeChat knows, and gives a code for it. */
export function WechatPhone({ missing, invitation, onDone }: WechatPhoneProps) {
  const signIn = useAct('account.signInWithWechatPhone');
  const [isRefused, setRefused] = useState(false);
  const fault = signIn.error ? refusalWords(signIn.error) : isRefused ? '没有拿到手机号。再点一次并选允许。' : null;
  // Until it may be tapped it is our own, which says what is missing: WeChat draws a disabled one hardly legible.
  const waits = signIn.isPending ? '正在登录' : missing;
  if (waits)
    return (
      <Button size="block" isOff>
        {waits}
      </Button>
    );
  return (
    <View className="flow gap8">
      <HostButton
        className="btn btn-block host-button"
        openType="getPhoneNumber"
        onGetPhoneNumber={({ detail: { code } }) => {
          setRefused(!code);
          if (code) signIn.mutate({ code, ...invitation }, { onSuccess: ({ token }) => onDone(token) });
        }}
      >
        用微信绑定的手机号登录
      </HostButton>
      {fault ? <Note tone="bad">{fault}</Note> : null}
    </View>
  );
}
