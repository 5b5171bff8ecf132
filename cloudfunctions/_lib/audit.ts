import { audit } from './collections';
import { newId } from './ids';
import type { Caller } from './outcomes';

/** Writes down what an administrator did. Append-only. */
export const note = (
  { member, nowMs }: Caller,
  action: string,
  details: Readonly<Record<string, string | number>>,
): Promise<boolean> => audit.add({ _id: newId('N', 16), memberId: member._id, action, atMs: nowMs, details });
