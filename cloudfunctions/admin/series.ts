import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { screenPicture } from '../_actions/screenPicture';
import { changedMeanwhile } from '../_actions/seen';
import { goodsBehind } from '../_collectibles/goodsBehind';
import { asOf } from '../_collectibles/offers';
import { madeSeriesOf, seenOfSeries } from '../_collectibles/shownSeries';
import { _ } from '../_platform/cloud';
import { unusableFile } from '../_platform/files';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { editions, series } from '../_store/collections';
import type { EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { listPage, shownOf } from '../_store/lists';
import { GOODS_FOLDER } from './pictures';

export const listSeries: Handler<'admin.listSeries'> = async (input, { nowMs }) => {
  const list = await listPage(series, input, {
    name: 'admin.listSeries',
    condition: {},
    keys: [
      ['madeAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  return done({ series: shownOf(found, (one) => madeSeriesOf(one, nowMs)), next });
};

export const viewSeries: Handler<'admin.viewSeries'> = async ({ seriesId }, { nowMs }) => {
  const found = await series.get(seriesId);
  return found ? done(madeSeriesOf(found, nowMs)) : refuse('collectible/unknown');
};

type Asked = ParsedOf<'admin.saveSeries'>;

/** What of a series its line in the audit tells beside what it was before. */
const NOTED = [
  ...['title', 'story', 'pictures', 'rights', 'goods', 'supply', 'limit', 'price', 'opensAtMs', 'closesAtMs', 'draw'],
];

/** The draft that is to be changed; null where a new one is made. Refused where it is not as it was seen. */
async function draftBefore(
  { seriesId, seen }: Asked,
  transaction: Transaction,
): Promise<Outcome<SeriesDocument | null, RefusalOf<'admin.saveSeries'>>> {
  if (seriesId === undefined) return done(null);
  const before = await series.get(seriesId, transaction);
  if (!before) return refuse('collectible/unknown');
  if (before.state !== 'draft') return refuse('collectible/issued');
  return changedMeanwhile(seen, seenOfSeries(before)) ?? done(before);
}

/** Makes a draft, or changes one: nothing of it is anybody's before it is issued. */
export const saveSeries: Handler<'admin.saveSeries'> = async (input, caller) => {
  const { seriesId: _seriesId, seen: _seen, requestId: _requestId, skuId, ...draft } = input;
  const screened = await screenText([draft.title, draft.story, draft.rights.map(({ words }) => words)], 'byShop');
  if (!screened.ok) return screened;
  await screenPicture(draft.pictures);
  const behind = await goodsBehind(skuId);
  return once(caller, async (transaction) => {
    // Before the first document is locked: the storage is another service.
    const fileId = await unusableFile(draft.pictures, GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    if (!areDates(draft, caller.nowMs)) return refuse('collectible/dates');
    if (draft.draw && (draft.closesAtMs === null || draft.limit !== 1)) return refuse('collectible/drawTerms');
    if (!behind.ok) return behind;
    const before = await draftBefore(input, transaction);
    if (!before.ok) return before;
    const seriesId = before.value?._id ?? newId('C', 10);
    const after: SeriesDocument = {
      _id: seriesId,
      ...draft,
      ...behind.value,
      state: 'draft',
      madeAtMs: before.value?.madeAtMs ?? caller.nowMs,
      record: null,
      fingerprint: null,
      issuedAtMs: null,
      left: draft.supply,
    };
    await series.put(after, transaction);
    const changes = changed(before.value, after, NOTED);
    await note(caller, 'admin.saveSeries', { seriesId, title: draft.title }, transaction, changes);
    return done({ seriesId });
  });
};

/** Whether a series that is taken at these times can ever be. */
export const areDates = (
  { opensAtMs, closesAtMs }: Pick<SeriesDocument, 'opensAtMs' | 'closesAtMs'>,
  nowMs: number,
): boolean => closesAtMs === null || closesAtMs > Math.max(opensAtMs, nowMs);

export const dropSeries: Handler<'admin.dropSeries'> = ({ seriesId }, caller) =>
  once(caller, async (transaction) => {
    const before = await series.get(seriesId, transaction);
    if (!before) return refuse('collectible/unknown');
    if (before.state !== 'draft') return refuse('collectible/issued');
    await series.remove(seriesId, transaction);
    await note(caller, 'admin.dropSeries', { seriesId, title: before.title }, transaction);
    return done({});
  });

const registered = ({ _id, number, holder, collected, steps, ...one }: EditionDocument, nowMs: number) => ({
  editionId: _id,
  number,
  state: asOf({ _id, ...one }, nowMs).state,
  holder: holder!,
  takenAtMs: steps[0]!.atMs,
  collectedAtMs: collected?.atMs ?? null,
  steps: steps.length,
});

/** The register of a series: by pseudonyms, as it would be shown to anybody who has to see it. */
export const listEditions: Handler<'admin.listEditions'> = async (input, { nowMs }) => {
  const { seriesId } = input;
  if (!(await series.getFields(seriesId, { _id: true }))) return refuse('collectible/unknown');
  const list = await listPage(editions, input, {
    name: 'admin.listEditions',
    condition: { seriesId, state: _.neq('free') },
    keys: [['number', 'asc']],
    types: ['number'],
  });
  if (!list.ok) return list;
  return done({ editions: shownOf(list.value.found, (one) => registered(one, nowMs)), next: list.value.next });
};
