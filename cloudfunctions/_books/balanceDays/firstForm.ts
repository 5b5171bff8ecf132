import { createHash } from 'node:crypto';
import { leafOf, PROVED, partContent, pathOf, rootOf, type SumNode, type ToldNode } from '@shared/proofs';
import { sha256 } from '../../_platform/ids';
import { type HeldTogether, holderAccount } from './held';

// Trees of the first form, whose nodes are texts above two. No close makes one any more: those that were kept are read,
// as long as they are kept.

const PARTS = 2;
const SALT_BYTES = 16;
const BYTES_A_HOLDER = PARTS * SALT_BYTES + PROVED.length * 4;

interface Leaf extends SumNode {
  readonly holder: string;
  readonly part: number;
  readonly salt: string;
}

/** A piece of a figure by 32 bits of chance; the rest is the other part. */
const pieceOf = (figure: number, chance: number): number => Math.floor(figure * (chance / 2 ** 32));

function leavesOf(balanceDayId: string, { holders, columns }: HeldTogether, secret: string): Leaf[] {
  const chance = createHash('shake256', { outputLength: Math.max(1, holders.length) * BYTES_A_HOLDER })
    .update(`${secret}\n${balanceDayId}`)
    .digest();
  const leaves: Leaf[] = [];
  for (const [at, holder] of holders.entries()) {
    const from = at * BYTES_A_HOLDER;
    const figures = PROVED.map((asset) => columns[asset][at]!);
    const first = figures.map((figure, nth) =>
      pieceOf(figure, chance.readUInt32LE(from + PARTS * SALT_BYTES + nth * 4)),
    );
    for (let part = 1; part <= PARTS; part += 1) {
      const sums = part === 1 ? first : figures.map((figure, nth) => figure - first[nth]!);
      const salt = chance.toString('hex', from + (part - 1) * SALT_BYTES, from + part * SALT_BYTES);
      const { hash } = leafOf(partContent(holderAccount(holder), part, salt), sums, sha256);
      leaves.push({ holder, part, salt, sums, hash });
    }
  }
  return leaves.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

const numbered = ({ sums, hash }: ToldNode): SumNode => ({
  sums: sums.map((text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))),
  hash,
});
const told = ({ sums, hash }: SumNode): ToldNode => ({ sums: sums.map(String), hash });

/** The root over nodes in their order; null without any. */
export function rootOfTexts(nodes: readonly ToldNode[]): ToldNode | null {
  const root = rootOf(nodes.map(numbered), sha256);
  return root && told(root);
}

/** The node above the leaves of one page. */
export function textNodeOf(balanceDayId: string, held: HeldTogether, secret: string): ToldNode | null {
  const root = rootOf(leavesOf(balanceDayId, held, secret), sha256);
  return root && told(root);
}

/** A holder's parts, and the way of each up to the root of the day. */
export function textPartsOf(
  balanceDayId: string,
  held: HeldTogether,
  secret: string,
  holder: string,
  pages: readonly ToldNode[],
  place: number,
) {
  const leaves = leavesOf(balanceDayId, held, secret);
  const above = pathOf(pages.map(numbered), place, sha256);
  return leaves
    .filter((leaf) => leaf.holder === holder)
    .sort((a, b) => a.part - b.part)
    .map((leaf) => ({
      part: leaf.part,
      salt: leaf.salt,
      sums: leaf.sums.map(String),
      path: [...pathOf(leaves, leaves.indexOf(leaf), sha256), ...above].map(({ side, ...node }) => ({
        side,
        ...told(node),
      })),
    }));
}
