// The tree of sums as it is made since its second form: a node is one row of bytes (a one, its sums of twelve bytes each,
// its hash), and the hash of a node is taken over the rows of up to four below it, so that four leaves take one hash and
// nothing is written as text. A leaf's hash names whose it is; its sums are fixed by the node above, as any node's are.

/** How many stand below one node: with more, a path shows more of others' sums; with fewer, there are more hashes. */
const BELOW = 4;
const SUM_BYTES = 12;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const TWO_TO_32 = 0x1_0000_0000;

/** What is hashed begins with what it is: a leaf passes for no node, and a node for no leaf. */
const LEAF = 0;
const NODE = 1;

/** SHA-256 of bytes, written to a place among others: the platform's own in functions, `sha256Into` on a device. */
type HashOfBytes = (bytes: Uint8Array, into: Uint8Array, at: number) => void;

/**
 * Nodes side by side, leaves first and each level behind the one below. Sums are kept as two numbers besides: so many
 * times 2^32, and the rest. They are exact below 2^85, which is more than 2^31 members with 2^53 each.
 */
export interface Rows {
  /** Sums of a node. */
  readonly width: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

const rowBytes = (width: number): number => 1 + width * SUM_BYTES + HASH_BYTES;

/** Where the hash of a row begins. */
const hashAt = (width: number, row: number): number => row * rowBytes(width) + 1 + width * SUM_BYTES;

/** How many rows a tree over so many leaves has. */
const rowsOver = (leaves: number): number => {
  let rows = leaves;
  for (let level = leaves; level > 1; rows += level) level = Math.ceil(level / BELOW);
  return rows;
};

/** Room for a tree over so many leaves, of so many sums each; all of them 0. */
export function createRows(width: number, leaves: number): Rows {
  const rows = rowsOver(leaves);
  const bytes = new Uint8Array(rows * rowBytes(width));
  const figures = () => new Float64Array(rows * width);
  return { width, bytes, view: new DataView(bytes.buffer), high: figures(), low: figures() };
}

function putSum({ width, view, high: highs, low: lows }: Rows, row: number, nth: number, high: number, low: number) {
  highs[row * width + nth] = high;
  lows[row * width + nth] = low;
  const at = row * rowBytes(width) + 1 + nth * SUM_BYTES;
  if (high > 0) {
    view.setUint32(at, Math.floor(high / TWO_TO_32));
    view.setUint32(at + 4, high % TWO_TO_32);
  }
  view.setUint32(at + 8, low);
}

/** Puts a whole number from 0, below 2^53, into a row that holds none there yet. */
export function putFigure(rows: Rows, row: number, nth: number, figure: number): void {
  if (figure === 0) return;
  if (figure < TWO_TO_32) putSum(rows, row, nth, 0, figure);
  else putSum(rows, row, nth, Math.floor(figure / TWO_TO_32), figure % TWO_TO_32);
}

/** Puts a whole number as it is told, in decimal: a giant takes big integers. */
function putTold(rows: Rows, row: number, nth: number, told: string): void {
  if (Number.isSafeInteger(Number(told))) putFigure(rows, row, nth, Number(told));
  else {
    const [units, part] = [BigInt(told), BigInt(TWO_TO_32)];
    putSum(rows, row, nth, Number(units / part), Number(units % part));
  }
}

/** A node as it is told: its sums in decimal, its hash in hexadecimal. */
export interface ToldNode {
  readonly sums: readonly string[];
  readonly hash: string;
}

/** Puts a node as it is told into a row. */
export function putNode(rows: Rows, row: number, { sums, hash }: ToldNode): void {
  rows.bytes[row * rowBytes(rows.width)] = NODE;
  for (let nth = 0; nth < sums.length; nth += 1) putTold(rows, row, nth, sums[nth]!);
  const at = hashAt(rows.width, row);
  for (let byte = 0; byte < HASH_BYTES; byte += 1)
    rows.bytes[at + byte] = Number.parseInt(hash.slice(byte * 2, byte * 2 + 2), 16);
}

/** A node of a tree, as it is told. */
export function nodeAt({ width, high, low, bytes }: Rows, row: number): ToldNode {
  const sums: string[] = [];
  for (let at = row * width; at < (row + 1) * width; at += 1) {
    const units = high[at]! * TWO_TO_32 + low[at]!;
    sums.push(
      Number.isSafeInteger(units) ? String(units) : String(BigInt(high[at]!) * BigInt(TWO_TO_32) + BigInt(low[at]!)),
    );
  }
  const from = hashAt(width, row);
  let hash = '';
  for (let at = from; at < from + HASH_BYTES; at += 1) hash += bytes[at]!.toString(16).padStart(2, '0');
  return { sums, hash };
}

const MOST_HOLDER_BYTES = 64;
const leafMessage = new Uint8Array(2 + SALT_BYTES + MOST_HOLDER_BYTES);
let named = leafMessage;

/** Sets the holder of the leaves that `hashLeaf` hashes next. Throws RangeError for one of other than plain letters. */
export function nameHolder(holder: string): void {
  if (holder.length > MOST_HOLDER_BYTES) throw new RangeError('a holder of a leaf is named in 64 letters at most');
  for (let at = 0; at < holder.length; at += 1) {
    const code = holder.charCodeAt(at);
    if (code > 0x7f) throw new RangeError('a holder of a leaf is named in plain letters alone');
    leafMessage[2 + SALT_BYTES + at] = code;
  }
  named = leafMessage.subarray(0, 2 + SALT_BYTES + holder.length);
}

/** Hashes a leaf of the holder named last: which of the holder's parts it is, and its salt of 16 bytes from a place on. */
export function hashLeaf(
  rows: Rows,
  row: number,
  part: number,
  salts: Uint8Array,
  at: number,
  hash: HashOfBytes,
): void {
  leafMessage[0] = LEAF;
  leafMessage[1] = part;
  for (let byte = 0; byte < SALT_BYTES; byte += 1) leafMessage[2 + byte] = salts[at + byte]!;
  rows.bytes[row * rowBytes(rows.width)] = NODE;
  hash(named, rows.bytes, hashAt(rows.width, row));
}

/** The node above rows of one level that stand together; alone, a node goes up as it is. */
function putAbove(rows: Rows, row: number, from: number, to: number, hash: HashOfBytes): void {
  const { width, bytes, high, low } = rows;
  const size = rowBytes(width);
  if (to - from === 1) {
    bytes.copyWithin(row * size, from * size, to * size);
    high.copyWithin(row * width, from * width, to * width);
    low.copyWithin(row * width, from * width, to * width);
    return;
  }
  bytes[row * size] = NODE;
  for (let nth = 0; nth < width; nth += 1) {
    let [units, rest] = [0, 0];
    for (let below = from; below < to; below += 1) {
      units += high[below * width + nth]!;
      rest += low[below * width + nth]!;
    }
    const over = rest < TWO_TO_32 ? 0 : Math.floor(rest / TWO_TO_32);
    putSum(rows, row, nth, units + over, rest - over * TWO_TO_32);
  }
  hash(bytes.subarray(from * size, to * size), bytes, hashAt(width, row));
}

/** The levels of a tree over so many leaves: where each begins, from the leaves up, and last where the root stands. */
function levelsOver(leaves: number): number[] {
  const starts = [0];
  for (let [start, count] = [0, leaves]; count > 1; ) {
    start += count;
    count = Math.ceil(count / BELOW);
    starts.push(start);
  }
  return starts;
}

/** Puts all levels above so many leaves into their rows. @returns the row of the root. */
export function raise(rows: Rows, leaves: number, hash: HashOfBytes): number {
  const starts = levelsOver(leaves);
  for (let level = 1, count = leaves; level < starts.length; level += 1) {
    const [below, start] = [starts[level - 1]!, starts[level]!];
    const above = Math.ceil(count / BELOW);
    for (let at = 0; at < above; at += 1) {
      const from = below + at * BELOW;
      putAbove(rows, start + at, from, Math.min(from + BELOW, below + count), hash);
    }
    count = above;
  }
  return starts[starts.length - 1]!;
}

/** One level of a path: who stands below the same node, in their order, and where among them one's own stands. */
export interface RowStep {
  readonly place: number;
  readonly beside: readonly ToldNode[];
}

/** The way from a leaf up to the root of a tree that is raised over so many leaves: of each level the nodes beside. */
export function pathThrough(rows: Rows, leaves: number, leaf: number): RowStep[] {
  const path: RowStep[] = [];
  let [at, count] = [leaf, leaves];
  for (const start of levelsOver(leaves).slice(0, -1)) {
    const from = at - (at % BELOW);
    const beside: ToldNode[] = [];
    for (let one = from; one < Math.min(from + BELOW, count); one += 1)
      if (one !== at) beside.push(nodeAt(rows, start + one));
    if (beside.length > 0) path.push({ place: at - from, beside });
    at = from / BELOW;
    count = Math.ceil(count / BELOW);
  }
  return path;
}

/** The node above one and those beside it. The place is among them, and there are three beside it at most. */
export function nodeAbove(node: ToldNode, { place, beside }: RowStep, hash: HashOfBytes): ToldNode {
  const below = [...beside.slice(0, place), node, ...beside.slice(place)];
  const rows = createRows(node.sums.length, below.length);
  for (const [at, one] of below.entries()) putNode(rows, at, one);
  return nodeAt(rows, raise(rows, below.length, hash));
}

/** Most nodes that a level of a path shows. */
export const MOST_BESIDE = BELOW - 1;

/** A leaf as it is told, of what it is hashed over: the salt in hexadecimal. */
export function leafTold(holder: string, part: number, salt: string, sums: readonly string[], hash: HashOfBytes) {
  const rows = createRows(sums.length, 1);
  const salts = new Uint8Array(SALT_BYTES);
  for (let byte = 0; byte < SALT_BYTES; byte += 1)
    salts[byte] = Number.parseInt(salt.slice(byte * 2, byte * 2 + 2), 16);
  nameHolder(holder);
  hashLeaf(rows, 0, part, salts, 0, hash);
  return { sums, hash: nodeAt(rows, 0).hash };
}
