import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { directories, members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { DIRECTORY_ID } from './pages/downline';
import { figuresOf } from './pages/read';
import { isWithin, runOf } from './pages/run';

/** A member and the referrer that one is to get. */
interface Change {
  readonly member: MemberDocument;
  readonly to: MemberDocument;
}

/** Those who joined since the last close stand on no page: so many of them are walked up at most. */
const MOST_JOINED = 100;

/**
 * Whether a member may get another referrer now. The line of a member goes along, so the new referrer may not stand in it,
 * nor be that very member: no line leads back into itself. Asked again by the close that does it, of whom stands where
 * then, so that of two changes that would close a circle together the second is left.
 */
export async function mayChangeReferrer(
  memberId: string,
  toMemberId: string,
): Promise<Outcome<Change, 'member/unknown' | 'referrer/same' | 'referrer/below'>> {
  const [member, to] = await Promise.all([members.get(memberId), members.get(toMemberId)]);
  if (!member || member.isClosed || !to || to.isClosed) return refuse('member/unknown', {});
  if (member.referrerId === to._id) return refuse('referrer/same');
  if (await isInLineOf(member, to)) return refuse('referrer/below');
  return done({ member, to });
}

/** By the pages of the last close; who joined since is found by the referrers of whoever joined since. */
async function isInLineOf(member: MemberDocument, one: MemberDocument): Promise<boolean> {
  let above: MemberDocument | null = one;
  for (let walked = 0; above && above._id !== member._id && above.pageId === null; walked += 1) {
    if (walked === MOST_JOINED || above.referrerId === null) return false;
    above = await members.get(above.referrerId);
  }
  if (!above) return false;
  if (above._id === member._id) return true;
  const figures = await figuresOf([member, above]);
  const [top, place] = [figures.get(member._id), figures.get(above._id)];
  if (!top || !place || top.downlineInPage === 0) return false;
  const directory = await directories.get(DIRECTORY_ID);
  return isWithin(await runOf(top, directory?.pages ?? []), place);
}
