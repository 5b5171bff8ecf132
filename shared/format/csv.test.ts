import * as fc from 'fast-check';
import { readSheet, writeSheet } from './csv';

const cellsOf = (text: string) => {
  const read = readSheet(text);
  return read.ok ? read.lines.map(({ cells }) => cells) : read.line;
};
const linesOf = (text: string) => {
  const read = readSheet(text);
  return read.ok ? read.lines.map(({ line }) => line) : read.line;
};

test.each<[string, string, unknown]>([
  [
    'plain',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a mark, CRLF, no end of line',
    '\uFEFFa,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['CR alone', 'a\r1\r', [['a'], ['1']]],
  ['quoted separators, ends of lines and quotation marks', '"a,b","c\nd","e""f"\n', [['a,b', 'c\nd', 'e"f']]],
  [
    'an empty cell at the end',
    'a,b\n1,\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['an empty cell at the end of the text', 'a,', [['a', '']]],
  [
    'tabs',
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['empty lines', 'a\n\n , \n1', [['a'], ['1']]],
  ['what our own writing marked', "'=1,'x", [['=1', "'x"]]],
  ['a quotation mark that never closes', 'a\n"b\nc', 2],
])('%s', (_name, text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test('lines are told as an editor counts them, those within quotation marks too', () => {
  expect(linesOf('a\r\n"b\r\nb"\r\n\r\nc')).toEqual([1, 2, 5]);
});

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t1', "'\t1"],
  ['a,b', '"a,b"'],
])('what a spreadsheet would work out stays text: %s', (cell, text) => {
  expect(writeSheet([[cell]])).toBe(`\uFEFF${text}\r\n`);
});

test('what is written is read again', () => {
  const cell = fc.string().map((text) => text.replace(/^[\s']+/, '').trimEnd());
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, (sheet) => {
      const full = [['head', 'of', 'it'], ...sheet];
      expect(cellsOf(writeSheet(full))).toEqual(full.filter((cells) => cells.some((one) => one !== '')));
    }),
    { numRuns: 200 },
  );
});
