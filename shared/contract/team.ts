import * as z from 'zod';
import { action } from './action';
import { cursor, day, id, nothing, pageLimit, rateMillionths, units } from './values';

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
  /** 王** */
  nameMasked: z.string(),
  initial: z.string(),
  joinDay: day,
  rank: z.number().int(),
  rankName: z.string().nullable(),
  downline: z.number().int(),
  /** Cash of the settled orders of that member's downline. */
  downlineCashFen: units,
});
export type DirectMember = z.infer<typeof direct>;

export const team = z.strictObject({
  rank,
  /** Null at the highest rank, or when the plan has none. */
  next: z.strictObject({ rank: z.number().int(), name: z.string(), fromFen: units, missingFen: units }).nullable(),
  /** Ranks are those of this close. */
  asOfDay: day.nullable(),
  teamVolumeFen: units,
  teamPointsCents: units,
  members: z.number().int(),
  includesOwn: z.boolean(),
  generations: z.array(generation),
  /** False when the downline is too large to be counted at once: the generations are then left out. */
  isWhole: z.boolean(),
});
export type Team = z.infer<typeof team>;

export const teamActions = [
  action({ name: 'team.view', role: 'member', input: nothing, output: team, refusals: [] }),
  action({
    name: 'team.listDirect',
    role: 'member',
    input: z.strictObject({
      sort: z.enum(['joined', 'joinedFirst']).default('joined'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ members: z.array(direct), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
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
   * into a chat. Null where WeChat gave none.
   */
  action({
    name: 'team.invitationCode',
    role: 'member',
    input: nothing,
    output: z.strictObject({ fileId: z.string().nullable(), link: z.string().nullable() }),
    refusals: [],
  }),
  /** Who invites: shown before signing in. */
  action({
    name: 'team.whoInvites',
    role: 'public',
    input: z.strictObject({ inviteCode: id }),
    output: z.strictObject({ nameMasked: z.string() }),
    refusals: ['invitation/unknown'],
  }),
] as const;
