import { type RefusalOf, refuse } from '@shared/contract';
import { GIFT_CODE_LENGTH, readGiftCode } from '@shared/format';
import { done, type Outcome } from '@shared/kernel';
import type { Caller } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { derivedId } from '../_platform/ids';
import { keyedHash, keyedHashes } from '../_platform/phone';
import { editions } from '../_store/collections';
import { type Count, countAll, leftOf } from '../_store/counters';
import type { EditionDocument, OfferKept } from '../_store/documents/collectibles';

const HOUR_MS = 3_600_000;
/** Codes that are none, of one member in an hour: a mistyped one is nothing, a search for one is. */
const MOST_MISSES = 20;
const PURPOSE = 'gift code';

/** The code of an offer: who asks again is told the same, and nobody reads it off what is kept. 50 bits. */
export const giftCodeOf = (offerId: string): string =>
  derivedId('', keyedHash('offer', offerId)).slice(0, GIFT_CODE_LENGTH);

/** An offer as it is kept. */
export const offerOf = (offerId: string, untilMs: number): OfferKept => ({
  offerId,
  codeHash: keyedHash(PURPOSE, giftCodeOf(offerId)),
  untilMs,
});

/** An edition that somebody has a code of. */
export type Found = EditionDocument & { readonly ownerId: string; readonly holder: string; readonly offer: OfferKept };

export const isOffered = (edition: EditionDocument | null): edition is Found =>
  edition?.state === 'offered' && edition.ownerId !== null && edition.holder !== null && !!edition.offer;

type FindRefusal = Exclude<RefusalOf<'collectibles.viewOffer'>, 'request/reused'>;

/**
 * The edition that a code stands for, to somebody else than who offers it. A try is counted before the code is looked at,
 * and given back when it is one: a code cannot be searched for. Refused behind its time.
 */
export async function editionOfCode(
  typed: string,
  { member, nowMs }: Pick<Caller, 'member' | 'nowMs'>,
): Promise<Outcome<Found, FindRefusal>> {
  const count: Count = { key: `gift:${member._id}`, limits: [{ most: MOST_MISSES, withinMs: HOUR_MS }] };
  const counted = await countAll([count], nowMs);
  if (!counted.ok) {
    const againAfterSeconds = Math.max(1, Math.ceil((counted.againAtMs - nowMs) / 1000));
    return refuse('giving/tooManyTries', { againAfterSeconds });
  }
  const code = readGiftCode(typed);
  const hashes = code === undefined ? [] : keyedHashes(PURPOSE, code);
  const [edition = null] =
    code === undefined ? [] : await editions.find({ 'offer.codeHash': _.in([...hashes]) }, { limit: 1 });
  if (!isOffered(edition)) return refuse('giving/unknown', { attemptsLeft: await leftOf(count, nowMs) });
  await counted.giveBack();
  if (edition.ownerId === member._id) return refuse('giving/toOneself');
  const { untilMs } = edition.offer;
  return nowMs < untilMs ? done(edition) : refuse('giving/expired', { untilMs });
}
