import { audit } from './collections';
import { newId } from './ids';
import type { Caller } from './outcomes';
import type { Transaction } from './transactions';

/** Writes down what an administrator did, in the transaction that does it: neither is there without the other. */
export const note = (
  { member, nowMs }: Caller,
  action: string,
  details: Readonly<Record<string, string | number>>,
  transaction: Transaction,
): Promise<void> => audit.put({ _id: newId('N', 16), memberId: member._id, action, atMs: nowMs, details }, transaction);
