import { type Columns, cut, FIGURES, type PackedColumns, packed } from './columns';
import { downlineOf } from './derived';

/** A page is split when it has grown past this many members, into pages of about 1,000. */
export const SPLIT_ABOVE = 1500;
const PAGE_SIZE = 1000;
/**
 * A page is split as well when it has grown past this many bytes, into pages of about two thirds: an answer holds 1 MB,
 * and the record of a day on which every order pays may be twice the page. One member's orders stay on one page, so that
 * the page of a single member may be larger: it is read in parts then (readWhole).
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

/** Some of a page's members as they are stored. */
interface Part {
  readonly members: readonly string[];
  readonly texts: PackedColumns;
}

/** Bytes of columns as they are stored: ids are plain letters and digits. */
export const bytesOf = (texts: PackedColumns): number =>
  Object.values(texts).reduce((sum, text) => sum + text.length, 0);

const lengthOf = (value: number | string): number => String(value).length + 1;

/** Bytes of each member in the stored page, with what parts them from the next; its lows are few and left out. */
function bytesOfMembers(columns: Columns): number[] {
  const { members, orderCount, orders, remaining, daily } = columns;
  const downline = downlineOf(columns);
  let order = 0;
  return members.map((memberId, at) => {
    // Orders, remaining and daily are parted by members even where there are none.
    let [bytes, held] = [lengthOf(memberId) + lengthOf(downline[at]!) + 3, 0];
    for (const figure of FIGURES) bytes += lengthOf(columns[figure][at]!);
    const first = order;
    for (const end = order + orderCount[at]!; order < end; order += 1) {
      bytes += lengthOf(orders[order]!) + lengthOf(remaining[order]!) + lengthOf(daily[order]!);
      held += remaining[order]!;
    }
    return bytes + lengthOf(held) - (order > first ? 3 : 0);
  });
}

/** A page's columns as they stand, or in parts of even size where they are too many or too large for one page. */
export function split(columns: Columns, bounds: Bounds = BOUNDS): Part[] {
  const size = columns.members.length;
  const whole = packed(columns);
  const bytes = bytesOf(whole);
  const room = bounds.bytes - BARE_BYTES;
  const byMembers = size > bounds.members ? Math.ceil(size / Math.min(PAGE_SIZE, bounds.members)) : 1;
  const byBytes = bytes > room ? Math.ceil((bytes * 3) / (room * 2)) : 1;
  if (byMembers === 1 && byBytes === 1) return [{ members: columns.members, texts: whole }];
  const mostMembers = Math.ceil(size / byMembers);
  const mostBytes = byBytes === 1 ? room : bytes / byBytes;
  return parted(columns, bytesOfMembers(columns), mostMembers, mostBytes);
}

function parted(columns: Columns, sizes: readonly number[], mostMembers: number, mostBytes: number): Part[] {
  const size = columns.members.length;
  const parts: Part[] = [];
  let [from, firstOrder, filled] = [0, 0, 0];
  for (let at = 0; at <= size; at += 1) {
    const isFull = at > from && (at - from >= mostMembers || filled + sizes[at]! > mostBytes);
    if (at === size || isFull) {
      const part = cut(columns, from, at, firstOrder);
      parts.push({ members: part.members, texts: packed(part) });
      from = at;
      firstOrder += part.orders.length;
      filled = 0;
    }
    filled += sizes[at] ?? 0;
  }
  return parts;
}
