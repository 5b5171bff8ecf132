import { memberRoles } from '@shared/roles';
import * as z from 'zod';
import { action } from './action';
import { placedByMember } from './pictures';
import { text } from './text';
import { day, device, fileId, id, moment, password, phone, planKind, repeatable, term, units } from './values';

/** What a member sees of himself. */
export const me = z.strictObject({
  memberId: id,
  nickname: z.string(),
  /**
   * Null where there is none. Its owner sees it at once; others once WeChat has looked at it (`passed`), and never where
   * it found something (`risky`).
   */
  avatar: z.strictObject({ picture: z.string(), state: z.enum(['pending', 'passed', 'risky']) }).nullable(),
  /** 138****5521 */
  phoneMasked: z.string(),
  joinDay: day,
  roles: z.array(z.enum(memberRoles)),
  /** The shop that this member owns, if any. */
  shop: z.strictObject({ shopId: id, name: z.string() }).nullable(),
  inviteCode: id,
  /** Highest release tier reached by one order (rules §4), 0 for none, and its threshold. */
  level: z.number().int(),
  levelFromFen: units.nullable(),
  /** Rank of the last close, 0 for none, 1 青铜 to 7 王者. */
  rank: z.number().int(),
  rankName: z.string().nullable(),
  /** Newest version of the rules that this member accepted, by plan. */
  accepted: z.array(z.strictObject({ plan: planKind, version: z.number().int(), atMs: moment })),
  /** Versions in force now; what is missing in `accepted` is to be read and accepted before anything accrues. */
  plansInForce: z.array(z.strictObject({ plan: planKind, version: z.number().int() })),
  counts: z.strictObject({
    cart: z.number().int(),
    awaitingPayment: z.number().int(),
    /** Paid and to be sent. */
    paid: z.number().int(),
    /** Vouchers and nights that are paid and not used yet: nobody sends them. */
    toUse: z.number().int(),
    shipped: z.number().int(),
    refunding: z.number().int(),
    team: z.number().int(),
    addresses: z.number().int(),
    /** Messages that were not read, up to 99. */
    messages: z.number().int(),
  }),
  wallet: z.strictObject({ spendableCents: units, cashFen: units, stableCents: units }),
  lastClose: z.strictObject({ day, balanced: z.boolean() }).nullable(),
  /** Since when this account is blocked, and why; null where it is not. What stops then: `stopsWhenBlocked`. */
  blocked: z.strictObject({ atMs: moment, reason: z.string() }).nullable(),
  /** Demonstration data: every screen that shows plan money says so. */
  isDemo: z.boolean(),
});
export type Me = z.infer<typeof me>;

const signedIn = z.strictObject({
  /** H5 only: goes into the Authorization header. WeChat needs none. */
  token: z.string().optional(),
  isNew: z.boolean(),
  member: me,
});

/** What comes with signing in: how the browser names itself, and the terms that were ticked, by their versions. */
const entering = {
  device: device.optional(),
  agreed: z
    .array(z.strictObject({ term, version: z.number().int().min(1).max(10_000) }))
    .max(2)
    .optional(),
};

const signInRefusals = [
  'invitation/unknown',
  'identity/otherPhone',
  'identity/phoneTaken',
  'identity/phoneWaits',
  'identity/closed',
] as const;

export const memberActions = [
  /** Which ways to sign in there are besides WeChat's phone button: whether this shop can send codes. */
  action({
    name: 'account.ways',
    role: 'public',
    input: z.strictObject({}),
    output: z.strictObject({ canSendCodes: z.boolean() }),
    refusals: [],
  }),
  /**
   * Sends a 6-digit code, valid 5 minutes, to a phone; the newest one counts, whoever asked for it. Again after 60 s,
   * after the tenth within a day 10 minutes, after the fifteenth 30. An address, or an openid, has 50 an hour.
   */
  action({
    name: 'account.sendCode',
    role: 'public',
    input: z.strictObject({ phone }),
    output: z.strictObject({ validForSeconds: z.number().int(), againAfterSeconds: z.number().int() }),
    refusals: ['code/noProvider', 'code/tooSoon', 'code/tooMany', 'code/notSent'],
  }),
  /**
   * Signs in by phone and code; the first time it makes the account, bound to the invitation's member for ever. A
   * refusal leaves a right code as it was. Five wrong guesses of one requester for a code, ten an hour for a phone.
   */
  action({
    name: 'account.signIn',
    role: 'public',
    input: z.strictObject({
      phone,
      code: z.string().regex(/^\d{6}$/),
      /** The invite code of a member. Of no effect for an account that exists. */
      invitation: id.optional(),
      ...entering,
    }),
    output: signedIn,
    refusals: ['code/wrong', 'code/expired', 'code/tooManyAttempts', ...signInRefusals],
  }),
  /** WeChat only, by the openid of the call: signs in with the phone number that the platform vouches for. */
  action({
    name: 'account.signInWithWechatPhone',
    role: 'public',
    input: z.strictObject({ code: z.string().min(1).max(200), invitation: id.optional(), ...entering }),
    output: signedIn,
    refusals: ['phone/notGiven', ...signInRefusals, 'identity/wechatOnly'],
  }),
  /**
   * Signs in by phone and login password, in a browser. A phone without an account, an account without a password and a
   * wrong one are answered alike. Five wrong tries of one requester at a phone in five minutes, ten in an hour, 25 a day
   * by everybody: the code is another way in.
   */
  action({
    name: 'account.signInByPassword',
    role: 'public',
    input: z.strictObject({ phone, password, ...entering }),
    output: signedIn,
    refusals: ['password/wrong', 'password/tooMany', 'identity/phoneWaits', 'identity/closed', 'identity/browserOnly'],
  }),
  /** Ends the session of the call itself (H5); `token` names another of one's own to end besides. */
  action({
    name: 'account.signOut',
    role: 'member',
    input: z.strictObject({ token: z.string().min(1).max(200).optional() }),
    output: z.strictObject({}),
    refusals: [],
  }),
  action({ name: 'account.me', role: 'member', input: z.strictObject({}), output: me, refusals: [] }),
  /** Accepts the rules and risks of plans as read: nothing accrues before. */
  action({
    name: 'account.acceptRules',
    role: 'member',
    input: z.strictObject({
      plans: z
        .array(z.strictObject({ plan: planKind, version: z.number().int().min(1) }))
        .min(1)
        .max(3),
    }),
    output: me,
    refusals: ['rules/otherVersion'],
  }),
  action({
    name: 'account.updateProfile',
    role: 'member',
    input: z.strictObject({ nickname: text(1, 20) }),
    output: me,
    refusals: ['words/forbidden', 'words/risky', 'words/notScreened'],
  }),
  /** Where one's avatar is to be uploaded to. */
  action({
    name: 'account.placePicture',
    ...placedByMember('avatar'),
  }),
  /** Takes an uploaded picture as one's avatar, or none; the file of the former is removed. */
  action({
    name: 'account.setAvatar',
    role: 'member',
    input: z.strictObject({ picture: fileId.nullable(), ...repeatable }),
    output: me,
    refusals: ['picture/unknown', 'avatar/notLookedAt'],
  }),
  /** Gives or takes a role. Only owners do, and never to or from themselves: so an owner is always left. */
  action({
    name: 'admin.setRole',
    role: 'staff.owner',
    input: z.strictObject({ memberId: id, role: z.enum(memberRoles), has: z.boolean(), ...repeatable }),
    output: z.strictObject({ memberId: id, roles: z.array(z.enum(memberRoles)) }),
    refusals: ['member/unknown', 'member/oneself', 'member/ownsShop'],
  }),
] as const;
