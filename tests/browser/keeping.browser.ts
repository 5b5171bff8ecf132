// What a shopper keeps of goods: looked at as a guest, enlarged, waited for, marked, found again when it came.
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let owner: Person;
let member: Person;
/** A product of several sizes, and the size that is sold out. */
let goods: { goodsId: string; title: string; priceFen: number };
let missing: { skuId: string; label: string; choices: readonly string[] };

beforeAll(async () => {
  world = await openWorld();
  owner = await world.owner();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  member = await world.signIn(account?.phone ?? '');
  const { goods: cards } = await member.call('shop.listGoods', { plan: 'appreciation', limit: 50 });
  const several = cards.filter((card) => card.hasSeveralSkus);
  const pages = await Promise.all(several.map(({ goodsId }) => member.call('shop.viewGoods', { goodsId })));
  const page = pages.find(({ skus }) => skus.some(({ stock }) => stock === 0));
  if (!page) throw new Error('no product has a size that is sold out');
  goods = page;
  missing = page.skus.find(({ stock }) => stock === 0) ?? page.skus[0]!;
});
afterAll(() => world?.close());

const seeing = (phone: Phone) => ({
  see: (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor(),
  tap: (name: string | RegExp, role: 'button' | 'radio' | 'checkbox' | 'link' | 'tab' = 'button') =>
    phone.page.getByRole(role, { name }).filter({ visible: true }).first().click(),
  keep: async (name: string) => {
    await phone.picture(`keeping-${name}`);
    expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
  },
});

test('a guest sees pictures large and closes them by the way back; what was looked at stays on the device', async () => {
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 });
  const { see, tap, keep } = seeing(phone);
  try {
    await phone.open(`/packages/order/goods/index?id=${encodeURIComponent(goods.goodsId)}`);
    await see('要先登录，读过并同意规则');
    await tap('看大图');
    await phone.page.getByRole('dialog', { name: '大图' }).waitFor();
    await tap('放大');
    await see('缩小');
    await phone.picture('keeping-large');
    await phone.page.goBack();
    await phone.page.getByRole('dialog', { name: '大图' }).waitFor({ state: 'detached' });
    await tap('客服', 'link');
    await see('你在看');
    await keep('service');
    await phone.open('/pages/mine/index');
    await tap(/^足迹/);
    await see('没有登录，足迹只记在这台设备上');
    await see(goods.title);
    await tap('清空');
    await phone.page.getByRole('dialog', { name: '清空足迹' }).waitFor();
    await phone.page.locator('.sheet .btn').filter({ visible: true }).last().click();
    await see('还没有看过的商品');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test('a size that is sold out is waited for, a product marked; both are told of when something changed', async () => {
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  const { see, tap, keep } = seeing(phone);
  try {
    await phone.open(`/packages/order/goods/index?id=${encodeURIComponent(goods.goodsId)}`);
    await tap('收藏', 'checkbox');
    await phone.page.getByRole('checkbox', { name: '已收藏，取消收藏' }).waitFor();
    await tap('立即购买');
    for (const choice of missing.choices) await tap(new RegExp(`^${choice}`), 'radio');
    await see(`${missing.label} 缺货`);
    await keep('sold-out');
    await tap('到货通知我');
    await see('已登记，不等了');

    await phone.open('/packages/account/favourites/index');
    await see(goods.title);
    await tap('到货通知', 'tab');
    await see(`${missing.label}：还没到货`);
    await owner.call('admin.changeStock', { skuId: missing.skuId, by: 12, requestId: 'restocked-1' });
    await world.cloud.trigger('settlement');
    await phone.open('/packages/account/favourites/index');
    await tap('到货通知', 'tab');
    await see(/到货，现在还有 12/);
    await keep('restocks');

    const { revision: _revision, ...kept } = await owner.call('admin.viewGoods', { goodsId: goods.goodsId });
    const skus = kept.skus.map((sku) => ({ ...sku, priceFen: sku.priceFen - 100 }));
    await owner.call('admin.saveGoods', { ...kept, skus });
    await phone.open('/packages/account/favourites/index');
    await see(/比收藏时低 ¥1\.00/);
    await keep('favourites');
    await tap(/^取消收藏/);
    await see('还没有收藏');

    await phone.open('/packages/account/looks/index');
    await see(goods.title);
    await keep('looks');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});
