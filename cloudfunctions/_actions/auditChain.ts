// The chain of the audit as rules alone: what writes it, what brings older lines into it, and what checks it.
import { canonical } from '@shared/proofs';
import { sha256 } from '../_platform/ids';
import type { AuditChainDocument, AuditChange, AuditDocument, AuditSaid } from '../_store/documents';

export type Details = Readonly<Record<string, string | number>>;

/** What a line is of, its hash left out: every field of it, so that none is changed unseen. */
export const auditHash = ({
  hash: _hash,
  ...rest
}: Omit<AuditDocument, 'hash'> & Partial<Pick<AuditDocument, 'hash'>>): string => sha256(canonical(rest));

/** What a line is found by: ids and numbers of what it is about. */
export const aboutOf = (details: Details): string[] => [
  ...new Set(
    Object.entries(details).flatMap(([name, value]) =>
      /(Id|Ids|No)$/.test(name) && typeof value === 'string' && value !== '' ? [value] : [],
    ),
  ),
];

/** The lines of one after where a chain ends, and where it ends with them. */
export function linked(
  end: AuditChainDocument,
  some: readonly (AuditSaid & { readonly _id: string })[],
): { readonly lines: AuditDocument[]; readonly end: AuditChainDocument } {
  let { no, hash } = end;
  const lines = some.map((said): AuditDocument => {
    no += 1;
    const line = { ...said, no, before: hash };
    hash = auditHash(line);
    return { ...line, hash };
  });
  return { lines, end: { _id: end._id, no, hash } };
}

const LONGEST = 120;

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : typeof value === 'object' ? canonical(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Changes that are known by name, as a line has them. */
export const named = (
  some: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[],
): AuditChange[] =>
  some.map(({ name, before, after }) => ({ field: name, before: written(before), after: written(after) }));

/** The fields of some that differ, and how each stood before and after. Without names, those of what is after. */
export function changed(
  before: object | null | undefined,
  after: object,
  names: readonly string[] = Object.keys(after).filter((name) => !name.startsWith('_')),
): AuditChange[] {
  const [was, is] = [before ?? {}, after] as Readonly<Record<string, unknown>>[];
  return names.flatMap((field) =>
    canonical(was![field]) === canonical(is![field])
      ? []
      : [{ field, before: written(was![field]), after: written(is![field]) }],
  );
}
