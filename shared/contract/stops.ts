import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { id, moment, nothing, repeatable } from './values';

/** What an administrator may stop at once, for everybody. Withdrawals have a switch with kinds, beside these. */
export const stopKinds = [
  'orders',
  'payments',
  'signUp',
  'merchantPayments',
  'sales',
  'exchanges',
  'redemptions',
  'credits',
] as const;
export const stopKind = z.enum(stopKinds);
export type StopKind = z.infer<typeof stopKind>;
/** Every kind that is told of: those, and withdrawals. */
export const toldStop = z.enum([...stopKinds, 'withdrawals']);
export type ToldStop = z.infer<typeof toldStop>;

const reason = text(2, 60);
/** What members are told beside what is stopped; '' tells the fact alone. */
const told = text(0, 60);

const stopShown = z.strictObject({
  stop: toldStop,
  area: z.string(),
  isStopped: z.boolean(),
  /** Null where it goes on, as are those below; of a stop from before there were records too. */
  sinceMs: moment.nullable(),
  by: id.nullable(),
  byName: z.string(),
  reason: z.string(),
  told: z.string(),
  liftedByAnother: z.boolean(),
  /** Whether the caller may turn it now. */
  mayTurn: z.boolean(),
});
export type StopShown = z.infer<typeof stopShown>;
const stopsShown = z.strictObject({ stops: z.array(stopShown) });

export const stopActions = [
  /** What is stopped, for everybody to be told. */
  action({
    name: 'shop.viewStops',
    role: 'public',
    input: nothing,
    output: z.strictObject({
      stops: z.array(z.strictObject({ stop: toldStop, sinceMs: moment.nullable(), told: z.string() })),
    }),
    refusals: [],
  }),
  action({ name: 'admin.viewStops', role: 'staff.any', input: nothing, output: stopsShown, refusals: [] }),
  /**
   * Stops one thing for everybody from now on, by one administrator alone, or lets it go on. Where money or points leave, it
   * is another one who lets it go on than who stopped it.
   */
  action({
    name: 'admin.setStop',
    role: 'staff.any',
    input: z.strictObject({ stop: stopKind, isStopped: z.boolean(), reason, told: told.default(''), ...repeatable }),
    output: stopsShown,
    refusals: ['stop/sameAdmin', 'words/forbidden', 'words/risky'],
  }),
] as const;
