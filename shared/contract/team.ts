import * as z from 'zod';
import { action } from './action';
import { change, cursor, day, id, month, nothing, pageLimit, rateMillionths, units } from './values';

const rank = z.strictObject({
  /** 0 for none, 1 青铜 to 7 王者. */
  rank: z.number().int(),
  name: z.string().nullable(),
  rateMillionths: rateMillionths,
});

const generation = z.strictObject({
  generation: z.enum(['first', 'second', 'further']),
  members: z.number().int(),
  /** Members who still have points to release. */
  releasing: z.number().int(),
  cashFen: units,
  pointsCents: units,
});

const direct = z.strictObject({
  /** Tells the members of one list apart; says nothing beyond it. */
  key: id,
  /**
   * Opens the members below this one to this viewer alone (`team.listDirect` of); null where there are none.
   */
  opens: z.string().nullable(),
  /** 王** */
  nameMasked: z.string(),
  initial: z.string(),
  joinDay: day,
  rank: z.number().int(),
  rankName: z.string().nullable(),
  downline: z.number().int(),
  /** False where the downline goes on beyond what is counted for a list. */
  isDownlineWhole: z.boolean(),
  /** Cash of the member's own settled orders, and of the settled orders of that member's downline. */
  ownCashFen: units,
  downlineCashFen: units,
  /** Of one's own direct members alone, else null: whether they accepted a plan's rules, and had an order settled. */
  hasAccepted: z.boolean().nullable(),
  hasSettled: z.boolean().nullable(),
});
export type DirectMember = z.infer<typeof direct>;

const bonusKind = z.enum(['release.firstGeneration', 'release.secondGeneration', 'release.team', 'release.sameRank']);
export type BonusKind = z.infer<typeof bonusKind>;

/** A bonus of one close: its line of the statement. */
const bonusLine = z.strictObject({ day, cents: units, entryId: id });

const volume = z.strictObject({ cashFen: units, pointsCents: units });

export const team = z.strictObject({
  rank,
  /** Null at the highest rank, or when the plan has none. */
  next: z.strictObject({ rank: z.number().int(), name: z.string(), fromFen: units, missingFen: units }).nullable(),
  /** Ranks are those of this close. */
  asOfDay: day.nullable(),
  /** What the rank is decided by: the downline's cash, the member's own with it where the plan says so. */
  teamVolumeFen: units,
  /** Of the member's own settled orders. */
  own: volume,
  /** Of those of the whole downline; the points are null where it is too large to be counted at once. */
  downline: z.strictObject({ cashFen: units, pointsCents: units.nullable() }),
  /**
   * What the downline's cash has besides that of who stands there: counted of lines that went elsewhere since, less what
   * came along uncounted, signed. Null where the downline was not counted whole.
   */
  movedCashFen: change.nullable(),
  members: z.number().int(),
  /** Generations down to the last member. */
  deepest: z.number().int(),
  includesOwn: z.boolean(),
  generations: z.array(generation),
  /** False when the downline is too large to be counted at once: the generations are then left out. */
  isWhole: z.boolean(),
  /** Bonuses by kind; those that the plan pays, and others that were credited. */
  bonuses: z.array(
    z.strictObject({
      kind: bonusKind,
      /** Of the last close, null where it credited none. */
      last: bonusLine.nullable(),
      /** Of the last thirty days together. */
      thirtyDaysCents: units,
      lines: z.number().int(),
    }),
  ),
  isDemo: z.boolean(),
});
export type Team = z.infer<typeof team>;

export const teamActions = [
  action({ name: 'team.view', role: 'member', input: nothing, output: team, refusals: [] }),
  /**
   * Whom the caller referred, or, with `of`, whom a member of the caller's downline did: one level of the tree. A member is
   * named by what the list above gave to this very caller: never by an id, never from another place of the tree.
   */
  action({
    name: 'team.listDirect',
    role: 'member',
    input: z.strictObject({
      of: z
        .string()
        .regex(/^[\w+/=]{1,400}$/)
        .optional(),
      sort: z.enum(['joined', 'joinedFirst']).default('joined'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ members: z.array(direct), next: cursor.nullable() }),
    refusals: ['cursor/invalid', 'team/notOpened'],
  }),
  /** The days of the last thirty, or of one month, on which bonuses of a kind were credited, newest first, and their sum. */
  action({
    name: 'team.listBonuses',
    role: 'member',
    input: z.strictObject({ kind: bonusKind, month: month.optional() }),
    output: z.strictObject({
      lines: z.array(bonusLine),
      sumCents: units,
      /** The months that there may be some of: from the joining to the last close. */
      firstMonth: month,
      lastMonth: month,
    }),
    refusals: [],
  }),
  /** What an invitation card shows: no amounts, no reward for sharing. */
  action({
    name: 'team.invitation',
    role: 'member',
    input: nothing,
    output: z.strictObject({
      inviteCode: id,
      nameMasked: z.string(),
      /** Path with the code, for a link or a QR code. */
      path: z.string(),
      lines: z.array(z.string()),
    }),
    refusals: [],
  }),
  /**
   * WeChat's code and short link of the invitation: a file of the storage, and a text that WeChat opens when it is pasted
   * into a chat. Null where WeChat gave none. With `goodsId` the code leads to that product, which is on the shelf; it
   * leads home where both names are longer than a code can carry.
   */
  action({
    name: 'team.invitationCode',
    role: 'member',
    input: z.strictObject({ goodsId: id.optional() }),
    output: z.strictObject({ fileId: z.string().nullable(), link: z.string().nullable() }),
    refusals: ['goods/unknown'],
  }),
  /** Who invites: shown before signing in. */
  action({
    name: 'team.whoInvites',
    role: 'public',
    input: z.strictObject({ inviteCode: id }),
    output: z.strictObject({
      nameMasked: z.string(),
      /** '' where there is none that others may see. */
      avatar: z.string(),
    }),
    refusals: ['invitation/unknown'],
  }),
] as const;
