import type { ImportColumn, ImportFault, ImportKind } from '@shared/contract';
import { LINES_AT_ONCE, MOST_LINES, MOST_OF_A_CELL, readSheet, SHEET_COLUMNS, writeSheet } from '@shared/format';
import { COLUMN_HEADS, EXAMPLE_LINES, faultWords, headOf, MAY_LEAVE_OUT } from '../../../copy/imports';

/** A line as it crosses. */
export interface Line {
  readonly line: number;
  readonly cells: string[];
}

type Read = { readonly ok: true; readonly lines: readonly Line[] } | { readonly ok: false; readonly words: string };

/** A request holds 100 KB: so many characters of a stretch leave room. */
const CHARACTERS_AT_ONCE = 24_000;

const columnsOf = (kind: ImportKind): readonly ImportColumn[] => SHEET_COLUMNS[kind];

/** Lines of a text by the heads of its columns, in whatever order they stand. */
export function linesOf(kind: ImportKind, text: string): Read {
  const read = readSheet(text);
  if (!read.ok) return { ok: false, words: `第 ${read.line} 行的引号没有收尾。改好再选。` };
  const [heads, ...rest] = read.lines;
  const columns = columnsOf(kind);
  const places = columns.map((column) => heads?.cells.indexOf(COLUMN_HEADS[column]) ?? -1);
  const missing = columns.filter((column, at) => places[at] === -1 && !MAY_LEAVE_OUT.includes(column));
  if (missing.length > 0) {
    const names = missing.map((column) => `「${COLUMN_HEADS[column]}」`).join('');
    return { ok: false, words: `第一行缺${names}。可以下载空表，照着填。` };
  }
  if (rest.length === 0) return { ok: false, words: '除了表头没有别的行。填好再选。' };
  if (rest.length > MOST_LINES)
    return { ok: false, words: `有 ${rest.length} 行，一次最多 ${MOST_LINES} 行。分成几张表。` };
  const lines = rest.map(({ line, cells }) => ({
    line,
    cells: places.map((at) => (at < 0 ? '' : (cells[at] ?? '').slice(0, MOST_OF_A_CELL))),
  }));
  return { ok: true, lines };
}

/** The lines that cross next, behind those that have. */
export function nextLines(lines: readonly Line[], from: number): Line[] {
  const some: Line[] = [];
  let characters = 0;
  for (const one of lines.slice(from, from + LINES_AT_ONCE)) {
    characters += one.cells.join('').length + 40;
    if (some.length > 0 && characters > CHARACTERS_AT_ONCE) break;
    some.push(one);
  }
  return some;
}

/** An empty sheet of a kind, with lines that show how it is filled in. */
export const emptySheet = (kind: ImportKind): string =>
  writeSheet([columnsOf(kind).map((column) => COLUMN_HEADS[column]), ...EXAMPLE_LINES[kind]]);

/** Faults as a sheet. */
export const faultSheet = (faults: readonly ImportFault[]): string =>
  writeSheet([['行', '列', '问题'], ...faults.map((one) => [String(one.line), headOf(one.column), faultWords(one)])]);
