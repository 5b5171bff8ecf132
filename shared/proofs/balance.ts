import { addSums, leafOf, rootOfPath, type Step, type Sum, textOfSums } from './merkle';
import { chainRoot, PROVED } from './root';
import { leafTold, MOST_BESIDE, nodeAbove, type RowStep } from './rows';
import { sha256Into, sha256OfText } from './sha256';

/** Sums as they are told: whole numbers in decimal, one for each of `PROVED`; they may pass 2^53. */
type ToldSums = readonly string[];

/** A level of a path in the first form, whose nodes are texts above two. */
interface TextStep {
  readonly side: 'left' | 'right';
  readonly sums: ToldSums;
  readonly hash: string;
}

/** One part of a balance, and its way up to the root. */
interface ProofPart {
  /** Which of its holder's parts: from 1. */
  readonly part: number;
  /** Chance that hides the part from whoever sees its hash alone. */
  readonly salt: string;
  readonly sums: ToldSums;
  readonly path: readonly (TextStep | RowStep)[];
}

/** That a holder's balances are in a day's totals: the answer of `wallet.proof`, and the file that is downloaded. */
export interface BalanceProof {
  /** How the tree was made: 2 by rows (rows.ts); by texts (merkle.ts) where there is none, as files of before have it. */
  readonly form?: 2 | undefined;
  readonly day: string;
  readonly holder: string;
  readonly assets: readonly string[];
  readonly balances: ToldSums;
  readonly parts: readonly ProofPart[];
  readonly root: { readonly sums: ToldSums; readonly hash: string };
  /** The day's chain of hashes before the root, and behind it: the latter is the hash of the day that all are shown. */
  readonly chainedHash: string;
  readonly dayHash: string;
}

/** What one part of a balance is hashed as, beside its sums. */
export const partContent = (holder: string, part: number, salt: string): string => `${holder}\n${part}\n${salt}`;

/** Where a proof fails first: what was looked at, what it would have to be, and what it is. */
interface ProofFault {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

const fault = (place: string, expected: string, found: string): ProofFault => ({ place, expected, found });

/**
 * Whole numbers from 0 as they are written by nobody else: a sum below 0 could hide another's balance. So many digits are
 * more than 2^31 members with 2^53 each, and less than what rows would not hold.
 */
const isSum = (text: unknown): text is string => typeof text === 'string' && /^(0|[1-9]\d{0,24})$/.test(text);
const isHash = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

function sumsFault(place: string, sums: unknown): ProofFault | null {
  if (Array.isArray(sums) && sums.length === PROVED.length && sums.every(isSum)) return null;
  return fault(place, `${PROVED.length} whole numbers from 0`, JSON.stringify(sums) ?? 'none');
}

/** Older phones know no bigints, and meet none but giants. */
const read = (sums: ToldSums): Sum[] =>
  sums.map((text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)));

function formFault(proof: BalanceProof): ProofFault | null {
  const { form, day, holder, assets, balances, parts, root, chainedHash, dayHash } = proof;
  if (form !== undefined && form !== 2) return fault('form', '2, or none', String(form));
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return fault('day', 'a day', String(day));
  if (typeof holder !== 'string' || !/^[\w:-]{1,64}$/.test(holder)) return fault('holder', 'an id', String(holder));
  if (String(assets) !== PROVED.join(',')) return fault('assets', PROVED.join(','), String(assets));
  const isRead = Array.isArray(parts) && parts.length > 0 && parts.length <= 8;
  if (!isRead) return fault('parts', '1 to 8 parts', String((parts as unknown[] | undefined)?.length));
  for (const [name, text] of Object.entries({ 'root.hash': root?.hash, chainedHash, dayHash }))
    if (!isHash(text)) return fault(name, 'a hash', String(text));
  return sumsFault('balances', balances) ?? sumsFault('root.sums', root.sums);
}

