import type { ShopOrder } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { stateWords } from '../../../copy/terms';
import { AskedCard } from '../../../features/asks/AskedCard';
import { OrderLog } from '../../../features/orders/OrderLog';
import { AddressCard } from '../../../features/sending/AddressCard';
import { ParcelsCard } from '../../../features/sending/ParcelsCard';
import { ReminderCard } from '../../../features/sending/ReminderCard';
import { ShipCard } from '../../../features/sending/ShipCard';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

/** One order of the own shop: what goes where, and what was sent. */
export default function ShopOrderScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  return <MerchantScreen title="订单">{() => <Loaded orderId={orderId} />}</MerchantScreen>;
}

function Loaded({ orderId }: { orderId: string }) {
  const read = useRead('merchant.viewOrder', { orderId });
  return (
    <Shown of={read} fault="订单没取到">
      {(order) => (
        <>
          <ReminderCard as="merchant" order={order} />
          <Head order={order} />
          {order.act === 'answer' ? <CaseRows order={order} /> : <Fulfil order={order} />}
          {order.parcels.length > 0 ? <ParcelsCard as="merchant" order={order} /> : null}
          <OrderLog log={order.log} by={BY} />
        </>
      )}
    </Shown>
  );
}

function Fulfil({ order }: { order: ShopOrder }) {
  const isOpen = order.state === 'paid' || order.state === 'shipped';
  return (
    <>
      {order.kind === 'delivered' && isOpen ? <AddressCard as="merchant" orderId={order.orderId} /> : null}
      {order.answers.length > 0 ? <AskedCard as="merchant" order={order} /> : null}
      {order.act === 'ship' ? <ShipCard key={order.parcels.length} as="merchant" order={order} /> : null}
    </>
  );
}

/** The cases to answer first: nothing is sent meanwhile. */
function CaseRows({ order }: { order: ShopOrder }) {
  return (
    <View className="card card-tight">
      {order.cases.open.map((caseId, at) => (
        <Row
          key={caseId}
          isFirst={at === 0}
          title="售后在处理，先别发货"
          sub={caseId}
          onTap={() => go.merchant('case', `id=${encodeURIComponent(caseId)}`)}
        />
      ))}
    </View>
  );
}

function Head({ order }: { order: ShopOrder }) {
  const { buyer, invoice } = order;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{order.isRefundPending ? '售后在处理' : stateWords(order)}</HeadTitle>
        <View className="head-right">{showMoment(order.changedAtMs)}</View>
      </View>
      {order.lines.map((line) => (
        <View key={line.skuId} className="flex gap12 mb12">
          <Picture picture={line.picture} ground={line.ground} size={64} />
          <View className="grow">
            <View className="wrap">{line.title}</View>
            <View className="small muted">
              {[line.label, `× ${line.quantity}`, line.backPieces > 0 ? `退了 ${line.backPieces}` : '']
                .filter(Boolean)
                .join(' ')}
            </View>
          </View>
          <Amount units={line.amountFen} asset="cash" />
        </View>
      ))}
      {order.note ? <View className="quote mb12">买家留言：{order.note}</View> : null}
      <LedgerRow label="买家">
        {order.buyerMasked}，近一年在本店 {buyer.orders} 单，退过 {buyer.refunds} 单
      </LedgerRow>
      {invoice ? <LedgerRow label="要发票">{invoice.title}</LedgerRow> : null}
      <LedgerRow label="订单号">
        <View className="mono wrap">{order.orderNo}</View>
      </LedgerRow>
    </View>
  );
}

const BY: Record<ShopOrder['log'][number]['by'], string> = {
  buyer: '买家',
  merchant: '本店',
  admin: '平台',
  platform: '系统',
};
