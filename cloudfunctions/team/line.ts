import type { DirectMember } from '@shared/contract';
import type { Extent } from '../_books/pages/downline';
import type { MemberPlace } from '../_books/pages/read';
import { rankName } from '../_plans/ranks';
import { maskName } from '../_platform/maskName';
import { keyedHash } from '../_platform/phone';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { nameBranch } from './branch';

/** What of a member's document a line of the tree is told from. */
export type Known = Pick<MemberDocument, '_id' | 'nickname' | 'joinDay' | 'joinedAtMs' | 'pageId' | 'accepted'> & {
  /** How many it referred; none where it referred nobody. */
  readonly below: readonly { readonly count: number }[];
};

export const KNOWN = { nickname: true, joinDay: true, joinedAtMs: true, pageId: true, accepted: true };

/** More than so many that one member referred are not counted: a line says so many or more. */
const MOST_DIRECTS = 100;

/** Counts whom a member referred, by the index that lists them. */
export const belowLookup = {
  from: members.name,
  let: { referrerId: '$_id' },
  pipeline: [
    { $match: { $expr: { $eq: ['$referrerId', '$$referrerId'] } } },
    { $limit: MOST_DIRECTS },
    { $count: 'count' },
  ],
  as: 'below',
};

/** Who looks, and as of how many moves of lines what it is given to look on by counts. */
interface Viewer {
  readonly viewerId: string;
  readonly moved: number;
}

/** What is told of a line besides its member's own document. */
interface Figures {
  /** Whether the viewer referred the member itself. */
  readonly isOwn: boolean;
  readonly figures: MemberPlace | null;
  readonly downline: Extent | undefined;
  /** Points of the downline; null where they were not asked for, or not counted whole. */
  readonly pointsCents: number | null;
}

/** Whether the rules of any plan were accepted, in whatever version. */
const hasAccepted = ({ accepted }: Known): boolean => Object.values(accepted).some((times) => times.length > 0);

/**
 * What an upline may see of a member: masked name, join day, volume; never phone, address or orders (trust §5). The
 * member's id neither: the key tells two of one viewer's members apart and says nothing to anybody else.
 */
export function lineOf(
  { viewerId, moved }: Viewer,
  member: Known,
  { isOwn, figures, downline, pointsCents }: Figures,
): DirectMember {
  const rank = figures?.rank ?? 0;
  const directs = member.below[0]?.count ?? 0;
  return {
    key: keyedHash('direct', `${viewerId} ${member._id}`).slice(0, 24),
    opens: directs > 0 ? nameBranch(viewerId, member._id, moved) : null,
    nameMasked: maskName(member.nickname),
    initial: [...member.nickname][0] ?? '',
    joinDay: member.joinDay,
    rank,
    rankName: rankName(rank),
    directs,
    isDirectsWhole: directs < MOST_DIRECTS,
    downline: downline?.count ?? 0,
    isDownlineWhole: downline?.isWhole ?? true,
    ownCashFen: figures?.ownVolumeFen ?? 0,
    downlineCashFen: figures?.teamVolumeFen ?? 0,
    ownPointsCents: figures?.ownPointsCents ?? 0,
    downlinePointsCents: pointsCents,
    hasAccepted: isOwn ? hasAccepted(member) : null,
    hasSettled: isOwn ? (figures?.ownVolumeFen ?? 0) + (figures?.ownPointsCents ?? 0) > 0 : null,
  };
}
