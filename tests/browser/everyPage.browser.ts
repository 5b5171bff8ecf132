// Every page that the client has, as its configuration lists them: a new page is walked by itself.
import type { InputOf } from '@shared/contract';
import { contrastFaults, spokenFaults } from './axe';
import { type Look, openPhone, type Phone, settled } from './browser';
import { editionOf } from './editionOf';
import { type Forced, faultsForced } from './forced';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

process.env.TARO_ENV = 'h5';
const { default: app } = require('../../client/app.config') as {
  default: { pages: string[]; subPackages: { root: string; pages: string[] }[] };
};
const pages = [...app.pages, ...app.subPackages.flatMap(({ root, pages: own }) => own.map((one) => `${root}/${one}`))];

const looksAtAll = process.env.LOOKS === 'all';
/** Each theme and each size once; the others, which take as long again, by LOOKS=all. */
const LOOKS: readonly Look[] = [
  { theme: 'light', scale: 1 },
  { theme: 'dark', scale: 1.3, width: 360 },
  ...(looksAtAll
    ? ([
        { theme: 'dark', scale: 1 },
        { theme: 'light', scale: 1.3 },
      ] as const)
    : []),
];

const SHOP = 'qinglan';

let world: ShopWorld;
let leader: Person;
let merchant: Person;
let owner: Person;
/** What pages are asked for, that show one thing of many. */
let queries: Readonly<Record<string, string>>;

/** An order of the shop that the leader received, one piece of which is asked back: a case that waits for the shop. */
async function caseOf(skuId: string): Promise<{ orderId: string; caseId: string }> {
  const { addresses } = await leader.call('shop.listAddresses', {});
  const lines = [{ skuId, quantity: 2 }];
  const addressId = addresses[0]?.addressId ?? '';
  const { orderId } = await leader.call('shop.placeOrder', { lines, addressId, requestId: 'every-page-order' });
  await world.pay(leader, orderId);
  await merchant.call('merchant.ship', { orderId, carrier: '德邦', trackingNo: 'DPK00001' });
  await leader.call('shop.confirmReceipt', { orderId });
  const { caseId } = await leader.call('afterSales.apply', {
    orderId,
    kind: 'refund',
    lines: [{ skuId, quantity: 1 }],
    reason: 'damaged',
    words: '漏了一瓶',
    requestId: 'every-page-case',
  });
  return { orderId, caseId };
}

