import { pressed, typedOf, unitsTyped } from './typed';

const typing = (keys: string, decimals = 2) => [...keys].reduce((typed, key) => pressed(typed, key, decimals), '');

test.each([
  ['12.5', '12.5', 1_250],
  ['0012', '12', 1_200],
  ['.5', '0.5', 50],
  ['1.2.3', '1.23', 123],
  ['1.239', '1.23', 123],
  ['123456789', '12345678', 1_234_567_800],
  ['', '', 0],
  ['7.', '7.', 700],
])('%s is %s', (keys, typed, units) => {
  expect(typing(keys)).toBe(typed);
  expect(unitsTyped(typed, 2)).toBe(units);
});

test('a digit is taken back, and a whole amount is written as it would be typed', () => {
  expect(pressed('12.5', 'erase', 2)).toBe('12.');
  expect([typedOf(1_250, 2), typedOf(6, 2), typedOf(21_000_001, 6)]).toEqual(['12.50', '0.06', '21.000001']);
});
