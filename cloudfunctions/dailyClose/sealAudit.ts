import { auditChains, auditSeals } from '../_store/collections';
import type { AuditSealDocument } from '../_store/documents';

/** A document holds the ends of so many chains. */
const ENDS_IN_A_PART = 1_000;

/**
 * Writes down where every chain of the audit ends, in parts. A part that is there already, of a close that was killed
 * here, stays as it is: whoever goes on takes the same hash over it, though lines were added since.
 */
export async function sealAudit(day: string): Promise<AuditSealDocument[]> {
  const ends: AuditSealDocument['ends'][number][] = [];
  for await (const { _id, no, hash } of auditChains.walk({}, { keys: [['_id', 'asc']] }))
    ends.push({ memberId: _id, no, hash });
  const parts: AuditSealDocument[] = [];
  for (let from = 0; from < ends.length; from += ENDS_IN_A_PART) {
    const _id = `${day}:${String(from / ENDS_IN_A_PART).padStart(4, '0')}`;
    const part = { _id, day, ends: ends.slice(from, from + ENDS_IN_A_PART) };
    parts.push((await auditSeals.add(part)) ? part : (await auditSeals.get(_id))!);
  }
  return parts;
}
