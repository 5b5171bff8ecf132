import { type ParsedOf, refuse } from '@shared/contract';
import { type BusinessDay, done, startOfBusinessDay } from '@shared/kernel';
import { type Join, joining } from '../_actions/joins';
import { extentsOf } from '../_books/pages/downline';
import { pointsOf } from '../_books/pages/points';
import { type MemberPlace, placesOf } from '../_books/pages/read';
import { readCursor, writeCursor } from '../_platform/cursors';
import { seal, unseal } from '../_platform/phone';
import { members } from '../_store/collections';
import { tagOf } from '../_store/lists';
import { memberOfBranch, movedJoin, openBranch } from './branch';
import { belowLookup, KNOWN, type Known, lineOf } from './line';

type Asked = ParsedOf<'team.listDirect'>;
/** Where the list goes on: when the last member shown joined, and its id. */
type Place = readonly [joinedAtMs: number, memberId: string];

const LIST = 'team.listDirect';

/** So many of those who joined on the asked days are counted at most. */
const MOST_JOINED = 1_000;

/** The cursor's place: null at the list's beginning, undefined for a cursor that this list did not give. */
function placeOf(input: Asked): Place | null | undefined {
  if (input.cursor === undefined) return null;
  const read = readCursor(input.cursor, tagOf(LIST, input), ['number', 'string']);
  try {
    return read && [read[0], unseal(read[1])];
  } catch {
    return undefined;
  }
}

/** A place as a cursor; the member's id is sealed in it. */
const cursorAt = (input: Asked, { joinedAtMs, _id }: Known): string =>
  writeCursor(tagOf(LIST, input), [joinedAtMs, seal(_id)]);

type Within = Readonly<Record<string, number>>;

const DAY_MS = 86_400_000;

/** The moments of the asked days. */
const daysAsked = ({ fromDay, toDay }: Asked): Within => ({
  ...(fromDay === undefined ? {} : { $gte: startOfBusinessDay(fromDay as BusinessDay) }),
  ...(toDay === undefined ? {} : { $lt: startOfBusinessDay(toDay as BusinessDay) + DAY_MS }),
});

/** What lies behind a place and within the asked days, in the database's own form. */
function behind(place: Place | null, isNewestFirst: boolean, days: Within): Record<string, unknown> {
  if (!place) return Object.keys(days).length > 0 ? { joinedAtMs: days } : {};
  const [joinedAtMs, memberId] = place;
  const beyond = isNewestFirst ? '$lt' : '$gt';
  // The range beside the choice is what an index is walked by: the last page costs what the first one does.
  return {
    joinedAtMs: { ...days, [`${beyond}e`]: joinedAtMs },
    $or: [{ joinedAtMs: { [beyond]: joinedAtMs } }, { joinedAtMs, _id: { [beyond]: memberId } }],
  };
}

/** The end of one's own list for a branch that cannot be read: the list is not looked for. */
const NOBODY = '';

const referrerOf = ({ of }: Asked) => (of === undefined ? '$memberId' : { $literal: memberOfBranch(of) ?? NOBODY });

const isReferrer = { $expr: { $eq: ['$referrerId', '$$referrerId'] } };

/**
 * One page of the members whom the caller referred, or the member of a branch did, and one more where the list goes on;
 * what is shown alone.
 */
function directJoin(input: Asked): Join<readonly Known[]> {
  const isNewestFirst = input.sort === 'joined';
  const order = isNewestFirst ? -1 : 1;
  return {
    lookup: {
      from: members.name,
      let: { referrerId: referrerOf(input) },
      pipeline: [
        { $match: { ...isReferrer, ...behind(placeOf(input) ?? null, isNewestFirst, daysAsked(input)) } },
        { $sort: { joinedAtMs: order, _id: order } },
        { $limit: input.limit + 1 },
        { $project: KNOWN },
        { $lookup: belowLookup },
      ],
    },
    read: (found) => found as readonly Known[],
  };
}

/** How many joined on the asked days. */
const joinedJoin = (input: Asked): Join<number> => ({
  lookup: {
    from: members.name,
    let: { referrerId: referrerOf(input) },
    pipeline: [
      { $match: { ...isReferrer, joinedAtMs: daysAsked(input) } },
      { $limit: MOST_JOINED },
      { $count: 'count' },
    ],
  },
  read: (found) => (found as readonly { readonly count: number }[])[0]?.count ?? 0,
});

/** Days were asked for, and this is the list's first page: it says how many joined on them. */
const saysJoined = (input: Asked): boolean =>
  (input.fromDay !== undefined || input.toDay !== undefined) && input.cursor === undefined;

export const listDirect = joining<
  'team.listDirect',
  readonly [Join<readonly Known[]>, Join<number>, ...Join<number>[]]
>(
  (input) => [directJoin(input), movedJoin(), ...(saysJoined(input) ? [joinedJoin(input)] : [])],
  async (input, { member }, [found, moved, joined]) => {
    if (placeOf(input) === undefined) return refuse('cursor/invalid');
    const opened = input.of === undefined ? done(member._id) : openBranch(input.of, member._id, moved);
    if (!opened.ok) return opened;
    const page = found.slice(0, input.limit);
    const last = found.length > input.limit ? page.at(-1) : undefined;
    const figures = page.length > 0 ? await placesOf(page) : new Map<string, MemberPlace | null>();
    const extents = await extentsOf([...figures.values()].filter((one) => one !== null));
    const points = input.volume === 'points' ? await pointsOf(extents) : null;
    const viewer = { viewerId: member._id, moved };
    return done({
      members: page.map((one) => {
        const { _id } = one;
        const downline = extents.get(_id);
        // Whom no close knows yet has nothing below that was counted.
        const pointsCents = points && (downline ? (points.get(_id) ?? null) : 0);
        return lineOf(viewer, one, {
          isOwn: input.of === undefined,
          figures: figures.get(_id) ?? null,
          downline,
          pointsCents,
        });
      }),
      joined: joined === undefined ? null : { count: joined, isWhole: joined < MOST_JOINED },
      next: last ? cursorAt(input, last) : null,
    });
  },
);
