import type { OutputOf, TillPayment } from '@shared/contract';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { queryClient, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';
import { AskSheet } from './AskSheet';
import { Lately } from './Lately';
import { Ticket } from './Ticket';

type Till = OutputOf<'merchant.viewTill'>;

const LOOK_EVERY_MS = 3_000;

/** The own till: the code that customers scan, and what came in just now. This page counts, not the customer's. */
export default function CodeScreen() {
  const [asked, setAsked] = useState<TillPayment | null>(null);
  const [sheet, setSheet] = useState<'amount' | 'member' | null>(null);
  return (
    <MerchantScreen
      title="收款码"
      stops={['merchantPayments']}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={() => setSheet('member')}>
            收顾客的付款码
          </Button>
          <Button kind="plain" onTap={() => go.merchant('statement', 'asset=stable')}>
            对账单
          </Button>
        </View>
      }
      over={
        <AskSheet
          of={sheet}
          onClose={() => setSheet(null)}
          onAsked={(payment) => {
            setAsked(payment);
            setSheet(null);
          }}
        />
      }
    >
      {() => <Loaded asked={asked} onAmount={() => setSheet('amount')} onAnew={() => setAsked(null)} />}
    </MerchantScreen>
  );
}

interface LoadedProps {
  readonly asked: TillPayment | null;
  readonly onAmount: () => void;
  readonly onAnew: () => void;
}

function Loaded({ asked, onAmount, onAnew }: LoadedProps) {
  const till = useRead('merchant.viewTill', {}, { everyMs: LOOK_EVERY_MS });
  const { value } = till;
  const came = value && `${value.today.payments} ${value.stableCents}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: something came in, or went back, and the list is read anew
  useEffect(() => void queryClient.invalidateQueries({ queryKey: ['merchant.listPayments'] }), [came]);
  return (
    <Shown of={till} fault="收款码没取到">
      {(shown: Till) =>
        shown.takesStable ? (
          <>
            <Ticket till={shown} asked={asked} onAmount={onAmount} onAnew={onAnew} />
            <Lately today={shown.today} />
            <Note icon="shield">以这一页为准，别只看顾客的屏幕。这里没有的，就是没有收到。</Note>
          </>
        ) : (
          <Note tone="warn">{shown.name}现在不收恒定积分，顾客扫了付不了。要开通，联系平台。</Note>
        )
      }
    </Shown>
  );
}
