import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Input } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { forgetAll, newRequestId, useAct, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const LETTERS = 16;
const bare = (typed: string): string => typed.replace(/[\s-]/g, '');

/** Makes the member the shop's owner by the code that its deployment printed. */
export default function ClaimScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="用开店码开店">
      {isSignedIn ? <Form /> : <SignInState words="登录后再输开店码，这个手机号就是店主。" />}
    </Screen>
  );
}

function Form() {
  const [code, setCode] = useState('');
  const claim = useAct('account.claimShop');
  const left = LETTERS - bare(code).length;
  const submit = () =>
    claim.mutate(
      { code, requestId: newRequestId() },
      {
        onSuccess: () => {
          void forgetAll();
          go.adminInstead('guide');
        },
      },
    );
  return (
    <>
      <View className="flow gap4 sign-head">
        <View className="figure bold">你是店主吗</View>
        <View className="small muted">
          部署完成时打印了一个开店码，16 位，用一次就作废。输对了，你就是这家店的管理员。
        </View>
      </View>
      <View className="card flow gap8">
        <View className={`big-input ${claim.error ? 'is-bad' : ''}`}>
          <Input
            className="field-input mono"
            placeholderClass="placeholder"
            value={code}
            maxlength={24}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            aria-label="开店码"
            onInput={(event) => {
              setCode(event.detail.value);
              claim.reset();
            }}
          />
        </View>
        <View className="cap muted">大小写、短横不要紧；O 当 0，I 和 L 当 1。</View>
        {claim.error ? <Note tone="bad">{refusalWords(claim.error)}</Note> : null}
      </View>
      <Button size="block" isOff={left !== 0 || claim.isPending} onTap={submit}>
        {left > 0 ? `还差 ${left} 位` : left < 0 ? `多了 ${-left} 位` : claim.isPending ? '正在核对' : '成为店主'}
      </Button>
    </>
  );
}
