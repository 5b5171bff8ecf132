import { readLines, writeLines } from './chosenLines';

test('lines go into an address and come back', () => {
  const lines = [
    { skuId: 'olive-oil-2', quantity: 1 },
    { skuId: 'apple:80.5', quantity: 12 },
    { skuId: 'queen-1', quantity: 2, stay: { from: '2026-11-27', to: '2026-11-29' } },
  ];
  expect(readLines(encodeURIComponent(writeLines(lines)))).toEqual(lines);
});

test.each([undefined, '', 'olive-oil', 'olive-oil~', 'olive-oil~x', 'olive-oil~0', '~3', 'olive-oil~1000'])(
  '%p names no line',
  (text) => expect(readLines(text)).toEqual([]),
);
