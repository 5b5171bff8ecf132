import type { TillPayment } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Screen } from '../../../components/Screen';
import { go } from '../../../state/routes';

/** The receipt of a payment. The shop looks at its own page, and not at this one. */
export function Paid({ payment, leftCents }: { payment: TillPayment; leftCents: number | null }) {
  const { shopName, amountCents, note, paidAtMs, paymentId } = payment;
  return (
    <Screen
      title="付好了"
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={go.statement}>
            看明细
          </Button>
          <Button onTap={go.back}>完成</Button>
        </View>
      }
    >
      <View className="card flow gap12" {...{ role: 'status' }}>
        <View className="till-face">
          <View className="good-ink flex">
            <Icon name="check" size={36} />
          </View>
          <View className="bold wrap" {...headingProps(2)}>
            付给 {shopName}
          </View>
          <Amount units={amountCents ?? 0} asset="stable" size="hero" />
        </View>
        <View>
          {note ? <LedgerRow label="备注">{note}</LedgerRow> : null}
          <LedgerRow label="时间">{showMoment(paidAtMs ?? 0)}</LedgerRow>
          {leftCents === null ? null : (
            <LedgerRow label="付后余">
              <Amount units={leftCents} asset="stable" />
            </LedgerRow>
          )}
          <LedgerRow label="单号">
            <View className="mono wrap">{paymentId}</View>
          </LedgerRow>
        </View>
      </View>
      <View className="small muted center">店家的收款码页上也有这一笔，以那一页为准。</View>
    </Screen>
  );
}
