import { type BusinessDay, businessDayOf, startOfBusinessDay } from '../kernel';
import { DEFAULT_VOUCHER_TERMS, isClosedOn, isOver, readVoucherCode, validityOf } from '.';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const start = (day: string): number => startOfBusinessDay(day as BusinessDay);

describe('how long a voucher is valid', () => {
  const paidAtMs = at('2026-03-02T20:40:00');
  test.each([
    [
      'so many days, that of the payment among them',
      { validDays: 1, fromDay: null, untilDay: null },
      paidAtMs,
      '2026-03-03',
    ],
    ['over a month', { validDays: 90, fromDay: null, untilDay: null }, paidAtMs, '2026-05-31'],
    [
      'until a day, which is its last',
      { validDays: null, fromDay: null, untilDay: '2026-12-31' },
      paidAtMs,
      '2027-01-01',
    ],
    [
      'not before a day',
      { validDays: null, fromDay: '2026-04-01', untilDay: '2026-04-30' },
      start('2026-04-01'),
      '2026-05-01',
    ],
    [
      'a day that is past opens at the payment',
      { validDays: 2, fromDay: '2026-01-01', untilDay: null },
      paidAtMs,
      '2026-03-04',
    ],
  ])('%s', (_what, terms, fromMs, behind) => {
    expect(validityOf(terms, paidAtMs)).toEqual({ fromMs, untilMs: start(behind) });
  });

  test('goods whose last day is over are not sold any more', () => {
    const terms = { untilDay: businessDayOf(paidAtMs) };
    expect(isOver(terms, paidAtMs)).toBe(false);
    expect(isOver(terms, start('2026-03-03'))).toBe(true);
    expect(isOver({ untilDay: null }, paidAtMs)).toBe(false);
  });
});

test('days that are closed, by the week and by the calendar', () => {
  const terms = { ...DEFAULT_VOUCHER_TERMS, closedWeekdays: [7], closedDays: ['2026-03-04'] };
  const open = ['2026-03-02', '2026-03-04', '2026-03-08'].map((day) => !isClosedOn(terms, day));
  expect(open).toEqual([true, false, false]);
});

test('a code is its digits, however it was typed', () => {
  expect(readVoucherCode(' 4817 2260-9534 ')).toBe('481722609534');
  for (const typed of ['48172260953', '4817226095345', '48172260953x', ''])
    expect(readVoucherCode(typed)).toBeUndefined();
});
