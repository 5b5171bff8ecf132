import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Note } from '../../../components/Note';
import { QrCode } from '../../../components/QrCode';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../../../features/exits/exits.css';

type Shown = OutputOf<'wallet.showPayCode'>;

const ASK_EVERY_MS = 2_000;

/** A code of one's own for a till: it pays nothing by itself. Once the till has named an amount, it is asked for here. */
export default function PayCodeScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="我的付款码" stops={['merchantPayments']}>
      {isSignedIn ? <Code /> : <SignInState words="登录后才有付款码。" />}
    </Screen>
  );
}

function Code() {
  const [times, setTimes] = useState(1);
  const show = useAct('wallet.showPayCode');
  const requestId = useRequestId(times);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a code is asked for once for each request
  useEffect(() => show.mutate({ requestId }), [requestId]);
  if (show.error)
    return (
      <View className="card flow gap12">
        <Note tone="bad">{refusalWords(show.error)}</Note>
        <Button onTap={() => setTimes(times + 1)}>再出一个</Button>
      </View>
    );
  if (!show.data) return <CardSkeleton height={360} />;
  return <Ticket key={show.data.paymentId} shown={show.data} onAnew={() => setTimes(times + 1)} />;
}

function Ticket({ shown, onAnew }: { shown: Shown; onAnew: () => void }) {
  const { paymentId, untilMs } = shown;
  const read = useRead('wallet.viewPayment', { paymentId }, { everyMs: ASK_EVERY_MS });
  const { state } = read.value ?? { state: 'shown' };
  useEffect(() => {
    if (state === 'asked') go.payInstead(paymentId);
  }, [state, paymentId]);
  return (
    <>
      <View className="till-ticket">
        <View className="till-part till-face">
          <View className="bold" {...headingProps(2)}>
            请店家扫
          </View>
          <View className="till-paper">
            <QrCode text={paymentId} label="我的付款码" className="till-qr" />
          </View>
          <View className="mono title" aria-label={`付款码 ${paymentId.split('').join(' ')}`}>
            {paymentId.replace(/(\d{5})(?=\d)/, '$1 ')}
          </View>
          <View className="small muted">{showMoment(untilMs)} 前用，用一次</View>
        </View>
      </View>
      <Note>店家扫了不会扣积分。店家输好金额后，这里会问你，输支付密码才付。</Note>
      <Button kind="plain" onTap={onAnew}>
        换一个
      </Button>
    </>
  );
}
