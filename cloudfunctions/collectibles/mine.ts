import { type EditionRow, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { frozenOf } from '../_collectibles/shownSeries';
import { offSince } from '../_plans/offSince';
import { clearedOn } from '../_plans/plans';
import { editions, series } from '../_store/collections';
import type { EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { listPage, shownOf } from '../_store/lists';

const rowOf = (edition: EditionDocument, of: SeriesDocument): EditionRow => ({
  editionId: edition._id,
  seriesId: edition.seriesId,
  number: edition.number,
  supply: of.supply,
  title: of.title,
  picture: of.pictures[0] ?? '',
  ground: of.ground,
  state: edition.state,
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
  return done({ editions: shownOf(found, (one) => rowOf(one, of.get(one.seriesId)!)), next, nowMs });
};

export const countMine: Handler<'collectibles.countMine'> = async (_input, { member }) => {
  const ownerId = member._id;
  const [held, collected] = await Promise.all([
    editions.count({ ownerId }),
    editions.count({ ownerId, isCollected: true }),
  ]);
  return done({ held, collected });
};

/** An edition with its history, to its owner alone. */
export const viewEdition: Handler<'collectibles.viewEdition'> = async ({ editionId }, { member, nowMs }) => {
  const edition = await editions.get(editionId);
  if (edition?.ownerId !== member._id) return refuse('edition/unknown');
  const [of, givingPaused] = await Promise.all([series.get(edition.seriesId), pausedOn(businessDayOf(nowMs))]);
  const { holder, paid, steps } = edition;
  return done({
    ...rowOf(edition, of!),
    ...frozenOf(of!),
    paid: paid?.memberId === member._id ? { asset: paid.asset, units: paid.units } : null,
    steps: steps.map((step) => ({ ...step, isMine: step.to === holder })),
    holder: holder!,
    givingPaused,
    orderId: edition.collected?.orderId ?? null,
  });
};

/** Since when editions may not be given; null where they may. */
async function pausedOn(day: string): Promise<{ sinceDay: string | null } | null> {
  const feature = 'collectible.transfer';
  if ((await clearedOn(day)).has(feature)) return null;
  const since = await offSince([feature], day);
  return { sinceDay: since(feature) };
}
