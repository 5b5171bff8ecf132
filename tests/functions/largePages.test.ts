import { canonical, chainRoot } from '@shared/proofs';
import { columnsOf, emptyPage, packed } from '../../cloudfunctions/_books/pages/columns';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type { AuditSealDocument, CloseDocument, JournalDocument } from '../../cloudfunctions/_store/documents';
import type { PageDayDocument, PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { stringifyEjson } from '../../localcloud/engine/value/ejson';
import { all } from './books';
import { Seam } from './seam';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

const ANSWER_BYTES = 1024 * 1024;
const ORDERS = 45_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  buyer = await joinMember(world, '13800000001');
  await buy(world, buyer, 'both-1');
  await world.advance('1d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const engine = () => world.cloud.engine;
const bytesOf = (document: unknown): number => Buffer.byteLength(stringifyEjson(document as never));
const newest = (): CloseDocument =>
  all<CloseDocument>(world, 'closes')
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
    .at(-1)!;

/** A page of strangers without referrers, with so many orders each. */
function pageOf(_id: string, day: string, members: number, ordersOfEach: number): PageDocument {
  const column = (figure: number) => Array<number>(members).fill(figure);
  const orders = members * ordersOfEach;
  const columns = {
    members: column(0).map((_, at) => `${_id}x${String(at).padStart(11, '0')}`),
    depth: column(0),
    orderCount: column(ordersOfEach),
    orders: Array.from({ length: orders }, (_, at) => `${_id}o${String(at).padStart(22, '0')}`),
    remaining: Array<number>(orders).fill(12_345_678_901),
    daily: Array<number>(orders).fill(3_600),
    quota: column(987_654),
    weight: column(3_000_000),
    quotaGiven: column(987_654),
    cash: column(12_345),
    spendable: column(54_321),
    owedSpendable: column(0),
    ownVolume: column(300_000),
    teamVolume: column(0),
    ownPoints: column(0),
    handRank: column(-1),
    rank: column(0),
  };
  return { ...emptyPage(_id), day, ...packed(columns) };
}

/** The hash of a close made again from all that is there. */
function hashAgain(close: CloseDocument): string {
  const entries = all<JournalDocument>(world, 'journal')
    .filter(({ day }) => day === close._id)
    .toSorted((a, b) => (a._id < b._id ? -1 : 1));
  const { pages } = engine().get('platform', 'pages') as unknown as { pages: string[] };
  const records = pages.flatMap((pageId) => (engine().get('pageDays', `${close._id}:${pageId}`) ?? []) as never);
  const seals = all<AuditSealDocument>(world, 'auditSeals')
    .filter((part) => part.day === close._id)
    .toSorted((a, b) => (a._id < b._id ? -1 : 1));
  const chained = [...entries, ...records, ...seals].reduce<string>(
    (hash, document) => sha256(`${hash}\n${canonical(document)}`),
    close.previousHash,
  );
  return chainRoot(chained, close._id, close.proof!.root!, sha256);
}

test('pages and records that no answer holds are closed and sealed all the same, to the last cent', async () => {
  const { day } = engine().get('pages', 'p1') as unknown as PageDocument;
  const crowd = pageOf('p2', day, 1_490, 2);
  // One member whose orders alone are more than a page and more than an answer, one text of them as well: they stay
  // together.
  const giant = pageOf('p3', day, 1, ORDERS);
  expect(bytesOf(crowd)).toBeLessThan(ANSWER_BYTES);
  expect(bytesOf(giant.orders)).toBeGreaterThan(ANSWER_BYTES);
  await engine().insert('pages', [crowd, giant] as never);
  await engine().update('platform', { _id: 'pages' }, { $set: { pages: ['p1', 'p2', 'p3'], made: 3 } } as never);
  await buy(world, buyer, 'both-1');
  await world.advance('1d');

  const close = newest();
  expect(close).toMatchObject({ stage: 'closed', balanced: true, dayHash: hashAgain(close) });
  const recordOf = (pageId: string) => engine().get('pageDays', `${close._id}:${pageId}`) as unknown as PageDayDocument;
  expect(bytesOf(recordOf('p2'))).toBeGreaterThan(ANSWER_BYTES / 8);
  expect(bytesOf(recordOf('p3').credits)).toBeGreaterThan(ANSWER_BYTES);
  const stored = engine().get('pages', 'p3') as unknown as PageDocument;
  expect(stored.splits).toEqual([]);
  const after = columnsOf(stored);
  expect(after.spendable).toEqual([54_321 + ORDERS * 3_600]);
  expect(after.remaining.every((cents) => cents === 12_345_678_901 - 3_600)).toBe(true);
  await engine().remove('pages', { _id: { $in: ['p2', 'p3'] } }, { multi: true });
  await engine().update('platform', { _id: 'pages' }, { $set: { pages: ['p1'] } } as never);
});

test.each([
  ['points', 'wallets', { pointsMicroPoints: 1, stableCents: 0 }],
  ['stable points', 'wallets', { pointsMicroPoints: 0, stableCents: 1 }],
  ['points', 'merchants', { pointsMicroPoints: 1, stableCents: 0 }],
  ['stable points', 'merchants', { pointsMicroPoints: 0, stableCents: 1 }],
])('%s among the %s that nobody issued are told', async (_what, collection, held) => {
  await engine().insert(collection, [{ _id: 'zz', ...held }] as never);
  await world.advance('1d');
  expect(newest()).toMatchObject({ balanced: false, sealed: { holdings: { begun: 1, verdict: 'differs' } } });
  await engine().remove(collection, { _id: 'zz' });
});

test('points that a merchant took from a member are in balance', async () => {
  const { pointsMicroPoints } = engine().get('wallets', buyer.memberId) as unknown as { pointsMicroPoints: number };
  expect(pointsMicroPoints).toBeGreaterThan(1_000);
  await engine().update('wallets', { _id: buyer.memberId }, { $inc: { pointsMicroPoints: -1_000 } } as never);
  await engine().insert('merchants', [{ _id: 'own', pointsMicroPoints: 1_000, stableCents: 0, cashFen: 7 }] as never);
  await world.advance('1d');
  expect(newest()).toMatchObject({ balanced: true, sealed: { holdings: { verdict: 'agrees' } } });
});

test('a payment met while holdings are summed lets them be summed again; a difference that stays is told', async () => {
  const [gate] = all<{ _id: string }>(world, 'platform').filter(({ _id }) => _id.startsWith('gate:'));
  await engine().insert('wallets', [{ _id: 'zz', pointsMicroPoints: 7, stableCents: 0 }] as never);
  // While the wallets are summed for the first time: the point goes, and an entry says so.
  const held = seam.hold(
    ({ action, functionName, collection }) =>
      action === 'database.aggregateDocuments' && functionName === 'dailyClose' && collection === 'merchants',
  );
  const closing = world.advance('1d');
  await held.reached;
  await engine().remove('wallets', { _id: 'zz' });
  await engine().update('platform', { _id: gate!._id }, { $inc: { passed: 1 } } as never);
  held.release();
  await closing;
  expect(newest()).toMatchObject({ balanced: true, sealed: { holdings: { begun: 2, verdict: 'agrees' } } });
});
