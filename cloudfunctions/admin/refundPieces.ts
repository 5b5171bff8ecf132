import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Fen, fen, type Outcome, spendableCents, stableCents } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { askable, piecesOf } from '../_orders/cases/claims';
import { freightLeft } from '../_orders/cases/courses';
import { isUnsent, whyNot } from '../_orders/cases/open';
import { ledgerOf } from '../_orders/cases/shownCase';
import { refundNoOf } from '../_orders/cashier';
import { giveBackPieces } from '../_orders/giveBackPieces';
import { sendRefund } from '../_orders/refunds';
import { shopsOwnEvent } from '../_orders/shopsOwn';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { pageOf } from './orders';

type Asked = ParsedOf<'admin.previewRefund'>;

/** Which pieces of an order go back, and how much of its freight; refused where they may not. */
function mayRefund(
  order: OrderDocument | null,
  { lines, freightFen }: Pick<Asked, 'lines' | 'freightFen'>,
  nowMs: number,
): Outcome<
  { readonly order: OrderDocument; readonly pieces: readonly number[]; readonly freight: 'unsent' | Fen },
  RefusalOf<'admin.previewRefund'>
> {
  if (!order?.isPlaced) return refuse('order/unknown');
  const why = whyNot(order, nowMs);
  if (why) return why;
  // What a case is over is decided by the case.
  if (order.isRefundPending) return refuse('refund/pending');
  const left = askable(order);
  for (const { skuId, quantity } of lines) {
    const at = order.lines.findIndex((line) => line.skuId === skuId);
    if (quantity > (left[at] ?? 0) || lines.filter((line) => line.skuId === skuId).length > 1)
      return refuse('afterSales/tooMany', { skuId, left: left[at] ?? 0 });
  }
  if (freightFen > freightLeft(order)) return refuse('afterSales/freight', { leftFen: freightLeft(order) });
  return done({ order, pieces: piecesOf(order, lines), freight: isUnsent(order) ? 'unsent' : fen(freightFen) });
}

export const previewRefund: Handler<'admin.previewRefund'> = async (input, { nowMs }) => {
  const may = mayRefund(await orders.get(input.orderId), input, nowMs);
  if (!may.ok) return may;
  const { order, pieces, freight } = may.value;
  return done({ ledger: ledgerOf(order, pieces, freight) });
};

/**
 * Gives pieces of an order back that nobody asked for: something is broken, or not there. By the one primitive that gives
 * pieces back, before the order settles; behind that it is a reversal, which takes two.
 */
export const refundPieces: Handler<'admin.refundPieces'> = async (input, caller) => {
  const { orderId, reason } = input;
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const given = await once(caller, async (transaction) => {
    const may = mayRefund(await orders.get(orderId, transaction), input, nowMs);
    if (!may.ok) return may;
    const { order, pieces, freight } = may.value;
    const refundNo = refundNoOf(orderId, shopsOwnEvent());
    const asked = { pieces, freight, refundNo, why: reason, by: 'admin' } as const;
    const after = await giveBackPieces(order, asked, nowMs, transaction);
    const back = after.givenBack?.find((one) => one.refundNo === refundNo);
    const {
      cashFen = fen(0),
      balanceFen = fen(0),
      spendableCents: spent = spendableCents(0),
      stableCents: stable = stableCents(0),
    } = back ?? {};
    const details = {
      orderId,
      memberId: order.memberId,
      refundNo,
      cashFen,
      ...(balanceFen > 0 && { balanceFen }),
      spendableCents: spent,
      stableCents: stable,
      reason,
    };
    await note(caller, 'admin.refundPieces', details, transaction);
    return done(null);
  });
  if (!given.ok) return given;
  // What does not reach the cashier now is sent by the settlement's timer.
  const order = await orders.get(orderId);
  if (order) await sendRefund(order, nowMs);
  return done(await pageOf(orderId, nowMs));
};
