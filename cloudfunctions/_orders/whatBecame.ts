import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { askRefunded, type CashRefund } from './cashier';

/** A refund reaches a bank account within days; counted at the cashier for longer, somebody has to look. */
const COUNTED_FOR_MS = 7 * 86_400_000;

/**
 * What became of a refund that was sent to the cashier: its notice may be lost. 'unsure' where nobody can say, or
 * somebody has to see to it. The operator is told, once, of one that the cashier does not bring to an end.
 */
export async function whatBecameOf(
  order: OrderDocument,
  refund: CashRefund,
  sentAtMs: number,
  nowMs: number,
): Promise<'paid' | 'onItsWay' | 'unsure' | 'notSent'> {
  const answer = await askRefunded(order, refund);
  switch (answer.is) {
    case 'processing':
      return 'onItsWay';
    case 'counted':
      if (nowMs - sentAtMs > COUNTED_FOR_MS) await tell(order, refund, 'of unknown status');
      return 'onItsWay';
    case 'stuck':
      await tell(order, refund, answer.status);
      return 'unsure';
    case 'unreachable':
      return 'unsure';
    default:
      return answer.is;
  }
}

async function tell({ _id, orderNo }: OrderDocument, refund: CashRefund, trouble: string): Promise<void> {
  const { outRefundNo, refundFen } = refund;
  const refundTold = `${outRefundNo} ${trouble}`;
  if ((await orders.changeWhere({ _id, refundTold: _.neq(refundTold) }, { refundTold })) > 0)
    console.error(
      `OPERATOR: the refund ${outRefundNo} of order ${orderNo}, ${refundFen} fen, is ${trouble} at the cashier: ` +
        'the buyer waits for it. See to it on the merchant platform; the shop goes on asking.',
    );
}
