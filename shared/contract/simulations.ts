import * as z from 'zod';
import { action } from './action';
import { plansText } from './plans';
import { change, day, id, moment, rateMillionths, requestId, units } from './values';

/** The plans that run, and those of the draft. */
const bySide = <T extends z.ZodType>(one: T) => z.strictObject({ running: one, draft: one });

/** How sales go on: as many as they were, 2 % more or fewer a month. */
export const salesTrend = z.enum(['flat', 'growing', 'falling']);
export type SalesTrend = z.infer<typeof salesTrend>;

/** The last days of the shop, played again from nothing owed. */
const replayed = z.strictObject({
  days: z.number().int(),
  turnoverFen: units,
  creditedFen: units,
  grantedReleaseCents: units,
  owedReleaseCents: units,
  owedQuotaFen: units,
  /** The platform's cash at the end, after the cost of goods; below nothing where it fell short. */
  cashFen: change,
  priceShown: z.string().nullable(),
});

/** What a course of 365 days came to; days count from 1, the first one ahead. */
const courseShown = z.strictObject({
  turnoverFen: units,
  creditedFen: units,
  owedReleaseCents: units,
  cashFen: change,
  /** By how much what is owed was above the cash on the day when it was most. */
  mostMissingFen: units,
  lowest: z.strictObject({ day: z.number().int(), cashFen: change }),
  /** On which most was credited above the day's turnover. */
  worst: z.strictObject({ day: z.number().int(), creditedFen: units, turnoverFen: units }).nullable(),
  priceShown: z.string().nullable(),
});
export type CourseShown = z.infer<typeof courseShown>;

/** The lowest figures that 5, 25, 50, 75 and 95 % of the courses do not pass. */
const spread = z.tuple([change, change, change, change, change]);

const fan = z.strictObject({
  courses: z.number().int(),
  creditedFen: spread,
  cashFen: spread,
  owedReleaseCents: spread,
  /** The platform's cash at the end of each week ahead. */
  cashByWeek: z.array(spread),
  /** Courses in which more is owed than there is: at their end, on some day. */
  shortAtEnd: z.number().int(),
  shortOnSomeDay: z.number().int(),
});
export type SimulationFan = z.infer<typeof fan>;

export const simulation = z.strictObject({
  simulationId: id,
  requestedBy: id,
  requestedAtMs: moment,
  /** As it was simulated: what is published must be the same. */
  plans: plansText,
  /** The shop's own days that it rests on, up to and with this one. */
  throughDay: day,
  historyDays: z.number().int(),
  orders: z.number().int(),
  members: z.number().int(),
  /** What goods cost of the last days' cash turnover. */
  costRateMillionths: rateMillionths,
  total: z.number().int(),
  done: z.number().int(),
  replay: bySide(replayed).nullable(),
  years: z.array(z.strictObject({ trend: salesTrend, ...bySide(courseShown).shape })),
  /** Flat sales by the week: what comes in, and what is credited under each. */
  weeks: z.strictObject({ turnoverFen: z.array(units), ...bySide(z.array(units)).shape }).nullable(),
  /** Members by the tier that one of their orders has reached so far, and what the flat year credits them. */
  groups: z.array(
    z.strictObject({
      level: z.number().int(),
      fromFen: units.nullable(),
      members: z.number().int(),
      ...bySide(units).shape,
    }),
  ),
  fan: bySide(fan).nullable(),
});
export type SimulationShown = z.infer<typeof simulation>;

export const simulationActions = [
  /**
   * Begins to simulate a draft beside what runs, on what the shop has sold up to the last closed day. It goes on with
   * `simulation.step`, until `done` is `total`. Nothing of the shop changes.
   */
  action({
    name: 'simulation.start',
    role: 'staff.plans',
    input: z.strictObject({ plans: plansText, requestId }),
    output: simulation,
    refusals: ['plan/faults', 'simulation/noHistory', 'simulation/tooLarge'],
  }),
  /** Works out the next parts behind those that are done, as many as fit into one call. The same again changes nothing. */
  action({
    name: 'simulation.step',
    role: 'staff.plans',
    input: z.strictObject({ simulationId: id, done: z.number().int().min(0) }),
    output: simulation,
    refusals: ['simulation/unknown', 'simulation/tooLarge'],
  }),
  /** The newest one, or null. */
  action({
    name: 'simulation.newest',
    role: 'staff.any',
    input: z.strictObject({}),
    output: z.strictObject({ simulation: simulation.nullable() }),
    refusals: [],
  }),
  /** The history as a scenario file for `npm run simulate`, without names, in parts that are joined. */
  action({
    name: 'simulation.history',
    role: 'staff.any',
    input: z.strictObject({ simulationId: id, part: z.number().int().min(0) }),
    output: z.strictObject({ text: z.string(), parts: z.number().int() }),
    refusals: ['simulation/unknown', 'simulation/tooLarge'],
  }),
] as const;
