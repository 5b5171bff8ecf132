import { decimalText, Invariant, MAX_AMOUNT, readDecimal } from '@shared/kernel';
import fc from 'fast-check';
import { law } from '../rules/law';

const PLAIN = 'must be a plain decimal such as "3000.00"';

describe('decimal text is read exactly', () => {
  it.each<[string, number, number]>([
    ['0', 2, 0],
    ['0.0', 2, 0],
    ['0.01', 2, 1],
    ['3000', 2, 300_000],
    ['3000.5', 2, 300_050],
    ['3000.00', 2, 300_000],
    ['0.000001', 6, 1],
    ['12', 0, 12],
    ['90071992547409.91', 2, MAX_AMOUNT],
    ['9007199254.740991', 6, MAX_AMOUNT],
    ['9007199254740991', 0, MAX_AMOUNT],
  ])('%p with %p decimals is %p units', (text, decimals, units) => {
    expect(readDecimal(text, decimals)).toEqual({ units });
  });
});

describe('what is not such text is told', () => {
  it.each<[string, number, string]>([
    ['', 2, PLAIN],
    ['-1', 2, PLAIN],
    ['+1', 2, PLAIN],
    ['1e3', 2, PLAIN],
    ['1E3', 2, PLAIN],
    ['0x10', 2, PLAIN],
    ['01', 2, PLAIN],
    ['00', 2, PLAIN],
    ['.5', 2, PLAIN],
    ['5.', 2, PLAIN],
    [' 5', 2, PLAIN],
    ['5 ', 2, PLAIN],
    ['5\n', 2, PLAIN],
    ['1,000', 2, PLAIN],
    ['1.2.3', 2, PLAIN],
    ['NaN', 2, PLAIN],
    ['Infinity', 2, PLAIN],
    ['五', 2, PLAIN],
    ['１', 2, PLAIN],
    ['1.234', 2, 'has more than 2 decimals'],
    ['1.230', 2, 'has more than 2 decimals'],
    ['1.0', 0, 'has more than 0 decimals'],
    ['0.0000001', 6, 'has more than 6 decimals'],
    ['90071992547409.92', 2, 'must be at most 90071992547409.91'],
    ['9007199254.740992', 6, 'must be at most 9007199254.740991'],
    ['9007199254740992', 0, 'must be at most 9007199254740991'],
    ['1'.repeat(40), 0, 'must be at most 9007199254740991'],
    ['1'.repeat(41), 0, 'must be below 9007199254740991, with few digits'],
    ['1'.repeat(10_000), 2, 'must be below 90071992547409.91, with few digits'],
  ])('%p with %p decimals: %s', (text, decimals, fault) => {
    expect(readDecimal(text, decimals)).toEqual({ fault });
  });
});

describe('units are written with all their decimals', () => {
  it.each<[number | bigint, number, string]>([
    [0, 2, '0.00'],
    [1, 2, '0.01'],
    [99, 2, '0.99'],
    [100, 2, '1.00'],
    [123, 2, '1.23'],
    [1, 6, '0.000001'],
    [1_234_567, 6, '1.234567'],
    [0, 0, '0'],
    [12, 0, '12'],
    [2n ** 64n, 2, '184467440737095516.16'],
  ])('%p with %p decimals is %p', (units, decimals, text) => expect(decimalText(units, decimals)).toBe(text));

  it('never below 0', () => {
    expect(() => decimalText(-1, 2)).toThrow(new Invariant('decimal text of a negative amount'));
  });
});

law('what is written is read back', fc.maxSafeNat(), fc.nat(6), (units, decimals) => {
  expect(readDecimal(decimalText(units, decimals), decimals)).toEqual({ units });
});
