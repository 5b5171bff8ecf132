import * as z from 'zod';
import { text } from './text';
import { day } from './values';

/** A moment of the day, 00:00 to 23:59. */
export const visitTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Visits that are booked: at which times of an open day, for how many pieces, how far ahead and until when. */
const appointmentTerms = z.strictObject({
  times: z.array(visitTime).min(1).max(24),
  perTime: z.number().int().min(1).max(50),
  daysAhead: z.number().int().min(0).max(60),
  hoursBefore: z.number().int().min(0).max(168),
});

/** When and where vouchers of some goods are used, as told before they are bought and kept with who bought them. */
export const voucherTerms = z.strictObject({
  /** Days from the payment on, that day among them; null where `untilDay` is its last. */
  validDays: z.number().int().min(1).max(1095).nullable(),
  fromDay: day.nullable(),
  untilDay: day.nullable(),
  /** 1 (Monday) to 7 that it cannot be used on. */
  closedWeekdays: z.array(z.number().int().min(1).max(7)).max(6),
  closedDays: z.array(day).max(60),
  /** 9:30–21:30 */
  hours: text(0, 30),
  booking: text(0, 40),
  /** Where it is used. */
  place: text(0, 60),
  /** Missing, or null, where whoever comes is served. */
  appointment: appointmentTerms.nullable().optional(),
});
export type VoucherTermsShown = z.infer<typeof voucherTerms>;

/** The same as an administrator sets them. */
export const voucherTermsInput = voucherTerms
  .refine(({ validDays, untilDay }) => (validDays === null) !== (untilDay === null), {
    path: ['untilDay'],
    message: 'so many days, or until a day',
  })
  .refine(({ fromDay, untilDay }) => fromDay === null || (untilDay !== null && fromDay <= untilDay), {
    path: ['fromDay'],
    message: 'from a day until one that is not before it',
  })
  .refine(({ appointment }) => !appointment || appointment.times.every((time, at, all) => !at || all[at - 1]! < time), {
    path: ['appointment', 'times'],
    message: 'each time once, in the order of the day',
  });