/** The code of a voucher that the leader bought. */
async function voucherOf(skuId: string): Promise<string> {
  const lines = [{ skuId, quantity: 1 }];
  const { orderId } = await leader.call('shop.placeOrder', { lines, requestId: 'every-page-voucher' });
  await world.pay(leader, orderId);
  return (await leader.call('shop.viewOrder', { orderId })).vouchers[0]?.code ?? '';
}

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  leader = await world.signIn(phoneOf('团队长'));
  merchant = await world.signIn(phoneOf('商户'));
  owner = await world.owner();
  const buyable = async (input: InputOf<'shop.listGoods'>) => {
    const { goods } = await leader.call('shop.listGoods', input);
    return goods.find((card) => card.quickSkuId && !card.isSoldOut)!;
  };
  const one = await buyable({ plan: 'appreciation' });
  const ownShop = String(world.cloud.engine.find('shops', { ownerId: null })[0]?._id);
  const own = await buyable({ shopId: ownShop, kind: 'delivered' });
  const theirs = await buyable({ shopId: SHOP, kind: 'delivered' });
  const { orderId, caseId } = await caseOf(theirs.quickSkuId!);
  await leader.call('messages.say', { shopId: SHOP, words: '盖子裂了一个，怎么办', requestId: 'every-page-words' });
  const { threads } = await merchant.call('messages.listThreadsOfShop', {});
  const { goods: stays } = await leader.call('shop.listGoods', { kind: 'stay' });
  const voucher = await voucherOf((await buyable({ kind: 'voucher' })).quickSkuId!);
  const { orders } = await leader.call('shop.listOrders', { filter: 'all' });
  const settled = orders.find(({ state }) => state === 'settled') ?? orders[0]!;
  await leader.call('shop.setCartLine', { goodsId: one.goodsId, skuId: one.quickSkuId!, quantity: 1 });
  const { memberId } = await leader.call('account.me', {});
  const { seriesId, editionId } = await editionOf({ world, owner, member: leader }, own.quickSkuId!, own.picture);
  const { editions } = await leader.call('collectibles.listMine', {});
  const { series } = await leader.call('collectibles.listSeries', {});
  const drawnFor = series.find(({ draw }) => draw)!.seriesId;
  const { close } = await owner.call('admin.viewOverview', {});
  queries = {
    'packages/order/goods/index': `id=${one.goodsId}`,
    'packages/order/checkout/index': `lines=${one.quickSkuId}~1`,
    'packages/order/result/index': `id=${settled.orderId}`,
    'packages/order/order/index': `id=${settled.orderId}`,
    'packages/order/logistics/index': `id=${orderId}`,
    'packages/order/service/index': `goods=${one.goodsId}`,
    'packages/service/apply/index': `id=${orderId}`,
    'packages/service/case/index': `id=${caseId}`,
    'packages/reviews/goods/index': `goods=${one.goodsId}`,
    'packages/reviews/write/index': `order=${orderId}&sku=${theirs.quickSkuId}`,
    'packages/search/shop/index': `id=${SHOP}`,
    'packages/messages/thread/index': `shop=${SHOP}`,
    'packages/messages/answer/index': `id=${encodeURIComponent(threads[0]?.threadId ?? '')}`,
    'packages/stay/nights/index': `id=${stays[0]?.goodsId ?? ''}`,
    'packages/voucher/code/index': `code=${voucher}`,
    'packages/voucher/visit/index': `code=${voucher}`,
    'packages/collectibles/series/index': `id=${seriesId}`,
    'packages/collectibles/take/index': `id=${seriesId}`,
    'packages/collectibles/edition/index': `id=${editionId}`,
    // One that was held as a day ended, where the demo gave one out: of today's there is none yet.
    'packages/collectibles/certificate/index': `id=${editions.find((one) => one.editionId !== editionId)?.editionId ?? editionId}`,
    'packages/collectibles/draw/index': `id=${drawnFor}`,
    'packages/issuing/edit/index': `id=${seriesId}`,
    'packages/issuing/register/index': `id=${seriesId}`,
    // Nobody has applied here: it says so.
    'packages/admin/application/index': 'id=none',
    'packages/wallet/redeem/index': 'order=none',
    'packages/wallet/withdrawal/index': 'id=none',
    'packages/admin/owedShop/index': `id=${SHOP}`,
    'packages/admin/merchant/index': `id=${SHOP}`,
    'packages/merchant/goods/index': `id=${theirs.goodsId}`,
    'packages/merchant/order/index': `id=${orderId}`,
    'packages/merchant/case/index': `id=${caseId}`,
    'packages/admin/case/index': `id=${caseId}`,
    'packages/admin/goods/index': `id=${one.goodsId}`,
    'packages/admin/offer/index': `id=${one.goodsId}`,
    'packages/admin/order/index': `id=${settled.orderId}`,
    'packages/admin/member/index': `id=${memberId}`,
    'packages/admin/adjust/index': `id=${memberId}`,
    'packages/admin/statement/index': `id=${memberId}`,
    'packages/admin/referred/index': `id=${memberId}`,
    'packages/admin/close/index': `day=${close!.day}`,
  };
});
afterAll(() => world?.close());

