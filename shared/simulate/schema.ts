import { fen, microPoints, readBusinessDay, spendableCents, stableCents } from '@shared/kernel';
import { decimalField, PLAN_KINDS, type PlanKind } from '@shared/plans';
import * as z from 'zod';
import type { EditionPrice } from '../rules';
import { MOST_DAYS, MOST_ROWS } from './scenario';

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
/** The most that may be given in a year, where that is bounded. */
const MOST_GIVEN = 1_000;

const day = countField(Number.POSITIVE_INFINITY);
const cash = decimalField(2, fen);
const points = decimalField(6, microPoints);
const stable = decimalField(2, stableCents);
const spendable = decimalField(2, spendableCents);

const oneOf = (words: readonly string[]) => ({
  error: ({ input }: { input?: unknown }) =>
    input === undefined ? 'is missing' : `must be one of ${words.join(', ')}`,
});
const planKind = z.enum(PLAN_KINDS, oneOf(PLAN_KINDS));

/** Some of the plans, each at most once; the fault stands at the one that is named again. */
const planKinds = z.array(planKind, { error: 'must be a list' }).superRefine((kinds: readonly PlanKind[], context) =>
  kinds.forEach((kind, index) => {
    if (kinds.indexOf(kind) < index)
      context.addIssue({ code: 'custom', path: [index], message: `"${kind}" is named before` });
  }),
);

const ofMember = <T extends string>(type: T) => ({ day, type: z.literal(type), member: id });

const ADJUSTED = { appreciating: points, stable, spendable } as const;
const ASSETS = ['appreciating', 'stable', 'spendable'] as const;

/** An adjustment: exactly one of `add` and `remove`, with as many decimals as the asset has. */
const adjustEvent = z
  .strictObject({
    ...ofMember('adjust'),
    asset: z.enum(ASSETS, oneOf(ASSETS)),
    add: z.unknown().optional(),
    remove: z.unknown().optional(),
  })
  .transform((event, context) => {
    const { add, remove, asset, ...rest } = event;
    if ((add === undefined) === (remove === undefined)) {
      context.addIssue('must have exactly one of add and remove');
      return z.NEVER;
    }
    const kind = remove === undefined ? 'add' : 'remove';
    const amount = ADJUSTED[asset].safeParse(event[kind]);
    if (amount.success) return { ...rest, adjustment: { kind, asset, amount: amount.data } };
    for (const { message } of amount.error.issues) context.addIssue({ code: 'custom', path: [kind], message });
    return z.NEVER;
  });

const TYPES = [
  z.strictObject({
    ...ofMember('purchase'),
    amount: cash,
    id: id.optional(),
    merchant: id.optional(),
    plans: planKinds.optional(),
  }),
  z.strictObject({ ...ofMember('sell'), points }),
  z.strictObject({ ...ofMember('redeem'), points }),
  z.strictObject({ ...ofMember('exchange'), points }),
  z.strictObject({ ...ofMember('pay'), merchant: id, amount: stable }),
  z.strictObject({ day, type: z.literal('merchantRedeem'), merchant: id, amount: stable }),
  z.strictObject({ day, type: z.literal('merchantSell'), merchant: id, points }),
  z.strictObject({ ...ofMember('spend'), amount: spendable }),
  z.strictObject({ ...ofMember('collect'), series: id }),
  z.strictObject({ ...ofMember('give'), to: id, series: id }),
  z.strictObject({ ...ofMember('accept'), plan: planKind }),
  // Its plan is read as that of the file is, with the faults of a whole plan.
  z.strictObject({
    day,
    type: z.literal('publish'),
    plan: z.unknown().refine((plan) => plan !== undefined, { error: 'is missing' }),
  }),
  z.strictObject({ day, type: z.literal('reverse'), purchase: id, amount: cash.optional() }),
  adjustEvent,
] as const;

const NAMES =
  'purchase, sell, redeem, exchange, pay, merchantRedeem, merchantSell, spend, collect, give, accept, publish, reverse, adjust';

/** One event of a scenario file. */
const eventSchema = z.discriminatedUnion('type', TYPES, {
  error: ({ input }) =>
    typeof input !== 'object' || input === null || Array.isArray(input)
      ? 'must be an object'
      : (input as { type?: unknown }).type === undefined
        ? 'is missing'
        : `must be one of ${NAMES}`,
});

const list = <T extends z.ZodType>(row: T) =>
  z.array(row, { error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a list') });

const merchantObject = z.strictObject({ id, owner: z.string().optional() });

/** A merchant: an id, or an object with an id and perhaps an owner. */
const merchant = z.unknown().transform((row, context) => {
  const isObject = typeof row === 'object' && row !== null && !Array.isArray(row);
  const read = isObject ? merchantObject.safeParse(row) : id.transform((one) => ({ id: one })).safeParse(row);
  if (read.success) return read.data;
  for (const issue of read.error.issues) context.issues.push({ ...issue, input: row } as never);
  return z.NEVER;
});

const PRICED = ['spendable', 'stable', 'cash', 'appreciating'] as const;

/** A series: its price is of the asset it names, for appreciating points what they have to be worth. */
const series = z
  .strictObject({
    id,
    supply: countField(MOST_ROWS),
    limit: countField(MOST_ROWS).optional(),
    asset: z.enum(PRICED, oneOf(PRICED)),
    price: z.unknown().refine((price) => price !== undefined, { error: 'is missing' }),
    merchant: id.optional(),
  })
  .transform(({ asset, price, ...rest }, context) => {
    const read = { spendable, stable, cash, appreciating: cash }[asset].safeParse(price);
    if (read.success && read.data > 0)
      return {
        ...rest,
        price: (asset === 'appreciating' ? { asset, worth: read.data } : { asset, units: read.data }) as EditionPrice,
      };
    const messages = read.success ? ['must be above 0'] : read.error.issues.map(({ message }) => message);
    for (const message of messages) context.addIssue({ code: 'custom', path: ['price'], message });
    return z.NEVER;
  });

/** The file but for its plan, which may also be the name of a preset; references are checked afterwards. */
export const scenarioSchema = z.strictObject({
  title: z.string().optional(),
  start: z.string().refine((text) => readBusinessDay(text) !== undefined, {
    error: 'must be a day of the calendar such as 2026-01-31',
  }),
  days: countField(MOST_DAYS),
  plan: z.unknown().refine((plan) => plan !== undefined, { error: 'is missing' }),
  members: list(z.strictObject({ id, referrer: z.string().optional(), accepts: planKinds.optional() })),
  merchants: list(merchant).optional(),
  series: list(series).optional(),
  giving: z
    .strictObject({ waitDays: countField(MOST_DAYS).optional(), perYear: countField(MOST_GIVEN).optional() })
    .optional(),
  events: list(eventSchema).optional(),
});
