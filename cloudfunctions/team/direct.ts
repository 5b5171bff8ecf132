import type { DirectMember } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { downlineOf } from '../_books/pages/downline';
import { standingOfMember } from '../_books/pages/read';
import { rankName } from '../_plans/ranks';
import { maskName } from '../_platform/phone';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { listPage } from '../_store/lists';

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
  const order = input.sort === 'joined' ? 'desc' : 'asc';
  const list = await listPage(members, input, {
    name: 'team.listDirect',
    condition: { referrerId: member._id },
    keys: [
      ['joinedAtMs', order],
      ['_id', order],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  return done({ members: await Promise.all(list.value.found.map(shown)), next: list.value.next });
};
