import { createHash } from 'node:crypto';
import { workedOutAgain } from '../../client/features/explain/again';
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { Living, openLife } from '../../localcloud/living';
import { demoVariables, seedDemo } from '../../localcloud/seed';
import { catalogue } from '../../localcloud/seed/catalogue';
import type { OutputOf } from '../../shared/contract';
import { addDays, type BusinessDay } from '../../shared/kernel';
import { differences } from '../functions/books';
import { formulaFaults } from '../functions/formulas';
import { built, removeBuilt, type TestWorld } from '../functions/world';

jest.setTimeout(300_000);

/** So many until what was credited first may be drawn. */
const DAYS = 24;
const clouds: LocalCloud[] = [];

/** A small demo: all who have a part to play, and a few others. */
async function playedUntil(end: string): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    dataDir: null,
    // Of these weeks nobody looks at each half hour.
    functionsDir: await built('few'),
    variables: demoVariables,
    clock: { startAtMs: Date.parse(end), isFrozen: true },
    lives: true,
  });
  clouds.push(cloud);
  const lines: string[] = [];
  const accounts = await seedDemo(cloud, {
    log: (line) => lines.push(line),
    members: 24,
    days: DAYS,
    endAtMs: Date.parse(end),
  });
  await cloud.demo.complete(accounts);
  return cloud;
}

/** What must not depend on ids or dates. */
function amountsOf({ engine }: LocalCloud) {
  const names = new Map(engine.find('members', {}).map(({ _id, nickname }) => [String(_id), String(nickname)]));
  const wallets = engine
    .find('wallets', {})
    // The batch that was written last is named by its day, and so is what was drawn.
    .map(({ _id, lastBatch: _batch, drawn: _drawn, ...wallet }) => ({ name: names.get(String(_id)), ...wallet }))
    .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
  const closes = engine
    .find('closes', {}, { sort: { _id: 1 } })
    .map(({ totals, dividend, release, exits, pool }) => ({ totals, dividend, release, exits, pool }));
  return { wallets, closes };
}

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await playedUntil('2026-11-22T10:00:00+08:00');
});
afterAll(async () => {
  for (const one of clouds) await one.close();
  removeBuilt();
});

test('ends where it was told to, with every day before it closed and balanced', () => {
  expect(new Date(cloud.now()).toISOString()).toMatch(/^2026-11-22T02:0/);
  const closes = cloud.engine.find('closes', {}, { sort: { _id: 1 } });
  expect(closes.map(({ _id }) => _id)).toEqual(
    Array.from({ length: DAYS }, (_, at) => addDays('2026-11-22' as BusinessDay, at - DAYS)),
  );
  for (const { stage, balanced } of closes) expect([stage, balanced]).toEqual(['closed', true]);
});

test('leaves no balance that the journal does not know', () => {
  expect(differences({ cloud } as unknown as TestWorld)).toEqual([]);
});

test('has settled orders, moved the price, paid dividends and released points', () => {
  const closes = cloud.engine.find('closes', {}, { sort: { _id: 1 } }) as unknown as {
    pool: { priceShown: string };
    dividend: { paidProportionalFen: number };
    release: { staticCents: number; firstGenerationCents: number };
  }[];
  const last = closes.at(-1)!;
  expect(Number(last.pool.priceShown)).toBeGreaterThan(1);
  expect(closes.some(({ dividend }) => dividend.paidProportionalFen > 0)).toBe(true);
  expect(last.release.staticCents).toBeGreaterThan(0);
  expect(closes.some(({ release }) => release.firstGenerationCents > 0)).toBe(true);
});

test('no timer and no function failed on the way', () => {
  expect(cloud.events().filter(({ outcome }) => outcome === 'failed')).toEqual([]);
});

test('lists its named accounts, which sign in by phone and code', async () => {
  const { accounts } = cloud.status();
  expect(accounts.length).toBeGreaterThan(7);
  const { phone } = accounts[0]!;
  await cloud.call('account.sendCode', { phone });
  const code = /\d{6}/.exec(cloud.inbox(phone)[0]!.text)![0];
  const reply = await cloud.call('account.signIn', { phone, code });
  expect(reply).toMatchObject({
    ok: true,
    value: { isNew: false, member: { nickname: accounts[0]!.name, isDemo: true } },
  });
});

