import type { ShopOrder } from '@shared/contract';
import { useRouter } from '@tarojs/taro';
import { LedgerRow } from '../../../components/Ledger';
import { Shown } from '../../../components/states';
import { AskedCard } from '../../../features/asks/AskedCard';
import { OrderLog } from '../../../features/orders/OrderLog';
import { AddressCard } from '../../../features/sending/AddressCard';
import { OpenCases, OrderHead } from '../../../features/sending/OrderHead';
import { ParcelsCard } from '../../../features/sending/ParcelsCard';
import { PriceCard } from '../../../features/sending/PriceCard';
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
          {order.act === 'answer' ? (
            <OpenCases
              caseIds={order.cases.open}
              title="售后在处理，先别发货"
              onOpen={(caseId) => go.merchant('case', `id=${encodeURIComponent(caseId)}`)}
            />
          ) : (
            <Fulfil order={order} />
          )}
          {order.price ? <PriceCard as="merchant" orderId={order.orderId} price={order.price} /> : null}
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

function Head({ order }: { order: ShopOrder }) {
  const { buyer, buyerMasked, invoice } = order;
  return (
    <OrderHead
      order={order}
      lineWords={({ label, quantity, backPieces }) =>
        [label, `× ${quantity}`, backPieces > 0 ? `退了 ${backPieces}` : ''].filter(Boolean).join(' ')
      }
      buyerWords={`${buyerMasked}，近一年在本店 ${buyer.orders} 单，退过 ${buyer.refunds} 单`}
    >
      {invoice ? <LedgerRow label="要发票">{invoice.title}</LedgerRow> : null}
    </OrderHead>
  );
}

const BY: Record<ShopOrder['log'][number]['by'], string> = {
  buyer: '买家',
  merchant: '本店',
  admin: '平台',
  platform: '系统',
};
