import type { MadeSeries, SeriesCard, TakingState } from '@shared/contract';
import { seenOf } from '../_actions/seen';
import type { SeriesDocument } from '../_store/documents/collectibles';

type Terms = Pick<SeriesDocument, 'opensAtMs' | 'closesAtMs' | 'left' | 'draw' | 'drawn'>;

/** Whether a series can be taken at a moment; of one that is drawn for, whether one can enter, or who was drawn can take. */
export function takingStateOf({ opensAtMs, closesAtMs, left, draw, drawn }: Terms, nowMs: number): TakingState {
  if (left === 0) return 'allTaken';
  if (nowMs < opensAtMs) return 'coming';
  const isOver = closesAtMs !== null && nowMs >= closesAtMs;
  if (!draw) return isOver ? 'over' : 'open';
  if (!drawn) return isOver ? 'drawing' : 'entering';
  return drawn.entered === 0 ? 'over' : 'open';
}

/** A series as lists show it. */
export const cardOf = (series: SeriesDocument, nowMs: number): SeriesCard => ({
  seriesId: series._id,
  title: series.title,
  picture: series.pictures[0] ?? '',
  ground: series.ground,
  price: { ...series.price },
  supply: series.supply,
  left: series.left,
  limit: series.limit,
  goods: series.goods && { ...series.goods },
  opensAtMs: series.opensAtMs,
  closesAtMs: series.closesAtMs,
  draw: series.draw ? { ...series.draw } : null,
  state: takingStateOf(series, nowMs),
});

/** What is frozen of a series that has been issued. */
export const frozenOf = ({ story, pictures, issuer, rights, issuedAtMs, fingerprint }: SeriesDocument) => ({
  story,
  pictures: [...pictures],
  issuer: { ...issuer },
  rights: rights.map((one) => ({ ...one })),
  issuedAtMs: issuedAtMs!,
  fingerprint: fingerprint!,
});

/** What a form of a draft is filled from. */
const draftOf = (series: SeriesDocument) => ({
  title: series.title,
  story: series.story,
  pictures: series.pictures,
  ground: series.ground,
  rights: series.rights,
  skuId: series.goods?.skuId ?? null,
  supply: series.supply,
  limit: series.limit,
  price: series.price,
  opensAtMs: series.opensAtMs,
  closesAtMs: series.closesAtMs,
  // As a form that knew no draws had seen it.
  ...(series.draw ? { draw: series.draw } : {}),
});

/** By what a form says which draft it was filled from. */
export const seenOfSeries = (series: SeriesDocument): string => seenOf(draftOf(series));

/** A series as those see it who make it. One that is being issued shows no fingerprint before all its editions are there. */
export function madeSeriesOf(series: SeriesDocument, nowMs: number): MadeSeries {
  const isIssued = series.state === 'issued';
  return {
    ...cardOf(series, nowMs),
    story: series.story,
    pictures: [...series.pictures],
    rights: series.rights.map((one) => ({ ...one })),
    issuedAtMs: isIssued ? series.issuedAtMs : null,
    fingerprint: isIssued ? series.fingerprint : null,
    seen: seenOfSeries(series),
  };
}
