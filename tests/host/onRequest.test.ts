import type { AnsweredRequest, LocalCloud } from '../../localcloud';
import { cleanUp, startFixtures, valueFrom } from './cloud';

// Whoever counts what actions cost is told of every request of a function, before its action has answered.
const told: AnsweredRequest[] = [];
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startFixtures({ onRequest: (request) => told.push(request) });
});
afterAll(cleanUp);
beforeEach(() => {
  told.length = 0;
});

const seen = () =>
  told.map(({ functionName, action, collection, code }) => ({ functionName, action, collection, code }));

it('tells of each request with function, action and collection, in the order of the answers', async () => {
  await valueFrom(cloud, 'store.open', { id: 'a' });
  await valueFrom(cloud, 'store.open', { id: 'b' });
  told.length = 0;
  await valueFrom(cloud, 'store.move', { id: 'a', name: 'first' });
  const of = (action: string, collection?: string) => ({ functionName: 'store', action, collection, code: undefined });
  expect(seen()).toEqual([
    of('database.startTransaction'),
    of('database.modifyDocument', 'accounts'),
    of('database.modifyDocument', 'accounts'),
    of('database.insertDocument', 'journal'),
    of('database.commitTransaction'),
  ]);
  expect(new Set(told.map(({ invocationId }) => invocationId)).size).toBe(1);
});

it('counts the bytes of both bodies, and begins before it ends', async () => {
  const large = 'x'.repeat(10_000);
  await valueFrom(cloud, 'relay.call', { name: 'echo', action: 'echo.calls', input: { large } });
  await valueFrom(cloud, 'relay.call', { name: 'echo', action: 'echo.fill', input: { size: 10_000 } });
  const [sending, getting] = told;
  expect(sending!.bytesIn).toBeGreaterThan(10_000);
  expect(sending!.bytesOut).toBeLessThan(1000);
  expect(getting!.bytesIn).toBeLessThan(1000);
  expect(getting!.bytesOut).toBeGreaterThan(10_000);
  for (const { beganAtMs, endedAtMs } of told) expect(endedAtMs).toBeGreaterThan(beganAtMs);
});

it('tells of failures by their code, and of openapi and payment by their names', async () => {
  await cloud.call('store.reserved', { name: 'nowhere' });
  await cloud.call('cashier.pay', { name: 'closeOrder', data: { outTradeNo: 'nothing' } });
  expect(seen()).toEqual([
    {
      functionName: 'store',
      action: 'database.getDocument',
      collection: 'nowhere',
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    },
    { functionName: 'cashier', action: 'closeOrder', collection: undefined, code: undefined },
  ]);
  expect(told[1]!.bytesIn).toBeGreaterThan(50);
  expect(told[1]!.bytesOut).toBeGreaterThan(10);
});

it('tells of a call of another function after what that one asked', async () => {
  await valueFrom(cloud, 'relay.call', { name: 'store', action: 'store.open', input: { id: 'nested' } });
  expect(seen().map(({ functionName, action }) => `${functionName} ${action}`)).toEqual([
    'store database.insertDocument',
    'relay functions.invokeFunction',
  ]);
});
