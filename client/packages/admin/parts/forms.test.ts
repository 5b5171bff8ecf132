import { createHash } from 'node:crypto';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';
import { sha256 } from './sha256';

test.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1_000, 70_000])(
  'the hash of %d bytes is that of the standard',
  (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 131 + size) % 256);
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  },
);

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
