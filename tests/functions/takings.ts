// A shop that issues collectibles, and somebody who holds every asset that they are taken for.
import type { InputOf } from '@shared/contract';
import type {
  EditionDocument,
  SeriesDocument,
  TakenDocument,
} from '../../cloudfunctions/_store/documents/collectibles';
import { all } from './books';
import { member, openCashShop, world } from './cashBalances';
import { nextRequest, PAY_PASSWORD } from './world';

export const openCollectibles = () => openCashShop();

type Draft = InputOf<'admin.saveSeries'>;

export const draft = (more: Partial<Draft> = {}): Draft => ({
  title: '小雪 · 早梅',
  story: '岭南的早梅，小雪前后开。',
  pictures: [world.picture],
  ground: 1,
  rights: [{ kind: 'discount', words: '到店出示打九五折', untilDay: '2027-12-31' }],
  skuId: 'plain-1',
  supply: 10,
  limit: null,
  price: { asset: 'spendable', units: 100 },
  opensAtMs: world.cloud.now(),
  closesAtMs: null,
  requestId: nextRequest(),
  ...more,
});

export const saved = (more: Partial<Draft> = {}) => world.call('admin.saveSeries', draft(more), world.admins[0]);

/** What it takes to issue a draft as it is now. */
export const toIssue = async (seriesId: string): Promise<InputOf<'admin.issueSeries'>> => {
  const { seen } = await world.call('admin.viewSeries', { seriesId }, world.admins[0]);
  return { seriesId, seen, requestId: nextRequest() };
};

/** A series that can be taken. @returns its id. */
export async function issued(more: Partial<Draft> = {}): Promise<string> {
  const { seriesId } = await saved(more);
  await world.call('admin.issueSeries', await toIssue(seriesId), world.admins[0]);
  return seriesId;
}

export const asked = (
  seriesId: string,
  quotedUnits = 100,
  more: Partial<InputOf<'collectibles.take'>> = {},
): InputOf<'collectibles.take'> => ({
  seriesId,
  quotedUnits,
  payPassword: PAY_PASSWORD,
  requestId: nextRequest(),
  ...more,
});

export const take = (seriesId: string, quotedUnits = 100, token = member.token) =>
  world.call('collectibles.take', asked(seriesId, quotedUnits), token);

/** The code of a refusal with its figures; the answer of what was done. */
export const replyOf = async (action: string, input: object, token = member.token) => {
  const reply = await world.cloud.call(action, input as Record<string, unknown>, token);
  return reply.ok ? (reply.value as Record<string, unknown>) : { code: reply.code, ...reply.details };
};

export const editionsOf = (seriesId: string): EditionDocument[] =>
  all<EditionDocument>(world, 'editions').filter((one) => one.seriesId === seriesId);
export const seriesKept = (seriesId: string): SeriesDocument | undefined =>
  all<SeriesDocument>(world, 'series').find(({ _id }) => _id === seriesId);
export const takenCount = (seriesId: string, memberId = member.memberId): number =>
  all<TakenDocument>(world, 'takenEditions').find(({ _id }) => _id === `${seriesId}:${memberId}`)?.taken ?? 0;
