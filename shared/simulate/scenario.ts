import {
  addDays,
  type BusinessDay,
  type Fen,
  fen,
  isWithinCalendar,
  type MicroPoints,
  microPoints,
  readBusinessDay,
  type SpendableCents,
  type StableCents,
  spendableCents,
  stableCents,
} from '@shared/kernel';
import { decimalField, type Plans } from '@shared/plans';
import { z } from 'zod';

/** Most days, members and events of one scenario. */
export const MOST_DAYS = 3660;
export const MOST_ROWS = 1_000_000;

/** Somebody in a scenario; a referrer stands earlier in the list. */
export interface ScenarioMember {
  readonly id: string;
  readonly referrer?: string | undefined;
}

/** What happens on a day, in units. */
export type ScenarioEvent =
  | { readonly day: number; readonly type: 'purchase'; readonly member: string; readonly amount: Fen }
  | {
      readonly day: number;
      readonly type: 'sell' | 'redeem' | 'exchange';
      readonly member: string;
      readonly points: MicroPoints;
    }
  | {
      readonly day: number;
      readonly type: 'pay';
      readonly member: string;
      readonly merchant: string;
      readonly amount: StableCents;
    }
  | { readonly day: number; readonly type: 'merchantRedeem'; readonly merchant: string; readonly amount: StableCents }
  | { readonly day: number; readonly type: 'merchantSell'; readonly merchant: string; readonly points: MicroPoints }
  | { readonly day: number; readonly type: 'spend'; readonly member: string; readonly amount: SpendableCents };

/** A scenario as it is played: plans, people, events in units. */
export interface Scenario {
  readonly title: string;
  readonly start: BusinessDay;
  readonly days: number;
  readonly plans: Plans;
  readonly members: readonly ScenarioMember[];
  readonly merchants: readonly string[];
  readonly events: readonly ScenarioEvent[];
}

const id = z.string().min(1, { error: 'must not be empty' });
/** A whole number from 1 to `most`; told with one fault, whatever is wrong. */
const countField = (most: number) =>
  z.unknown().transform((count, context) => {
    const fault =
      count === undefined
        ? 'is missing'
        : !Number.isInteger(count)
          ? 'must be a whole number'
          : (count as number) < 1
            ? 'must be at least 1'
            : (count as number) > most
              ? `must be at most ${most}`
              : undefined;
    if (fault === undefined) return count as number;
    context.addIssue(fault);
    return z.NEVER;
  });
const day = countField(Number.POSITIVE_INFINITY);
const cash = decimalField(2, fen);
const points = decimalField(6, microPoints);
const stable = decimalField(2, stableCents);

const ofMember = <T extends string>(type: T) => ({ day, type: z.literal(type), member: id });

/** One event of a scenario file. */
export const eventSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ ...ofMember('purchase'), amount: cash }),
    z.strictObject({ ...ofMember('sell'), points }),
    z.strictObject({ ...ofMember('redeem'), points }),
    z.strictObject({ ...ofMember('exchange'), points }),
    z.strictObject({ ...ofMember('pay'), merchant: id, amount: stable }),
    z.strictObject({ day, type: z.literal('merchantRedeem'), merchant: id, amount: stable }),
    z.strictObject({ day, type: z.literal('merchantSell'), merchant: id, points }),
    z.strictObject({ ...ofMember('spend'), amount: decimalField(2, spendableCents) }),
  ],
  {
    error: ({ input }) =>
      typeof input !== 'object' || input === null || Array.isArray(input)
        ? 'must be an object'
        : (input as { type?: unknown }).type === undefined
          ? 'is missing'
          : 'must be one of purchase, sell, redeem, exchange, pay, merchantRedeem, merchantSell, spend',
  },
);

const list = <T extends z.ZodType>(row: T) =>
  z.array(row, { error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a list') });

/** The file but for its plan, which may also be the name of a preset; references are checked afterwards. */
export const scenarioSchema = z.strictObject({
  title: z.string().optional(),
  start: z.string().refine((text) => readBusinessDay(text) !== undefined, {
    error: 'must be a day of the calendar such as 2026-01-31',
  }),
  days: countField(MOST_DAYS),
  plan: z.unknown().refine((plan) => plan !== undefined, { error: 'is missing' }),
  members: list(z.strictObject({ id, referrer: z.string().optional() })),
  merchants: list(id).optional(),
  events: list(eventSchema).optional(),
});

/** The calendar day of a scenario's day `number`; day 1 is `start`. */
export const dateOf = (start: BusinessDay, number: number): BusinessDay => addDays(start, number - 1);

/** Whether all days of the run lie within the calendar. */
export const fitsCalendar = (start: string, days: number): boolean => {
  const first = readBusinessDay(start);
  return first === undefined || isWithinCalendar(first, days - 1);
};