test('shows every product, with its picture', async () => {
  const reply = await cloud.call('shop.home');
  const { goods, sections } = (reply as { value: OutputOf<'shop.home'> }).value;
  expect(goods[0]?.goodsId).toBe('luochuan-fuji');
  expect(sections.map(({ kind }) => kind)).toEqual(['offers', 'hot', 'categories', 'industry']);
  expect(cloud.engine.count('goods')).toBe(catalogue.length);
  const picture = await fetch(`${cloud.url}/picture/${goods[0]!.picture.slice('cloud://'.length)}`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
});

test('has an order of the buyer in every state that a tab shows', () => {
  const buyer = cloud.engine.find('members', { nickname: '李牧' })[0]!;
  const states = new Set(
    cloud.engine.find('orders', { memberId: buyer._id, isPlaced: true }).map(({ state }) => state),
  );
  for (const state of ['awaitingPayment', 'paid', 'shipped', 'received']) expect([...states]).toContain(state);
});

test('has collectibles that listed accounts hold, goods of one on their way, one to be drawn, and a series that is to come', () => {
  const held = cloud.engine.find('editions', { state: 'held' });
  expect(held.length).toBeGreaterThan(0);
  expect(held.filter(({ isCollected }) => isCollected)).toHaveLength(1);
  const [order] = cloud.engine.find('orders', { 'edition.editionId': { $exists: true } });
  expect(order).toMatchObject({ state: 'shipped', cashFen: 0 });
  const opening = cloud.engine
    .find('series', { state: 'issued' })
    .map(({ opensAtMs }) => Number(opensAtMs) > cloud.now());
  expect(opening.sort()).toEqual([false, false, true]);
  // One is drawn for: some have entered, and others may.
  expect(cloud.engine.find('draws', {}).map(({ state }) => state)).toEqual(['entering']);
  expect(cloud.engine.find('drawEntries', {})).toHaveLength(2);
});

test('certifies what they held as the last day ended', async () => {
  const [{ ownerId, _id }] = cloud.engine.find('editions', { state: 'held', isCollected: false }) as [
    { ownerId: string; _id: string },
  ];
  const nickname = cloud.engine.get('members', ownerId)?.nickname;
  const account = cloud.status().accounts.find(({ name }) => name === nickname)!;
  await cloud.call('account.sendCode', { phone: account.phone });
  const code = /\d{6}/.exec(cloud.inbox(account.phone)[0]!.text)![0];
  const signedIn = await cloud.call('account.signIn', { phone: account.phone, code });
  const { token } = (signedIn as unknown as { value: { token: string } }).value;
  const reply = await cloud.call('collectibles.certificate', { editionId: _id }, token);
  expect(reply).toMatchObject({ ok: true, value: { day: '2026-11-21', edition: { editionId: _id } } });
});

test('has paid out what a listed account drew', () => {
  expect(cloud.engine.find('withdrawals', {}).map(({ state }) => state)).toContain('paid');
});

test('every line of every member is explained by figures that give it, there and on a device', async () => {
  const ask = async <Name extends 'wallet.statement' | 'wallet.explain'>(
    name: Name,
    input: Record<string, unknown>,
    token: string,
  ): Promise<OutputOf<Name>> => {
    const reply = await cloud.call(name, input, token);
    if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.message}`);
    return reply.value as OutputOf<Name>;
  };
  const expiresAt = cloud.now() + 86_400_000;
  const faults: unknown[] = [];
  let explained = 0;
  for (const { _id } of cloud.engine.find('members', {})) {
    const token = `explained-${_id}`;
    const session = createHash('sha256').update(token).digest('hex');
    await cloud.engine.insert('sessions', [{ _id: session, openid: `h5-${_id}`, expiresAt } as never]);
    let next: string | null = null;
    do {
      const page: OutputOf<'wallet.statement'> = await ask(
        'wallet.statement',
        { limit: 50, ...(next ? { cursor: next } : {}) },
        token,
      );
      for (const { entryId, amount } of page.lines) {
        const told = await ask('wallet.explain', { entryId }, token);
        const here = await workedOutAgain(told);
        explained += 1;
        const wrong = formulaFaults(told.formula, amount.units);
        if (!told.agrees || here.is !== 'done' || !here.agrees || wrong.length > 0)
          faults.push([entryId, told.agrees, here, wrong]);
      }
      next = page.next;
    } while (next);
  }
  expect(faults).toEqual([]);
  expect(explained).toBeGreaterThan(30);
});

let other: LocalCloud;
test('comes to the same amounts on another day', async () => {
  other = await playedUntil('2027-03-01T10:00:00+08:00');
  expect(amountsOf(other)).toEqual(amountsOf(cloud));
});

/** Somebody who looks at the demo: an own order, paid, of a first visit. */
async function visitor({ call, inbox, pay, engine }: LocalCloud): Promise<{ orderId: string; token: string }> {
  const ask = async (
    action: string,
    input: Record<string, unknown>,
    token?: string,
  ): Promise<Record<string, string>> => {
    const reply = await call(action, input, token);
    if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
    return reply.value as Record<string, string>;
  };
  const phone = '13912345678';
  await ask('account.sendCode', { phone });
  const code = /\d{6}/.exec(inbox(phone)[0]!.text)![0];
  const { token } = await ask('account.signIn', { phone, code: code! });
  const address = { name: '林小满', phone, region: '山东省青岛市市南区', detail: '香港中路 40 号', isDefault: true };
  const { addressId } = await ask('shop.saveAddress', address, token);
  const skuId = String((engine.get('goods', 'wuchang-rice')!.skus as { skuId: string }[])[0]!.skuId);
  const input = { lines: [{ skuId, quantity: 2 }], addressId, requestId: 'visitor-order-1' };
  const { orderId } = await ask('shop.placeOrder', input, token);
  await ask('shop.payOrder', { orderId }, token);
  await pay({ outTradeNo: orderId! }, 'paid');
  return { orderId: orderId!, token: token! };
}

test('lives while the clock is moved: a visitor’s order is sent the next day, and others buy and receive', async () => {
  const { orderId, token } = await visitor(cloud);
  const state = () => cloud.engine.get('orders', orderId)!.state;
  const orders = () => cloud.engine.count('orders', { isPlaced: true });
  const before = orders();
  await cloud.advance({ by: '1h' });
  expect([state(), orders()]).toEqual(['paid', before]); // a test that moves the clock by itself moves nothing else
  const beganMs = cloud.now();
  const first = await cloud.move({ by: '1d' });
  expect(first.lived!.placed).toBeGreaterThan(2);
  expect(state()).toBe('shipped');
  const { lived } = await cloud.move({ by: '2d' });
  expect(lived!.shipped).toBeGreaterThan(0);
  const reply = await cloud.call('shop.viewParcels', { orderId }, token);
  expect(reply).toMatchObject({ ok: true, value: { parcels: [{ trace: { state: 'signed' } }] } });
  expect(state()).toBe('shipped'); // what is the visitor's is left to the visitor
  // Owners who live on send what was bought in their shops.
  const sent = cloud.engine
    .find('orders', { shopOwnerId: { $ne: null }, state: 'shipped' })
    .map(
      ({ log }) => (log as { event: string; by: string }[]).filter(({ event }) => event === 'goods.shipped').pop()?.by,
    );
  expect(sent).toContain('merchant');
  // They buy of every kind, come for it by day, and deal with what they have.
  const bought = cloud.engine.find('orders', { isPlaced: true, placedAtMs: { $gt: beganMs } });
  expect([...new Set(bought.map(({ kind }) => kind))].sort()).toEqual(['delivered', 'stay', 'topUp', 'voucher']);
  expect(first.lived!.used + lived!.used).toBeGreaterThan(0);
  expect(first.lived!.dealt + lived!.dealt).toBeGreaterThan(0);
  expect(cloud.inbox().every(({ to }) => to === '13912345678' || to.startsWith('1380000'))).toBe(true);
  expect(cloud.events().filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(differences({ cloud } as unknown as TestWorld)).toEqual([]);
  expect(cloud.status().moving).toBeNull();
});

test('killed on the way it goes on, and comes to the same', async () => {
  await visitor(other);
  await other.advance({ by: '1h' });
  const life = await openLife(other.engine);
  for (const cut of [9, 16]) {
    let calls = 0;
    const dying = new Living({
      ...groundOf(other),
      call: async (...asked) => {
        calls += 1;
        if (calls > cut) throw new Error('killed');
        return other.call(...asked);
      },
      life: () => life,
    });
    await expect(dying.move({ by: '1d' })).rejects.toThrow('killed');
  }
  await other.move({ until: '2027-03-04T03:00:00Z' });
  expect(amountsOf(other)).toEqual(amountsOf(cloud));
});

const groundOf = (from: LocalCloud) => ({
  engine: from.engine,
  now: () => from.now(),
  inbox: (phone: string) => from.inbox(phone),
  forget: async () => undefined,
  pay: (number: { outTradeNo: string }, outcome: 'paid') => from.pay(number, outcome),
  confirmTransfer: (confirmPackage: string) => from.confirmTransfer(confirmPackage),
  advance: (request: Parameters<LocalCloud['advance']>[0]) => from.advance(request),
  demo: () => from.demo,
  nextAt: () => from.upcoming()[0]?.at,
});
