import type { Invoice, StaffOrder } from '@shared/contract';
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
import { invoiceWords } from '../../../features/invoice/words';
import { BackRows } from '../../../features/orders/BackRows';
import { OrderLog } from '../../../features/orders/OrderLog';
import { PaidRows } from '../../../features/orders/PaidRows';
import { AddressCard } from '../../../features/sending/AddressCard';
import { ParcelsCard } from '../../../features/sending/ParcelsCard';
import { ReminderCard } from '../../../features/sending/ReminderCard';
import { ShipCard } from '../../../features/sending/ShipCard';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { RemarkCard } from './NotesCard';
import { TopUpsCard } from './TopUpsCard';
import { UploadCard } from './UploadCard';

/** One order for those who send it and decide on it. */
export default function StaffOrderScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  return <AdminScreen title="订单">{() => <Loaded orderId={orderId} />}</AdminScreen>;
}

function Loaded({ orderId }: { orderId: string }) {
  const read = useRead('admin.viewOrder', { orderId });
  return (
    <Shown of={read} fault="订单没取到">
      {(order) => (
        <>
          <ReminderCard as="admin" order={order} />
          <Head order={order} />
          {order.act === 'answer' ? (
            <CaseRows order={order} />
          ) : (
            <>
              {order.kind === 'delivered' && (order.state === 'paid' || order.state === 'shipped') ? (
                <AddressCard as="admin" orderId={orderId} />
              ) : null}
              {order.answers.length > 0 ? <AskedCard as="admin" order={order} /> : null}
              {order.topUps.length > 0 ? <TopUpsCard order={order} /> : null}
              {order.act === 'ship' ? <ShipCard key={order.parcels.length} as="admin" order={order} /> : null}
              <Paid order={order} />
              {order.invoice ? <InvoiceAsked invoice={order.invoice} /> : null}
            </>
          )}
          {order.parcels.length > 0 ? <ParcelsCard as="admin" order={order} /> : null}
          <RemarkCard order={order} />
          {order.upload ? <UploadCard orderId={orderId} upload={order.upload} /> : null}
          <OrderLog log={order.log} by={BY} />
        </>
      )}
    </Shown>
  );
}

/** The cases to answer first: nothing is sent meanwhile. */
function CaseRows({ order }: { order: StaffOrder }) {
  return (
    <>
      <View className="card card-tight">
        {order.cases.open.map((caseId, at) => (
          <Row
            key={caseId}
            isFirst={at === 0}
            title="售后在处理"
            sub={caseId}
            onTap={() => go.admin('case', `id=${encodeURIComponent(caseId)}`)}
          />
        ))}
      </View>
      <Paid order={order} />
    </>
  );
}

function Head({ order }: { order: StaffOrder }) {
  const { buyer } = order;
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
            <View className="small muted">{[line.label, `× ${line.quantity}`].filter(Boolean).join(' ')}</View>
          </View>
          <Amount units={line.amountFen} asset="cash" />
        </View>
      ))}
      {order.note ? <View className="quote mb12">买家留言：{order.note}</View> : null}
      <LedgerRow label="买家">
        {order.buyerMasked}，近一年 {buyer.orders} 单，退过 {buyer.refunds} 单
      </LedgerRow>
      <LedgerRow label="订单号">
        <View className="mono wrap">{order.orderNo}</View>
      </LedgerRow>
    </View>
  );
}

function Paid({ order }: { order: StaffOrder }) {
  const { payment } = order;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>付了什么</HeadTitle>
      </View>
      <PaidRows payment={payment} />
      <BackRows of={order} />
    </View>
  );
}

/** The invoice that the buyer asks for: the shop makes it out once it has sent the order. */
function InvoiceAsked({ invoice }: { invoice: Invoice }) {
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>要发票</HeadTitle>
        <View className="head-right">{invoiceWords(invoice)}</View>
      </View>
      <LedgerRow label="抬头">
        <View className="wrap">{invoice.title}</View>
      </LedgerRow>
      {invoice.taxNumber ? (
        <LedgerRow label="税号">
          <View className="mono wrap">{invoice.taxNumber}</View>
        </LedgerRow>
      ) : null}
      <LedgerRow label="发到">
        <View className="wrap">{invoice.email}</View>
      </LedgerRow>
    </View>
  );
}

const BY: Record<StaffOrder['log'][number]['by'], string> = {
  buyer: '买家',
  merchant: '商家',
  admin: '店家',
  platform: '系统',
};
