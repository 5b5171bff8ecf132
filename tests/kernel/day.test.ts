import {
  addDays,
  type BusinessDay,
  businessDayOf,
  daysBetween,
  Invariant,
  isWithinCalendar,
  readBusinessDay,
  startOfBusinessDay,
} from '@shared/kernel';

const day = (text: string): BusinessDay => readBusinessDay(text)!;

describe('a business day is a day of the calendar', () => {
  it.each(['2026-01-01', '2024-02-29', '2000-02-29', '1999-12-31', '9999-12-31', '0001-01-01'])('%s', (text) => {
    expect(readBusinessDay(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-04-31',
    '2026-1-1',
    '2026/01/01',
    '20260101',
    '2026-01-01T00:00:00',
    ' 2026-01-01',
    '2026-01-01 ',
    '12026-01-01',
    'today',
    '',
  ])('%p is not', (text) => expect(readBusinessDay(text)).toBeUndefined());
});

describe('it begins at midnight in Shanghai, eight hours before London', () => {
  it.each([
    ['2026-01-01T00:00:00.000+08:00', '2026-01-01'],
    ['2026-01-01T23:59:59.999+08:00', '2026-01-01'],
    ['2025-12-31T15:59:59.999Z', '2025-12-31'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
  ])('%s lies on %s', (moment, text) => expect(businessDayOf(Date.parse(moment))).toBe(text));

  it('and startOfBusinessDay is its first millisecond', () => {
    expect(startOfBusinessDay(day('2026-01-01'))).toBe(Date.parse('2025-12-31T16:00:00.000Z'));
    expect(businessDayOf(startOfBusinessDay(day('2026-03-01')))).toBe('2026-03-01');
    expect(businessDayOf(startOfBusinessDay(day('2026-03-01')) - 1)).toBe('2026-02-28');
  });
});

describe('days are counted', () => {
  it.each([
    ['2026-01-01', 0, '2026-01-01'],
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', 365, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['9999-12-30', 1, '9999-12-31'],
    ['0000-01-02', -1, '0000-01-01'],
  ])('%s and %p days is %s', (from, count, to) => {
    expect(addDays(day(from), count)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(count);
  });

  it.each([
    ['9999-12-31', 1],
    ['0000-01-01', -1],
    ['2026-01-01', 1e12],
  ])('%s and %p days is no day', (from, count) => {
    expect(() => addDays(day(from), count)).toThrow(new Invariant(`no day ${count} days from ${from}`));
  });

  it.each([
    ['9999-12-31', 0, true],
    ['9999-12-31', 1, false],
    ['9999-12-01', 30, true],
    ['9999-12-01', 31, false],
    ['2026-01-01', 3660, true],
  ])('%s and %p days within the calendar: %p', (from, count, within) => {
    expect(isWithinCalendar(day(from), count)).toBe(within);
  });
});
