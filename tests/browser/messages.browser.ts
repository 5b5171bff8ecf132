// Messages and service threads: told what the shop did, led on, marked read; asked from the goods page, answered by staff.
import { join } from 'node:path';
import { type Look, openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

const PICTURE = join(__dirname, '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f34e.webp');

let world: ShopWorld;
let owner: Person;
let member: Person;
let goods: { goodsId: string; title: string };
let orderId: string;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.owner();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  member = await world.signIn(account?.phone ?? '');
  const listed = await member.call('shop.listGoods', { limit: 50 });
  const shop = await owner.call('admin.viewShop', {});
  const own = { name: shop.shop?.name ?? '', serviceHours: '每天 9:00–21:00', answerWithinHours: 2 };
  await owner.call('admin.changeShop', { ...own, servicePhone: '0532-80001234', requestId: 'service-hours' });
  const card = listed.goods.find((one) => one.shopName === own.name && one.quickSkuId && !one.isSoldOut);
  const { addresses } = await member.call('shop.listAddresses', {});
  const placed = await member.call('shop.placeOrder', {
    lines: [{ skuId: card?.quickSkuId ?? '', quantity: 1 }],
    addressId: addresses[0]?.addressId ?? '',
    requestId: 'told-order-1',
  });
  orderId = placed.orderId;
  goods = { goodsId: card?.goodsId ?? '', title: card?.title ?? '' };
  await world.pay(member, orderId);
  await owner.call('admin.ship', { orderId, carrier: '顺丰速运', trackingNo: 'SF148203916037' });
});
afterAll(() => world?.close());

const hands = (phone: Phone) => ({
  see: (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor(),
  tap: (name: string | RegExp, role: 'button' | 'link' | 'tab' = 'button') =>
    phone.page.getByRole(role, { name }).filter({ visible: true }).first().click(),
  write: (label: string | RegExp, words: string) =>
    phone.page.getByLabel(label).locator('textarea').filter({ visible: true }).first().fill(words),
  keep: async (name: string) => {
    await phone.picture(`messages-${name}`);
    expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
  },
});

const LIGHT: Look = { theme: 'light', scale: 1 };
const DARK: Look = { theme: 'dark', scale: 1.3, width: 360 };

test('what was sent and credited is told, leads on, and is read', async () => {
  const phone = await openPhone(world.url, LIGHT, member.token);
  const { see, tap, keep } = hands(phone);
  try {
    await phone.open('/pages/mine/index');
    await see(/条未读/);
    await keep('mine');
    await tap('消息');
    await see('今天');
    await see('已发出');
    await see(/收盘入账/);
    await keep('inbox');
    await tap(/^未读，已发出/, 'link');
    // The row that was tapped says 看物流 as well.
    await phone.page.waitForURL(/logistics/);
    await see('物流');
    await settled(phone.page);
    await phone.page.goBack();
    await phone.page
      .getByRole('link', { name: /^已发出/ })
      .filter({ visible: true })
      .first()
      .waitFor();
    await tap('全部标为已读');
    await phone.page.getByText('全部已读').waitFor({ state: 'hidden' });
    await tap(/^售后/, 'tab');
    await see('还没有消息');
    await keep('empty');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test('a buyer asks from the goods page with a picture, staff answer, and the buyer is told', async () => {
  const phone = await openPhone(world.url, LIGHT, member.token);
  const asks = hands(phone);
  try {
    await phone.open(`/packages/order/goods/index?id=${encodeURIComponent(goods.goodsId)}`);
    await asks.tap('客服', 'link');
    await asks.see('客服时间 每天 9:00–21:00。通常 2 小时内答复。');
    await asks.keep('thread-empty');
    await asks.write('写给店家', '什么时候到新货');
    await asks.tap('加图片');
    const chooser = phone.page.waitForEvent('filechooser');
    await asks.tap(/^加要发的图片/);
    await (await chooser).setFiles(PICTURE);
    await phone.page.getByRole('button', { name: '删掉第 1 张要发的图片' }).waitFor();
    await asks.keep('thread-writing');
    await asks.tap('发送');
    await phone.page.getByRole('button', { name: '看第 1 张图片' }).waitFor();
    await asks.keep('thread');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
  const staff = await openPhone(world.url, LIGHT, owner.token);
  const answers = hands(staff);
  try {
    await staff.open('/packages/admin/home/index');
    await answers.tap(/^客服/);
    await answers.see('什么时候到新货');
    await answers.keep('threads');
    await answers.tap(/什么时候到新货/);
    await answers.write(/^以/, '80 果周二到新货，到时给你留两箱。');
    await answers.tap('发送');
    await answers.see('80 果周二到新货，到时给你留两箱。');
    await answers.keep('answer');
    expect(staff.faults).toEqual([]);
  } finally {
    await staff.close();
  }
  const dark = await openPhone(world.url, DARK, member.token);
  const reads = hands(dark);
  try {
    await dark.open('/packages/messages/inbox/index');
    await reads.see(/答复了你/);
    await reads.keep('inbox-dark');
    await reads.tap(/答复了你/, 'link');
    await reads.see('80 果周二到新货，到时给你留两箱。');
    await reads.keep('thread-dark');
    await dark.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
    await reads.tap('联系店家', 'link');
    await reads.see(/会附上你在看的/);
    expect(dark.faults).toEqual([]);
  } finally {
    await dark.close();
  }
});
