import { type EditionPage, type EditionRow, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { mayGiveFrom } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { asOf, givenBy, givingPaused, givingTerms, offersOf } from '../_collectibles/offers';
import { frozenOf } from '../_collectibles/shownSeries';
import { editions, series } from '../_store/collections';
import type { EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { listPage, shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';

const rowOf = (edition: EditionDocument, of: SeriesDocument, nowMs: number): EditionRow => ({
  editionId: edition._id,
  seriesId: edition.seriesId,
  number: edition.number,
  supply: of.supply,
  title: of.title,
  picture: of.pictures[0] ?? '',
  ground: of.ground,
  state: asOf(edition, nowMs).state,
  goods: of.goods && { ...of.goods },
  collectedAtMs: edition.collected?.atMs ?? null,
  rights: of.rights.map((one) => ({ ...one })),
});

export const listMine: Handler<'collectibles.listMine'> = async (input, { member, nowMs }) => {
  const ownerId = member._id;
  const list = await listPage(editions, input, {
    name: 'collectibles.listMine',
    condition: input.filter === 'collected' ? { ownerId, isCollected: true } : { ownerId },
    keys: [
      ['heldSinceMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
    fields: { steps: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const of = new Map((await series.getMany(found.map(({ seriesId }) => seriesId))).map((one) => [one._id, one]));
  return done({ editions: shownOf(found, (one) => rowOf(one, of.get(one.seriesId)!, nowMs)), next, nowMs });
};

export const countMine: Handler<'collectibles.countMine'> = async (_input, { member }) => {
  const ownerId = member._id;
  const [held, collected] = await Promise.all([
    editions.count({ ownerId }),
    editions.count({ ownerId, isCollected: true }),
  ]);
  return done({ held, collected });
};

/** How an edition may be given away, and whether it is offered. */
async function givingOf(read: EditionDocument, nowMs: number): Promise<EditionPage['giving']> {
  const { ownerId, heldSinceMs, offer } = asOf(read, nowMs);
  const [settings, given, open] = await Promise.all([
    readSettings(),
    givenBy(ownerId!, nowMs),
    offersOf(ownerId!, nowMs),
  ]);
  const terms = givingTerms(settings);
  return {
    ...terms,
    fromMs: mayGiveFrom(heldSinceMs!, terms),
    left: Math.max(terms.perYear - given.atMs.length - open, 0),
    codeHours: settings.givingCodeHours,
    offeredUntilMs: offer?.untilMs ?? null,
  };
}

/** The order that sends its goods, to who sent for them: who was given it since has nothing to do with that order. */
const orderFor = ({ collected, holder, steps }: EditionDocument): string | null =>
  steps.filter(({ kind }) => kind === 'collected').pop()?.to === holder ? (collected?.orderId ?? null) : null;

/** An edition with its history, to its owner alone. */
export const viewEdition: Handler<'collectibles.viewEdition'> = async ({ editionId }, { member, nowMs }) => {
  const edition = await editions.get(editionId);
  if (edition?.ownerId !== member._id) return refuse('edition/unknown');
  const [of, paused, giving] = await Promise.all([
    series.get(edition.seriesId),
    givingPaused(nowMs),
    givingOf(edition, nowMs),
  ]);
  const { holder, paid, steps } = edition;
  return done({
    ...rowOf(edition, of!, nowMs),
    ...frozenOf(of!),
    paid: paid?.memberId === member._id ? { asset: paid.asset, units: paid.units } : null,
    steps: steps.map((step) => ({ ...step, isMine: step.to === holder })),
    holder: holder!,
    givingPaused: paused,
    giving,
    listing: edition.listing ?? null,
    orderId: orderFor(edition),
  });
};
