// CSV as spreadsheets write and read it: RFC 4180, with a byte order mark or without, lines that end in CRLF, LF or CR.

/** One line of a sheet: the number of the line that it begins on, from 1, and its cells. */
interface SheetLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a text holds, or the line on which a quotation mark opens that never closes. */
type SheetRead =
  | { readonly ok: true; readonly lines: readonly SheetLine[] }
  | { readonly ok: false; readonly line: number };

/** By which a spreadsheet knows that a file is UTF-8. */
const MARK = '\uFEFF';

/** The character between cells: a tab where the first line has one and no comma, as a copy out of a sheet has. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)![0];
  return first.includes('\t') && !first.includes(',') ? '\t' : ',';
}

/** What our own writing put before a cell that a spreadsheet would have worked out, taken off again. */
const unmarked = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

/**
 * Reads a sheet: cells without the space around them, empty lines left out. A quoted cell may hold separators, ends of
 * lines, and quotation marks written twice. One pass over the text.
 */
export function readSheet(raw: string): SheetRead {
  const text = raw.startsWith(MARK) ? raw.slice(1) : raw;
  const separator = separatorOf(text);
  const lines: SheetLine[] = [];
  let cells: string[] = [];
  let line = 1;
  let begunOn = 1;
  let at = 0;
  const endLine = () => {
    if (cells.some((cell) => cell !== '')) lines.push({ line: begunOn, cells });
    cells = [];
    begunOn = line;
  };
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      const openedOn = line;
      at += 1;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) return { ok: false, line: openedOn };
        cell += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      line += (cell.match(/\r\n|\r|\n/g) ?? []).length;
    }
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') at += 1;
    cells.push(unmarked(cell + text.slice(from, at)));
    const ended = text[at];
    at += 1;
    if (ended === separator) {
      // A separator before the end of the text has an empty cell behind it.
      if (at === text.length) cells.push('');
      continue;
    }
    if (ended === '\r' && text[at] === '\n') at += 1;
    line += 1;
    endLine();
  }
  endLine();
  return { ok: true, lines };
}

/** What a spreadsheet would take for a formula is text: it begins with an apostrophe. */
function written(cell: string): string {
  const plain = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

/** Writes a sheet, formulas neutralised, with the mark by which a spreadsheet knows its letters. */
export const writeSheet = (rows: readonly (readonly string[])[]): string =>
  `${MARK}${rows.map((cells) => `${cells.map(written).join(',')}\r\n`).join('')}`;
