import type { OrderPage } from '@shared/contract';
import { showAmount, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { PLAN_WORDS } from '../../../copy/terms';
import { BackRows } from '../../../features/orders/BackRows';
import { PaidRows } from '../../../features/orders/PaidRows';
import { go } from '../../../state/routes';

/** What the sums of an order are called where its money did not come, or went back. */
const PAID_HEADS: Partial<Record<OrderPage['state'], string>> = {
  awaitingPayment: '要付什么',
  closed: '没有付款',
  refunding: '付过，正在退回',
  refunded: '付过，已退回',
};

/** What pays an order, closing at the price of its goods with the freight; what plans count of it. */
export function Paid({ order }: { order: OrderPage }) {
  const { payment, counted } = order;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{PAID_HEADS[order.state] ?? '付了什么'}</HeadTitle>
      </View>
      <PaidRows payment={payment} />
      {payment.freightFen > 0 ? (
        <LedgerRow label="其中运费">
          <Amount units={payment.freightFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {order.priceChanges.map(({ atMs, before, after, reason }) => (
        <LedgerRow key={atMs} label="改价">
          <View className="wrap">
            {showAmount(before.priceFen, 'cash')} → {showAmount(after.priceFen, 'cash')}
            <View className="cap muted">{reason}</View>
          </View>
        </LedgerRow>
      ))}
      <BackRows of={order} />
      {order.may.redeem ? <Row title="用增值积分兑换" onTap={() => go.redeem(order.orderId)} /> : null}
      {counted.map((one) => (
        <LedgerRow key={one.plan} label={`计入${PLAN_WORDS[one.plan]}的现金`}>
          {showPlain(one.countedFen, 'cash')}
        </LedgerRow>
      ))}
    </View>
  );
}
