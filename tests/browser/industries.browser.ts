// Of each industry one order, from the search to having it. Top-ups and nights of a hotel: kinds.browser.ts.
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { makePeople } from '../../localcloud/seed/people';
import { shops } from '../../localcloud/seed/shops';
import { openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { DAYS, MEMBERS, openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let phone: Phone;
let buyer: Person;
let owner: Person;

beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '消费者');
  buyer = await world.signIn(account?.phone ?? '');
  owner = await world.owner();
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, buyer.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();

async function keep(name: string): Promise<void> {
  await settled(phone.page);
  await phone.picture(`industry-${name}`);
  expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
}

/** Who owns the shop of an order, signed in; null for a shop of the platform's own. */
async function ownerOf(orderId: string): Promise<Person | null> {
  const { shopId } = world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
  const key = shops.find(({ id }) => id === shopId)?.owner;
  const person = makePeople({ seed: 1, members: MEMBERS, days: DAYS }).find((one) => one.key === key);
  return person ? world.signIn(person.phone) : null;
}

/** Searches, chooses a size, tells what is asked for and pays. @returns the order, its page open. */
async function bought(query: string, title: string, asked: Readonly<Record<string, string>>): Promise<string> {
  await phone.open(`/packages/search/search/index?query=${encodeURIComponent(query)}`);
  await phone.page.getByRole('link', { name: title }).filter({ visible: true }).first().click();
  await button('立即购买').click();
  await phone.page.getByRole('dialog', { name: '选规格' }).waitFor();
  await phone.page.locator('.sheet .btn', { hasText: '立即购买' }).click();
  await see('确认订单');
  for (const [label, text] of Object.entries(asked))
    await phone.page.getByLabel(label, { exact: true }).filter({ visible: true }).locator('input').fill(text);
  await phone.page.locator('.bar .btn', { hasText: '微信支付' }).filter({ visible: true }).click();
  await phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  await phone.page.locator('.sheet .btn').getByText('付款', { exact: true }).click();
  await see('付好了');
  await button('看订单').click();
  await see('订单记录');
  return decodeURIComponent(/id=([^&]+)/.exec(phone.page.url())?.[1] ?? '');
}

test.each([
  ['wine', '白酒', '赤谷酱香白酒'],
  ['grocery', '橙', '赣南脐橙'],
])('%s: is sent, and received', async (industry, query, title) => {
  const orderId = await bought(query, title, {});
  const { first } = (await buyer.call('shop.listOrders', { filter: 'paid' })).orders.find(
    (one) => one.orderId === orderId,
  )!;
  expect(first.title).toBe(title);
  await owner.call('admin.ship', { orderId, carrier: '顺丰', trackingNo: `SF${orderId.slice(-10)}` });
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await see('顺丰');
  await keep(`${industry}-sent`);
  await button('确认收货').click();
  await phone.page.getByRole('dialog', { name: '确认收货' }).waitFor();
  await button('已收到').click();
  await see('退货期内');
  expect((await buyer.call('shop.viewOrder', { orderId })).state).toBe('received');
});

test.each([
  ['dining', '火锅', '巴食牛油火锅套餐', {}],
  ['entertainment', '电影票', '星光影院电影票', {}],
  ['fuel', '汽油', '95 号汽油电子券', {}],
  ['health', '体检', '全身体检套餐', { 体检人: '李牧', 身份证: '110101199003077758' }],
])('%s: has a code, and is redeemed', async (industry, query, title, asked) => {
  const orderId = await bought(query, title, asked);
  await see('待使用');
  await keep(`${industry}-paid`);
  const { vouchers } = await buyer.call('shop.viewOrder', { orderId });
  expect(vouchers).toHaveLength(1);
  const { code, left } = vouchers[0]!;
  // In a shop that somebody owns, its owner redeems.
  const keeper = await ownerOf(orderId);
  const input = { code, pieces: left, expectedLeft: left, requestId: `industry-${industry}` };
  if (keeper) await keeper.call('merchant.redeemVoucher', input);
  else await owner.call('admin.redeemVoucher', input);
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await keep(`${industry}-had`);
  expect((await buyer.call('shop.viewOrder', { orderId })).state).toBe('received');
});

test('the browser reported no fault', () => expect(phone.faults).toEqual([]));
