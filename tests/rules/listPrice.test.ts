// A price changed with others: to the nearest whole unit, a half upward, as exact as big integers are.
import { fen } from '@shared/kernel';
import { changedPrice, type PriceChange } from '@shared/rules';

const rate = (millionths: number): PriceChange => ({ by: 'rate', millionths });
const amount = (by: number): PriceChange => ({ by: 'amount', fen: by });

test.each<[string, number, PriceChange, number, number]>([
  ['five per cent more', 1_990, rate(50_000), 1, 2_090],
  ['half a fen upward', 10, rate(50_000), 1, 11],
  ['below half a fen', 1_000, rate(400), 1, 1_000],
  ['to the next jiao', 1_990, rate(50_000), 10, 2_090],
  ['a half jiao upward', 1_995, amount(-10), 10, 1_990],
  ['to the next yuan', 1_990, rate(50_000), 100, 2_100],
  ['to the yuan below', 2_040, amount(5), 100, 2_000],
  ['half off', 999, rate(-500_000), 1, 500],
  ['nothing is left', 100, amount(-200), 1, 0],
  ['rounded away', 4, amount(0), 10, 0],
  ['the dearest, tenfold', 100_000_000, rate(9_000_000), 1, 1_000_000_000],
])('%s: %i fen become %j in units of %i', (_what, price, change, unit, expected) => {
  expect(changedPrice(fen(price), change, unit)).toBe(expected);
});

test('is what big integers say, for any price and rate', () => {
  for (let at = 0; at < 3_000; at += 1) {
    const price = (at * 33_337 + 1) % 100_000_001;
    const millionths = ((at * 7_919_993) % 9_990_001) - 990_000;
    const unit = [1, 10, 100][at % 3]!;
    const exact = BigInt(2 * price) * BigInt(1_000_000 + millionths) + BigInt(1_000_000 * unit);
    expect(changedPrice(fen(price), rate(millionths), unit)).toBe(Number(exact / BigInt(2_000_000 * unit)) * unit);
  }
});
