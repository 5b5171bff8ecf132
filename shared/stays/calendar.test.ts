import { type BusinessDay, startOfBusinessDay } from '../kernel';
import { daysFrom, freeUntil, nightOf, type RoomCalendar, readStay, type StayTerms } from '.';

const on = (text: string) => text as BusinessDay;

const calendar: RoomCalendar = {
  rooms: 4,
  weekFen: [29_800, 29_800, 29_800, 29_800, 33_800, 35_800, 29_800],
  days: [
    { day: '2026-12-24', priceFen: 59_800, rooms: null },
    { day: '2026-12-31', priceFen: null, rooms: 0 },
  ],
};

test.each([
  ['2026-11-27', 33_800, 4], // a Friday
  ['2026-11-28', 35_800, 4],
  ['2026-11-30', 29_800, 4],
  ['2026-12-24', 59_800, 4],
  ['2026-12-31', 29_800, 0],
])('the night of %s costs %d, of %d rooms', (day, priceFen, rooms) => {
  expect(nightOf(calendar, on(day))).toEqual({ day, priceFen, rooms });
});

test('nights are the days before the last', () => {
  expect(daysFrom(on('2026-11-29'), on('2026-12-01'))).toEqual(['2026-11-29', '2026-11-30']);
});

test.each([
  ['today', '2026-11-26', '2026-11-27', true],
  ['yesterday', '2026-11-25', '2026-11-27', false],
  ['no night', '2026-11-27', '2026-11-27', false],
  ['backwards', '2026-11-28', '2026-11-27', false],
  ['two weeks', '2026-11-27', '2026-12-11', true],
  ['longer', '2026-11-27', '2026-12-12', false],
  ['the last day that is sold', '2027-02-24', '2027-02-25', true],
  ['behind it', '2027-02-25', '2027-02-26', false],
  ['no day', '2026-11-31', '2026-12-02', false],
])('%s: %s to %s is sold: %s', (_what, from, to, isSold) => {
  expect(readStay(from, to, on('2026-11-26')) !== undefined).toBe(isSold);
});

test('is cancelled for nothing until an hour of a day before', () => {
  const terms: StayTerms = { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later: 'ask' };
  expect(freeUntil(terms, '2026-11-27')).toBe(startOfBusinessDay(on('2026-11-26')) + 18 * 3_600_000);
});