const pathOf = (page: string): string => `/${page}${queries[page] ? `?${queries[page]}` : ''}`;
type Reader = 'member' | 'merchant' | 'admin';
/** Whose page it is: the owner of a shop has threads to answer as well. */
const readerOf = (page: string): Reader => {
  if (/^packages\/(admin|issuing)\//.test(page)) return 'admin';
  return /^packages\/(merchant|messages\/(threads|answer))\//.test(page) ? 'merchant' : 'member';
};
const pictureOf = (page: string, { theme, scale, width }: Look): string =>
  `${page.replace(/^packages\/|^pages\/|\/index$/g, '').replace('/', '-')}-${theme}-${scale === 1 ? '100' : '130'}${width ? `-${width}` : ''}`;

/** What is wrong with the page in sight, however one looks at it or listens to it. */
async function faultsOf(phone: Phone, page: string, look: Look): Promise<string[]> {
  await phone.picture(pictureOf(page, look));
  const cut = await phone.page.getByText('链接不完整').filter({ visible: true }).count();
  return [
    ...(cut > 0 ? ['it wants a query: name one above'] : []),
    ...(await faultsInSight(phone.page)),
    // What is said, and what adds up, is the same in every look; what can be read is not.
    ...(await (look === LOOKS[0] || looksAtAll ? spokenFaults(phone.page) : contrastFaults(phone.page))),
    ...(look === LOOKS[0] || looksAtAll ? await ledgerFaults(phone.page) : []),
  ];
}

test('there are some dozens of them', () => expect(pages.length).toBeGreaterThan(30));

test.each<Reader>(['member', 'merchant', 'admin'])(
  'every page of a %s fits, is read and tapped, adds up, in every look',
  async (who) => {
    const phone = await openPhone(world.url, LOOKS[0]!, { member: leader, merchant, admin: owner }[who].token);
    try {
      const found: Record<string, string[]> = {};
      for (const page of pages.filter((one) => readerOf(one) === who)) {
        await phone.open(pathOf(page));
        for (const look of LOOKS) {
          if (look !== LOOKS[0]) await phone.turn(look);
          const faults = await faultsOf(phone, page, look);
          if (faults.length > 0) found[pictureOf(page, look)] = faults;
        }
        await phone.turn(LOOKS[0]!);
      }
      expect(found).toEqual({});
      expect(phone.faults).toEqual([]);
    } finally {
      await phone.close();
    }
  },
  900_000,
);

const FORCED: readonly [Look, readonly Forced[]][] = looksAtAll
  ? [
      [{ theme: 'light', scale: 1 }, ['waiting', 'fault', 'empty']],
      [{ theme: 'dark', scale: 1.3 }, ['offline', 'long']],
    ]
  : [
      [{ theme: 'light', scale: 1 }, ['fault']],
      [{ theme: 'dark', scale: 1.3 }, ['long']],
    ];
/**
 * Pages of what a shop is run with and of what is not sent by parcel, every second of them, in one of two states turn about:
 * pages beside each other are made of the same pieces. All pages in all states by LOOKS=all.
 */
const MIXED = pages.filter((page) =>
  /^packages\/(messages|merchant|voucher|stay|service|admin|issuing|collectibles|reviews|order\/(coupons|topUps|logistics))/.test(
    page,
  ),
);
const isForced = (page: string, state: Forced): boolean =>
  looksAtAll || (MIXED.includes(page) && MIXED.indexOf(page) % 4 === (state === 'fault' ? 0 : 2));

describe.each(FORCED)('%o, %j', (look, states) => {
  test.each<Reader>(['member', 'merchant', 'admin'])(
    'every page of a %s says what is so, and fits',
    async (who) => {
      const found: Record<string, string[]> = {};
      for (const state of states) {
        // What a phone kept of an answer is not what is looked at.
        const phone = await openPhone(world.url, look, { member: leader, merchant, admin: owner }[who].token);
        try {
          for (const page of pages.filter((one) => isForced(one, state) && readerOf(one) === who)) {
            const faults = await faultsForced(phone, pathOf(page), state, `forced-${state}-${pictureOf(page, look)}`);
            if (faults.length > 0) found[`${page} ${state}`] = faults;
          }
        } finally {
          await phone.close();
        }
      }
      expect(found).toEqual({});
    },
    600_000,
  );
});

describe('what is not there', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await openPhone(world.url, LOOKS[0]!, leader.token);
  });
  afterAll(() => phone?.close());

  test('an address that no page has shows one that leads on', async () => {
    await phone.page.goto(`${world.url}/#/packages/order/nowhere/index?id=1`);
    await phone.page.getByText('链接可能旧了').filter({ visible: true }).waitFor();
    await settled(phone.page);
    await phone.picture('no-page');
    expect([...(await faultsInSight(phone.page)), ...(await spokenFaults(phone.page))]).toEqual([]);
    await phone.page.getByRole('button', { name: '回到首页' }).click();
    await phone.page.locator('.tabs').filter({ visible: true }).waitFor();
  });

  test.each([
    ['packages/order/goods/index?id=nothing', '没有这件商品', '看看别的商品'],
    ['packages/order/order/index?id=nothing', '没有这张订单', '看我的订单'],
    ['packages/order/logistics/index?id=nothing', '没有这张订单', '看我的订单'],
    ['packages/order/order/index', '链接不完整', '回到首页'],
    ['packages/account/address/index?id=nothing', '没有这个地址', '看我的地址'],
  ])('%s says so, and leads on', async (path, words, way) => {
    await phone.open(`/${path}`);
    await phone.page.getByText(words).filter({ visible: true }).first().waitFor();
    await phone.page.getByRole('button', { name: way }).filter({ visible: true }).click();
    await phone.page.getByText(words).filter({ visible: true }).first().waitFor({ state: 'detached' });
  });
});

test('a ledger that does not add up is found', async () => {
  const phone = await openPhone(world.url, LOOKS[0]!, leader.token);
  try {
    await phone.open(pathOf('packages/order/checkout/index'));
    expect(await ledgerFaults(phone.page)).toEqual([]);
    await phone.page
      .locator('.led-sum .still')
      .filter({ visible: true })
      .first()
      .evaluate((one) => {
        one.textContent = '¥0.01';
      });
    expect(await ledgerFaults(phone.page)).toEqual([expect.stringMatching(/^it does not add up: .*= ¥0\.01/)]);
  } finally {
    await phone.close();
  }
});

