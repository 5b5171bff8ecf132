import type { Preview } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { COUNTED_WORDS, KIND_WORDS, PLAN_ASSETS } from '../../../copy/terms';

/** What all of it comes to, and then how that is parted over the orders: the same sum twice. */
export function SumsCard({ preview }: { preview: Preview }) {
  const { payment, orders } = preview;
  return (
    <View className="card">
      <LedgerRow label={`商品额（${preview.pieces} 件）`}>
        <Amount units={payment.goodsFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label="运费">
        <Amount units={payment.freightFen} asset="cash" />
      </LedgerRow>
      {payment.couponFen > 0 ? (
        <LedgerRow label="优惠券">
          <Amount units={payment.couponFen} asset="cash" isTaken />
        </LedgerRow>
      ) : null}
      {payment.spendableCents > 0 ? (
        <LedgerRow label="可用积分">
          <Amount units={payment.spendableCents} asset="spendable" isTaken />
        </LedgerRow>
      ) : null}
      {payment.stableCents > 0 ? (
        <LedgerRow label="恒定积分">
          <Amount units={payment.stableCents} asset="stable" isTaken />
        </LedgerRow>
      ) : null}
      {payment.balanceFen > 0 ? (
        <LedgerRow label="余额">
          <Amount units={payment.balanceFen} asset="cash" isTaken />
        </LedgerRow>
      ) : null}
      <LedgerSum label="微信实付">
        <Amount units={payment.cashFen} asset="cash" size="title" />
      </LedgerSum>
      {orders.length > 1 ? (
        <View className="mt12">
          {orders.map((order, at) => (
            <LedgerRow
              key={`${order.shop.shopId} ${order.kind}`}
              label={`订单 ${at + 1} ${order.shop.name}${kindWords(order)}`}
            >
              <Amount units={order.payment.cashFen} asset="cash" />
            </LedgerRow>
          ))}
          <View className="cap muted mt4">付一次，成 {orders.length} 笔订单，各自发货、各自退。没付时一起取消。</View>
        </View>
      ) : null}
      <Counted preview={preview} />
    </View>
  );
}

const kindWords = ({ kind }: Preview['orders'][number]): string =>
  kind === 'delivered' ? '' : `，${KIND_WORDS[kind]}`;

function Counted({ preview: { counted, notAccepted, settleAfterDays } }: { preview: Preview }) {
  if (counted.length === 0)
    return (
      <View className="cap muted mt8">
        {notAccepted.length > 0 ? '你没有同意方案规则，这一单不计入。' : '这一单不计入任何方案。'}
      </View>
    );
  return (
    <View className="flow gap8 mt12">
      <View className="tags">
        {counted.map((one) => (
          <View key={one.plan} className={`chip ${PLAN_ASSETS[one.plan]}`}>
            {COUNTED_WORDS[one.plan]} {showPlain(one.countedFen, 'cash')}
          </View>
        ))}
      </View>
      <View className="cap muted">
        只有现金部分计入方案，用余额付的也是现金，签收满 {settleAfterDays} 天后结算。退货时各部分按付款时的样子退回。
      </View>
    </View>
  );
}
