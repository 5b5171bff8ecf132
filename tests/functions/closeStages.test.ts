import { waitingChange, waitingGrant } from '../../cloudfunctions/_books/pages/change';
import { columnsOf } from '../../cloudfunctions/_books/pages/columns';
import { recordOf } from '../../cloudfunctions/_books/pages/record';
import type { CloseDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import type { PageDayDocument, PageDocument } from '../../cloudfunctions/_store/documents/pages';
import type { PoolDocument } from '../../cloudfunctions/_store/documents/platform';
import { all } from './books';
import { commits, Seam } from './seam';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  buyer = await joinMember(world, '13800000001');
  for (const skuId of ['both-1', 'share-1']) await buy(world, buyer, skuId);
  await world.advance('1d');
  await world.advance('1d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const engine = () => world.cloud.engine;
const newest = (): CloseDocument =>
  all<CloseDocument>(world, 'closes')
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
    .at(-1)!;
const openDay = (): string => (engine().get('platform', 'day') as unknown as { openDay: string }).openDay;
const ofClose = (action: string, collection: string) =>
  seam.seen.filter(
    (request) =>
      request.functionName === 'dailyClose' && request.action === action && request.collection === collection,
  );

const memberId = (at: number): string => `X${String((at * 7_919) % 100_003).padStart(11, '0')}`;
const item = (at: number) => ({ memberId: memberId(at), day: openDay(), atMs: 0 });

test('a chain of strangers who join and buy on one day finds its page at once, however deep it is', async () => {
  const count = 300;
  const joins = Array.from({ length: count }, (_, at) =>
    waitingGrant({
      ...item(at),
      _id: `join:${memberId(at)}`,
      kind: 'join',
      referrerId: at === 0 ? buyer.memberId : memberId(at - 1),
      depth: at + 1,
    }),
  );
  const grants = Array.from({ length: count }, (_, at) =>
    waitingGrant({
      ...item(at),
      _id: `settle:of-${at}`,
      kind: 'order',
      sequence: 1_000 + at,
      quotaFen: 100 + at,
    }),
  );
  // Taken back on the day on which it was granted, to somebody who joined on that day.
  const change = waitingChange({
    _id: 'change:1',
    memberId: memberId(5),
    day: openDay(),
    atMs: 0,
    sequence: 9_000,
    quotaTodayFen: -5,
  });
  const late = waitingGrant({ ...item(0), _id: 'settle:late', kind: 'order', memberId: 'nobody', quotaFen: 1 });
  await engine().insert('inbox', [...joins, ...grants, change, late] as never);
  seam.seen.length = 0;
  await world.advance('1d');

  const page = columnsOf(engine().get('pages', 'p1') as unknown as PageDocument);
  const members = Array.from({ length: count }, (_, at) => memberId(at));
  const own = page.members.indexOf(buyer.memberId);
  expect(page.members.slice(own, own + 1 + count)).toEqual([buyer.memberId, ...members]);
  expect(page.depth.slice(own, own + 1 + count)).toEqual([0, ...members.map((_, at) => at + 1)]);
  expect(page.quota.slice(own + 1, own + 1 + count)).toEqual(members.map((_, at) => (at === 5 ? 100 : 100 + at)));
  // Three updates stamp and tell, one sends the joins to their page, two the rest: that, and the one who is not there.
  expect(ofClose('database.modifyDocument', 'inbox')).toHaveLength(2 + 1 + 2);
  expect(engine().get('inbox', 'settle:late')).toMatchObject({ mergeDay: null, pageId: null });
  await engine().remove('inbox', { _id: 'settle:late' });
});

test('weight taken back is in no share of that day: neither the member, nor the total', async () => {
  const page = columnsOf(engine().get('pages', 'p1') as unknown as PageDocument);
  const own = page.members.indexOf(buyer.memberId);
  const [quota, weight] = [page.quota[own]!, page.weight[own]!];
  expect(weight).toBeGreaterThan(1_000_000);
  await buy(world, buyer, 'share-1');
  const change = waitingChange({
    _id: 'change:2',
    memberId: buyer.memberId,
    day: openDay(),
    atMs: 0,
    sequence: 9_001,
    quotaFen: -1_000,
    weightMicroShares: -400_000,
  });
  await engine().insert('inbox', [change] as never);
  await world.advance('1d');
  const close = newest();
  expect(close).toMatchObject({ balanced: true, dividend: { totalWeight: String(weight - 400_000) } });
  const { credits } = recordOf(engine().get('pageDays', `${close._id}:p1`) as unknown as PageDayDocument);
  const { proportionalPoolFen } = close.dividend!;
  expect(proportionalPoolFen).toBeGreaterThan(0);
  expect(credits[buyer.memberId]?.dividend).toMatchObject({
    weightMicroShares: weight - 400_000,
    quotaBeforeFen: quota - 1_000,
    proportionalFen: proportionalPoolFen,
  });
});

test('a page is read with its items, and written in one transaction of few requests', async () => {
  seam.seen.length = 0;
  await world.advance('1d');
  const requests = seam.seen.filter(({ functionName }) => functionName === 'dailyClose');
  const last = requests.findIndex(
    ({ action, collection, params }) =>
      action === 'database.modifyDocument' && collection === 'pages' && params.transactionId !== undefined,
  );
  const of = (action: string) => (request: (typeof requests)[number]) => request.action === `database.${action}`;
  const begin = requests.slice(0, last).findLastIndex(of('startTransaction'));
  const end = last + requests.slice(last).findIndex(of('commitTransaction'));
  expect(requests.slice(begin, end + 1).map(({ action, collection }) => [action.slice(9), collection ?? ''])).toEqual([
    ['startTransaction', ''],
    ['getDocument', 'closes'],
    ['modifyDocument', 'pages'],
    ['modifyDocument', 'pageDays'],
    ['modifyDocument', 'closes'],
    ['commitTransaction', ''],
  ]);
  const checkpoint = requests
    .slice(begin, end)
    .find(({ action, collection }) => action === 'database.modifyDocument' && collection === 'closes')!;
  expect(JSON.stringify(checkpoint.params).length).toBeLessThan(1_500);
});

/** Wallets of strangers, at the price as it is: the pool and its points rise with them. */
async function strangers(wallets: readonly Partial<WalletDocument>[]): Promise<string[]> {
  const pool = engine().get('platform', 'pool') as unknown as PoolDocument;
  const points = wallets.length * 1_000_000;
  const { circulating, minted, pool: cash } = pool.state;
  await engine().update('platform', { _id: 'pool' }, {
    $set: {
      'state.circulating': circulating + points,
      'state.minted': minted + points,
      'state.pool': cash + Math.ceil((cash / circulating) * points),
    },
  } as never);
  const documents = wallets.map((wallet, at) => ({
    _id: `W${String(at).padStart(4, '0')}`,
    pointsMicroPoints: 1_000_000,
    exitQuotaFen: 50,
    exitAt: 0,
    exitCashFen: 0,
    level: 0,
    levelFromFen: null,
    spentSpendableCents: 0,
    spentCashFen: 0,
    stableCents: 0,
    ...wallet,
  }));
  await engine().insert('wallets', documents as never);
  return documents.map(({ _id }) => _id);
}

test('many leave together, whoever is broken keeps nobody, and a kill between two transactions changes nothing', async () => {
  const wallets = Array.from({ length: 120 }, (_, at): Partial<WalletDocument> => {
    if (at === 60) return { exitQuotaFen: -5 };
    return at === 70 ? { exitQuotaFen: 1_000_000 } : {};
  });
  const ids = await strangers(wallets);
  const [broken, rich] = [ids[60]!, ids[70]!];
  seam.seen.length = 0;
  // The second transaction of exits is held before its end, and its worker killed.
  let exits = 0;
  const held = seam.hold((request) => {
    if (request.functionName === 'dailyClose' && request.collection === 'wallets' && request.params.transactionId)
      exits += 1;
    return exits > 110 && commits(request);
  });
  const closing = world.advance('1d').catch(() => undefined);
  await held.reached;
  world.cloud.killWorker();
  held.release();
  await closing;
  await world.cloud.engine.set('platform', 'lease:serial', { holder: 'nobody', untilMs: 0 } as never);
  await world.cloud.trigger('dailyClose');

  const close = newest();
  expect(close).toMatchObject({ stage: 'closed', balanced: true, exits: { members: 118 } });
  const left = ids.filter((id) => id !== broken && id !== rich);
  for (const id of left) expect(engine().get('wallets', id)).toMatchObject({ exitQuotaFen: 0, exitAt: null });
  const paid = left.map((id) => (engine().get('wallets', id) as unknown as WalletDocument).exitCashFen);
  expect(new Set(paid).size).toBe(1); // one snapshot for all
  expect(close.exits!.paidFen).toBe(paid[0]! * 118);
  expect(engine().count('journal', { _id: { $in: left.map((id) => `close:${close._id}:exit:${id}`) } } as never)).toBe(
    118,
  );
  expect(engine().count('lines', { memberId: { $in: left } } as never)).toBe(3 * 118);
  expect(engine().get('wallets', broken)).toMatchObject({ exitQuotaFen: -5, pointsMicroPoints: 1_000_000 });
  expect(world.cloud.logs().join('\n')).toContain(`the exit of ${broken} failed`);
  const threshold = (engine().get('wallets', rich) as unknown as WalletDocument).exitAt;
  expect(threshold).toBeGreaterThan(0); // looked at, and not due for long
});
