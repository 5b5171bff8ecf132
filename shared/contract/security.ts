import * as z from 'zod';
import { action } from './action';
import { moment, nothing, payPassword, repeatable } from './values';

const code = z.string().regex(/^\d{6}$/);
/** Refusals of whatever a code to one's own phone confirms. */
const codeRefusals = ['code/wrong', 'code/expired', 'code/tooManyAttempts'] as const;

/** What a code to one's own phone is for: it is good for nothing else. */
export const ownCodePurpose = z.enum(['payPassword']);
export type OwnCodePurpose = z.infer<typeof ownCodePurpose>;

/** A member's payment password, as its owner sees it: nothing of the digits. */
const payPasswordShown = z.strictObject({
  isSet: z.boolean(),
  setAtMs: moment.nullable(),
  /** Wrong tries that are left, and until when none is let through. */
  left: z.number().int(),
  lockedUntilMs: moment.nullable(),
  /** One that was asked for by code, which counts from `fromMs` on unless it is stopped. */
  pending: z.strictObject({ askedAtMs: moment, fromMs: moment }).nullable(),
  waitHours: z.number().int(),
});

/** What protects an account besides its phone. */
export const securityActions = [
  /** Sends a 6-digit code to one's own phone, for one thing alone; pauses and limits as account.sendCode. */
  action({
    name: 'account.sendOwnCode',
    role: 'member',
    input: z.strictObject({ purpose: ownCodePurpose }),
    output: z.strictObject({ validForSeconds: z.number().int(), againAfterSeconds: z.number().int() }),
    refusals: ['code/noProvider', 'code/tooSoon', 'code/tooMany', 'code/notSent'],
  }),
  action({
    name: 'account.viewPayPassword',
    role: 'member',
    input: z.strictObject({}),
    output: payPasswordShown,
    refusals: [],
  }),
  /** Sets the payment password the first time, by a code to one's phone. */
  action({
    name: 'account.setPayPassword',
    role: 'member',
    input: z.strictObject({ newPayPassword: payPassword, code, ...repeatable }),
    output: nothing,
    refusals: ['payPassword/isSet', 'payPassword/weak', ...codeRefusals],
  }),
  /** Sets another one, by the one that is. */
  action({
    name: 'account.changePayPassword',
    role: 'member',
    input: z.strictObject({ payPassword, newPayPassword: payPassword, ...repeatable }),
    output: nothing,
    refusals: ['payPassword/weak', 'payPassword/notSet', 'payPassword/wrong', 'payPassword/locked'],
  }),
  /**
   * For who forgot it: asks for another one by a code, which counts after the waiting time. The member is told at once
   * and may stop it; the former one given rightly meanwhile stops it as well.
   */
  action({
    name: 'account.findPayPassword',
    role: 'member',
    input: z.strictObject({ newPayPassword: payPassword, code, ...repeatable }),
    output: z.strictObject({ fromMs: moment }),
    refusals: ['payPassword/notSet', 'payPassword/weak', ...codeRefusals],
  }),
  /** Stops one that waits: the former one stays. */
  action({
    name: 'account.stopPayPassword',
    role: 'member',
    input: z.strictObject({ ...repeatable }),
    output: nothing,
    refusals: ['payPassword/notAsked'],
  }),
] as const;
