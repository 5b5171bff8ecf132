import type { OrderCard } from '@shared/contract';
import { showAmount } from '@shared/format';
import { Amount } from '../../components/Amount';
import { LedgerRow } from '../../components/Ledger';

/** What went back of an order, for pieces and by reversals, each part where it went; nothing where nothing did. */
export function BackRows({ of: { back, payment } }: { of: Pick<OrderCard, 'back' | 'payment'> }) {
  if (!back) return null;
  const words = [
    back.pieces > 0 ? `退了 ${back.pieces} 件` : '',
    back.freightFen > 0 ? `含运费 ${showAmount(back.freightFen, 'cash')}` : '',
    back.onItsWayFen > 0 ? `${showAmount(back.onItsWayFen, 'cash')} 在路上` : '',
  ];
  return (
    <>
      {back.pieces > 0 || back.onItsWayFen > 0 ? (
        <LedgerRow label={back.cashFen > 0 ? (payment.isRedeemed ? '已退成恒定积分' : '已退微信支付') : '已退'}>
          {back.cashFen > 0 ? <Amount units={back.cashFen} asset={payment.isRedeemed ? 'stable' : 'cash'} /> : null}
          {words.filter(Boolean).join('，')}
        </LedgerRow>
      ) : null}
      {back.reversedCashFen > 0 ? (
        <LedgerRow label="结算后退微信支付">
          <Amount units={back.reversedCashFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {back.reversedBalanceFen > 0 ? (
        <LedgerRow label="结算后退回余额">
          <Amount units={back.reversedBalanceFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {back.balanceFen > 0 ? (
        <LedgerRow label="已退回余额">
          <Amount units={back.balanceFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {back.spendableCents > 0 ? (
        <LedgerRow label="已退可用积分">
          <Amount units={back.spendableCents} asset="spendable" />
        </LedgerRow>
      ) : null}
      {back.stableCents > 0 ? (
        <LedgerRow label="已退恒定积分">
          <Amount units={back.stableCents} asset="stable" />
        </LedgerRow>
      ) : null}
    </>
  );
}
