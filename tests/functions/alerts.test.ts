// Alerts to the operators' webhook: each condition once a day, and a webhook that is down harms nobody.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf } from '../../cloudfunctions/settlement/alertWords';
import { allBack, buy, joinMember, openShop, removeBuilt, START_MS, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let server: Server;
let heard: { kind: string; text: string; figures: Record<string, unknown> }[] = [];
let status = 200;
let answer = '{"errcode":0}';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      heard.push(JSON.parse(body));
      response.writeHead(status).end(answer);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  world = await startWorld({ timers: 'few', variables: { ALERT_WEBHOOK: address, ALERT_FAILURES_AN_HOUR: '2' } });
  await openShop(world, { settleAfterDays: 0 });
});
afterAll(async () => {
  await world.close();
  server.close();
  removeBuilt();
});
beforeEach(() => {
  heard = [];
  status = 200;
  answer = '{"errcode":0}';
});

const hourId = `failures:${new Date(START_MS).toISOString().slice(0, 13)}`;
const settle = () => world.cloud.trigger('settlement');
const kinds = () => heard.map(({ kind }) => kind);

test('a robot of WeCom gets its own form', () => {
  const alert = {
    _id: 'a',
    kind: 'closeBehind',
    day: '2026-03-02',
    atMs: 0,
    figures: { openDay: '2026-02-28' },
  } as const;
  const body = bodyOf('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', {
    ...alert,
    isTold: false,
    tries: 0,
    expiresAtMs: 0,
  });
  expect(JSON.parse(body)).toEqual({
    msgtype: 'text',
    text: { content: expect.stringContaining('2026-02-28 还没有结完') },
  });
});

test('a day without trouble tells nothing', async () => {
  await settle();
  expect(heard).toEqual([]);
});

test('what is told once is not told again on that day; a webhook that is down is tried by the next timer', async () => {
  await world.cloud.engine.set('alerts', hourId, {
    count: 2,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  });
  status = 500;
  expect(await settle()).toMatchObject({ ok: true });
  expect(kinds()).toEqual(['failures']);
  status = 200;
  answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
  await settle();
  answer = '{"errcode":0}';
  await settle();
  await settle();
  expect(kinds()).toEqual(['failures', 'failures', 'failures']);
  expect(heard[0]).toMatchObject({ figures: { calls: 2 }, text: expect.stringContaining('一小时内有 2 次调用出错') });
});

test('a call that fails by our own fault is counted', async () => {
  const { token, memberId } = await joinMember(world, '13700000009');
  await world.cloud.engine.set('wallets', memberId, { pointsMicroPoints: 'spoiled' } as never);
  expect(await world.refused('wallet.view', {}, token)).toBe('internal');
  const [hour] = world.cloud.engine.find('alerts', { _id: hourId }) as unknown as { count: number }[];
  expect(hour!.count).toBe(3);
});

test('a notice that never came, a refund that does not arrive and a close that is behind', async () => {
  const buyer = await joinMember(world, '13700000001');
  // Paid, and nobody told of it: the timer asks, some minutes later.
  await world.cloud.setFaults({ payCallback: { isLost: true } });
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: 'alerts-0001' },
    buyer.token,
  );
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.advance('6m');
  await settle();
  expect(kinds()).toEqual(['noticeMissing']);
  expect(heard[0]!.figures).toEqual({ orderId });

  // Its refund is lost at the cashier for more than a day; meanwhile no close has run.
  await world.cloud.setFaults({ failNext: { refund: 1000 } });
  await world.call('afterSales.apply', allBack(world, orderId, '不想要了'), buyer.token);
  const day = world.cloud.engine.find('platform', { _id: 'day' })[0] as unknown as Record<string, unknown>;
  await world.advance('25h');
  heard = [];
  await world.cloud.engine.remove('alerts', {});
  await world.cloud.engine.set('platform', 'day', day as never);
  await settle();
  expect(kinds().toSorted()).toEqual(['closeBehind', 'refundStuck']);
  expect(heard.find(({ kind }) => kind === 'refundStuck')!.figures).toEqual({ orders: 1, oldest: orderId });
  await world.cloud.setFaults({});
  expect(JSON.stringify(heard)).not.toMatch(/137\d{8}|不想要了/);
});

test('errands that are stuck, each kind by itself', async () => {
  const [order] = world.cloud.engine.find('orders', {}, { limit: 1 }) as unknown as { _id: string }[];
  const tries = { upload: { stuckSinceMs: 5 }, closing: { stuckSinceMs: null } };
  await world.cloud.engine.set('orders', order!._id, { ...order, tries, stuckSinceMs: 5 } as never);
  await world.cloud.engine.remove('alerts', {});
  await settle();
  expect(heard.find(({ kind }) => kind === 'shippingStuck')!.figures).toEqual({ orders: 1, oldest: order!._id });
  expect(kinds()).not.toContain('closingStuck');
});

test('orders go on while the webhook is not there at all', async () => {
  await new Promise((done) => server.close(done));
  const buyer = await joinMember(world, '13700000002');
  await buy(world, buyer, 'plain-1');
  await world.cloud.engine.remove('alerts', {});
  await world.cloud.engine.set('alerts', 'closeBehind:2026-03-01', {
    kind: 'closeBehind',
    day: '2026-03-01',
    atMs: 1,
    figures: { openDay: '2026-02-28' },
    isTold: false,
    tries: 19,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  });
  expect(await settle()).toMatchObject({ ok: true });
  // The twentieth try was the last: it is kept to be read, and tried no more.
  expect(world.cloud.engine.find('alerts', { _id: 'closeBehind:2026-03-01' })).toMatchObject([
    { tries: 20, isTold: true },
  ]);
});
