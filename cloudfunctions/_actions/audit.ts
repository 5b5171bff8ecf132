import { type AuditedAction, audited } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import { derivedId, newId } from '../_platform/ids';
import { type Transaction, transact } from '../_platform/transactions';
import { audit, auditChains } from '../_store/collections';
import type { AuditChainDocument, AuditChange, AuditSaid } from '../_store/documents';
import { aboutOf, type Details, linked } from './auditChain';
import { currentAddress, currentSession, isWechat } from './identity';
import type { Caller } from './outcomes';

const endOf = async (memberId: string, transaction: Transaction): Promise<AuditChainDocument> =>
  (await auditChains.get(memberId, transaction)) ?? { _id: memberId, no: 0, hash: '' };

function said(
  { member, nowMs, openid }: Caller,
  action: AuditedAction,
  details: Details,
  changes: readonly AuditChange[],
): AuditSaid & { readonly _id: string } {
  const client = isWechat(openid) ? 'wechat' : 'web';
  const from = { client, address: currentAddress() ?? '', sessionId: currentSession() ?? '' } as const;
  const about = aboutOf(details);
  return {
    _id: newId('N', 16),
    memberId: member._id,
    action,
    kind: audited[action],
    atMs: nowMs,
    from,
    details,
    about,
    changes,
  };
}

/**
 * Writes down what somebody with a role did, in the transaction that does it: neither is there without the other. The
 * line is the next of that person's own chain, so that administrators wait for nobody but themselves.
 */
export async function note(
  caller: Caller,
  action: AuditedAction,
  details: Details,
  transaction: Transaction,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  const { lines, end } = linked(await endOf(caller.member._id, transaction), [said(caller, action, details, changes)]);
  await audit.put(lines[0]!, transaction);
  await auditChains.put(end, transaction);
}

/**
 * Writes down that somebody with a role asked for what needs another one: of each action once a day, so that nobody fills
 * the audit by asking again. Who has no role at all reads no audit and writes none: the log has each call of theirs.
 */
export async function noteRefused(caller: Caller, asked: string): Promise<void> {
  const { member, nowMs } = caller;
  const _id = derivedId('N', `${member._id}:${businessDayOf(nowMs)}`, asked);
  if (await audit.get(_id)) return;
  await transact(async (transaction) => {
    if (await audit.get(_id, transaction)) return;
    const line = { ...said(caller, 'identity.notAllowed', { asked }, []), _id };
    const { lines, end } = linked(await endOf(member._id, transaction), [line]);
    await audit.put(lines[0]!, transaction);
    await auditChains.put(end, transaction);
  });
}

/** One of many things that were done: what it was about, and what it was before and after. */
export interface Noted {
  readonly details: Details;
  readonly changes?: readonly AuditChange[];
}

/** The same of many: one line each, that is found by whom it is about. */
export async function noteEach(
  caller: Caller,
  action: AuditedAction,
  all: readonly Noted[],
  transaction: Transaction,
): Promise<void> {
  if (all.length === 0) return;
  const some = all.map(({ details, changes = [] }) => said(caller, action, details, changes));
  const { lines, end } = linked(await endOf(caller.member._id, transaction), some);
  await audit.addAll(lines, transaction);
  await auditChains.put(end, transaction);
}
