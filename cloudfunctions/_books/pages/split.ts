import { type Columns, cut, FIGURES } from './columns';

/** A page is split when it has grown past this many members, into pages of about 1,000. */
export const SPLIT_ABOVE = 1500;
const PAGE_SIZE = 1000;
/**
 * A page is split as well when it has grown past this many bytes, into pages of about two thirds: on the wire a figure
 * takes twenty bytes more than here, and an answer holds 1 MB. One member's orders stay on one page, so that the page of
 * a single member may be larger: it is read in parts then (readPage).
 */
export const SPLIT_ABOVE_BYTES = 256 * 1024;
/** What a page takes besides its members: names of columns, its id and day, where it split. */
const BARE_BYTES = 1024;

/** Bounds of a page; tests set small ones. */
export interface Bounds {
  readonly members: number;
  readonly bytes: number;
}
export const BOUNDS: Bounds = { members: SPLIT_ABOVE, bytes: SPLIT_ABOVE_BYTES };

/** Characters of a whole number in JSON, with the comma behind it. */
function lengthOf(figure: number): number {
  if (figure < 0) return lengthOf(-figure) + 1;
  let length = 2;
  for (let bound = 10; figure >= bound; bound *= 10) length += 1;
  return length;
}

/** Bytes of each member in the stored page: figures, id, orders. Exact where ids are plain letters and digits. */
function bytesOfMembers(columns: Columns): Float64Array {
  const bytes = new Float64Array(columns.members.length);
  const { members, orderCount, orders, remaining, daily } = columns;
  for (const figure of FIGURES) {
    const column = columns[figure];
    for (let at = 0; at < bytes.length; at += 1) bytes[at]! += lengthOf(column[at]!);
  }
  let order = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let sum = members[at]!.length + 3;
    for (const end = order + orderCount[at]!; order < end; order += 1)
      sum += orders[order]!.length + 3 + lengthOf(remaining[order]!) + lengthOf(daily[order]!);
    bytes[at]! += sum;
  }
  return bytes;
}

/** A page's columns as they stand, or in parts of even size where they are too many or too large for one page. */
export function split(columns: Columns, bounds: Bounds = BOUNDS): Columns[] {
  const size = columns.members.length;
  const sizes = bytesOfMembers(columns);
  const bytes = sizes.reduce((sum, one) => sum + one, 0);
  const room = bounds.bytes - BARE_BYTES;
  const byMembers = size > bounds.members ? Math.ceil(size / Math.min(PAGE_SIZE, bounds.members)) : 1;
  const byBytes = bytes > room ? Math.ceil((bytes * 3) / (room * 2)) : 1;
  if (byMembers === 1 && byBytes === 1) return [columns];
  const mostMembers = Math.ceil(size / byMembers);
  const mostBytes = byBytes === 1 ? room : bytes / byBytes;
  const parts: Columns[] = [];
  let from = 0;
  let firstOrder = 0;
  let filled = 0;
  for (let at = 0; at <= size; at += 1) {
    const isFull = at > from && (at - from >= mostMembers || filled + sizes[at]! > mostBytes);
    if (at === size || isFull) {
      const part = cut(columns, from, at, firstOrder);
      parts.push(part);
      from = at;
      firstOrder += part.orders.length;
      filled = 0;
    }
    filled += sizes[at] ?? 0;
  }
  return parts;
}
