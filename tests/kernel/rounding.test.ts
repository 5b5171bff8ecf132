import {
  AmountOverflow,
  fen,
  Invariant,
  MAX_AMOUNT,
  microPoints,
  millionthsDown,
  mulDivDown,
  mulDivUp,
  mulRateDivDownCapped,
  mulRateDown,
  mulRatesDown,
  mulRateUp,
  RATE_ONE,
  rate,
  ratioAtLeast,
  ratioShown,
  shareDown,
  splitDown,
  sumOfRates,
  wholesUp,
} from '@shared/kernel';
import fc from 'fast-check';
import { law } from '../rules/law';

const MAX = BigInt(MAX_AMOUNT);
const MILLION = BigInt(RATE_ONE);

/** Amounts of every size; next to 0, to 2^53 and to its square root, where doubles begin to fail, more often. */
const amounts = fc.oneof(
  fc.nat(20),
  fc.nat(1_000_000_000),
  fc.maxSafeNat(),
  fc.nat(1000).map((less) => MAX_AMOUNT - less),
  fc.integer({ min: 94_906_000, max: 94_907_000 }),
);
const positive = amounts.map((n) => Math.max(n, 1));
const rates = fc.oneof(fc.nat(RATE_ONE), fc.nat(5 * RATE_ONE), fc.constantFrom(0, 1, RATE_ONE), amounts);

/** What is right in big integers, or the error where it passes 2^53 - 1. */
function exactly(act: () => number, right: bigint): void {
  if (right > MAX) expect(act).toThrow(new AmountOverflow('the result'));
  else expect(BigInt(act())).toBe(right);
}
const up = (numerator: bigint, denominator: bigint) => (numerator + denominator - 1n) / denominator;

law('mulDivDown is floor(a × b / c)', amounts, amounts, positive, (a, b, c) => {
  exactly(() => mulDivDown(microPoints(a), fen(b), microPoints(c)), (BigInt(a) * BigInt(b)) / BigInt(c));
});

law('mulDivUp is ceil(a × b / c)', amounts, amounts, positive, (a, b, c) => {
  exactly(() => mulDivUp(microPoints(a), fen(b), microPoints(c)), up(BigInt(a) * BigInt(b), BigInt(c)));
});

law('mulRateDown is floor(amount × rate)', amounts, rates, (a, r) => {
  exactly(() => mulRateDown(fen(a), rate(r)), (BigInt(a) * BigInt(r)) / MILLION);
});

law('mulRateUp is ceil(amount × rate)', amounts, rates, (a, r) => {
  exactly(() => mulRateUp(fen(a), rate(r)), up(BigInt(a) * BigInt(r), MILLION));
});

law('sumOfRates rounds once, after the sum', amounts, rates, amounts, (a, r, b) => {
  const sum = BigInt(a) * BigInt(r) + BigInt(b) * 1n;
  exactly(
    () =>
      sumOfRates([
        [fen(a), rate(r)],
        [fen(b), rate(1)],
      ]),
    sum / MILLION,
  );
});
law('mulRatesDown rounds once, after both rates', amounts, rates, rates, (a, r, s) => {
  exactly(() => mulRatesDown(fen(a), rate(r), rate(s)), (BigInt(a) * BigInt(r) * BigInt(s)) / MILLION ** 2n);
});

law('mulRateDivDownCapped rounds once and stops at the cap', amounts, rates, amounts, positive, amounts, (...given) => {
  const [a, r, b, c, cap] = given;
  const whole = (BigInt(a) * BigInt(r) * BigInt(b)) / (BigInt(c) * MILLION);
  const right = whole < BigInt(cap) ? whole : BigInt(cap);
  expect(BigInt(mulRateDivDownCapped(fen(a), rate(r), microPoints(b), fen(c), microPoints(cap)))).toBe(right);
});

law('millionthsDown is floor(amount × rate / divisor)', amounts, rates, positive, (a, r, d) => {
  exactly(() => millionthsDown(fen(a), rate(r), fen(d)), (BigInt(a) * BigInt(r)) / BigInt(d));
});

law('shareDown is floor(part × whole / total)', amounts, amounts, positive, fc.boolean(), (part, whole, total, big) => {
  const right = (BigInt(part) * BigInt(whole)) / BigInt(total);
  exactly(() => shareDown(microPoints(part), fen(whole), big ? BigInt(total) : total), right);
});

