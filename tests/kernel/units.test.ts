import {
  AmountOverflow,
  add,
  exitQuotaFen,
  fen,
  Invariant,
  lesser,
  MAX_AMOUNT,
  microPoints,
  microShares,
  quotaFen,
  RATE_ONE,
  rate,
  releaseCents,
  roomBeside,
  spendableCents,
  stableCents,
  subtract,
} from '@shared/kernel';

const constructors = {
  fen,
  'micro-points': microPoints,
  'stable points': stableCents,
  quota: quotaFen,
  weight: microShares,
  'release points': releaseCents,
  'spendable points': spendableCents,
  'exit quota': exitQuotaFen,
  rate,
};

describe.each(Object.entries(constructors))('%s', (name, make) => {
  it.each([0, 1, 123_456, MAX_AMOUNT])('takes %p', (n) => expect(make(n)).toBe(n));

  it.each([-1, 0.5, Number.NaN, Number.NEGATIVE_INFINITY])('is never %p', (n) => {
    expect(() => make(n)).toThrow(new Invariant(`${name} must be a whole number from 0, not ${n}`));
  });

  it.each([MAX_AMOUNT + 1, 2 ** 60, Number.POSITIVE_INFINITY])('does not reach %p', (n) => {
    expect(() => make(n)).toThrow(new AmountOverflow(name));
  });
});

test('the largest amount is 2^53 - 1 and a rate counts millionths', () => {
  expect(MAX_AMOUNT).toBe(2 ** 53 - 1);
  expect(RATE_ONE).toBe(1_000_000);
});

test('errors carry their name and words', () => {
  expect(new AmountOverflow('the pool')).toMatchObject({
    name: 'AmountOverflow',
    message: 'the pool would pass 9007199254740991 units',
  });
  expect(new Invariant('no')).toMatchObject({ name: 'Invariant', message: 'no' });
});

test('sums and differences stay between 0 and 2^53 - 1', () => {
  expect(add(fen(2), fen(3))).toBe(5);
  expect(add(fen(MAX_AMOUNT - 1), fen(1))).toBe(MAX_AMOUNT);
  expect(() => add(fen(MAX_AMOUNT), fen(1))).toThrow(new AmountOverflow('the sum'));
  expect(subtract(fen(5), fen(5))).toBe(0);
  expect(() => subtract(fen(4), fen(5))).toThrow(new Invariant('the difference must be a whole number from 0, not -1'));
});

test('the lesser of two, and the room beside an amount', () => {
  expect(lesser(fen(2), fen(3))).toBe(2);
  expect(lesser(fen(3), fen(2))).toBe(2);
  expect(roomBeside(fen(0))).toBe(MAX_AMOUNT);
  expect(roomBeside(fen(MAX_AMOUNT))).toBe(0);
});
