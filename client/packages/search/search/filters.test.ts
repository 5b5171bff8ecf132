import { filterChips } from './filters';

test.each([
  [{ priceFromFen: 2_000, priceToFen: 5_000 }, '20–50 元'],
  [{ priceToFen: 5_050 }, '50.50 元以内'],
  [{ priceFromFen: 1_880 }, '18.80 元以上'],
])('%j is told as %p', (filters, words) => expect(filterChips(filters)).toEqual([{ words, without: {} }]));

test('each chip takes away its own filter alone, a price both its ends', () => {
  const filters = { inStock: true, brand: '青岚牧场', priceToFen: 5_000 } as const;
  expect(filterChips(filters).map(({ words, without }) => [words, Object.keys(without)])).toEqual([
    ['50 元以内', ['inStock', 'brand']],
    ['有货', ['brand', 'priceToFen']],
    ['青岚牧场', ['inStock', 'priceToFen']],
  ]);
});
