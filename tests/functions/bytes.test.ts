import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { columnsOf, packed } from '../../cloudfunctions/_books/pages/columns';
import { isTooLarge } from '../../cloudfunctions/_platform/tooLarge';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { all } from './books';
import { Seam } from './seam';
import {
  buy,
  FEATURES,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

type Document = Record<string, unknown> & { _id: string };

const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 1, stock: 1_000_000 });
  buyer = await joinMember(world, '13800000001');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const words = (count: number): string => '明禾'.repeat(count / 2);
const engine = () => world.cloud.engine;
const orderOf = (orderId: string) => engine().get('orders', orderId) as unknown as Document;

/** A picture as long as the contract lets its id be. */
const LONG_PICTURE = 'cloud://local-env.6c6f-local-env/goods/'.padEnd(300, 'p');

/** A line as long as the contract lets it be. */
const longLine = (line: Document, at: number) => ({
  ...line,
  title: words(60),
  label: words(80),
  picture: LONG_PICTURE,
  quantity: 1,
  index: at,
});

/** So many copies of an order, each of fifty long lines. */
async function copies(orderId: string, count: number, change: object = {}): Promise<string[]> {
  const { _id, ...order } = orderOf(orderId);
  const [line] = order.lines as Document[];
  const lines = Array.from({ length: 50 }, (_, at) => longLine(line!, at));
  const documents = Array.from({ length: count }, (_, at) => ({
    ...order,
    ...change,
    _id: `${_id.slice(0, 20)}${String(at).padStart(4, '0')}`,
    lines,
    note: words(100),
  }));
  await engine().insert('orders', documents as never);
  return documents.map((one) => one._id);
}

async function unpaid(): Promise<string> {
  const input = { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() };
  return (await world.call('shop.placeOrder', input, buyer.token)).orderId;
}

/** Reads a list to its end. @returns the ids of its rows, in order. */
async function allOf<Name extends ActionName>(
  name: Name,
  input: InputOf<Name>,
  idsOf: (page: OutputOf<Name>) => string[],
  token?: string,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await world.call(name, { ...input, ...(cursor ? { cursor } : {}) } as InputOf<Name>, token);
    ids.push(...idsOf(page));
    cursor = (page as { next?: string | null }).next;
  } while (cursor);
  return ids;
}

test('sixty long unpaid orders expire, one that cannot be read aright stops no other', async () => {
  const ids = await copies(await unpaid(), 60);
  const [broken] = ids;
  await engine().update('orders', { _id: broken! }, { $set: { lines: null, payBeforeMs: 1 } });
  const shown = await allOf(
    'shop.listOrders',
    { limit: 50 },
    ({ orders }) => orders.map((one) => one.orderId),
    buyer.token,
  );
  expect(ids.filter((id) => !shown.includes(id))).toEqual([broken]);
  await world.advance('60m');
  // Lines of the longest orders are many requests each: what one timer has no time for, the next ones do.
  for (let timer = 0; timer < 6; timer += 1) await world.cloud.trigger('settlement');
  for (const id of ids.slice(1)) expect(orderOf(id)).toMatchObject({ state: 'closed' });
  expect(orderOf(broken!)).toMatchObject({ state: 'awaitingPayment' });
  expect(world.cloud.logs().join('\n')).toContain(`of ${broken} failed`);
  await engine().remove('orders', { _id: { $in: ids } }, { multi: true });
});

test('more than a hundred unpaid orders expire in one timer', async () => {
  const orderId = await unpaid();
  const { _id, ...order } = orderOf(orderId);
  const many = Array.from({ length: 250 }, (_, at) => ({ ...order, _id: `${_id.slice(0, 20)}x${at}` }));
  await engine().insert('orders', many as never);
  await engine().update('orders', { state: 'awaitingPayment' }, { $set: { payBeforeMs: 1 } });
  await world.cloud.trigger('settlement');
  expect(engine().count('orders', { state: 'awaitingPayment', isPlaced: true })).toBe(0);
  await engine().remove('orders', { _id: { $in: many.map((one) => one._id) } }, { multi: true });
});

test('long received orders settle and the day closes, one that cannot be settled stops nobody', async () => {
  const ids = await copies(await buy(world, buyer, 'plain-1'), 56);
  const [broken] = ids;
  await engine().update('orders', { _id: broken! }, { $set: { lines: null, dueAtMs: 1 } });
  await world.advance('3d');
  for (const id of ids.slice(1)) expect(orderOf(id)).toMatchObject({ state: 'settled' });
  expect(orderOf(broken!)).toMatchObject({ state: 'received' });
  const closes = all<{ stage: string }>(world, 'closes');
  expect(closes.length).toBeGreaterThanOrEqual(2);
  expect(closes.filter(({ stage }) => stage !== 'closed')).toEqual([]);
  await engine().remove('orders', { _id: broken! });
});

