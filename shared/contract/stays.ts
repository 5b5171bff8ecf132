import * as z from 'zod';
import { action } from './action';
import { day, id, moment, PRICE_AT_MOST, units } from './values';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const nightPrice = z.number().int().min(1).max(PRICE_AT_MOST);
const rooms = z.number().int().min(0).max(10_000);

/** When one comes and goes, and until when a stay may be cancelled for nothing, as told before it is paid. */
export const stayTerms = z.strictObject({
  inFrom: hour,
  outBy: hour,
  /** Until this hour of the day so many days before the first night. */
  freeDaysBefore: z.number().int().min(0).max(30),
  freeUntilHour: z.number().int().min(0).max(24),
  /** Later: the shop answers each case, or nothing goes back. */
  later: z.enum(['ask', 'none']),
});
export type StayTermsShown = z.infer<typeof stayTerms>;

/** What one kind of room costs by night, and how many there are of it. */
export const roomCalendar = z.strictObject({
  rooms,
  /** What a night costs that begins on a Monday, ... on a Sunday. */
  weekFen: z.array(nightPrice).length(7),
  /** Nights of their own: another price, other rooms (0: closed). */
  days: z.array(z.strictObject({ day, priceFen: nightPrice.nullable(), rooms: rooms.nullable() })).max(120),
});
export type RoomCalendarShown = z.infer<typeof roomCalendar>;

/** The first day of a stay, and the day on which it ends. */
export const stayAsked = z.strictObject({ from: day, to: day });
export type StayAsked = z.infer<typeof stayAsked>;

/** A stay as it is ordered: what each night costs for one room, and until when it may be cancelled for nothing. */
export const stayShown = z.strictObject({
  from: day,
  to: day,
  nights: z.array(z.strictObject({ day, priceFen: units })),
  inFrom: z.string(),
  outBy: z.string(),
  freeUntilMs: moment,
  later: z.enum(['ask', 'none']),
});
export type StayShown = z.infer<typeof stayShown>;

export const stayActions = [
  /** The nights that are sold of a product, from today on: what a room costs and how many are left, by kind of room. */
  action({
    name: 'shop.viewNights',
    role: 'public',
    input: z.strictObject({ goodsId: id }),
    output: z.strictObject({
      goodsId: id,
      title: z.string(),
      shopName: z.string(),
      terms: stayTerms,
      today: day,
      mostNights: z.number().int(),
      rooms: z.array(
        z.strictObject({
          skuId: id,
          label: z.string(),
          /** Day by day from today on. */
          nights: z.array(z.strictObject({ priceFen: units, left: z.number().int() })),
        }),
      ),
    }),
    refusals: ['goods/unknown', 'stay/none'],
  }),
] as const;
