import type { DirectMember } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import type { Condition } from '../_lib/collection';
import { members } from '../_lib/collections';
import { readCursor, writeCursor } from '../_lib/cursors';
import type { MemberDocument } from '../_lib/documents';
import type { Handler } from '../_lib/outcomes';
import { downlineOf } from '../_lib/pages/downline';
import { standingOfMember } from '../_lib/pages/read';
import { maskName } from '../_lib/phone';
import { rankName } from '../_lib/ranks';

/** What an upline may see of a member: masked name, join day, volume; never phone, address or orders (trust §5). */
async function shown(member: MemberDocument): Promise<DirectMember> {
  const standing = await standingOfMember(member);
  const { count } = await downlineOf(standing);
  const rank = standing?.page.rank[standing.at] ?? 0;
  return {
    memberId: member._id,
    nameMasked: maskName(member.nickname),
    initial: [...member.nickname][0] ?? '',
    joinDay: member.joinDay,
    rank,
    rankName: rankName(rank),
    downline: count,
    downlineCashFen: standing?.page.teamVolume[standing.at] ?? 0,
  };
}

export const listDirect: Handler<'team.listDirect'> = async (input, { member }) => {
  const isNewestFirst = input.sort === 'joined';
  const conditions: Condition[] = [{ sponsorId: member._id }];
  if (input.cursor) {
    const place = readCursor(input.cursor, ['number', 'string']);
    if (!place) return refuse('cursor/invalid');
    const beyond = isNewestFirst ? _.lt : _.gt;
    conditions.push(_.or({ joinedAtMs: beyond(place[0]) }, { joinedAtMs: place[0], _id: beyond(place[1]) }) as never);
  }
  const order = isNewestFirst ? 'desc' : 'asc';
  const found = await members.find(conditions.length > 1 ? (_.and(...conditions) as never) : conditions[0]!, {
    orderBy: [
      ['joinedAtMs', order],
      ['_id', order],
    ],
    limit: input.limit + 1,
  });
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  return done({
    members: await Promise.all(page.map(shown)),
    next: found.length > input.limit && last ? writeCursor([last.joinedAtMs, last._id]) : null,
  });
};
