import type { Reply } from '../../localcloud';
import { Seam, writes } from './seam';
import { halfWritten } from './wholeness';
import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

const STOCK = 1_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest, workers: 2 });
  await openShop(world, { stock: STOCK });
  buyer = await joinMember(world, '13800000001');
  await world.cloud.warm();
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

/** An order that was written down, and whose worker was killed before it took the pieces of its second line. */
async function broken(): Promise<Record<string, unknown>> {
  const lines = [
    { skuId: 'apple-1', quantity: 2 },
    { skuId: 'plain-1', quantity: 3 },
  ];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  let taken = 0;
  const held = seam.hold((request) => writes('stock')(request) && (taken += 1) === 2);
  const running = world.cloud.call('shop.placeOrder', input, buyer.token);
  await held.reached;
  expect(world.cloud.killWorker()).toBe(true);
  await running;
  expect(world.cloud.engine.get('stock', 'apple-1')).toMatchObject({ left: STOCK - 2 });
  return input;
}

const again = (input: Record<string, unknown>): Promise<Reply> =>
  world.cloud.call('shop.placeOrder', input, buyer.token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);
const set = (collection: string, _id: string, fields: object) =>
  world.cloud.engine.update(collection, { _id }, { $set: fields } as never);

const LATE: [string, string, () => Promise<unknown>, () => Promise<unknown>][] = [
  [
    'its price changed',
    'order/sumChanged',
    () => set('goods', 'plain', { 'skus.0.priceFen': 1 }),
    () => set('goods', 'plain', { 'skus.0.priceFen': 1_980 }),
  ],
  [
    'its goods left the shelf',
    'goods/offShelf',
    () => set('goods', 'plain', { isOnShelf: false }),
    () => set('goods', 'plain', { isOnShelf: true }),
  ],
  ['its time to pay is over', 'order/expired', () => world.advance('31m'), async () => {}],
];

test.each(LATE)(
  'a placing that broke is not finished when %s: %s, and what it took goes back',
  async (_name, code, change, undo) => {
    const input = await broken();
    await change();
    const first = await again(input);
    expect(codeOf(first)).toMatch(new RegExp(`^(${code}|order/expired)$`));
    await undo();
    expect(await again(input)).toEqual(first);
    expect(world.cloud.engine.get('stock', 'apple-1')).toMatchObject({ left: STOCK, sold: 0 });
    expect(halfWritten(world, STOCK)).toEqual([]);
  },
);

test('a placing that broke is finished when it is still the same', async () => {
  const input = await broken();
  expect(codeOf(await again(input))).toBe('ok');
  expect(world.cloud.engine.get('stock', 'apple-1')).toMatchObject({ left: STOCK - 2 });
  expect(world.cloud.engine.get('stock', 'plain-1')).toMatchObject({ left: STOCK - 3 });
});
