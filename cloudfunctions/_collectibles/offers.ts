import { businessDayOf } from '@shared/kernel';
import { type GivingTerms, givenInYear } from '@shared/rules';
import { offSince } from '../_plans/offSince';
import { clearedOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { type Transaction, transact } from '../_platform/transactions';
import { editions, givenEditions } from '../_store/collections';
import type { EditionDocument, GivenDocument } from '../_store/documents/collectibles';
import type { Settings } from '../_store/settings';
import { editionAfter } from './claim';

type Offered = Pick<EditionDocument, '_id' | 'state' | 'offer'>;

/**
 * An edition as it is at a moment: an offer that was not accepted in its time has ended, and no timer has to say so.
 * Whoever changes an edition looks at this, and writes its state and its offer as they are then.
 */
export function asOf<Edition extends Offered>(edition: Edition, nowMs: number): Edition {
  const { state, offer } = edition;
  if (state !== 'offered' || (offer && nowMs < offer.untilMs)) return edition;
  return { ...edition, ...offerEnded(edition) };
}

/** What becomes of an edition whose offer ends, by its time or because it was taken back. */
export const offerEnded = (edition: Offered): Pick<EditionDocument, 'state' | 'offer'> => ({
  state: editionAfter(edition, 'offer.ended'),
  offer: null,
});

/** How editions may be given now. */
export const givingTerms = ({ givingWaitDays, givingPerYear }: Settings): GivingTerms => ({
  waitDays: givingWaitDays,
  perYear: givingPerYear,
});

/** When a member gave editions away, as far as it counts for the limit of a year. */
export async function givenBy(memberId: string, nowMs: number, transaction?: Transaction): Promise<GivenDocument> {
  const kept = await givenEditions.get(memberId, transaction);
  return { _id: memberId, atMs: givenInYear(kept?.atMs ?? [], nowMs) };
}

/** How many editions a member offers at a moment. */
export const offersOf = (ownerId: string, nowMs: number): Promise<number> =>
  editions.count({ ownerId, 'offer.untilMs': _.gt(nowMs) });

/** Since when editions may not be given, on the day of a moment; null where they may. */
export async function givingPaused(nowMs: number): Promise<{ sinceDay: string | null } | null> {
  const day = businessDayOf(nowMs);
  const feature = 'collectible.transfer';
  if ((await clearedOn(day)).has(feature)) return null;
  const since = await offSince([feature], day);
  return { sinceDay: since(feature) };
}

/** Takes back whatever a member offers: of one who leaves nobody gets anything. Each may be done again. */
export async function endOffersOf(ownerId: string): Promise<void> {
  const open = editions.walk(
    { ownerId, 'offer.untilMs': _.gt(0) },
    {
      keys: [
        ['offer.untilMs', 'asc'],
        ['_id', 'asc'],
      ],
      fields: { _id: true },
    },
  );
  for await (const { _id } of open)
    await transact(async (transaction) => {
      const edition = await editions.get(_id, transaction);
      if (edition?.ownerId === ownerId && edition.state === 'offered')
        await editions.change(_id, offerEnded(edition), transaction);
    });
}
