import { squareIn } from './square';

test.each([
  [400, 300, { left: 50, top: 0, side: 300 }],
  [301, 600, { left: 0, top: 149, side: 301 }],
  [256, 256, { left: 0, top: 0, side: 256 }],
])('of %d by %d the middle is cut', (width, height, square) => {
  expect(squareIn(width, height)).toEqual(square);
});
