import { ratingOf, toneOf } from '@shared/rules';
import fc from 'fast-check';

test.each([
  ['none', [0, 0, 0, 0, 0], 0, 0, null],
  ['as the design tells it', [2, 4, 10, 28, 342], 386, 1862, 482],
  ['never told better than it is', [0, 0, 0, 1, 2], 3, 14, 466],
  ['all five', [0, 0, 0, 0, 7], 7, 35, 500],
])('a rating: %s', (_, byStars, count, starSum, averageHundredths) => {
  expect(ratingOf(byStars)).toEqual({ count, starSum, averageHundredths });
});

test('an average lies between the worst and the best, and another good review never lowers it', () => {
  const histories = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(histories, (stars) => {
      const of = (list: readonly number[]) =>
        ratingOf([1, 2, 3, 4, 5].map((one) => list.filter((star) => star === one).length)).averageHundredths!;
      expect(of(stars)).toBeGreaterThanOrEqual(Math.min(...stars) * 100);
      expect(of(stars)).toBeLessThanOrEqual(Math.max(...stars) * 100);
      expect(of([...stars, 5])).toBeGreaterThanOrEqual(of(stars));
    }),
    { numRuns: 100 },
  );
});

test('four and five stars are good, three are middling', () => {
  expect([1, 2, 3, 4, 5].map(toneOf)).toEqual(['bad', 'bad', 'middle', 'good', 'good']);
});
