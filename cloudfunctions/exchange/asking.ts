import { type Listing, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { isAnswered, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { asOf, givingPaused } from '../_collectibles/offers';
import { editions } from '../_store/collections';

type AskRefused = Exclude<RefusalOf<'exchange.askListing'>, 'request/reused'>;
type EndRefused = Exclude<RefusalOf<'exchange.endAsking'>, 'request/reused'>;

/**
 * A holder's word that an edition is to be listed: it is their property that is locked there, so that the payment password
 * confirms it. Asked for already, it stays so.
 */
export const askListing: Handler<'exchange.askListing'> = async ({ editionId, payPassword }, caller) => {
  if (!(await isAnswered(caller))) {
    const paused = await givingPaused(caller.nowMs);
    if (paused) return refuse('listing/notCleared', { sinceDay: paused.sinceDay ?? '' });
    const confirmed = await confirmedByPassword(caller.member, payPassword);
    if (!confirmed.ok) return confirmed;
  }
  return once<{ editionId: string; listing: Listing }, AskRefused>(caller, async (transaction) => {
    const edition = await editions.get(editionId, transaction);
    if (edition?.ownerId !== caller.member._id) return refuse('edition/unknown');
    if (asOf(edition, caller.nowMs).state !== 'held') return refuse('edition/notHeld', { state: edition.state });
    const { listing: before } = edition;
    if (before?.state === 'asked') return done({ editionId, listing: before });
    const listing = { state: 'asked', atMs: caller.nowMs, number: null, reason: null } as const;
    await editions.change(editionId, { listing }, transaction);
    return done({ editionId, listing });
  });
};

/** Takes it back, while nothing is locked. */
export const endAsking: Handler<'exchange.endAsking'> = ({ editionId }, caller) =>
  once<{ editionId: string }, EndRefused>(caller, async (transaction) => {
    const edition = await editions.get(editionId, transaction);
    if (edition?.ownerId !== caller.member._id) return refuse('edition/unknown');
    if (edition.listing?.state !== 'asked') return refuse('listing/notAsked');
    await editions.change(editionId, { listing: null }, transaction);
    return done({ editionId });
  });
