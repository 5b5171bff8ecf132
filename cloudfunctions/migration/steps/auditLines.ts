import { audited } from '@shared/contract';
import { aboutOf, linked } from '../../_actions/auditChain';
import { audit, auditChains } from '../../_store/collections';
import type { AuditDocument, AuditSaid } from '../../_store/documents';
import { pass, type Step } from '../step';

type Older = Pick<AuditDocument, '_id' | 'memberId' | 'action' | 'atMs' | 'details'> & { readonly no?: number };

const FIELDS = { memberId: true, action: true, atMs: true, details: true, no: true } as const;

/** A line as it would have been written, but that nobody kept where it came from. */
const saidBy = ({ _id, memberId, action, atMs, details }: Older): AuditSaid & { readonly _id: string } => ({
  _id,
  memberId,
  action,
  kind: audited[action] ?? 'trust',
  atMs,
  from: { client: 'unknown', address: '', sessionId: '' },
  details,
  about: aboutOf(details),
  changes: [],
});

/** Takes the lines of one person up into the chain; those that a killed batch took up already come to the same. */
async function takeUp(memberId: string, found: readonly Older[]): Promise<void> {
  const end = (await auditChains.get(memberId)) ?? { _id: memberId, no: 0, hash: '' };
  const older = found.filter(({ no }) => no === undefined || no > end.no);
  if (older.length === 0) return;
  const { lines, end: after } = linked(end, older.map(saidBy));
  for (const line of lines) await audit.put(line);
  await auditChains.put(after);
}

/** Lines of the audit become chains, one for each person, in the order of their ids: nobody chained them as they came. */
export const auditLines: Step = {
  to: 10,
  name: 'auditLines',
  passes: async () => [
    pass(audit, FIELDS, async (found: readonly Older[]) => {
      for (const memberId of new Set(found.map((one) => one.memberId)))
        await takeUp(
          memberId,
          found.filter((one) => one.memberId === memberId),
        );
    }),
  ],
};
