import { type DirectMember, type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { type Join, joining } from '../_actions/joins';
import { type Extent, extentsOf } from '../_books/pages/downline';
import { figuresOf, type MemberFigures } from '../_books/pages/read';
import { rankName } from '../_plans/ranks';
import { readCursor, writeCursor } from '../_platform/cursors';
import { maskName } from '../_platform/maskName';
import { keyedHash, seal, unseal } from '../_platform/phone';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { tagOf } from '../_store/lists';
import { memberOfBranch, movedJoin, nameBranch, openBranch } from './branch';

type Asked = ParsedOf<'team.listDirect'>;
type Direct = Pick<MemberDocument, '_id' | 'nickname' | 'joinDay' | 'joinedAtMs' | 'pageId' | 'accepted'> & {
  /** One of those whom it referred; none where it referred nobody. */
  readonly below: readonly unknown[];
};
/** Where the list goes on: when the last member shown joined, and its id. */
type Place = readonly [joinedAtMs: number, memberId: string];

const LIST = 'team.listDirect';

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
const cursorAt = (input: Asked, { joinedAtMs, _id }: Direct): string =>
  writeCursor(tagOf(LIST, input), [joinedAtMs, seal(_id)]);

/** What lies behind a place, in the database's own form. */
function behind([joinedAtMs, memberId]: Place, isNewestFirst: boolean): Record<string, unknown> {
  const beyond = isNewestFirst ? '$lt' : '$gt';
  // The range beside the choice is what an index is walked by: the last page costs what the first one does.
  return {
    joinedAtMs: { [`${beyond}e`]: joinedAtMs },
    $or: [{ joinedAtMs: { [beyond]: joinedAtMs } }, { joinedAtMs, _id: { [beyond]: memberId } }],
  };
}

/** Tells whether somebody was referred: one of them is looked for, whoever it is. */
const belowLookup = {
  from: members.name,
  let: { referrerId: '$_id' },
  pipeline: [
    { $match: { $expr: { $eq: ['$referrerId', '$$referrerId'] } } },
    { $limit: 1 },
    { $project: { _id: true } },
  ],
  as: 'below',
};

/** The end of one's own list for a branch that cannot be read: the list is not looked for. */
const NOBODY = '';

/**
 * One page of the members whom the caller referred, or the member of a branch did, and one more where the list goes on;
 * what is shown alone.
 */
function directJoin(input: Asked): Join<readonly Direct[]> {
  const place = placeOf(input);
  const referrerId = input.of === undefined ? '$memberId' : { $literal: memberOfBranch(input.of) ?? NOBODY };
  const isNewestFirst = input.sort === 'joined';
  const order = isNewestFirst ? -1 : 1;
  return {
    lookup: {
      from: members.name,
      let: { referrerId },
      pipeline: [
        { $match: { $expr: { $eq: ['$referrerId', '$$referrerId'] }, ...(place ? behind(place, isNewestFirst) : {}) } },
        { $sort: { joinedAtMs: order, _id: order } },
        { $limit: input.limit + 1 },
        { $project: { nickname: true, joinDay: true, joinedAtMs: true, pageId: true, accepted: true } },
        { $lookup: belowLookup },
      ],
    },
    read: (found) => found as readonly Direct[],
  };
}

/** Whether the rules of any plan were accepted, in whatever version. */
const hasAccepted = ({ accepted }: Direct): boolean => Object.values(accepted).some((times) => times.length > 0);

/**
 * What an upline may see of a member: masked name, join day, volume; never phone, address or orders (trust §5). The
 * member's id neither: the key tells two of one viewer's members apart and says nothing to anybody else.
 */
function shown(
  { viewerId, moved, isOwn }: { readonly viewerId: string; readonly moved: number; readonly isOwn: boolean },
  member: Direct,
  figures: MemberFigures | null,
  downline: Extent | undefined,
) {
  const rank = figures?.rank ?? 0;
  return {
    key: keyedHash('direct', `${viewerId} ${member._id}`).slice(0, 24),
    opens: member.below.length > 0 ? nameBranch(viewerId, member._id, moved) : null,
    nameMasked: maskName(member.nickname),
    initial: [...member.nickname][0] ?? '',
    joinDay: member.joinDay,
    rank,
    rankName: rankName(rank),
    downline: downline?.count ?? 0,
    isDownlineWhole: downline?.isWhole ?? true,
    ownCashFen: figures?.ownVolumeFen ?? 0,
    downlineCashFen: figures?.teamVolumeFen ?? 0,
    hasAccepted: isOwn ? hasAccepted(member) : null,
    hasSettled: isOwn ? (figures?.ownVolumeFen ?? 0) + (figures?.ownPointsCents ?? 0) > 0 : null,
  } satisfies DirectMember;
}

export const listDirect = joining<'team.listDirect', readonly [Join<readonly Direct[]>, Join<number>]>(
  (input) => [directJoin(input), movedJoin()],
  async (input, { member }, [found, moved]) => {
    if (placeOf(input) === undefined) return refuse('cursor/invalid');
    const opened = input.of === undefined ? done(member._id) : openBranch(input.of, member._id, moved);
    if (!opened.ok) return opened;
    const page = found.slice(0, input.limit);
    const last = found.length > input.limit ? page.at(-1) : undefined;
    const figures = page.length > 0 ? await figuresOf(page) : new Map<string, MemberFigures | null>();
    const extents = await extentsOf([...figures.values()].filter((one) => one !== null));
    const viewer = { viewerId: member._id, moved, isOwn: input.of === undefined };
    return done({
      members: page.map((one) => shown(viewer, one, figures.get(one._id) ?? null, extents.get(one._id))),
      next: last ? cursorAt(input, last) : null,
    });
  },
);
