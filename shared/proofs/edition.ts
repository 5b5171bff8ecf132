import { canonical } from './canonical';
import { type HashOfText, leafOf, type SumNode } from './merkle';

/** What can happen to an edition. */
type EditionStepKind = 'taken' | 'given' | 'collected' | 'returned' | 'listed' | 'unlisted';

/** One link of an edition's history. */
export interface EditionStep {
  /** From 1. */
  readonly nth: number;
  readonly kind: EditionStepKind;
  readonly atMs: number;
  readonly day: string;
  /** Whose it was, by pseudonym: null before it was taken. */
  readonly from: string | null;
  /** Whose it is behind this step. */
  readonly to: string;
  /** Where the books hold it: the entry, the order that sent its goods, or the number of its listing. */
  readonly source: string;
}

/** What the first step of an edition is chained to: it belongs to no other edition, and to no other series. */
export const historyStart = (fingerprint: string, editionId: string, hash: HashOfText): string =>
  hash(`edition\n${fingerprint}\n${editionId}`);

/** The end of a history behind one more step. */
export const chainStep = (head: string, step: EditionStep, hash: HashOfText): string =>
  hash(`${head}\n${canonical(step)}`);

/** What does not fit between two steps; null where the second may follow the first. */
function stepFault(step: EditionStep, before: EditionStep | undefined): string | null {
  if (step.nth !== (before?.nth ?? 0) + 1) return 'its number does not follow';
  if (step.atMs < (before?.atMs ?? 0)) return 'it is earlier than the one before it';
  if (step.day < (before?.day ?? '')) return 'its day is before the last one';
  if (step.from !== (before?.to ?? null)) return 'it was not theirs';
  if ((step.kind === 'taken') !== (before === undefined)) return 'an edition is taken first, and once';
  if (step.kind === 'given' ? step.from === step.to : before !== undefined && step.from !== step.to)
    return 'an edition changes hands when it is given, and only then';
  return null;
}

/** The first fault of a history: at which step, and what is wrong. Null where it is one chain up to `head`. */
export function historyFault(
  steps: readonly EditionStep[],
  of: { readonly fingerprint: string; readonly editionId: string; readonly head: string },
  hash: HashOfText,
): { readonly nth: number; readonly fault: string } | null {
  let reached = historyStart(of.fingerprint, of.editionId, hash);
  for (const [at, step] of steps.entries()) {
    const fault = stepFault(step, steps[at - 1]);
    if (fault) return { nth: at + 1, fault };
    reached = chainStep(reached, step, hash);
  }
  return reached === of.head ? null : { nth: steps.length, fault: 'the chain ends elsewhere' };
}

/** An edition as a close has it: what its leaf is made of. */
export interface EditionAtClose {
  readonly editionId: string;
  /** Its owner's pseudonym. */
  readonly holder: string;
  readonly fingerprint: string;
  readonly state: 'held' | 'listed';
  readonly isCollected: boolean;
  /** How many steps its history has, and where it ends. */
  readonly steps: number;
  readonly head: string;
}

/**
 * An edition as it was when a day ended, by its history: later steps are as if they had not been. Null where it was
 * nobody's then. Each step is told with the hash that the chain has behind it.
 */
export function editionAtClose(
  of: Pick<EditionAtClose, 'editionId' | 'fingerprint'>,
  steps: readonly (EditionStep & { readonly hash: string })[],
  day: string,
): EditionAtClose | null {
  const until = steps.filter((step) => step.day <= day);
  const last = until[until.length - 1];
  if (!last) return null;
  const lastOf = (...kinds: readonly EditionStepKind[]) => until.filter(({ kind }) => kinds.includes(kind)).pop()?.kind;
  return {
    editionId: of.editionId,
    holder: last.to,
    fingerprint: of.fingerprint,
    state: lastOf('listed', 'unlisted') === 'listed' ? 'listed' : 'held',
    isCollected: lastOf('collected', 'returned') === 'collected',
    steps: until.length,
    head: last.hash,
  };
}

/** The leaf of an edition in the tree over all that are held at a close. */
export const editionLeaf = (
  { editionId, holder, fingerprint, state, isCollected, steps, head }: EditionAtClose,
  hash: HashOfText,
): SumNode =>
  leafOf([editionId, holder, fingerprint, state, isCollected ? 'collected' : 'open', steps, head].join('\n'), [], hash);

/** What the root over all editions enters a day's chain of hashes as. */
export const chainEditions = (
  chainedHash: string,
  day: string,
  { count, root }: { readonly count: number; readonly root: string },
  hash: HashOfText,
): string => hash(`${chainedHash}\neditions\n${day}\n${count}\n${root}`);
