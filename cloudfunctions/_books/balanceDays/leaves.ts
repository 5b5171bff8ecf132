import { createHash } from 'node:crypto';
import {
  createRows,
  hashLeaf,
  nameHolder,
  nodeAt,
  PROVED,
  pathThrough,
  putFigure,
  putNode,
  type Rows,
  raise,
  type ToldNode,
} from '@shared/proofs';
import { sha256Into } from '../../_platform/ids';
import { type HeldTogether, holderAccount } from './held';

// The leaves of one page. What a holder has is in the tree as two parts of it, cut by chance and mixed with those of a
// thousand others: the nodes beside one's own leaf are somebody's, and tell nothing of what anybody has in all. Who has
// nothing stands there with one leaf of nothing.

const PARTS = 2;
const SALT_BYTES = 16;
/** Chance for one holder: a salt for each part, four bytes an asset that cut the balance, and four a part to mix. */
const CUTS_AT = PARTS * SALT_BYTES;
const MIX_AT = CUTS_AT + PROVED.length * 4;
const BYTES_A_HOLDER = MIX_AT + PARTS * 4;

/** How many parts each holder has. */
function countParts({ holders, columns }: HeldTogether): Uint8Array {
  const parts = new Uint8Array(holders.length).fill(1);
  for (const asset of PROVED) {
    const column = columns[asset];
    for (let at = 0; at < parts.length; at += 1) if (column[at] !== 0) parts[at] = PARTS;
  }
  return parts;
}

/** The places of leaves among each other: any order is as likely as any other. */
function mixed(leaves: number, chance: DataView): Uint32Array {
  const places = new Uint32Array(leaves);
  for (let at = 0; at < leaves; at += 1) {
    const bits = chance.getUint32((at >> 1) * BYTES_A_HOLDER + MIX_AT + (at & 1) * 4, true);
    const other = Math.floor((bits / 2 ** 32) * (at + 1));
    places[at] = places[other]!;
    places[other] = at;
  }
  return places;
}

/** The tree over what the holders of one page have; it follows from that and a secret, the same each time. */
interface PageTree {
  readonly rows: Rows;
  readonly leaves: number;
  readonly root: number;
  readonly chance: Uint8Array;
  readonly parts: Uint8Array;
  readonly places: Uint32Array;
}

function treeOf(balanceDayId: string, held: HeldTogether, secret: string): PageTree | null {
  const { holders } = held;
  if (holders.length === 0) return null;
  const outputLength = holders.length * BYTES_A_HOLDER;
  const chance = createHash('shake256', { outputLength }).update(`${secret}\n${balanceDayId}`).digest();
  const bits = new DataView(chance.buffer, chance.byteOffset, chance.byteLength);
  const parts = countParts(held);
  const leaves = parts.reduce((sum, one) => sum + one, 0);
  const rows = createRows(PROVED.length, leaves);
  const places = mixed(leaves, bits);
  const columns = PROVED.map((asset) => held.columns[asset]);
  for (let at = 0, leaf = 0; at < holders.length; leaf += parts[at]!, at += 1) {
    const from = at * BYTES_A_HOLDER;
    nameHolder(holderAccount(holders[at]!));
    hashLeaf(rows, places[leaf]!, 1, chance, from, sha256Into);
    if (parts[at] === 1) continue;
    hashLeaf(rows, places[leaf + 1]!, 2, chance, from + SALT_BYTES, sha256Into);
    for (let nth = 0; nth < columns.length; nth += 1) {
      const figure = columns[nth]![at]!;
      if (figure === 0) continue;
      // A piece by 32 bits of chance; the rest is the other part, so that both are the figure, exactly.
      const piece = Math.floor(figure * (bits.getUint32(from + CUTS_AT + nth * 4, true) / 2 ** 32));
      putFigure(rows, places[leaf]!, nth, piece);
      putFigure(rows, places[leaf + 1]!, nth, figure - piece);
    }
  }
  return { rows, leaves, root: raise(rows, leaves, sha256Into), chance, parts, places };
}

/** The node above the leaves of one page; null where nobody stands on it. */
export function nodeOf(balanceDayId: string, held: HeldTogether, secret: string): ToldNode | null {
  const tree = treeOf(balanceDayId, held, secret);
  return tree && nodeAt(tree.rows, tree.root);
}

/** A holder's parts, and the way of each up to the node above the page. */
export function partsOf(balanceDayId: string, held: HeldTogether, secret: string, holder: string) {
  const { rows, leaves, chance, parts, places } = treeOf(balanceDayId, held, secret)!;
  const at = held.holders.indexOf(holder);
  const first = parts.subarray(0, at).reduce((sum, one) => sum + one, 0);
  return Array.from({ length: parts[at]! }, (_none, nth) => {
    const place = places[first + nth]!;
    const salt = at * BYTES_A_HOLDER + nth * SALT_BYTES;
    return {
      part: nth + 1,
      salt: Buffer.from(chance.subarray(salt, salt + SALT_BYTES)).toString('hex'),
      sums: nodeAt(rows, place).sums,
      path: pathThrough(rows, leaves, place),
    };
  });
}

/** The tree over the nodes of a day's pages, in the order of their ids; null without any. */
function treeOver(pages: readonly ToldNode[]): { readonly rows: Rows; readonly root: number } | null {
  if (pages.length === 0) return null;
  const rows = createRows(PROVED.length, pages.length);
  for (const [at, page] of pages.entries()) putNode(rows, at, page);
  return { rows, root: raise(rows, pages.length, sha256Into) };
}

/** The root over the nodes of a day's pages. */
export function rootOver(pages: readonly ToldNode[]): ToldNode | null {
  const tree = treeOver(pages);
  return tree && nodeAt(tree.rows, tree.root);
}

/** The way from a page's node up to the root of its day. */
export const pathOver = (pages: readonly ToldNode[], place: number) =>
  pathThrough(treeOver(pages)!.rows, pages.length, place);
