import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { type GivingTerms, offerEdition } from '@shared/rules';
import { answeredBefore, once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { editionAfter } from '../_collectibles/claim';
import { giftCodeOf, offerOf } from '../_collectibles/giftCodes';
import { asOf, givenBy, givingPaused, givingTerms, offerEnded, offersOf } from '../_collectibles/offers';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { editions, members } from '../_store/collections';
import { readSettings } from '../_store/settings';

const HOUR_MS = 3_600_000;

/** What of an offer a request's answer keeps: its code follows from its id by the key of the deployment. */
type Kept = { readonly offerId: string; readonly untilMs: number };
type Refused = Exclude<RefusalOf<'collectibles.offer'>, 'request/reused'>;

const shown = ({ offerId, untilMs }: Kept): OutputOf<'collectibles.offer'> => ({ code: giftCodeOf(offerId), untilMs });

/** What an offer is held to, read once for it. */
interface Held {
  readonly terms: GivingTerms;
  /** How many others the member offers: they count as given until they end. */
  readonly openOffers: number;
}

/** The edition as it may be offered by a member at a moment. */
async function offerable(
  editionId: string,
  { member, nowMs }: Caller,
  { terms, openOffers }: Held,
  transaction?: Transaction,
) {
  const read = await editions.get(editionId, transaction);
  if (read?.ownerId !== member._id) return refuse('edition/unknown');
  const edition = asOf(read, nowMs);
  if (edition.state !== 'held') return refuse('edition/notHeld', { state: edition.state });
  const givenThisYear = (await givenBy(member._id, nowMs, transaction)).atMs.length + openOffers;
  const ruled = offerEdition({ heldSinceMs: edition.heldSinceMs ?? nowMs, givenThisYear, nowMs }, terms);
  return ruled.ok ? done(edition) : ruled;
}

/**
 * Offers an edition by a code, confirmed by the payment password. Nothing changes hands: who accepts it is looked at
 * then, with the terms as they are then.
 */
export const offer: Handler<'collectibles.offer'> = async ({ editionId, payPassword }, caller) => {
  const { member, nowMs } = caller;
  const before = await answeredBefore<Kept, Refused>(caller);
  if (before) return before.ok ? done(shown(before.value)) : before;
  const [paused, settings, openOffers] = await Promise.all([
    givingPaused(nowMs),
    readSettings(),
    offersOf(member._id, nowMs),
  ]);
  if (paused) return refuse('giving/notCleared', { sinceDay: paused.sinceDay ?? '' });
  const held = { terms: givingTerms(settings), openOffers };
  // Refused before a password is asked for in vain.
  const seen = await offerable(editionId, caller, held);
  if (!seen.ok) return seen;
  const confirmed = await confirmedByPassword(member, payPassword);
  if (!confirmed.ok) return confirmed;
  const kept: Kept = { offerId: newId('G', 20), untilMs: nowMs + settings.givingCodeHours * HOUR_MS };
  const offered = await once<Kept, Refused>(caller, async (transaction) => {
    const now = await offerable(editionId, caller, held, transaction);
    if (!now.ok) return now;
    if ((await members.get(member._id, transaction))?.closing) return refuse('giving/closing');
    const state = editionAfter(now.value, 'edition.offered');
    await editions.change(editionId, { state, offer: offerOf(kept.offerId, kept.untilMs) }, transaction);
    return done(kept);
  });
  return offered.ok ? done(shown(offered.value)) : offered;
};

/** Takes an offer back, or ends one whose time is over. */
export const endOffer: Handler<'collectibles.endOffer'> = ({ editionId }, caller) =>
  once(caller, async (transaction) => {
    const edition = await editions.get(editionId, transaction);
    if (edition?.ownerId !== caller.member._id) return refuse('edition/unknown');
    if (edition.state !== 'offered') return refuse('giving/notOffered');
    await editions.change(editionId, offerEnded(edition), transaction);
    return done({});
  });
