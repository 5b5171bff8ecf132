import { audit } from '../_lib/collections';
import { newId } from '../_lib/ids';
import type { Caller } from '../_lib/outcomes';
import type { Transaction } from '../_lib/transactions';

type Details = Readonly<Record<string, string | number>>;

/** Notes what an administrator did: with the change itself where it is made in a transaction. */
export const noteAct = (
  { member, nowMs }: Caller,
  action: string,
  details: Details,
  transaction?: Transaction,
  _id = newId('A', 16),
): Promise<void> => audit.put({ _id, memberId: member._id, action, atMs: nowMs, details }, transaction);
