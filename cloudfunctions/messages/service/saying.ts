import { type RefusalOf, refuse } from '@shared/contract';
import { cutTo } from '@shared/format';
import { done, type Outcome } from '@shared/kernel';
import { isAnswered } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import { screenPicture } from '../../_actions/screenPicture';
import { unusableFile } from '../../_platform/files';
import { derivedId } from '../../_platform/ids';
import { countAll } from '../../_store/counters';
import type { SaidDocument, ThreadDocument } from '../../_store/documents';

const MINUTE_MS = 60_000;
/** What one member may say to all shops together; who answers for a shop may say more. */
const LIMITS = {
  buyer: [
    { most: 20, withinMs: 10 * MINUTE_MS },
    { most: 200, withinMs: 24 * 60 * MINUTE_MS },
  ],
  shop: [{ most: 120, withinMs: 10 * MINUTE_MS }],
} as const;

/** What a list shows of what was said last. */
const SUMMARY_CHARACTERS = 60;

/** Pictures of threads lie in one folder, each member's in one of his own. */
export const folderOf = (memberId: string): string => `service/${derivedId('U', memberId)}`;

interface Asked {
  readonly words: string;
  readonly pictures: readonly string[];
}

type Refused = Extract<
  RefusalOf<'messages.answerOfShop'>,
  'service/nothing' | 'service/tooMany' | 'picture/unknown' | 'words/forbidden' | 'words/risky'
>;

/**
 * Looks through what somebody is about to say: something, in words that pass, pictures that are his own, not too often.
 * The two sides of a thread do not wait for a check that does not answer; a request that is repeated was counted.
 */
export async function mayBeSaid(
  { words, pictures }: Asked,
  caller: Caller,
  side: 'buyer' | 'shop',
): Promise<Outcome<null, Refused>> {
  if (words === '' && pictures.length === 0) return refuse('service/nothing');
  // Answered before, it is answered the same, and counted once.
  if (await isAnswered(caller)) return done(null);
  const { member, nowMs } = caller;
  const counted = await countAll([{ key: `said:${side}:${member._id}`, limits: LIMITS[side] }], nowMs);
  if (!counted.ok)
    return refuse('service/tooMany', { againAfterSeconds: Math.ceil((counted.againAtMs - nowMs) / 1000) });
  const screened = await screenText([words], side === 'buyer' ? 'toShop' : 'byShop');
  if (!screened.ok) return screened;
  const unusable = pictures.length > 0 ? await unusableFile(pictures, folderOf(member._id)) : null;
  if (unusable !== null) return refuse('picture/unknown', { fileId: unusable });
  await screenPicture(pictures);
  return done(null);
}

const saidId = (threadId: string, no: number): string => `${threadId}:${no}`;

/** One thing that is said, as the next of its thread, and what the thread says of itself then. */
export function nextSaid(
  thread: Pick<ThreadDocument, '_id' | 'count'>,
  by: SaidDocument['by'],
  { words, pictures, about = null }: Asked & Partial<Pick<SaidDocument, 'about'>>,
  { member, nowMs }: Caller,
) {
  const no = thread.count + 1;
  const said: SaidDocument = {
    _id: saidId(thread._id, no),
    threadId: thread._id,
    no,
    by,
    byId: member._id,
    words,
    pictures,
    about,
    atMs: nowMs,
  };
  const lastWords = words === '' ? `[${pictures.length} 张图片]` : cutTo(words, SUMMARY_CHARACTERS);
  return { said, last: { count: no, lastWords, lastBy: by, lastAtMs: nowMs } };
}
