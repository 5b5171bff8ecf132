import * as z from 'zod';
import { afterSalesKinds, afterSalesStates, orderStates, withdrawalStates } from '../machines';
import { memberRoles } from '../roles';
import { action } from './action';
import { team } from './team';
import { text } from './text';
import { cursor, day, device, id, moment, pageLimit, planKind, repeatable, term, units } from './values';
import { explanation, statementAsked, statementPage, wallet } from './wallet';

/** A member in a list of the staff's. */
export const memberRow = z.strictObject({
  memberId: id,
  nickname: z.string(),
  phoneMasked: z.string(),
  joinDay: day,
  roles: z.array(z.enum(memberRoles)),
  isBlocked: z.boolean(),
  isClosed: z.boolean(),
});
export type MemberRow = z.infer<typeof memberRow>;

/** Somebody on the line of a member. */
const onLine = z.strictObject({ memberId: id, nickname: z.string(), joinDay: day });

const blocked = z.strictObject({ atMs: moment, reason: z.string(), byName: z.string() });

const memberPage = z.strictObject({
  ...memberRow.shape,
  inviteCode: id,
  shop: z.strictObject({ shopId: id, name: z.string() }).nullable(),
  blocked: blocked.nullable(),
  /** Finance lets nothing be drawn; see admin.blockWithdrawals. */
  isDrawingBlocked: z.boolean(),
  /** When an account whose closing was asked for is closed; null where it was not. */
  closingDueAtMs: moment.nullable(),
  level: z.number().int(),
  levelFromFen: units.nullable(),
  /** Of the last close, by volume alone: nobody sets one by hand. */
  rank: z.number().int(),
  rankName: z.string().nullable(),
  consents: z.strictObject({
    terms: z.array(z.strictObject({ term, version: z.number().int(), atMs: moment })),
    plans: z.array(z.strictObject({ plan: planKind, version: z.number().int(), atMs: moment })),
  }),
  /** Up the line, the nearest first, at most five; `hasMoreAbove` where it goes on. */
  referrers: z.array(onLine),
  hasMoreAbove: z.boolean(),
  /** Browsers that are signed in, and since when a WeChat is bound: null for none, 0 where it was not written down. */
  sessions: z.array(
    z.strictObject({ sessionId: id, device: device.nullable(), beganAtMs: moment.nullable(), seenDay: day.nullable() }),
  ),
  wechatBoundAtMs: moment.nullable(),
  /** The newest three of each. */
  orders: z.array(
    z.strictObject({
      orderId: id,
      orderNo: z.string(),
      state: z.enum(orderStates),
      placedAtMs: moment,
      cashFen: units,
      first: z.string(),
    }),
  ),
  withdrawals: z.array(
    z.strictObject({ withdrawalId: id, state: z.enum(withdrawalStates), atMs: moment, amountFen: units }),
  ),
  cases: z.array(
    z.strictObject({
      caseId: id,
      kind: z.enum(afterSalesKinds),
      state: z.enum(afterSalesStates),
      orderNo: z.string(),
      askedAtMs: moment,
    }),
  ),
  /** What the staff did with this member, the newest ten. */
  log: z.array(
    z.strictObject({ noteId: id, action: z.string(), atMs: moment, byName: z.string(), reason: z.string() }),
  ),
});
export type MemberPage = z.infer<typeof memberPage>;

/** Why somebody is looked at or stopped: kept in the audit. */
const reason = text(1, 200);

/** Members as persons: who works here looks at them; what shows more than a masked name is written down as a look. */
export const peopleActions = [
  /** The newest members first, by when they joined; of those who are blocked, by when they were. */
  action({
    name: 'admin.listMembers',
    role: 'staff.members',
    input: z.strictObject({
      which: z.enum(['all', 'blocked']).default('all'),
      /** Joined on this day or later; of `all` alone. */
      joinedFrom: day.optional(),
      /** Joined on this day or earlier; of `all` alone. */
      joinedUntil: day.optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ members: z.array(memberRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.viewMember',
    role: 'staff.members',
    input: z.strictObject({ memberId: id }),
    output: memberPage,
    refusals: ['member/unknown'],
  }),
  /** The whole phone number, with a reason; the member can see that it was looked at. */
  action({
    name: 'admin.viewMemberPhone',
    role: 'staff.members',
    input: z.strictObject({ memberId: id, reason }),
    output: z.strictObject({ phone: z.string() }),
    refusals: ['member/unknown', 'member/closed', 'words/forbidden', 'words/risky'],
  }),
  /** Whom a member referred, the newest first, with what they and those below them bought, as of the last close. */
  action({
    name: 'admin.listReferred',
    role: 'staff.members',
    input: z.strictObject({ memberId: id, cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({
      members: z.array(
        z.strictObject({
          ...memberRow.shape,
          rankName: z.string().nullable(),
          ownCashFen: units,
          ownPointsCents: units,
          downlineCashFen: units,
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
  /** Ends one of a member's sessions; its browser has to sign in again. */
  action({
    name: 'admin.endMemberSession',
    role: 'staff.members',
    input: z.strictObject({ memberId: id, sessionId: id, ...repeatable }),
    output: z.strictObject({ sessionId: id }),
    refusals: ['session/unknown'],
  }),
  /**
   * Blocks a member, or takes that back: at once, in every function (`stopsWhenBlocked`). Nothing that is held is touched,
   * and closes credit as before. The member is told, with the reason. Not of who works here: roles are taken first.
   */
  action({
    name: 'admin.blockMember',
    role: 'staff.owner',
    input: z.strictObject({ memberId: id, isBlocked: z.boolean(), reason, ...repeatable }),
    output: z.strictObject({ memberId: id, isBlocked: z.boolean() }),
    refusals: ['member/unknown', 'member/isStaff', 'member/closed', 'words/forbidden', 'words/risky'],
  }),
  /** A member's wallet, as its owner sees it. */
  action({
    name: 'wallet.viewOf',
    role: 'staff.members',
    input: z.strictObject({ memberId: id }),
    output: wallet,
    refusals: ['member/unknown'],
  }),
  action({
    name: 'wallet.statementOf',
    role: 'staff.members',
    input: z.strictObject({ memberId: id, ...statementAsked }),
    output: statementPage,
    refusals: ['member/unknown', 'cursor/invalid'],
  }),
  action({
    name: 'wallet.explainOf',
    role: 'staff.members',
    input: z.strictObject({ memberId: id, entryId: id }),
    output: explanation,
    refusals: ['member/unknown', 'entry/unknown'],
  }),
  /** A member's team, as that member sees it: volume of the whole network in cash and points. */
  action({
    name: 'team.viewOf',
    role: 'staff.members',
    input: z.strictObject({ memberId: id }),
    output: team,
    refusals: ['member/unknown'],
  }),
] as const;