test('long orders are listed, none left out and none twice', async () => {
  const ids = await copies(await unpaid(), 120, { placedAtMs: world.cloud.now() - 5 });
  const bytes = Buffer.byteLength(JSON.stringify(ids.map(orderOf)));
  expect(bytes).toBeGreaterThan(3 * 1024 * 1024); // else nothing is tried
  const mine = await allOf(
    'shop.listOrders',
    { limit: 50 },
    ({ orders }) => orders.map((one) => one.orderId),
    buyer.token,
  );
  expect(new Set(mine).size).toBe(mine.length);
  expect(ids.filter((id) => !mine.includes(id))).toEqual([]);
  const seen = await allOf(
    'admin.listOrders',
    { limit: 50, filter: 'all' },
    ({ orders }) => orders.map((one) => one.orderId),
    world.admins[0],
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(ids.filter((id) => !seen.includes(id))).toEqual([]);
  await engine().remove('orders', { _id: { $in: ids } }, { multi: true });
});

describe('goods as long as the contract lets them be', () => {
  const count = 110;
  const skuIdOf = (at: number, sku: number) => `long-${at}-${sku}`;

  beforeAll(async () => {
    const { _id, ...plain } = engine().get('goods', 'plain') as unknown as Document;
    const skus = (at: number) =>
      Array.from({ length: 60 }, (_, sku) => ({
        skuId: skuIdOf(at, sku),
        choices: [words(20), words(20), words(20), words(20)],
        priceFen: 100,
        costFen: 20,
      }));
    await engine().insert(
      'goods',
      Array.from({ length: count }, (_, at) => ({
        ...plain,
        _id: `long-${at}`,
        title: words(60),
        subtitle: words(60),
        pictures: Array.from({ length: 9 }, () => LONG_PICTURE),
        detail: Array.from({ length: 30 }, () => words(500)),
        skus: skus(at),
        lowestFen: 100,
        weight: 9_000,
        soldCount: at,
      })) as never,
    );
    for (let at = 0; at < count; at += 1)
      await engine().insert(
        'stock',
        skus(at).map(({ skuId }) => ({ _id: skuId, goodsId: `long-${at}`, left: 9, sold: 1, holds: {} })) as never,
      );
  });

  test.each(['default', 'priceUp', 'priceDown', 'sold'] as const)(
    'are listed by %s, with the pieces that sold',
    async (sort) => {
      const listed: { goodsId: string; isSoldOut: boolean; soldCount: number }[] = [];
      await allOf('shop.listGoods', { limit: 50, sort }, ({ goods }) => {
        listed.push(...goods);
        return goods.map((one) => one.goodsId);
      });
      const long = listed.filter(({ goodsId }) => goodsId.startsWith('long-'));
      expect(long).toHaveLength(count);
      expect(new Set(long.map(({ goodsId }) => goodsId)).size).toBe(count);
      expect(long.filter(({ isSoldOut }) => isSoldOut)).toEqual([]);
      const counts = long.map(({ soldCount }) => soldCount);
      // What a list is sorted by is what it shows.
      if (sort === 'sold') expect(counts).toEqual([...counts].sort((a, b) => b - a));
    },
  );

  test('stand on the home page, in a cart of a hundred lines, and in a preview of fifty', async () => {
    const { goods, banners } = await world.call('shop.home', {}, buyer.token);
    expect(goods[0]?.goodsId).toMatch(/^long-/);
    expect(banners).toHaveLength(1);
    expect(goods.length).toBeGreaterThan(5);
    const lines = Array.from({ length: 100 }, (_, at) => ({
      goodsId: `long-${at}`,
      skuId: skuIdOf(at, 59),
      quantity: 1,
      isChosen: true,
    }));
    await engine().set('carts', buyer.memberId, { lines });
    const cart = await world.call('shop.viewCart', {}, buyer.token);
    expect(cart.count).toBe(100);
    expect(cart.chosenFen).toBe(10_000);
    const asked = lines.slice(0, 50).map(({ skuId, quantity }) => ({ skuId, quantity }));
    const preview = await world.call('shop.previewOrder', { lines: asked }, buyer.token);
    expect(preview.pieces).toBe(50);
    const { orderId } = await world.call(
      'shop.placeOrder',
      { lines: asked, addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );
    expect((await world.call('shop.viewOrder', { orderId }, buyer.token)).lines).toHaveLength(50);
  });
});

describe('nothing is cut in silence', () => {
  test('305 versions of one plan leave the others in force', async () => {
    const { _id, ...version } = engine().get('planVersions', 'release:1') as unknown as Document;
    await engine().insert(
      'planVersions',
      Array.from({ length: 304 }, (_, at) => ({ ...version, _id: `release:${at + 2}`, version: at + 2 })) as never,
    );
    const { plansInForce } = await world.call('account.me', {}, buyer.token);
    expect(Object.fromEntries(plansInForce.map(({ plan, version: number }) => [plan, number]))).toEqual({
      appreciation: 1,
      dividend: 1,
      release: 305,
    });
    const listed = await allOf(
      'admin.planVersions',
      { limit: 50 },
      ({ versions }) => versions.map((one) => `${one.plan}:${one.version}`),
      world.admins[0],
    );
    expect(new Set(listed).size).toBe(307);
  });

  test('hundreds of records of one feature leave the others cleared', async () => {
    const [valid] = all<Document>(world, 'clearances').filter(({ feature }) => feature === 'appreciation.cashSale');
    await engine().insert(
      'clearances',
      Array.from({ length: 300 }, (_, at) => ({ ...valid, _id: `more-${at}` })) as never,
    );
    const { paused } = (await world.call('wallet.view', {}, buyer.token)).dividend ?? { paused: [] };
    expect(paused).toEqual([]);
    const listed = await allOf(
      'admin.listClearances',
      { limit: 50 },
      ({ clearances }) => clearances.map(({ clearanceId }) => clearanceId),
      world.admins[0],
    );
    expect(new Set(listed).size).toBe(300 + FEATURES.length);
  });

  test('of very many release orders the wallet sums all, and shows the oldest fifty that still hold points', async () => {
    const { _id, ...settled } = orderOf(await buy(world, buyer, 'bed-1'));
    await world.advance('4d');
    const [grant] = (orderOf(_id) as unknown as { grants: { plan: string }[] }).grants;
    const idAt = (at: number) => `${_id.slice(0, 20)}g${String(at).padStart(3, '0')}`;
    const count = 70;
    const released = {
      ...grant,
      plan: 'release',
      grantedReleaseCents: 1_000,
      dailyReleaseCents: 10,
      countedFen: 300_000,
    };
    const many = Array.from({ length: count }, (_, at) => ({
      ...settled,
      _id: idAt(at),
      state: 'settled',
      settleDay: '2026-03-02',
      sequence: 1_000_000 + at,
      grants: [released],
    }));
    const before = await world.call('wallet.view', {}, buyer.token);
    await engine().insert('orders', many as never);
    const stored = all<PageDocument>(world, 'pages').find(({ members }) => members.includes(buyer.memberId))!;
    const page = columnsOf(stored);
    const place = page.members.indexOf(buyer.memberId);
    const first = page.orderCount.slice(0, place).reduce((sum, orders) => sum + orders, 0);
    // The first ten are used up: their page lists them no more.
    const held = many.slice(10);
    const into = <T>(column: readonly T[], values: readonly T[]): T[] => [
      ...column.slice(0, first),
      ...values,
      ...column.slice(first),
    ];
    await engine().update(
      'pages',
      { _id: stored._id },
      {
        $set: packed({
          ...page,
          orderCount: page.orderCount.map((orders, at) => (at === place ? orders + held.length : orders)),
          orders: into(
            page.orders,
            held.map((order) => order._id),
          ),
          remaining: into(
            page.remaining,
            held.map(() => 500),
          ),
          daily: into(
            page.daily,
            held.map(() => 10),
          ),
        }) as never,
      },
    );
    const { release } = await world.call('wallet.view', {}, buyer.token);
    expect(release!.orders.map(({ orderId }) => orderId)).toEqual(Array.from({ length: 50 }, (_, at) => idAt(at + 10)));
    expect(release!.ordersMore).toBe(10 + before.release!.orders.length);
    expect(release!.remainingReleaseCents).toBe(before.release!.remainingReleaseCents + 60 * 500);
    expect(release!.grantedReleaseCents).toBe(before.release!.grantedReleaseCents + count * 1_000);
    await engine().set('pages', stored._id, stored as never);
    await engine().remove('orders', { _id: { $in: many.map((order) => order._id) } }, { multi: true });
  });

  test('a cursor is taken by the list that gave it, asked the same way, and by no other', async () => {
    const { next } = await world.call('shop.listGoods', { limit: 2, sort: 'default' });
    const cursor = next!;
    const asked = (input: object) => world.cloud.call('shop.listGoods', { cursor, ...input });
    expect(await asked({ limit: 3, sort: 'default' })).toMatchObject({ ok: true });
    for (const other of [{ sort: 'priceUp' }, { sort: 'sold' }, { category: 'fruit' }, { query: '商品' }])
      expect(await asked(other)).toMatchObject({ ok: false, code: 'cursor/invalid' });
    for (const [action, token] of [
      ['shop.listOrders', buyer.token],
      ['team.listDirect', buyer.token],
      ['wallet.statement', buyer.token],
      ['admin.listOrders', world.admins[0]],
      ['admin.planVersions', world.admins[0]],
      ['admin.listClearances', world.admins[0]],
      ['admin.listCloses', world.admins[0]],
    ] as const)
      expect(await world.cloud.call(action, { cursor }, token)).toMatchObject({ ok: false, code: 'cursor/invalid' });
  });

  test('a page ends where the list goes on, whichever documents are large', async () => {
    const seenTooLarge = isTooLarge(new Error('The result is larger than 1048576 bytes: ask for fewer rows or fields'));
    expect(seenTooLarge).toBe(true);
    expect(isTooLarge(new Error('E11000 duplicate key error'))).toBe(false);
  });
});
