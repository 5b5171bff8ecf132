import type { Invoice, OrderPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { InvoiceSheet } from '../../../features/invoice/InvoiceSheet';
import { invoiceWords } from '../../../features/invoice/words';
import { newRequestId, useAct } from '../../../gateway';

interface InvoiceProps {
  readonly order: OrderPage;
  readonly onOpen: () => void;
}

/** Until the shop sends it, another invoice can be asked for. */
const isOpenYet = ({ state }: OrderPage): boolean => state === 'awaitingPayment' || state === 'paid';

/** The invoice of an order; nothing where none was asked for and none can be. */
export function InvoiceCard({ order, onOpen }: InvoiceProps) {
  const { invoice } = order;
  const isEditable = isOpenYet(order);
  if (!invoice && !isEditable) return null;
  return (
    <View className="card card-tight">
      <Row
        isFirst
        title="发票"
        {...(invoice ? { sub: `${invoice.title}，发到 ${invoice.email}` } : {})}
        value={invoice ? invoiceWords(invoice) : '不开'}
        {...(isEditable ? { label: '改发票', onTap: onOpen } : {})}
      />
    </View>
  );
}

interface SheetProps {
  readonly order: OrderPage;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for an invoice, another one, or none, of an order that is placed. */
export function OrderInvoiceSheet({ order, isOpen, onClose }: SheetProps) {
  const save = useAct('shop.saveInvoice', ['shop.viewOrder']);
  const keep = (invoice: Invoice | null) =>
    save.mutate({ orderId: order.orderId, invoice, requestId: newRequestId() }, { onSuccess: onClose });
  return (
    <InvoiceSheet
      isOpen={isOpen}
      invoice={order.invoice}
      isBusy={save.isPending}
      told={save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      onSave={keep}
      onClose={onClose}
    />
  );
}
