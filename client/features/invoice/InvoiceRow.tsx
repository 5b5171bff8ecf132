import type { Invoice, Preview } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { Row } from '../../components/Row';
import { invoiceWords } from './words';

interface InvoiceRowProps {
  readonly invoice: Invoice | null;
  readonly preview: Pick<Preview, 'invoiceableFen' | 'payment'>;
  readonly onTap: () => void;
}

/** The invoice that is asked for, and what it can be made out for. */
export function InvoiceRow({ invoice, preview: { invoiceableFen, payment }, onTap }: InvoiceRowProps) {
  const paidFen = payment.cashFen + payment.balanceFen;
  const isLess = invoiceableFen < paidFen;
  if (invoiceableFen === 0)
    return (
      <View className="card card-tight">
        <Row isFirst title="发票" value={paidFen > 0 ? '充值由运营商开' : '没有付钱，不用开'} />
      </View>
    );
  return (
    <View className="card card-tight">
      <Row
        isFirst
        title="发票"
        {...(invoice ? { sub: `${invoice.title}，发到 ${invoice.email}` } : {})}
        value={invoice ? invoiceWords(invoice) : '不开'}
        label="开发票"
        onTap={onTap}
      />
      <View className="cap muted mb12">
        可开 {showAmount(invoiceableFen, 'cash')}
        {isLess ? `：实付 ${showAmount(paidFen, 'cash')}，充值部分由运营商开` : '，和实付一样'}
      </View>
    </View>
  );
}
