import type { OrderCard } from '@shared/contract';
import { Amount } from '../../components/Amount';
import { LedgerRow, LedgerSum } from '../../components/Ledger';

/** What an order is paid with, closing at the price of its goods with the freight. */
export function PaidRows({ payment }: { readonly payment: OrderCard['payment'] }) {
  // Nothing costs nothing but the goods behind a collectible.
  if (payment.goodsFen + payment.freightFen === 0) return <LedgerRow label="藏品附带的货">不用付款</LedgerRow>;
  // Paid without it, nothing is said of the payment platform.
  const isWithout = payment.cashFen === 0 && payment.balanceFen + payment.spendableCents + payment.stableCents > 0;
  return (
    <>
      {isWithout ? null : (
        <LedgerRow label={payment.isRedeemed ? '增值积分兑换' : '微信支付'}>
          <Amount units={payment.cashFen} asset="cash" />
        </LedgerRow>
      )}
      {payment.balanceFen > 0 ? (
        <LedgerRow label="余额">
          <Amount units={payment.balanceFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {payment.spendableCents > 0 ? (
        <LedgerRow label="可用积分">
          <Amount units={payment.spendableCents} asset="spendable" />
        </LedgerRow>
      ) : null}
      {payment.stableCents > 0 ? (
        <LedgerRow label="恒定积分">
          <Amount units={payment.stableCents} asset="stable" />
        </LedgerRow>
      ) : null}
      {payment.reducedFen ? (
        <LedgerRow label="店家减价">
          <Amount units={payment.reducedFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {payment.couponFen > 0 ? (
        <LedgerRow label="优惠券">
          <Amount units={payment.couponFen} asset="cash" />
        </LedgerRow>
      ) : null}
      <LedgerSum label={payment.freightFen > 0 ? '等于货价加运费' : '等于货价'}>
        <Amount units={payment.goodsFen + payment.freightFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}
