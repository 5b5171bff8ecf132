import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import type { PayeeCode } from '../../../features/exits/payLink';
import { useSession } from '../../../gateway';
import { ChoosePayee } from './ChoosePayee';
import { PayPayee } from './PayPayee';

/** Pays a shop with stable points: the code that led here names it, or it is scanned here. */
export default function PayScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const { shop, payment } = useRouter().params;
  const [scanned, setScanned] = useState<PayeeCode | null>(null);
  const led: PayeeCode | null = payment
    ? { paymentId: decodeURIComponent(payment) }
    : shop
      ? { shopId: decodeURIComponent(shop) }
      : null;
  const payee = scanned ?? led;
  if (!isSignedIn)
    return (
      <Screen title="付给商户">
        <SignInState words="登录后才能用恒定积分付款。" />
      </Screen>
    );
  return payee ? <PayPayee key={JSON.stringify(payee)} payee={payee} /> : <ChoosePayee onPayee={setScanned} />;
}
