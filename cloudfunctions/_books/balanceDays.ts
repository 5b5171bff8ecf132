import { createHash } from 'node:crypto';
import { leafOf, PROVED, type ProvedAsset, partContent, rootOf, type Sum, type SumNode } from '@shared/proofs';
import { sha256 } from '../_platform/ids';
import type { BalanceDayDocument } from '../_store/documents/pages';
import { idsOf, numbersOf, textOfIds } from './pages/texts';

// The leaves of a day's tree of balances as they are stored. What one holder has is in the tree as parts of it, cut by
// chance and mixed with those of a thousand others: the node beside one's own leaf is somebody's, and tells nothing of
// what anybody has in all.

/** Parts of each holder's balances. */
const PARTS = 2;

/** How long a day's leaves are kept: so long a proof can be downloaded. The root stays with the close. */
export const KEPT_DAYS = 31;

/** Chance for one holder: a salt for each part, then four bytes an asset that cut the balance. */
const SALT_BYTES = 16;
const BYTES_A_HOLDER = PARTS * SALT_BYTES + PROVED.length * 4;

/** Whole figures by asset, each a column of one figure a holder. */
type HeldColumns = Record<ProvedAsset, number[]>;

/** What the holders of one page have, in the order of the page. */
export interface HeldTogether {
  readonly holders: readonly string[];
  readonly columns: HeldColumns;
}

/** The journal's name of a holder: members stand here by their ids alone, since they are many. */
export const holderAccount = (holder: string): string => (holder.includes(':') ? holder : `member:${holder}`);

/** Columns without anybody. */
export const noColumns = (): HeldColumns =>
  Object.fromEntries(PROVED.map((asset) => [asset, []])) as unknown as HeldColumns;

/** A leaf, whose part it is, and what it takes to show it. */
export interface BalanceLeaf extends SumNode {
  readonly holder: string;
  readonly part: number;
  readonly salt: string;
}

/** A piece of a figure by 32 bits of chance; the rest is the other part, so that both are the figure, exactly. */
const pieceOf = (figure: number, chance: number): number => Math.floor(figure * (chance / 2 ** 32));

/** The leaves of one page, in an order that follows from their hashes and so tells nothing. The same each time. */
export function leavesOf(balanceDayId: string, { holders, columns }: HeldTogether, secret: string): BalanceLeaf[] {
  const chance = createHash('shake256', { outputLength: Math.max(1, holders.length) * BYTES_A_HOLDER })
    .update(`${secret}\n${balanceDayId}`)
    .digest();
  const leaves: BalanceLeaf[] = [];
  const own = PROVED.map((asset) => columns[asset]);
  for (let at = 0; at < holders.length; at += 1) {
    const from = at * BYTES_A_HOLDER;
    const holder = holders[at]!;
    const account = holderAccount(holder);
    const salts = chance.toString('hex', from, from + PARTS * SALT_BYTES);
    const [first, second]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < own.length; nth += 1) {
      const figure = own[nth]![at]!;
      const piece = pieceOf(figure, chance.readUInt32LE(from + PARTS * SALT_BYTES + nth * 4));
      first.push(piece);
      second.push(figure - piece);
    }
    for (let part = 1; part <= PARTS; part += 1) {
      const sums = part === 1 ? first : second;
      const salt = salts.slice((part - 1) * SALT_BYTES * 2, part * SALT_BYTES * 2);
      const { hash } = leafOf(partContent(account, part, salt), sums, sha256);
      leaves.push({ holder, part, salt, sums, hash });
    }
  }
  return leaves.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

const told = (sums: readonly Sum[]): string[] => sums.map(String);

/** The leaves of one page as they are stored, with the node above them; null where nobody stands on it. */
export function balanceDayOf(day: string, pageId: string, held: HeldTogether, secret: string) {
  const _id = `${day}:${pageId}`;
  const root = rootOf(leavesOf(_id, held, secret), sha256);
  if (!root) return null;
  const columns = PROVED.map((asset) =>
    held.columns[asset].some((one) => one !== 0) ? held.columns[asset].join() : '',
  );
  const document: BalanceDayDocument = {
    _id,
    day,
    holders: textOfIds(held.holders),
    columns,
    sums: told(root.sums),
    hash: root.hash,
  };
  return document;
}

/** What was stored, in columns. */
export function heldOn({ holders: text, columns }: Pick<BalanceDayDocument, 'holders' | 'columns'>): HeldTogether {
  const holders = idsOf(text);
  const held = noColumns();
  for (const [nth, asset] of PROVED.entries())
    held[asset] = columns[nth] ? numbersOf(columns[nth]!) : new Array<number>(holders.length).fill(0);
  return { holders, columns: held };
}

/** A stored node as the tree takes it. */
export const nodeOfDay = ({ sums, hash }: Pick<BalanceDayDocument, 'sums' | 'hash'>): SumNode => ({
  sums: sums.map((text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))),
  hash,
});

/** The root over the nodes of a day's pages, in the order of their ids, as it is kept. */
export function rootOfDay(nodes: readonly SumNode[]): { sums: string[]; hash: string } | null {
  const root = rootOf(nodes, sha256);
  return root && { sums: told(root.sums), hash: root.hash };
}
