import { next, type VoucherEvent, type VoucherState, voucherMachine } from '@shared/machines';
import type { Transaction } from '../../_platform/transactions';
import { vouchers } from '../../_store/collections';
import type { VoucherDocument } from '../../_store/documents';

/**
 * Moves a voucher on, in a transaction that has read it: the one place that writes its state. @returns whether its state
 * knows the event; else nothing is written.
 */
export async function stepVoucher(
  one: VoucherDocument,
  event: VoucherEvent,
  besides: Partial<Pick<VoucherDocument, 'redeemedPieces' | 'redeemedAtMs' | 'visit'>>,
  transaction: Transaction,
): Promise<boolean> {
  const state = next<VoucherState, VoucherEvent>(voucherMachine, one.state, event);
  if (!state) return false;
  await vouchers.change(one._id, { ...besides, state, dueAtMs: state === 'issued' ? one.dueAtMs : null }, transaction);
  return true;
}
