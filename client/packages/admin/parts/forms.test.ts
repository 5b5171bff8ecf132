import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';

test.each([
  ['12.5', 1_250],
  ['0.01', 1],
  ['100', 10_000],
  [' 8. ', 800],
  ['12.345', null],
  ['-1', null],
  ['1e3', null],
  ['', null],
  ['一百', null],
])('%p yuan are %p fen', (typed, fen) => expect(readYuan(typed)).toBe(fen));

test('what is written into a field reads as it was', () => {
  for (const fen of [0, 1, 10, 99, 100, 1_250, 100_000_000]) expect(readYuan(writeYuan(fen))).toBe(fen);
  expect(['120', '1.5', '', '-3'].map(readCount)).toEqual([120, null, null, null]);
});
