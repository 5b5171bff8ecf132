import type { TillPayment } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { LedgerRow } from '../../../components/Ledger';
import { OutReceipt } from '../../../features/exits/OutReceipt';

/** The receipt of a payment. The shop looks at its own page, and not at this one. */
export function Paid({ payment, leftCents }: { payment: TillPayment; leftCents: number | null }) {
  const { shopName, amountCents, note, paidAtMs, paymentId } = payment;
  return (
    <OutReceipt
      title="付好了"
      heading={`付给 ${shopName}`}
      what={<Amount units={amountCents ?? 0} asset="stable" size="hero" />}
      told="店家的收款码页上也有这一笔，以那一页为准。"
    >
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
    </OutReceipt>
  );
}
