import * as z from 'zod';
import { readBusinessDay } from '../kernel';
import { action } from './action';
import { text } from './text';
import { change, cursor, day, id, month, nothing, pageLimit, rateMillionths, units } from './values';

/** A day that there is: not the 31st of February. */
const calendarDay = day.refine((text) => readBusinessDay(text) !== undefined);

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
  /** Whom the member referred, those of today among them. */
  directs: z.number().int(),
  /** False where there are more than are counted for a list. */
  isDirectsWhole: z.boolean(),
  downline: z.number().int(),
  /** False where the downline goes on beyond what is counted for a list. */
  isDownlineWhole: z.boolean(),
  /** Cash of the member's own settled orders, and of the settled orders of that member's downline. */
  ownCashFen: units,
  downlineCashFen: units,
  /** Points those orders were paid with; of the downline only where `volume: 'points'` asks for them and it was counted whole. */
  ownPointsCents: units,
  downlinePointsCents: units.nullable(),
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

/** A line of the tree that was looked for: where it stands below the caller, and who referred it. */
const foundMember = z.strictObject({
  /** 1 for whom the caller referred. */
  generation: z.number().int(),
  /** Masked; null where the caller did. */
  referredBy: z.string().nullable(),
  member: direct,
});
export type FoundMember = z.infer<typeof foundMember>;

const bonusSum = z.strictObject({ kind: bonusKind, cents: units, lines: z.number().int() });

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
      /** What each line's downline is summed in: its points are summed only where they are asked for. */
      volume: z.enum(['cash', 'points']).default('cash'),
      /** Only those who joined on this day and later, or before and on that one. */
      fromDay: calendarDay.optional(),
      toDay: calendarDay.optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({
      members: z.array(direct),
      /** How many joined on those days, where days are asked for, on the first page; so many stand for so many or more. */
      joined: z.strictObject({ count: z.number().int(), isWhole: z.boolean() }).nullable(),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid', 'team/notOpened'],
  }),
  /**
   * Members of the caller's downline by the whole of their name or by their invitation code: nobody else is found, and no
   * part of a name finds anybody, so that nobody is spelled out letter by letter. Who joined since the last close is found
   * a few generations below whom that close knew.
   */
  action({
    name: 'team.search',
    role: 'member',
    input: z.strictObject({ query: text(1, 40) }),
    output: z.strictObject({
      found: z.array(foundMember),
      /** False where so many members bear the name that not all of them were looked at: the code finds one of them. */
      isWhole: z.boolean(),
    }),
    refusals: [],
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
  /**
   * Bonuses by kind of the half a year that ends with a month, and the month that the sums go on with, null at the
   * joining: from the last close's month on, all sums together are what was ever credited.
   */
  action({
    name: 'team.sumBonuses',
    role: 'member',
    input: z.strictObject({ cursor: month }),
    output: z.strictObject({ sums: z.array(bonusSum), fromMonth: month, next: month.nullable() }),
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