describe('the way back in a browser', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await openPhone(world.url, LOOKS[0]!, leader.token);
  });
  afterAll(() => phone?.close());
  const sheet = () => phone.page.locator('.sheet').filter({ visible: true });
  const hash = () => phone.page.evaluate(() => location.hash);

  test('closes a sheet and stays; closed by its key it leaves nothing behind', async () => {
    await phone.open('/pages/home/index');
    await phone.page.getByRole('link').filter({ visible: true }).first().waitFor();
    await phone.open(pathOf('packages/order/goods/index'));
    const length = () => phone.page.evaluate(() => history.length);
    const goods = await hash();
    const before = await length();
    await phone.page.locator('.bar .btn').filter({ visible: true }).first().click();
    await sheet().waitFor();
    await phone.page.goBack();
    await sheet().waitFor({ state: 'hidden' });
    expect(await hash()).toBe(goods);

    await phone.page.locator('.bar .btn').filter({ visible: true }).first().click();
    await sheet().waitFor();
    await phone.page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'hidden' });
    expect(await hash()).toBe(goods);
    expect(await phone.page.evaluate(() => (history.state as { sheet?: string } | null)?.sheet)).toBeUndefined();
    // The one entry ahead is that of the closed sheet; going there comes back.
    expect(await length()).toBeLessThanOrEqual(before + 1);
    await phone.page.goForward();
    await settled(phone.page);
    expect(await hash()).toBe(goods);
    expect(await sheet().count()).toBe(0);
  });

  test('is not the only one out: the keyboard stays in the sheet, and comes back to the key that opened it', async () => {
    await phone.open(pathOf('packages/order/goods/index'));
    const key = phone.page.locator('.bar .btn').filter({ visible: true }).first();
    await key.focus();
    await phone.page.keyboard.press('Enter');
    await sheet().waitFor();
    const isWithin = () => phone.page.evaluate(() => document.activeElement?.closest('.sheet') !== null);
    const stops = await sheet().locator('[tabindex="0"], input').count();
    for (const step of ['Shift+Tab', ...Array<string>(stops + 2).fill('Tab')]) {
      await phone.page.keyboard.press(step);
      expect(await isWithin()).toBe(true);
    }
    await phone.page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'hidden' });
    expect(await key.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('leaves what was typed on the page beneath', async () => {
    await phone.open('/packages/account/address/index');
    const name = phone.page.getByLabel('收货人').filter({ visible: true }).locator('input');
    const region = phone.page.getByRole('button', { name: /^地区，/ }).filter({ visible: true });
    await name.fill('林小满');
    await region.click();
    await sheet().waitFor();
    await phone.page.goBack();
    await sheet().waitFor({ state: 'hidden' });
    expect(await name.inputValue()).toBe('林小满');
    await region.click();
    await sheet().getByRole('button', { name: '关闭' }).click();
    await sheet().waitFor({ state: 'hidden' });
    await settled(phone.page);
    expect(await name.inputValue()).toBe('林小满');
  });

  test('from the page that a sheet led to is the page of the sheet, without it', async () => {
    await phone.open(pathOf('packages/order/goods/index'));
    const goods = await hash();
    await phone.page.getByRole('button', { name: '立即购买' }).filter({ visible: true }).first().click();
    await sheet().getByRole('button', { name: '立即购买' }).click();
    await phone.page.getByText('确认订单').filter({ visible: true }).first().waitFor();
    await phone.page.goBack();
    await phone.page.getByText('确认订单').filter({ visible: true }).first().waitFor({ state: 'hidden' });
    expect(await hash()).toBe(goods);
  });
});

test("a newcomer's wallet says what will stand there and how it comes, not zeros", async () => {
  const newcomer = await world.signIn('13700009999');
  const phone = await openPhone(world.url, LOOKS[0]!, newcomer.token);
  try {
    for (const page of ['packages/wallet/wallet/index', 'pages/mine/index']) {
      await phone.open(`/${page}`);
      await phone.page
        .getByText(/过了退货期结算/)
        .filter({ visible: true })
        .first()
        .waitFor();
      await phone.picture(`newcomer-${page.split('/').at(-2)}`);
      expect([...(await faultsInSight(phone.page)), ...(await spokenFaults(phone.page))]).toEqual([]);
      expect(await phone.page.getByText('0.00').filter({ visible: true }).count()).toBe(0);
    }
  } finally {
    await phone.close();
  }
});