/** Takes a part up to the root, and says where it does not get there. */
function partFault(proof: BalanceProof, nth: number): ProofFault | null {
  const { part, salt, sums, path } = proof.parts[nth]!;
  const name = `parts[${nth}]`;
  // Two parts that are one and the same would count a balance twice.
  if (part !== nth + 1) return fault(`${name}.part`, String(nth + 1), String(part));
  if (typeof salt !== 'string' || !/^[0-9a-f]{32}$/.test(salt)) return fault(`${name}.salt`, 'a salt', String(salt));
  const ofSums = sumsFault(`${name}.sums`, sums);
  if (ofSums) return ofSums;
  if (!Array.isArray(path) || path.length > 64) return fault(`${name}.path`, 'a path', String(path));
  const stepFault = proof.form === 2 ? rowStepFault : textStepFault;
  for (const [level, step] of path.entries()) {
    const ofStep = stepFault(`${name}.path[${level}]`, step);
    if (ofStep) return ofStep;
  }
  const reached = proof.form === 2 ? reachedByRows(proof, nth) : reachedByTexts(proof, nth);
  const { root } = proof;
  if (reached.hash !== root.hash) return fault(`${name}, up to root.hash`, root.hash, reached.hash);
  const totals = textOfSums(reached.sums);
  return totals === root.sums.join(',') ? null : fault(`${name}, up to root.sums`, root.sums.join(','), totals);
}

/** What is read of a file may be anything. */
const nodeFault = (place: string, node: { sums?: unknown; hash?: unknown } | null | undefined): ProofFault | null =>
  isHash(node?.hash) ? sumsFault(`${place}.sums`, node!.sums) : fault(`${place}.hash`, 'a hash', String(node?.hash));

function textStepFault(place: string, step: TextStep | RowStep | null): ProofFault | null {
  const { side, ...node } = (step ?? {}) as Partial<TextStep>;
  if (side !== 'left' && side !== 'right') return fault(`${place}.side`, 'a side', String(side));
  return nodeFault(place, node);
}

function rowStepFault(stepPlace: string, step: TextStep | RowStep | null): ProofFault | null {
  const { place, beside } = (step ?? {}) as Partial<RowStep>;
  const isRead = Array.isArray(beside) && beside.length > 0 && beside.length <= MOST_BESIDE;
  if (!isRead) return fault(`${stepPlace}.beside`, `1 to ${MOST_BESIDE} nodes`, String(beside));
  if (!Number.isInteger(place) || place! < 0 || place! > beside.length)
    return fault(`${stepPlace}.place`, `0 to ${beside.length}`, String(place));
  for (const [nth, node] of beside.entries()) {
    const ofNode = nodeFault(`${stepPlace}.beside[${nth}]`, node);
    if (ofNode) return ofNode;
  }
  return null;
}

function reachedByTexts({ holder, parts }: BalanceProof, nth: number) {
  const { part, salt, sums, path } = parts[nth]!;
  const leaf = leafOf(partContent(holder, part, salt), read(sums), sha256OfText);
  const steps = (path as readonly TextStep[]).map((step): Step => ({ ...step, sums: read(step.sums) }));
  return rootOfPath(leaf, steps, sha256OfText);
}

function reachedByRows({ holder, parts }: BalanceProof, nth: number) {
  const { part, salt, sums, path } = parts[nth]!;
  const leaf = leafTold(holder, part, salt, sums, sha256Into);
  const { sums: totals, hash } = (path as readonly RowStep[]).reduce(
    (node, step) => nodeAbove(node, step, sha256Into),
    leaf,
  );
  return { sums: read(totals), hash };
}

/**
 * Checks a proof by nothing but itself: its balances are the sums of its parts, each part leads to the root, its totals
 * are the root's, and the root is the last that the day's hash was taken over. What is left to a reader is to compare the
 * day's hash with the one that everybody is shown. @returns the first fault, or null.
 */
export function checkProof(proof: BalanceProof): ProofFault | null {
  const ofForm = formFault(proof);
  if (ofForm) return ofForm;
  let held: Sum[] = PROVED.map(() => 0);
  for (const [nth, { sums }] of proof.parts.entries()) {
    const ofPart = partFault(proof, nth);
    if (ofPart) return ofPart;
    held = addSums(held, read(sums));
  }
  const told = textOfSums(held);
  if (told !== proof.balances.join(',')) return fault('balances', told, proof.balances.join(','));
  const dayHash = chainRoot(proof.chainedHash, proof.day, proof.root, sha256OfText);
  return dayHash === proof.dayHash ? null : fault('dayHash', dayHash, proof.dayHash);
}
