import { emptySheet, faultSheet, linesOf, nextLines } from './sheet';

test('columns are found by their heads, in whatever order; what may be left out is empty', () => {
  expect(linesOf('goods', '库存改为,规格编号,别的\r\n3,S1,x\r\n')).toEqual({
    ok: true,
    lines: [{ line: 2, cells: ['S1', '', '', '', '', '', '3', ''] }],
  });
});

test.each([
  ['订单号,快递公司\n1,2', '第一行缺「运单号」。可以下载空表，照着填。'],
  ['订单号,快递公司,运单号\n', '除了表头没有别的行。填好再选。'],
  ['订单号,快递公司,运单号\n"1,2,3', '第 2 行的引号没有收尾。改好再选。'],
])('%j is told', (text, words) => {
  expect(linesOf('shipping', text)).toEqual({ ok: false, words });
});

test('more lines than are taken are told with how many there are', () => {
  const text = `订单号,快递公司,运单号\n${'a,b,c\n'.repeat(50_001)}`;
  expect(linesOf('shipping', text)).toMatchObject({ ok: false, words: expect.stringContaining('50001') });
});

test('lines cross in stretches that a request holds, each once', () => {
  const lines = Array.from({ length: 600 }, (_one, at) => ({ line: at + 2, cells: ['字'.repeat(at < 300 ? 200 : 2)] }));
  const sent: number[] = [];
  for (let from = 0; from < lines.length; ) {
    const some = nextLines(lines, from);
    expect(some.length).toBeLessThanOrEqual(250);
    expect(Buffer.byteLength(JSON.stringify(some))).toBeLessThan(100_000);
    sent.push(...some.map(({ line }) => line));
    from += some.length;
  }
  expect(sent).toEqual(lines.map(({ line }) => line));
});

test('an empty sheet is read again by its own heads', () => {
  for (const kind of ['shipping', 'goods', 'points'] as const)
    expect(linesOf(kind, emptySheet(kind))).toMatchObject({ ok: true });
});

test('faults are written by line, column and words', () => {
  const fault = { line: 7, column: 'trackingNo', code: 'repeated' as const, figures: { before: 3 } };
  expect(faultSheet([fault])).toBe('\uFEFF行,列,问题\r\n7,运单号,"和第 3 行重复，留一行"\r\n'.replace(/"/g, ''));
});
