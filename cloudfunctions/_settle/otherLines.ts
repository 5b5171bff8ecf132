import { DIRECTORY_ID } from '../_books/pages/downline';
import { movedSince } from '../_books/pages/moved';
import { figuresOf, type MemberFigures } from '../_books/pages/read';
import { isWithin, type Run, runOf } from '../_books/pages/run';
import { directories, members } from '../_store/collections';
import type { MemberDocument, ReferrerChangeDocument } from '../_store/documents';

/** Where volume falls, or rises again, besides the line of its buyer: by so many times what is reversed. */
export interface OtherLine {
  readonly memberId: string;
  readonly times: 1 | -1;
}

/** Somebody who got another referrer since, at the place of now. */
interface Mover {
  readonly figures: MemberFigures;
  readonly run: Run;
  /** Who referred that member when the order settled, and who does now. */
  readonly fromReferrerId: string | null;
  readonly toReferrerId: string | null;
}

type Standing = Pick<MemberDocument, '_id' | 'pageId' | 'referrerId'>;

/**
 * Volume falls where it was counted. What a buyer's order of a past day counted may lie in another line than the buyer's
 * of now: above whoever moved since, it is taken back of the line of then, and what falls with the buyer's of now is given
 * back to it. None where no line has moved since that day.
 */
export async function otherLinesOf(buyerId: string, settleDay: string): Promise<readonly OtherLine[]> {
  const changes = await movedSince(settleDay);
  if (changes.length === 0) return [];
  const places = await placesOf(buyerId, changes);
  const others: OtherLine[] = [];
  // Each mover is passed once at most: above it stands who referred it then.
  const left = new Set(places.movers);
  for (let one: string | null = buyerId; one !== null; ) {
    const at = places.figures.get(one);
    const mover = at && nearestAbove(at, left);
    if (!mover) break;
    left.delete(mover);
    if (mover.toReferrerId !== null) others.push({ memberId: mover.toReferrerId, times: 1 });
    if (mover.fromReferrerId !== null) others.push({ memberId: mover.fromReferrerId, times: -1 });
    one = mover.fromReferrerId;
  }
  return others;
}

/** The mover whose line holds a place, the deepest of several: between both nobody's referrer has changed. */
function nearestAbove(at: MemberFigures, movers: ReadonlySet<Mover>): Mover | undefined {
  return [...movers].filter(({ run }) => isWithin(run, at)).sort((a, b) => b.figures.depth - a.figures.depth)[0];
}

/** Where all those stand whom the changes name, and the lines of who moved. */
async function placesOf(buyerId: string, changes: readonly ReferrerChangeDocument[]) {
  const named = changes.flatMap(({ memberId, fromReferrerId }) => [memberId, fromReferrerId ?? memberId]);
  const [found, directory] = await Promise.all([
    members.getMany([...new Set([buyerId, ...named])], { pageId: true, referrerId: true }),
    directories.get(DIRECTORY_ID),
  ]);
  const standing = new Map((found as readonly Standing[]).map((one) => [one._id, one]));
  const figures = await figuresOf(found as readonly Standing[]);
  const first = new Map([...changes].reverse().map((change) => [change.memberId, change.fromReferrerId]));
  const movers: Mover[] = [];
  for (const [memberId, fromReferrerId] of first) {
    const own = figures.get(memberId);
    if (!own) continue;
    const run = await runOf(own, directory?.pages ?? []);
    movers.push({ figures: own, run, fromReferrerId, toReferrerId: standing.get(memberId)?.referrerId ?? null });
  }
  return { figures, movers };
}
