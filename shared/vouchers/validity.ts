import { addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '../kernel';

/** Visits that are booked before: at which times of each open day, and for how many pieces at each. */
export interface AppointmentTerms {
  /** 09:00, in the order of the day; a visit begins then. */
  readonly times: readonly string[];
  /** Pieces that are served at one time. */
  readonly perTime: number;
  /** So many days ahead can be booked; today is 0. */
  readonly daysAhead: number;
  /** Until so many hours before it a visit is booked, changed or given up. */
  readonly hoursBefore: number;
}

/** When and where a voucher of some goods may be used: data of the goods, kept with the order that buys them. */
export interface VoucherTerms {
  /** Days from the payment on, that day among them; null where it is valid until `untilDay`. */
  readonly validDays: number | null;
  /** From this day on; null: from the payment on. */
  readonly fromDay: string | null;
  /** Its last day; null where `validDays` tells it. */
  readonly untilDay: string | null;
  /** Days of the week that it cannot be used on, 1 (Monday) to 7. */
  readonly closedWeekdays: readonly number[];
  /** Days of the calendar that it cannot be used on. */
  readonly closedDays: readonly string[];
  /** 9:30–21:30; '' for none. */
  readonly hours: string;
  /** Whether to book before; '' for nothing to say. */
  readonly booking: string;
  /** Where it is used; '' where the shop alone says so. */
  readonly place: string;
  /** Visits that are booked here; missing, or null, where whoever comes is served. */
  readonly appointment?: AppointmentTerms | null;
}

/** Of goods whose shop said nothing else. */
const VOUCHER_DAYS = 90;

export const DEFAULT_VOUCHER_TERMS: VoucherTerms = {
  validDays: VOUCHER_DAYS,
  fromDay: null,
  untilDay: null,
  closedWeekdays: [],
  closedDays: [],
  hours: '',
  booking: '',
  place: '',
};

/** The first moment that a voucher bought at `paidAtMs` may be used, and the first at which it may not any more. */
export function validityOf(
  { validDays, fromDay, untilDay }: Pick<VoucherTerms, 'validDays' | 'fromDay' | 'untilDay'>,
  paidAtMs: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const paidDay = businessDayOf(paidAtMs);
  const opens = fromDay === null ? paidAtMs : Math.max(paidAtMs, startOfBusinessDay(fromDay as BusinessDay));
  const behind = untilDay === null ? addDays(paidDay, validDays ?? VOUCHER_DAYS) : addDays(untilDay as BusinessDay, 1);
  return { fromMs: opens, untilMs: startOfBusinessDay(behind) };
}

/** 1 (Monday) to 7 of a business day. */
const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** Whether a day is one on which the voucher cannot be used. */
export const isClosedOn = (
  { closedWeekdays, closedDays }: Pick<VoucherTerms, 'closedWeekdays' | 'closedDays'>,
  day: string,
): boolean => closedDays.includes(day) || closedWeekdays.includes(weekdayOf(day));

/** Whether goods with such terms can still be bought: their last day is not over. */
export const isOver = ({ untilDay }: Pick<VoucherTerms, 'untilDay'>, nowMs: number): boolean =>
  untilDay !== null && untilDay < businessDayOf(nowMs);
