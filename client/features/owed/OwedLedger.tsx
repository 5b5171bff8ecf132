import type { OwedFiguresShown } from '@shared/contract';
import { Amount } from '../../components/Amount';
import { LedgerRow, LedgerSum } from '../../components/Ledger';

/** What the platform owes a shop, of what it is made: the rows sum to the figure between the rules. */
export function OwedLedger({ owed, isOwn }: { owed: OwedFiguresShown; isOwn: boolean }) {
  const { settledOrders, settledFen, soldFen, reversedFen, paidOutFen, owedFen } = owed;
  const isOwing = owedFen < 0;
  return (
    <>
      <LedgerRow label={`已结算订单，${settledOrders} 笔`}>
        <Amount units={settledFen} asset="cash" />
      </LedgerRow>
      {soldFen > 0 ? (
        <LedgerRow label="卖出积分">
          <Amount units={soldFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {reversedFen > 0 ? (
        <LedgerRow label="结算后退回">
          <Amount units={reversedFen} asset="cash" isTaken />
        </LedgerRow>
      ) : null}
      {paidOutFen > 0 ? (
        <LedgerRow label="已付">
          <Amount units={paidOutFen} asset="cash" isTaken />
        </LedgerRow>
      ) : null}
      <LedgerSum label={isOwing ? (isOwn ? '本店欠平台，从以后的货款里扣' : '店欠平台，从以后的货款里扣') : '还欠'}>
        <Amount units={owedFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}
