// One way through reviews: received, written with a picture, seen by everybody, answered, added to, hidden and told so.
import { join } from 'node:path';
import { type Look, openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

/** A picture as a buyer has one: any file of this kind does. */
const PICTURE = join(__dirname, '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f34e.webp');

let world: ShopWorld;
let owner: Person;
let member: Person;
let order: { orderId: string; goodsId: string; skuId: string; title: string };

beforeAll(async () => {
  world = await openWorld();
  owner = await world.owner();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  member = await world.signIn(account?.phone ?? '');
  const { goods } = await member.call('shop.listGoods', { plan: 'appreciation', limit: 50 });
  const card = goods.find(({ quickSkuId, isSoldOut }) => quickSkuId && !isSoldOut);
  const { addresses } = await member.call('shop.listAddresses', {});
  const skuId = card?.quickSkuId ?? '';
  const placed = await member.call('shop.placeOrder', {
    lines: [{ skuId, quantity: 1 }],
    addressId: addresses[0]?.addressId ?? '',
    requestId: 'reviewed-order-1',
  });
  await world.pay(member, placed.orderId);
  await owner.call('admin.ship', { orderId: placed.orderId, carrier: '顺丰', trackingNo: 'SF1234567890' });
  await member.call('shop.confirmReceipt', { orderId: placed.orderId });
  order = { orderId: placed.orderId, goodsId: card?.goodsId ?? '', skuId, title: card?.title ?? '' };
});
afterAll(() => world?.close());

const hands = (phone: Phone) => ({
  see: (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor(),
  tap: (name: string | RegExp, role: 'button' | 'radio' | 'switch' | 'link' | 'tab' = 'button') =>
    phone.page.getByRole(role, { name }).filter({ visible: true }).first().click(),
  keep: async (name: string) => {
    await phone.picture(`reviews-${name}`);
    expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
  },
});

const LIGHT: Look = { theme: 'light', scale: 1 };
const SAID = '一箱数了个数没少，底下有一个碰伤。';

test('a buyer writes with a picture from the order, sees it among all, and adds to it once', async () => {
  const phone = await openPhone(world.url, LIGHT, member.token);
  const { see, tap, keep } = hands(phone);
  try {
    await phone.open(`/packages/order/order/index?id=${encodeURIComponent(order.orderId)}`);
    await phone.page.getByText('签收后 30 天内可写').filter({ visible: true }).first().click();
    await see('先打星');
    await tap('4 星，不错', 'radio');
    await see('写几个字再发布');
    await phone.page.getByLabel('评价', { exact: true }).locator('textarea').fill(SAID);
    const chooser = phone.page.waitForEvent('filechooser');
    await tap(/^加评价图片/);
    await (await chooser).setFiles(PICTURE);
    await phone.page.getByRole('button', { name: '删掉第 1 张评价图片' }).waitFor();
    await tap('匿名', 'switch');
    await keep('write');
    await tap('发布评价');
    await tap('我的评价', 'tab');
    await see(SAID);
    await tap(/^追评/);
    await phone.page.getByLabel('追评', { exact: true }).locator('textarea').fill('放了三天还是脆的。');
    await keep('add');
    await tap('发布追评');
    await see('当天追评');
    await keep('mine');

    await phone.open(`/packages/order/goods/index?id=${encodeURIComponent(order.goodsId)}`);
    await see(SAID);
    await tap(/^看全部评价/);
    await see('签收后才能评，差评不删');
    await tap(/^有图/, 'tab');
    await see('匿名');
    await keep('list');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test('an administrator answers and hides with a reason, which the writer reads', async () => {
  const staff = await openPhone(world.url, LIGHT, owner.token);
  const { see, tap, keep } = hands(staff);
  try {
    await staff.open('/packages/admin/reviews/index');
    await see(SAID);
    await tap(/^答复/);
    await staff.page.getByLabel('答复', { exact: true }).locator('textarea').fill('碰伤的那个退给你。');
    await tap('发布答复');
    await tap('全部', 'tab');
    await see('碰伤的那个退给你。');
    await keep('staff');
    await tap(/^隐藏/);
    await see('差评本身不是隐藏的理由');
    await staff.page.getByLabel('原因', { exact: true }).locator('textarea').fill('图片里有别人的电话');
    await staff.page.locator('.sheet .btn').filter({ visible: true }).last().click();
    await tap('已隐藏', 'tab');
    await see(/图片里有别人的电话/);
    expect(staff.faults).toEqual([]);
  } finally {
    await staff.close();
  }
  const phone = await openPhone(world.url, { theme: 'dark', scale: 1.3, width: 360 }, member.token);
  const mine = hands(phone);
  try {
    await phone.open('/packages/reviews/mine/index');
    await mine.keep('waiting-dark');
    await mine.tap('我的评价', 'tab');
    await mine.see(/原因：图片里有别人的电话/);
    await mine.keep('hidden-dark');
    await phone.open(`/packages/reviews/goods/index?goods=${encodeURIComponent(order.goodsId)}`);
    await mine.keep('list-dark');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});
