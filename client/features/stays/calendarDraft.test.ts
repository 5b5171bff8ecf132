import {
  calendarDraftOf,
  calendarFaults,
  calendarIn,
  newCalendar,
  nightIn,
  setFault,
  withNights,
} from './calendarDraft';

const kept = {
  rooms: 8,
  weekFen: [29_800, 29_800, 29_800, 29_800, 33_800, 35_800, 29_800],
  days: [
    { day: '2026-12-20', priceFen: 40_000, rooms: null },
    { day: '2026-12-31', priceFen: null, rooms: 0 },
  ],
};
const TODAY = '2026-12-24';

test('comes back as it was kept, without the nights that are over', () => {
  expect(calendarIn(calendarDraftOf(kept), TODAY)).toEqual({ ...kept, days: [kept.days[1]] });
});

test('a range is set at once, across a month, and set back to what is usual', () => {
  const dear = withNights(calendarDraftOf(kept), '2026-12-30', '2027-01-01', { price: '498', rooms: '' });
  expect(dear.days.slice(1)).toEqual(
    ['2026-12-30', '2026-12-31', '2027-01-01'].map((day) => ({ day, priceFen: 49_800, rooms: null })),
  );
  const closed = withNights(dear, '2026-12-31', '2026-12-31', { price: '', rooms: '0' });
  expect(nightIn(closed, '2026-12-31')).toEqual({ priceFen: 29_800, rooms: 0, isOwn: true });
  expect(nightIn(closed, '2027-01-01')).toEqual({ priceFen: 49_800, rooms: 8, isOwn: true });
  const usual = withNights(closed, '2026-12-01', '2027-01-31', { price: '', rooms: '' });
  expect(usual.days).toEqual([]);
  expect(nightIn(usual, '2026-12-26')).toEqual({ priceFen: 35_800, rooms: 8, isOwn: false });
});

test('figures that cannot be read are told, and nothing is saved of them', () => {
  const begun = newCalendar('298.00');
  expect([calendarFaults(begun).rooms, calendarIn(begun, TODAY)]).toEqual(['填整数；暂时不卖填 0', null]);
  const low = { ...calendarDraftOf(kept), week: [...begun.week.slice(0, 6), '169.99'] };
  expect(calendarFaults(low, 17_000).week).toEqual(['', '', '', '', '', '', '每晚填 170.00 以上，最多两位小数']);
  expect([calendarIn(low, TODAY, 17_000), calendarIn(low, TODAY)?.weekFen[6]]).toEqual([null, 16_999]);
  expect(setFault({ price: '169', rooms: '' }, 17_000)).toBe('每晚填 170.00 以上，最多两位小数');
  expect(setFault({ price: '', rooms: '一' })).toBe('间数填整数；不卖填 0');
  expect(setFault({ price: '', rooms: '' })).toBeNull();
});
