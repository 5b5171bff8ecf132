import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { audit } from '../_store/collections';
import type { Caller } from './outcomes';

/** Writes down what an administrator did, in the transaction that does it: neither is there without the other. */
export const note = (
  { member, nowMs }: Caller,
  action: string,
  details: Readonly<Record<string, string | number>>,
  transaction: Transaction,
): Promise<void> => audit.put({ _id: newId('N', 16), memberId: member._id, action, atMs: nowMs, details }, transaction);

/** The same of many: one entry each, that is found by whom it is about. */
export const noteEach = (
  { member, nowMs }: Caller,
  action: string,
  details: readonly Readonly<Record<string, string | number>>[],
  transaction: Transaction,
): Promise<void> =>
  audit.addAll(
    details.map((one) => ({ _id: newId('N', 16), memberId: member._id, action, atMs: nowMs, details: one })),
    transaction,
  );
