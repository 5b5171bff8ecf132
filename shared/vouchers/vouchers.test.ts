import { type BusinessDay, businessDayOf, startOfBusinessDay } from '../kernel';
import { DEFAULT_VOUCHER_TERMS, isClosedOn, isOver, isVisitOpen, openVisits, readVoucherCode, validityOf } from '.';

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

describe('a visit', () => {
  const appointment = { times: ['09:00', '14:30'], perTime: 2, daysAhead: 3, hoursBefore: 2 };
  const one = {
    terms: { ...DEFAULT_VOUCHER_TERMS, closedWeekdays: [7], closedDays: ['2026-03-03'], appointment },
    fromMs: at('2026-03-02T08:00:00'),
    untilMs: start('2026-03-05'),
  };
  const nowMs = at('2026-03-02T12:30:00');

  test.each([
    ['at a time of today, so long before it', '2026-03-02', '14:30', nowMs, true],
    ['one moment later', '2026-03-02', '14:30', nowMs + 1, false],
    ['behind', '2026-03-02', '09:00', nowMs, false],
    ['on a day of the calendar that is closed', '2026-03-03', '09:00', nowMs, false],
    ['on an open day', '2026-03-04', '09:00', nowMs, true],
    ['at a time that is none of the shop', '2026-03-04', '10:00', nowMs, false],
    ['behind the last day of the voucher', '2026-03-05', '09:00', nowMs, false],
    ['on a day that is none', '2026-02-30', '09:00', nowMs, false],
  ])('%s', (_what, day, time, now, isOpen) => {
    expect(isVisitOpen(one, day, time, now)).toBe(isOpen);
  });

  test('is booked neither further ahead than the shop takes, nor before the voucher begins', () => {
    const long = { ...one, untilMs: start('2026-04-01') };
    expect([isVisitOpen(long, '2026-03-05', '09:00', nowMs), isVisitOpen(long, '2026-03-06', '09:00', nowMs)]).toEqual([
      true,
      false,
    ]);
    expect(isVisitOpen({ ...long, fromMs: start('2026-03-05') }, '2026-03-04', '09:00', nowMs)).toBe(false);
  });

  test('is offered on the days, and at the times, on which it can be booked', () => {
    expect(openVisits(one, nowMs)).toEqual([
      { day: '2026-03-02', times: ['14:30'] },
      { day: '2026-03-04', times: ['09:00', '14:30'] },
    ]);
    expect(openVisits({ ...one, terms: DEFAULT_VOUCHER_TERMS }, nowMs)).toEqual([]);
  });
});

test('a code is its digits, however it was typed', () => {
  expect(readVoucherCode(' 4817 2260-9534 ')).toBe('481722609534');
  for (const typed of ['48172260953', '4817226095345', '48172260953x', ''])
    expect(readVoucherCode(typed)).toBeUndefined();
});
