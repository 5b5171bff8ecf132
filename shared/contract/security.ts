import * as z from 'zod';
import { action } from './action';
import {
  cursor,
  day,
  device,
  id,
  moment,
  nothing,
  pageLimit,
  password,
  payPassword,
  phone,
  planKind,
  repeatable,
  term,
} from './values';

const code = z.string().regex(/^\d{6}$/);
/** Refusals of whatever a code to one's own phone confirms. */
const codeRefusals = ['code/wrong', 'code/expired', 'code/tooManyAttempts'] as const;

/** What a code to one's own phone is for: it is good for nothing else. */
export const ownCodePurpose = z.enum(['payPassword', 'loginPassword', 'phone', 'closing']);
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
  /** What the page of account and security shows besides the payment password. */
  action({
    name: 'account.viewSecurity',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null where there is no login password. */
      loginPasswordSetAtMs: moment.nullable(),
      /** Null where no WeChat is bound; a moment of 0: since before it was written down. */
      wechatBoundAtMs: moment.nullable(),
      /** Another phone that was asked for with the payment password, and from when on it counts. */
      phoneNext: z.strictObject({ phoneMasked: z.string(), askedAtMs: moment, fromMs: moment }).nullable(),
      waitHours: z.number().int(),
      /** Consents that were given, each version for itself. */
      consents: z.number().int(),
      /** Looks of staff at one's data within thirty days, up to 99. */
      looks: z.number().int(),
    }),
    refusals: [],
  }),
  /** Where one is signed in in browsers, the newest first: at most 20. WeChat has no sessions. */
  action({
    name: 'account.listSessions',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      sessions: z.array(
        z.strictObject({
          sessionId: id,
          /** As the device named itself; null where it did not. */
          device: device.nullable(),
          beganAtMs: moment.nullable(),
          seenDay: day.nullable(),
          isCurrent: z.boolean(),
          /** From the address of this call. The address itself is not kept. */
          isSameNetwork: z.boolean(),
        }),
      ),
    }),
    refusals: [],
  }),
  /** Ends one of one's own sessions: its token is refused from the next call on. */
  action({
    name: 'account.endSession',
    role: 'member',
    input: z.strictObject({ sessionId: id }),
    output: nothing,
    refusals: ['session/unknown'],
  }),
  /** Ends all of one's sessions but that of the call. */
  action({
    name: 'account.endOtherSessions',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({ ended: z.number().int() }),
    refusals: [],
  }),
  /** Takes one's WeChat off the account; from there it is a visitor's. Only from a browser, where one stays signed in. */
  action({
    name: 'account.unbindWechat',
    role: 'member',
    input: z.strictObject({}),
    output: nothing,
    refusals: ['identity/browserOnly'],
  }),
  /**
   * Sets the login password by a code to one's phone: the first time, or because the former is forgotten. All other
   * sessions end.
   */
  action({
    name: 'account.setLoginPassword',
    role: 'member',
    input: z.strictObject({ newPassword: password, code, ...repeatable }),
    output: nothing,
    refusals: ['password/weak', ...codeRefusals],
  }),
  /** Sends a code to a phone that is to be one's own; limits as account.sendCode. */
  action({
    name: 'account.sendNewPhoneCode',
    role: 'member',
    input: z.strictObject({ phone }),
    output: z.strictObject({ validForSeconds: z.number().int(), againAfterSeconds: z.number().int() }),
    refusals: ['code/noProvider', 'code/tooSoon', 'code/tooMany', 'code/notSent'],
  }),
  /** Another phone at once: a code to the one that is, and one to the new one. All other sessions end. */
  action({
    name: 'account.changePhone',
    role: 'member',
    input: z.strictObject({ phone, code, ownCode: code, ...repeatable }),
    output: nothing,
    refusals: ['identity/phoneTaken', ...codeRefusals],
  }),
  /**
   * Another phone where the former is lost: by the payment password and a code to the new one. It counts after the
   * waiting time; the member is told at once and may stop it.
   */
  action({
    name: 'account.losePhone',
    role: 'member',
    input: z.strictObject({ phone, code, payPassword, ...repeatable }),
    output: z.strictObject({ fromMs: moment }),
    refusals: ['identity/phoneTaken', ...codeRefusals, 'payPassword/notSet', 'payPassword/wrong', 'payPassword/locked'],
  }),
  /** Stops another phone that waits: the one that is stays. */
  action({
    name: 'account.stopPhone',
    role: 'member',
    input: z.strictObject({ ...repeatable }),
    output: nothing,
    refusals: ['phone/notAsked'],
  }),
  /** All that one agreed to: terms and rules of plans, each version with its moment. */
  action({
    name: 'account.listConsents',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      terms: z.array(z.strictObject({ term, version: z.number().int(), atMs: moment })),
      plans: z.array(z.strictObject({ plan: planKind, version: z.number().int(), atMs: moment })),
    }),
    refusals: [],
  }),
  /** Who of the staff looked at one's personal data, the newest first: as each look was written down. */
  action({
    name: 'account.listLooks',
    role: 'member',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({
      looks: z.array(
        z.strictObject({
          lookId: id,
          atMs: moment,
          /** Whose staff: the platform's, or a shop's owner. */
          by: z.enum(['platform', 'shop']),
          what: z.enum(['address', 'answers', 'application', 'payee', 'phone', 'wallet']),
          orderId: id.nullable(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
