import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { type GivingTerms, giveEdition } from '@shared/rules';
import { answeredBefore, once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { book } from '../_books/journal';
import { editionAfter, editionWords } from '../_collectibles/claim';
import { editionOfCode, type Found, isOffered } from '../_collectibles/giftCodes';
import { givenBy, givingPaused, givingTerms } from '../_collectibles/offers';
import { holderOf, withStep } from '../_orders/editionSteps';
import { maskName } from '../_platform/maskName';
import type { Transaction } from '../_platform/transactions';
import { editions, givenEditions, members, series } from '../_store/collections';
import type { SeriesDocument } from '../_store/documents/collectibles';
import { tellWithin } from '../_store/messages';
import { readSettings } from '../_store/settings';

type Output = OutputOf<'collectibles.acceptOffer'>;
type Refused = Exclude<RefusalOf<'collectibles.acceptOffer'>, 'request/reused'>;

/** What an edition is that somebody has the code of: seen before it is accepted. */
export const viewOffer: Handler<'collectibles.viewOffer'> = async ({ code }, caller) => {
  const found = await editionOfCode(code, caller);
  if (!found.ok) return found;
  const { seriesId, number, ownerId, collected, offer } = found.value;
  const [of, giver, paused] = await Promise.all([
    series.get(seriesId),
    members.getFields(ownerId, { nickname: true }),
    givingPaused(caller.nowMs),
  ]);
  return done({
    seriesId,
    number,
    supply: of!.supply,
    title: of!.title,
    picture: of!.pictures[0] ?? '',
    ground: of!.ground,
    goods: of!.goods && { ...of!.goods },
    collectedAtMs: collected?.atMs ?? null,
    rights: of!.rights.map((one) => ({ ...one })),
    issuerName: of!.issuer.name,
    fromMasked: maskName(giver?.nickname ?? ''),
    untilMs: offer.untilMs,
    paused,
  });
};

/**
 * Makes an edition its receiver's, in one transaction: the edition with its step, the entry, the count of its giver's
 * year, what the giver is told, and the request's answer. Of two who accept it at once one finds it gone.
 */
export const acceptOffer: Handler<'collectibles.acceptOffer'> = async ({ code }, caller) => {
  const before = await answeredBefore<Output, Refused>(caller);
  if (before) return before;
  const found = await editionOfCode(code, caller);
  if (!found.ok) return found;
  const [paused, settings, of] = await Promise.all([
    givingPaused(caller.nowMs),
    readSettings(),
    series.get(found.value.seriesId),
  ]);
  if (paused) return refuse('giving/notCleared', { sinceDay: paused.sinceDay ?? '' });
  const terms = givingTerms(settings);
  return once<Output, Refused>(caller, (transaction) => accept(found.value, { of: of!, terms }, caller, transaction));
};

async function accept(
  { _id: editionId, offer: { offerId } }: Found,
  { of, terms }: { readonly of: SeriesDocument; readonly terms: GivingTerms },
  { member, nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<Output, Refused>> {
  const edition = await editions.get(editionId, transaction);
  if (!isOffered(edition) || edition.offer.offerId !== offerId) return refuse('giving/gone');
  const { ownerId: from, number, heldSinceMs } = edition;
  const giver = await members.get(from, transaction);
  if (!giver || giver.isClosed || giver.closing || giver.blockedAtMs) return refuse('giving/giverAway');
  const given = await givenBy(from, nowMs, transaction);
  const giving = { from, to: member._id, heldSinceMs: heldSinceMs ?? nowMs, givenThisYear: given.atMs.length, nowMs };
  const ruled = giveEdition(giving, terms);
  if (!ruled.ok) return ruled;
  const source = `giving:${offerId}`;
  const entry = { id: source, kind: 'collectible.give', atMs: nowMs, postings: ruled.value.postings, lines: [] };
  const day = await book(entry, transaction);
  const holder = holderOf(member._id);
  await editions.change(
    editionId,
    {
      state: editionAfter(edition, 'offer.accepted'),
      offer: null,
      // The wish to have it listed was its giver's.
      listing: null,
      ownerId: member._id,
      holder,
      heldSinceMs: nowMs,
      ...withStep(edition, of.fingerprint!, { kind: 'given', atMs: nowMs, day, to: holder, source }),
    },
    transaction,
  );
  await givenEditions.put({ ...given, atMs: [...given.atMs, nowMs] }, transaction);
  await tellWithin(
    {
      memberId: from,
      event: source,
      kind: 'collectible',
      title: '藏品送到了',
      words: `${maskName(member.nickname)} 收下了「${editionWords(of, number)}」。它不再在你名下。`,
      atMs: nowMs,
      target: { page: 'collectibles', id: '' },
    },
    transaction,
  );
  const { supply, title } = of;
  return done({ editionId, number, supply, title, atMs: nowMs });
}
