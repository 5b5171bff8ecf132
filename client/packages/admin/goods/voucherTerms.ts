import type { VoucherTermsShown } from '@shared/contract';

/** What a new voucher begins with. */
export const usualTerms: VoucherTermsShown = {
  validDays: 90,
  fromDay: null,
  untilDay: null,
  closedWeekdays: [],
  closedDays: [],
  hours: '',
  booking: '',
  place: '',
};

export type Appointment = NonNullable<VoucherTermsShown['appointment']>;

/** What booking begins with. */
export const usualAppointment: Appointment = {
  times: ['09:00', '10:00', '14:00', '15:00'],
  perTime: 4,
  daysAhead: 30,
  hoursBefore: 24,
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MOST_TIMES = 24;
const BOUNDS = { perTime: [1, 50], daysAhead: [0, 60], hoursBefore: [0, 168] } as const;

/** What is wrong with how visits are booked, or null. */
function appointmentFault(appointment: Appointment): string | null {
  const times = daysIn(appointment.times);
  if (times.length === 0 || times.length > MOST_TIMES || !times.every((time) => TIME.test(time)))
    return `几点来写成 09:00，空格分开，最多 ${MOST_TIMES} 个`;
  if (new Set(times).size < times.length) return '几点来有重复的';
  const isWithin = (name: keyof typeof BOUNDS): boolean =>
    appointment[name] >= BOUNDS[name][0] && appointment[name] <= BOUNDS[name][1];
  if (!isWithin('perTime')) return '每个时间接 1 到 50 份';
  if (!isWithin('daysAhead')) return '提前约 0 到 60 天';
  return isWithin('hoursBefore') ? null : '能改到 0 到 168 小时前';
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOST_DAYS = 1095;

/** Days as typed, without the blanks between them. */
const daysIn = (typed: readonly string[]): string[] => typed.filter((day) => day !== '');

/** What is wrong with the terms as they are typed, or null. */
export function termsFault(terms: VoucherTermsShown | null): string | null {
  if (!terms) return null;
  const { validDays, untilDay, closedDays, closedWeekdays } = terms;
  if (untilDay === null && (validDays === null || validDays < 1 || validDays > MOST_DAYS))
    return `有效天数填 1 到 ${MOST_DAYS} 的整数`;
  if (untilDay !== null && !DAY.test(untilDay)) return '最后一天写成 2026-12-31';
  if (closedWeekdays.length === 7) return '每天都不能用了，至少留一天';
  if (!daysIn(closedDays).every((day) => DAY.test(day))) return '不能用的日子写成 2026-12-31，空格分开';
  return terms.appointment ? appointmentFault(terms.appointment) : null;
}

/** The terms as they are saved. */
export const termsOf = (terms: VoucherTermsShown | null): VoucherTermsShown | null =>
  terms && {
    ...terms,
    closedDays: daysIn(terms.closedDays),
    ...(terms.appointment
      ? { appointment: { ...terms.appointment, times: daysIn(terms.appointment.times).sort() } }
      : {}),
  };
