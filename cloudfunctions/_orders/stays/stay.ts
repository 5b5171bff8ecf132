import { type RoomCalendarShown, refuse, type StayAsked, type StayShown } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { daysFrom, freeUntil, lowestNight, nightOf, type RoomCalendar, readStay, type StayTerms } from '@shared/stays';
import type { OrderStay, Sku } from '../../_store/documents';

/** Goods whose nights are sold by a calendar. Others of the kind are ordered without dates, and agreed on by hand. */
export const isByCalendar = (
  { kind, stay }: { readonly kind: string; readonly stay?: StayTerms },
  { calendar }: Pick<Sku, 'calendar'>,
): boolean => kind === 'stay' && stay !== undefined && calendar !== undefined;

/** A size whose nights are sold by a calendar: lists tell it from its cheapest usual night on. */
export const nightly = <Size extends { readonly priceFen: number }>(size: Size, calendar: RoomCalendar) => ({
  ...size,
  priceFen: lowestNight(calendar),
  calendar,
});

/** A calendar as it crosses. */
export const calendarShown = ({ calendar }: Pick<Sku, 'calendar'>): RoomCalendarShown | null =>
  calendar ? { ...calendar, weekFen: [...calendar.weekFen], days: calendar.days.map((one) => ({ ...one })) } : null;

/** The stay that a line asks for, with what each night costs now. */
export function stayOf(
  asked: StayAsked | undefined,
  terms: StayTerms,
  { skuId, calendar }: Pick<Sku, 'skuId' | 'calendar'>,
  nowMs: number,
): Outcome<OrderStay, 'stay/dates'> {
  const read = asked && readStay(asked.from, asked.to, businessDayOf(nowMs));
  if (!read) return refuse('stay/dates', { skuId });
  const { inFrom, outBy, later } = terms;
  return done({
    ...read,
    nights: daysFrom(read.from, read.to).map((day) => nightOf(calendar!, day)),
    inFrom,
    outBy,
    freeUntilMs: freeUntil(terms, read.from),
    later,
  });
}

/** What one room costs for all nights of a stay. */
export const stayPrice = ({ nights }: Pick<OrderStay, 'nights'>): number =>
  nights.reduce((sum, { priceFen }) => sum + priceFen, 0);

/** A stay as it crosses: without how many rooms there are. */
export const stayShownOf = ({ from, to, nights, inFrom, outBy, freeUntilMs, later }: OrderStay): StayShown => ({
  from,
  to,
  nights: nights.map(({ day, priceFen }) => ({ day, priceFen })),
  inFrom,
  outBy,
  freeUntilMs,
  later,
});
