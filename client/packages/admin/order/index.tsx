import type { Invoice, StaffOrder } from '@shared/contract';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useAskFirst } from '../../../components/AskFirst';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Shown } from '../../../components/states';
import { AskedCard } from '../../../features/asks/AskedCard';
import { invoiceWords } from '../../../features/invoice/words';
import { BackRows } from '../../../features/orders/BackRows';
import { OrderLog } from '../../../features/orders/OrderLog';
import { PaidRows } from '../../../features/orders/PaidRows';
import { AddressCard } from '../../../features/sending/AddressCard';
import { OpenCases, OrderHead } from '../../../features/sending/OrderHead';
import { ParcelsCard } from '../../../features/sending/ParcelsCard';
import { PriceCard } from '../../../features/sending/PriceCard';
import { ReminderCard } from '../../../features/sending/ReminderCard';
import { ShipCard } from '../../../features/sending/ShipCard';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { RemarkCard } from './NotesCard';
import { RefundCard } from './RefundCard';
import { ReversalCard } from './ReversalCard';
import { TopUpsCard } from './TopUpsCard';
import { UploadCard } from './UploadCard';

/** One order for those who send it and decide on it. */
export default function StaffOrderScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const { ask, sheet } = useAskFirst();
  return (
    <AdminScreen area="staff.orders" title="订单" over={sheet}>
      {({ roles }) => <Loaded orderId={orderId} ask={ask} mayReverse={worksIn(roles, 'staff.money')} />}
    </AdminScreen>
  );
}

function Loaded({
  orderId,
  ask,
  mayReverse,
}: {
  orderId: string;
  ask: ReturnType<typeof useAskFirst>['ask'];
  mayReverse: boolean;
}) {
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
          {order.price ? <PriceCard as="admin" orderId={orderId} price={order.price} /> : null}
          {order.parcels.length > 0 ? <ParcelsCard as="admin" order={order} /> : null}
          {isToGiveBack(order) ? <RefundCard order={order} ask={ask} /> : null}
          {mayReverse && order.state === 'settled' ? <ReversalCard order={order} /> : null}
          <RemarkCard order={order} />
          {order.upload ? <UploadCard orderId={orderId} upload={order.upload} /> : null}
          <OrderLog log={order.log} by={BY} />
        </>
      )}
    </Shown>
  );
}

/** What no case, no provider and no voucher has a hand in, and has not settled. */
const isToGiveBack = ({ act, kind, state }: StaffOrder): boolean =>
  act !== 'answer' && kind === 'delivered' && (state === 'paid' || state === 'shipped' || state === 'received');

/** The cases to answer first: nothing is sent meanwhile. */
function CaseRows({ order }: { order: StaffOrder }) {
  return (
    <>
      <OpenCases
        caseIds={order.cases.open}
        title="售后在处理"
        onOpen={(caseId) => go.admin('case', `id=${encodeURIComponent(caseId)}`)}
      />
      <Paid order={order} />
    </>
  );
}

function Head({ order }: { order: StaffOrder }) {
  const { buyer, buyerMasked } = order;
  return (
    <OrderHead
      order={order}
      lineWords={({ label, quantity }) => [label, `× ${quantity}`].filter(Boolean).join(' ')}
      buyerWords={`${buyerMasked}，近一年 ${buyer.orders} 单，退过 ${buyer.refunds} 单`}
    />
  );
}

function Paid({ order }: { order: StaffOrder }) {
  const { payment } = order;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{order.state === 'awaitingPayment' ? '要付什么' : '付了什么'}</HeadTitle>
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
