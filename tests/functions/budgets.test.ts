// What the actions with a budget ask of the database, in requests: no time is looked at.
import { budgets } from '../../bench/actions/budgets';
import { everyCase } from '../../bench/actions/cases';
import { madeDue, started } from '../../bench/actions/orders';
import { act, type Scene } from '../../bench/actions/scene';
import { Wire } from '../../bench/actions/wire';
import { sceneOf } from './actionScene';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

/**
 * What each of them asks today, in the small shop below. A change that raises a figure fails; one that lowers it writes
 * the new figure here. The budgets (bench/actions/budgets.ts) are where the figures are to go.
 */
const TODAY: Readonly<Record<string, number>> = {
  'shop.home (guest)': 5,
  'shop.home (member)': 7,
  'shop.listGoods': 3,
  'shop.viewGoods': 2,
  'shop.listAlike': 3,
  'shop.listFavourites': 5,
  'reviews.list': 1,
  // One for the words that the shop forbids itself, beside WeChat's check.
  'reviews.write': 13,
  'shop.viewCart': 4,
  'shop.previewOrder': 3,
  'shop.placeOrder': 10,
  'shop.payOrder': 3,
  'pay callback': 8,
  // The first of a day writes down that the session was seen; every other asks 3.
  'account.me': 4,
  'wallet.view': 8,
  // One for what else the events of a page moved: both sides of each line.
  'wallet.statement': 5,
  'team.listDirect': 3,
  'shop.viewOrder': 2,
  // A timer's own requests, for what is due besides (cash of pieces that were given back, goods to look at again, top-ups
  // and withdrawals among it, accounts to close), what has expired (names for the tax office too) and what to alert of, are
  // shared by few orders here.
  // One asks whether there is anything to tell; telling the one buyer whose parcel is new takes some more.
  'settlement, an order': 4.95,
  'shop.viewVisits': 4,
  'shop.bookVisit': 13,
  'shop.giveUpVisit': 9,
  'merchant.listVisits': 2,
  'admin.listVisits': 2,
};

const ORDERS_OF_A_SETTLEMENT = 20;

let world: TestWorld;
let scene: Scene;
const wire = new Wire();

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: wire.beforeRequest, onRequest: wire.onRequest, workers: 2 });
  await openShop(world, { settleAfterDays: 0 });
  const join = async (phone: string, invitation?: string): Promise<Joined> => {
    await world.advance('1m'); // of one moment, they would stand in the page by chance
    return joinMember(world, phone, invitation);
  };
  const leader = await join('13700000001');
  const buyer = await join('13700000002', leader.inviteCode);
  const others = [await join('13700000003', leader.inviteCode), await join('13700000004', leader.inviteCode)];
  for (const member of [leader, buyer, ...others]) await buy(world, member, 'both-1');
  await world.advance('2d');
  await world.call('shop.setCartLine', { goodsId: 'apple', skuId: 'apple-1', quantity: 1 }, buyer.token);
  scene = await sceneOf(world, { ...leader, phone: '13700000001' }, { ...buyer, phone: '13700000002' });
  await world.cloud.warm();
});

afterAll(async () => {
  await world.close();
  removeBuilt();
});

const requestsOf = async (work: () => Promise<unknown>): Promise<number> => (await wire.count(work)).requests;

/** The works of the rows that are no actions, each after its preparation. */
const ofPlatform: Readonly<Record<string, () => Promise<number>>> = {
  'pay callback': async () => {
    const orderId = await started(scene);
    return requestsOf(() => world.cloud.pay({ outTradeNo: orderId }, 'paid'));
  },
  'settlement, an order': async () => {
    await madeDue(scene, ORDERS_OF_A_SETTLEMENT);
    const { value, requests } = await wire.count(() => world.cloud.trigger('settlement'));
    const { settled } = value as { readonly settled: number };
    expect(settled).toBeGreaterThanOrEqual(ORDERS_OF_A_SETTLEMENT);
    return requests / settled;
  },
};

const cases = new Map(everyCase().map((one) => [one.row, one]));

async function requestsOfRow(row: string): Promise<number> {
  const one = cases.get(row);
  if (!one) return ofPlatform[row]!();
  const { input, token } = await one.prepare(scene);
  return requestsOf(() => act(world.cloud, one.action, input as never, token));
}

test('every row with a budget is counted', () => {
  expect(Object.keys(TODAY).toSorted()).toEqual(Object.keys(budgets).toSorted());
});

test.each(Object.keys(budgets))('%s asks no more than today', async (row) => {
  expect(await requestsOfRow(row)).toBeLessThanOrEqual(TODAY[row]!);
});