law('splitDown is floor(amount / count)', amounts, fc.integer({ min: 1, max: 1_000_000 }), (amount, count) => {
  expect(BigInt(splitDown(fen(amount), count))).toBe(BigInt(amount) / BigInt(count));
});

law('wholesUp is ceil(whole / part)', amounts, positive, (whole, part) => {
  expect(BigInt(wholesUp(whole, part))).toBe((BigInt(whole) + BigInt(part) - 1n) / BigInt(part));
});

law('ratioAtLeast compares two ratios exactly', amounts, positive, amounts, positive, (p, w, q, v) => {
  expect(ratioAtLeast(p, w, q, v)).toBe(BigInt(p) * BigInt(v) >= BigInt(q) * BigInt(w));
});

test('a ratio is at least itself, and not at least a larger one', () => {
  expect(ratioAtLeast(1, 3, 3, 9)).toBe(true);
  expect(ratioAtLeast(MAX_AMOUNT - 1, MAX_AMOUNT, MAX_AMOUNT, MAX_AMOUNT)).toBe(false);
  expect(ratioAtLeast(MAX_AMOUNT, MAX_AMOUNT - 1, MAX_AMOUNT, MAX_AMOUNT)).toBe(true);
});

test('a share of a total that no double holds', () => {
  expect(shareDown(microPoints(MAX_AMOUNT), fen(1_000), 4n * MAX)).toBe(250);
});

test('a result of 2^53 - 1 fits, one of 2^53 does not', () => {
  expect(mulDivDown(microPoints(MAX_AMOUNT), fen(3), microPoints(3))).toBe(MAX_AMOUNT);
  expect(mulDivUp(microPoints(MAX_AMOUNT), fen(3), microPoints(3))).toBe(MAX_AMOUNT);
  expect(() => mulDivUp(microPoints(MAX_AMOUNT), fen(4), microPoints(3))).toThrow(AmountOverflow);
  expect(() => mulDivDown(microPoints(2 ** 52), fen(4), microPoints(2))).toThrow(AmountOverflow);
  expect(() => mulDivUp(microPoints(MAX_AMOUNT), fen(MAX_AMOUNT), microPoints(1))).toThrow(AmountOverflow);
});

describe('nothing divides by nothing', () => {
  const none = fen(0);
  it.each<[string, () => unknown, string]>([
    ['mulDivDown', () => mulDivDown(fen(1), fen(1), none), 'division by an amount of 0'],
    ['mulDivUp', () => mulDivUp(fen(1), fen(1), none), 'division by an amount of 0'],
    [
      'mulRateDivDownCapped',
      () => mulRateDivDownCapped(fen(1), rate(1), fen(1), none, fen(9)),
      'division by an amount of 0',
    ],
    ['millionthsDown', () => millionthsDown(fen(1), rate(1), none), 'division by an amount of 0'],
    ['shareDown', () => shareDown(fen(1), fen(1), 0), 'a share of nothing'],
    ['shareDown of a big total', () => shareDown(fen(1), fen(1), 0n), 'a share of nothing'],
    ['splitDown', () => splitDown(fen(1), 0), 'a split among nobody'],
    ['wholesUp', () => wholesUp(1, 0), 'parts of nothing'],
    ['ratioShown', () => ratioShown(1n, 0n, 4), 'a ratio to nothing'],
  ])('%s', (_, act, words) => expect(act).toThrow(new Invariant(words)));
});

describe('a ratio is shown rounded half up', () => {
  it.each<[bigint, bigint, number, string]>([
    [30n, 21n, 4, '1.4286'],
    [1n, 3n, 4, '0.3333'],
    [2n, 3n, 4, '0.6667'],
    [1n, 8n, 2, '0.13'], // 0.125: half goes up
    [1249n, 10_000n, 2, '0.12'],
    [5n, 100_000n, 4, '0.0001'],
    [4n, 100_000n, 4, '0.0000'],
    [0n, 7n, 4, '0.0000'],
    [99_995n, 100_000n, 4, '1.0000'],
    [12_345n, 1n, 4, '12345.0000'],
    [5n, 2n, 0, '3'],
    [4n, 10n, 0, '0'],
    [MAX * MAX, MAX, 4, '9007199254740991.0000'],
  ])('%p / %p to %p decimals is %p', (numerator, denominator, decimals, text) => {
    expect(ratioShown(numerator, denominator, decimals)).toBe(text);
  });
});
