import { addDays, type BusinessDay, businessDayOf, daysBetween, readBusinessDay, startOfBusinessDay } from '../kernel';
import { type AppointmentTerms, isClosedOn, type VoucherTerms } from './validity';

/** What of a voucher says when it may be visited on. */
interface Visitable {
  readonly terms: Pick<VoucherTerms, 'appointment' | 'closedWeekdays' | 'closedDays'>;
  readonly fromMs: number;
  readonly untilMs: number;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The moment at which a visit begins. */
export function visitAtMs(day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfBusinessDay(day as BusinessDay) + hours * HOUR_MS + minutes * MINUTE_MS;
}

/** The last moment at which a visit is booked, changed or given up. */
export const visitSettledAtMs = ({ hoursBefore }: AppointmentTerms, day: string, time: string): number =>
  visitAtMs(day, time) - hoursBefore * HOUR_MS;

/** Whether a visit at that time can be booked now: open, ahead, and within the time of the voucher. */
export function isVisitOpen({ terms, fromMs, untilMs }: Visitable, day: string, time: string, nowMs: number): boolean {
  const { appointment } = terms;
  const read = readBusinessDay(day);
  if (!read || !appointment?.times.includes(time) || isClosedOn(terms, day)) return false;
  if (daysBetween(businessDayOf(nowMs), read) > appointment.daysAhead) return false;
  const atMs = visitAtMs(day, time);
  return atMs >= fromMs && atMs < untilMs && nowMs < atMs && nowMs <= visitSettledAtMs(appointment, day, time);
}

/** The days on which some visit can be booked now, each with its times, in order. */
export function openVisits(one: Visitable, nowMs: number): { readonly day: BusinessDay; readonly times: string[] }[] {
  const { appointment } = one.terms;
  if (!appointment) return [];
  const today = businessDayOf(nowMs);
  return Array.from({ length: appointment.daysAhead + 1 }, (_none, at) => addDays(today, at)).flatMap((day) => {
    const times = appointment.times.filter((time) => isVisitOpen(one, day, time, nowMs));
    return times.length > 0 ? [{ day, times }] : [];
  });
}
