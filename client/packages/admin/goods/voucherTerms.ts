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

/** So many times of a day at most. */
export const MOST_TIMES = 24;
const BOUNDS = { perTime: [1, 50], daysAhead: [0, 60], hoursBefore: [0, 168] } as const;

/** What is wrong with how visits are booked, or null. */
function appointmentFault(appointment: Appointment): string | null {
  if (appointment.times.length === 0) return '选几点来，至少一个';
  const isWithin = (name: keyof typeof BOUNDS): boolean =>
    appointment[name] >= BOUNDS[name][0] && appointment[name] <= BOUNDS[name][1];
  if (!isWithin('perTime')) return '每个时间接 1 到 50 份';
  if (!isWithin('daysAhead')) return '提前约 0 到 60 天';
  return isWithin('hoursBefore') ? null : '能改到 0 到 168 小时前';
}

const MOST_DAYS = 1095;

/** What is wrong with the terms as they are typed, or null. */
export function termsFault(terms: VoucherTermsShown | null): string | null {
  if (!terms) return null;
  const { validDays, untilDay, closedWeekdays } = terms;
  if (untilDay === null && (validDays === null || validDays < 1 || validDays > MOST_DAYS))
    return `有效天数填 1 到 ${MOST_DAYS} 的整数`;
  if (untilDay === '') return '选券的最后一天';
  if (closedWeekdays.length === 7) return '每天都不能用了，至少留一天';
  return terms.appointment ? appointmentFault(terms.appointment) : null;
}
