import { dayWords } from '../../../features/stays/calendarDays';
import { type Calendar, chosenAt, freeIn, monthsOf } from './days';

const lefts = [2, 2, 0, 5, 5, 1, 5];
const calendar: Calendar = {
  goodsId: 'queen',
  title: '大床房',
  shopName: '松禾酒店',
  terms: { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later: 'ask' },
  today: '2026-11-28',
  mostNights: 3,
  rooms: [{ skuId: 'queen-1', label: '大床', nights: lefts.map((left) => ({ priceFen: 29_800, left })) }],
};
const [room] = calendar.rooms as [Calendar['rooms'][number]];
const none = { from: null, to: null };

test('a calendar is of months, the first from today on', () => {
  expect(monthsOf(calendar, 99).map(({ month, days }) => [month, days.length])).toEqual([
    ['2026-11', 3],
    ['2026-12', 4],
  ]);
  expect(dayWords('2026-11-27')).toBe('11-27 周五');
});

test('rooms are those that are free in every night', () => {
  expect(freeIn(calendar, room, '2026-11-28', '2026-11-30')).toBe(2);
  expect(freeIn(calendar, room, '2026-11-28', '2026-12-01')).toBe(0);
  expect(freeIn(calendar, room, '2026-12-01', '2026-12-04')).toBe(1);
});

test('a first and a last day are chosen one after the other; a full night is only a last day', () => {
  const first = chosenAt(calendar, room, none, '2026-11-28');
  expect(first).toEqual({ from: '2026-11-28', to: null });
  expect(chosenAt(calendar, room, first, '2026-11-30')).toEqual({ from: '2026-11-28', to: '2026-11-30' });
  // Over a full night, or too long: it is a new first day.
  expect(chosenAt(calendar, room, first, '2026-12-01')).toEqual({ from: '2026-12-01', to: null });
  expect(chosenAt(calendar, room, none, '2026-11-30')).toEqual(none);
  const later = chosenAt(calendar, room, none, '2026-12-01');
  expect(chosenAt(calendar, room, later, '2026-11-29')).toEqual({ from: '2026-11-29', to: null });
});
