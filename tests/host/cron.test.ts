import { nextOccurrence, parseCron } from '../../localcloud/clock';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const beijing = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);
const next = (expression: string, after: string): string | null =>
  beijing(nextOccurrence(parseCron(expression), at(after)));

describe('a timer expression', () => {
  test.each([
    ['every second', '* * * * * * *', '2026-03-01T00:00:00', '2026-03-01T00:00:01'],
    ['every five seconds', '*/5 * * * * * *', '2026-03-01T00:00:05', '2026-03-01T00:00:10'],
    ['01:00 each day, before it', '0 0 1 * * * *', '2026-03-01T00:59:59', '2026-03-01T01:00:00'],
    ['01:00 each day, at it', '0 0 1 * * * *', '2026-03-01T01:00:00', '2026-03-02T01:00:00'],
    ['over the end of a year', '0 0 1 * * * *', '2026-12-31T02:00:00', '2027-01-01T01:00:00'],
    ['first of the month', '0 0 2 1 * * *', '2026-01-31T12:00:00', '2026-02-01T02:00:00'],
    ['the 31st skips short months', '0 0 0 31 * * *', '2026-01-31T00:00:00', '2026-03-31T00:00:00'],
    ['leap day', '0 0 0 29 2 * *', '2026-03-01T00:00:00', '2028-02-29T00:00:00'],
    ['weekdays by name', '0 15 10 * * MON-FRI *', '2026-03-06T10:15:00', '2026-03-09T10:15:00'],
    ['sunday is 0', '0 0 0 * * 0 *', '2026-03-02T00:00:00', '2026-03-08T00:00:00'],
    ['a list of hours', '0 0 10,14,16 * * * *', '2026-03-01T10:00:00', '2026-03-01T14:00:00'],
    ['half hours within a range', '0 */30 9-17 * * * *', '2026-03-01T17:30:00', '2026-03-02T09:00:00'],
    ['a step from a start', '0 20/20 * * * * *', '2026-03-01T00:00:00', '2026-03-01T00:20:00'],
    ['months by name', '0 0 0 1 jan,JUL * *', '2026-01-01T00:00:00', '2026-07-01T00:00:00'],
    ['day or weekday when both are given', '0 0 0 1 * WED *', '2026-03-02T00:00:00', '2026-03-04T00:00:00'],
    ['a year alone', '0 0 0 1 1 * 2030', '2026-03-02T00:00:00', '2030-01-01T00:00:00'],
  ])('%s', (_, expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  test('a year that is over never comes again', () => {
    expect(next('0 0 0 1 1 * 2020', '2026-03-02T00:00:00')).toBeNull();
  });

  test.each([
    ['0 0 1 * * *', 'needs 7 fields'],
    ['60 0 1 * * * *', '"60" is no second'],
    ['0 0 24 * * * *', '"24" is no hour'],
    ['0 0 0 0 * * *', '"0" is no day'],
    ['0 0 0 * * 7 *', '"7" is no week'],
    ['0 0 0 * * MOND *', '"MOND" is no week'],
    ['0 0 0 * * * 1969', '"1969" is no year'],
    ['0 5-1 0 * * * *', 'runs backwards'],
    ['0 */0 0 * * * *', 'a step of at least 1'],
    ['0 1-2-3 0 * * * *', 'is no range'],
    ['0 1/2/3 0 * * * *', 'more than one "/"'],
    ['0 -1 0 * * * *', 'is no minute'],
    ['0 1.5 0 * * * *', '"1.5" is no minute'],
  ])('%s is refused', (expression, why) => {
    expect(() => parseCron(expression)).toThrow(why);
  });
});
