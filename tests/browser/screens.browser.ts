import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { weigh } from '../../scripts/built/sizes';
import { spokenFaults } from './axe';
import { type Look, openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { firstVisit } from './visit';
import { CLIENT, openWorld, type Person, type ShopWorld } from './world';

const LOOKS: readonly Look[] = [
  { theme: 'light', scale: 1 },
  { theme: 'dark', scale: 1 },
  { theme: 'light', scale: 1.3 },
  { theme: 'dark', scale: 1.3, width: 360 },
];

/** The bar of the local demonstration, packed: the one thing that is fetched because a local cloud answers. */
const DEMO_BAR_BYTES = 6_000;

let world: ShopWorld;
let leader: Person;
let ids: { goodsId: string; skuId: string };

beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  leader = await world.signIn(account?.phone ?? '');
  const { goods } = await leader.call('shop.listGoods', { plan: 'appreciation' });
  const one = goods.find((card) => card.quickSkuId && !card.isSoldOut);
  ids = {
    goodsId: one?.goodsId ?? '',
    skuId: one?.quickSkuId ?? '',
  };
  await leader.call('shop.setCartLine', { goodsId: ids.goodsId, skuId: ids.skuId, quantity: 1 });
});
afterAll(() => world?.close());

/** Screens that are asked for by name; every page is walked by everyPage.browser.ts. */
const screens = () => ({
  home: '/pages/home/index',
  category: '/pages/category/index',
  goods: `/packages/order/goods/index?id=${encodeURIComponent(ids.goodsId)}`,
  wallet: '/packages/wallet/wallet/index',
  statement: '/packages/wallet/statement/index',
  rules: '/packages/wallet/rules/index',
});

/** What is wrong with what is in sight: how it looks, how it is read out, what it adds up to. */
const faultsOf = async ({ page }: Phone): Promise<string[]> => [
  ...(await faultsInSight(page)),
  ...(await spokenFaults(page)),
  ...(await ledgerFaults(page)),
];

describe.each(LOOKS)('sheets, $theme, $scale, $width', (look) => {
  let phone: Phone;
  const suffix = `${look.theme}-${look.scale === 1 ? '100' : '130'}${look.width ? `-${look.width}` : ''}`;
  beforeAll(async () => {
    phone = await openPhone(world.url, look, leader.token);
  });
  afterAll(() => phone?.close());

  test('fit, can be listened to, and add up', async () => {
    await phone.open(screens().goods);
    await phone.page.locator('.bar .btn').filter({ visible: true }).first().click();
    await phone.page.getByRole('dialog', { name: '选规格' }).waitFor();
    await phone.picture(`sheet-sku-${suffix}`);
    expect(await faultsOf(phone)).toEqual([]);

    await phone.open(screens().statement);
    await phone.page.locator('.row.is-tap').filter({ visible: true }).first().click();
    await phone.page.getByText('算式').filter({ visible: true }).first().waitFor();
    await phone.picture(`sheet-explain-${suffix}`);
    expect(await faultsOf(phone)).toEqual([]);

    await phone.open(screens().wallet);
    for (const head of await phone.page.locator('.fold-head').all()) await head.click();
    await settled(phone.page);
    await phone.picture(`wallet-open-${suffix}`);
    expect(await faultsOf(phone)).toEqual([]);
  });

  test('the browser reported no fault', () => expect(phone.faults).toEqual([]));
});

test('a first visit fetches the page and what it asks for itself, packed, and little besides', async () => {
  const { client, clientBytes, paintedMs } = await firstVisit(world.url);
  // For people: a time depends on the machine, bytes do not.
  console.log(
    `first visit at 500 kbit/s: ${clientBytes} bytes of the client, painted after ${Math.round(paintedMs)} ms`,
  );
  const [asked] = weigh(join(__dirname, '../..'), 'h5');
  const page = readFileSync(join(CLIENT, 'index.html'), 'utf8');
  const besides = client.filter(({ path }) => !page.includes(path.slice(1)) && path !== '/');
  expect(besides.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(DEMO_BAR_BYTES);
  expect(clientBytes).toBeLessThan((asked?.budget ?? 0) + DEMO_BAR_BYTES);
});

describe('states', () => {
  test('without a network the last figures stay, what was not done is said, and money buttons are off', async () => {
    const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, leader.token);
    try {
      await phone.open('/pages/cart/index');
      await phone.page
        .getByText(/^结算 \d+ 件$/)
        .filter({ visible: true })
        .first()
        .waitFor();
      await phone.page.context().setOffline(true);
      await phone.page.getByText('联网后结算').filter({ visible: true }).first().waitFor();
      await phone.page.getByRole('button', { name: /加一$/ }).filter({ visible: true }).first().click();
      await phone.page.getByText('没有网络').filter({ visible: true }).first().waitFor();
      await phone.picture('offline-cart');
      expect(await faultsInSight(phone.page)).toEqual([]);

      await phone.page.context().setOffline(false);
      await phone.open('/packages/wallet/wallet/index');
      await phone.page.context().setOffline(true);
      await phone.page
        .getByText(/下面是 \d\d-\d\d \d\d:\d\d 的数/)
        .filter({ visible: true })
        .first()
        .waitFor();
      await phone.picture('offline-wallet');
      expect(await faultsInSight(phone.page)).toEqual([]);
    } finally {
      await phone.close();
    }
  });

  test('a guest can look at everything of the shop', async () => {
    const phone = await openPhone(world.url, { theme: 'light', scale: 1 });
    try {
      for (const name of ['home', 'category', 'goods', 'rules'] as const) await phone.open(screens()[name]);
      await phone.open('/pages/cart/index');
      await phone.page.getByText('先登录').filter({ visible: true }).first().waitFor();
      await phone.picture('guest-cart');
      expect(await faultsInSight(phone.page)).toEqual([]);
    } finally {
      await phone.close();
    }
  });

  test('pictures of a product are swiped through, and its count leads to the next for a mouse', async () => {
    const phone = await openPhone(world.url, { theme: 'light', scale: 1 });
    try {
      await phone.open(screens().goods);
      const row = phone.page.locator('.slides').filter({ visible: true });
      const next = phone.page.getByRole('button', { name: /看下一张/ });
      const shown = () => row.evaluate((one) => one.scrollLeft / one.clientWidth);
      await next.getByText('1 / 3').waitFor();
      await next.click();
      await next.getByText('2 / 3').waitFor();
      expect(await shown()).toBe(1);
      await row.evaluate((one) => one.scrollTo({ left: 2 * one.clientWidth }));
      await next.getByText('3 / 3').waitFor();
      await next.click();
      await next.getByText('1 / 3').waitFor();
      expect(await shown()).toBe(0);
    } finally {
      await phone.close();
    }
  });

  test('what is not there says so, and leads on', async () => {
    const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, leader.token);
    try {
      await phone.open('/packages/order/goods/index?id=nothing');
      await phone.page.getByText('没有这件商品').filter({ visible: true }).first().waitFor();
      await phone.picture('no-goods');
      expect(await faultsInSight(phone.page)).toEqual([]);
    } finally {
      await phone.close();
    }
  });
});
