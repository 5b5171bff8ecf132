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
  return daysIn(closedDays).every((day) => DAY.test(day)) ? null : '不能用的日子写成 2026-12-31，空格分开';
}

/** The terms as they are saved. */
export const termsOf = (terms: VoucherTermsShown | null): VoucherTermsShown | null =>
  terms && { ...terms, closedDays: daysIn(terms.closedDays) };
