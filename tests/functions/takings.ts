// A shop that issues collectibles, and somebody who holds every asset that they are taken for.
import type { InputOf } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import { memberAccount, system } from '@shared/ledger';
import { emptyWallet } from '../../cloudfunctions/_books/wallet';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type { InboxDocument, MemberDocument } from '../../cloudfunctions/_store/documents';
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

/** What each of a crowd holds, in hundredths of spendable points. */
const HOLDS = 1_000;

type Kept = Parameters<typeof world.cloud.engine.insert>[1];

/** So many members like the one there is, signed in, each with some spendable points: booked, as everything is. */
export async function crowd(count: number, named = 'taker'): Promise<{ memberId: string; token: string }[]> {
  const { engine } = world.cloud;
  const of = <T>(collection: string, id: string) => engine.get(collection, id) as unknown as T;
  const like = of<MemberDocument>('members', member.memberId);
  const join = of<InboxDocument>('inbox', `join:${member.memberId}`);
  const password = of<object>('payPasswords', member.memberId);
  const day = { day: businessDayOf(world.cloud.now()), atMs: world.cloud.now() };
  const people = Array.from({ length: count }, (_none, at) => ({
    memberId: `M${named}${at}`,
    token: `token-of-${named}-${at}`,
  }));
  const insert = (collection: string, make: (id: string, at: number) => object) =>
    engine.insert(collection, people.map(({ memberId }, at) => make(memberId, at)) as unknown as Kept);
  await insert('members', (_id, at) => ({
    ...like,
    _id,
    joinDay: day.day,
    phoneHash: _id,
    inviteCode: `T${named}${at}`,
    pageId: null,
    referrerId: null,
    depth: 0,
  }));
  await insert('inbox', (memberId) => ({
    ...join,
    ...day,
    _id: `join:${memberId}`,
    memberId,
    mergeDay: null,
    pageId: null,
    referrerId: null,
    depth: 0,
  }));
  await insert('payPasswords', (_id) => ({ ...password, _id }));
  await insert('wallets', (_id) => ({ ...emptyWallet(_id), adjustedSpendableCents: HOLDS }));
  await insert('sessions', (memberId, at) => ({
    _id: sha256(people[at]!.token),
    openid: `h5-${memberId}`,
    expiresAt: world.cloud.now() + 30 * 86_400_000,
  }));
  await insert('journal', (memberId) => ({
    ...day,
    _id: `given:${memberId}`,
    kind: 'test.given',
    orderId: null,
    postings: [{ asset: 'spendable', from: system.issued, to: memberAccount(memberId), amount: HOLDS }],
  }));
  await insert('lines', (memberId) => ({
    ...day,
    _id: `given:${memberId}:0`,
    memberId,
    kind: 'adjustment',
    asset: 'spendable',
    units: HOLDS,
    position: 0,
    journalId: `given:${memberId}`,
    orderId: null,
    orderNo: null,
    plan: null,
    version: null,
    note: '',
    inputs: { adjustedUnits: HOLDS },
  }));
  return people;
}
