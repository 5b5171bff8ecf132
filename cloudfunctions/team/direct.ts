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

type Asked = ParsedOf<'team.listDirect'>;
type Direct = Pick<MemberDocument, '_id' | 'nickname' | 'joinDay' | 'joinedAtMs' | 'pageId'>;
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
  return { $or: [{ joinedAtMs: { [beyond]: joinedAtMs } }, { joinedAtMs, _id: { [beyond]: memberId } }] };
}

/** One page of the members whom the caller referred, and one more where the list goes on; what is shown alone. */
function directJoin(input: Asked): Join<readonly Direct[]> {
  const place = placeOf(input);
  const isNewestFirst = input.sort === 'joined';
  const order = isNewestFirst ? -1 : 1;
  return {
    lookup: {
      from: members.name,
      let: { memberId: '$memberId' },
      pipeline: [
        { $match: { $expr: { $eq: ['$referrerId', '$$memberId'] }, ...(place ? behind(place, isNewestFirst) : {}) } },
        { $sort: { joinedAtMs: order, _id: order } },
        { $limit: input.limit + 1 },
        { $project: { nickname: true, joinDay: true, joinedAtMs: true, pageId: true } },
      ],
    },
    read: (found) => found as readonly Direct[],
  };
}

/**
 * What an upline may see of a member: masked name, join day, volume; never phone, address or orders (trust §5). The
 * member's id neither: the key tells two of one viewer's members apart and says nothing to anybody else.
 */
function shown(viewerId: string, member: Direct, figures: MemberFigures | null, downline: Extent | undefined) {
  const rank = figures?.rank ?? 0;
  return {
    key: keyedHash('direct', `${viewerId} ${member._id}`).slice(0, 24),
    nameMasked: maskName(member.nickname),
    initial: [...member.nickname][0] ?? '',
    joinDay: member.joinDay,
    rank,
    rankName: rankName(rank),
    downline: downline?.count ?? 0,
    downlineCashFen: figures?.teamVolumeFen ?? 0,
  } satisfies DirectMember;
}

export const listDirect = joining<'team.listDirect', readonly [Join<readonly Direct[]>]>(
  (input) => [directJoin(input)],
  async (input, { member }, [found]) => {
    if (placeOf(input) === undefined) return refuse('cursor/invalid');
    const page = found.slice(0, input.limit);
    const last = found.length > input.limit ? page.at(-1) : undefined;
    const figures = page.length > 0 ? await figuresOf(page) : new Map<string, MemberFigures | null>();
    const extents = await extentsOf([...figures.values()].filter((one) => one !== null));
    return done({
      members: page.map((one) => shown(member._id, one, figures.get(one._id) ?? null, extents.get(one._id))),
      next: last ? cursorAt(input, last) : null,
    });
  },
);
