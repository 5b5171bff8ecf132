import { chainStep, type EditionStep, historyStart } from '@shared/proofs';
import { derivedId, sha256 } from '../_platform/ids';
import type { EditionDocument } from '../_store/documents/collectibles';

/** By what a member is called wherever an edition's owner is told: always the same, and nobody's name. */
export const holderOf = (memberId: string): string => derivedId('H', memberId);

/** What is told of a step besides where it stands in the chain. */
type Doing = Pick<EditionStep, 'kind' | 'atMs' | 'day' | 'to' | 'source'>;

/**
 * An edition's history with one more step, and where it ends then. Who asked a moment earlier may come to it later: its
 * steps follow each other all the same.
 */
export function withStep(
  { _id: editionId, steps, head, holder }: Pick<EditionDocument, '_id' | 'steps' | 'head' | 'holder'>,
  fingerprint: string,
  doing: Doing,
): Pick<EditionDocument, 'steps' | 'head'> {
  const last = steps[steps.length - 1];
  const atMs = Math.max(doing.atMs, last?.atMs ?? 0);
  const day = last && last.day > doing.day ? last.day : doing.day;
  const step: EditionStep = { nth: steps.length + 1, from: holder, ...doing, atMs, day };
  const before = steps.length === 0 ? historyStart(fingerprint, editionId, sha256) : head;
  const hash = chainStep(before, step, sha256);
  return { steps: [...steps, { ...step, hash }], head: hash };
}
