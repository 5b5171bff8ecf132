import type { Preview } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { LedgerRow } from '../../../components/Ledger';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import type { Placing } from './usePlaceOrder';

interface ConfirmBalanceProps {
  readonly preview: Preview;
  readonly place: Placing;
  readonly isDemo: boolean;
}

/** Asks for the payment password of what the cash balance pays, and says what is paid besides. */
export function ConfirmBalance({ preview, place, isDemo }: ConfirmBalanceProps) {
  const { payment, balance } = preview;
  return (
    <PayPasswordSheet
      title="用余额付"
      isOpen={place.isConfirming}
      isDemo={isDemo}
      what={
        <>
          <View className="small muted">从现金余额付</View>
          <Amount units={payment.balanceFen} asset="cash" size="hero" />
        </>
      }
      lines={
        <>
          <LedgerRow label="付后余额">
            <Amount units={Math.max(balance.heldFen - payment.balanceFen, 0)} asset="cash" />
          </LedgerRow>
          {payment.cashFen > 0 ? (
            <LedgerRow label="其余微信支付">
              <Amount units={payment.cashFen} asset="cash" />
            </LedgerRow>
          ) : null}
        </>
      }
      isBusy={place.isBusy}
      refused={place.refusedPassword}
      onPassword={(payPassword) => place.submit(preview, payPassword)}
      onClose={place.stopConfirming}
    />
  );
}
