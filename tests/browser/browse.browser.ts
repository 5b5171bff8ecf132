// The ways through the shop: home, categories, search, filters.
import type { InputOf } from '@shared/contract';
import { indexTerms } from '../../shared/search';
import { openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

jest.setTimeout(180_000);

let world: ShopWorld;
let buyer: Person;
let phone: Phone;
beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  buyer = await world.signIn(account?.phone ?? '');
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, buyer.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const seen = (text: string | RegExp) => phone.page.getByText(text).filter({ visible: true }).first();
const link = (name: string | RegExp) => phone.page.getByRole('link', { name }).filter({ visible: true }).first();
const key = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();

test('home shows what its operator arranged, and each leads where it says', async () => {
  const { banners, sections, again } = await buyer.call('shop.home', {});
  expect(sections.map(({ kind }) => kind)).toContain('offers');
  await phone.open('/pages/home/index');
  for (const { title } of sections) await seen(title).waitFor();
  if (again.length > 0) await seen('再买一次').waitFor();
  await seen('划线价是平日价。到点恢复，不再延长。').waitFor();
  // A banner of a category leads to it, and what is marked there is what is listed.
  await link(new RegExp(`^${banners[1]!.title}`)).click();
  const tab = phone.page.getByRole('tab', { name: '到店吃' }).filter({ visible: true });
  await tab.waitFor();
  expect(await tab.getAttribute('aria-selected')).toBe('true');
  await link('在「到店吃」中搜索').waitFor();
});

test('a search for 水果 is narrowed by a filter, and what it finds opens', async () => {
  await phone.open('/pages/home/index');
  await link(/^搜索商品/).click();
  await seen('大家在搜').waitFor();
  const field = phone.page.getByLabel('搜索商品').filter({ visible: true }).locator('input');
  await field.fill('水果');
  await phone.page.keyboard.press('Enter');
  await seen(/「水果」也找了/).waitFor();
  const { count } = await buyer.call('shop.countGoods', { query: '水果' });
  await seen(new RegExp(`共 ${count} 件`)).waitFor();
  await key(/^筛选/).click();
  const sheet = phone.page.getByRole('dialog', { name: '筛选' });
  await sheet.waitFor();
  const offered = phone.page.getByRole('checkbox', { name: /^限时价/ }).filter({ visible: true });
  await offered.click();
  await key(/^看 1 件$/).click();
  await key('去掉 限时价').waitFor();
  await link('丹东草莓').click();
  await seen('限时价').waitFor();
  await seen(/到点恢复平日价/).waitFor();
});

test('letters are proposed by their pinyin; a search in a category says so and can be one of all', async () => {
  await phone.open('/packages/search/search/index?category=all-dining');
  await seen('「到店吃」').waitFor();
  const field = phone.page.getByLabel('搜索商品').filter({ visible: true }).locator('input');
  await field.fill('pingguo');
  await key(/^搜 苹果/).click();
  await seen('「到店吃」里没有「苹果」').waitFor();
  await key('搜全部商品').click();
  await link('洛川红富士苹果').waitFor();
  // What was searched for is kept on the device, and can be forgotten.
  await phone.open('/packages/search/search/index');
  await key('苹果').waitFor();
  await key('清空搜索记录').click();
  await seen('大家在搜').waitFor();
  expect(await phone.page.getByText('搜过的', { exact: true }).filter({ visible: true }).count()).toBe(0);
});

/** Many goods of each of two words, and few of both that stand behind all of the first: a window has none of them. */
async function sellCommonWords(one: string, other: string, ofBoth: number): Promise<void> {
  const { engine } = world.cloud;
  const like = engine.find('goods', { isOnShelf: true, shelfRank: 0, kind: 'delivered' })[0]!;
  const piece = engine.find('stock', { goodsId: String(like._id) })[0]!;
  const goods = Array.from({ length: 1_420 + ofBoth }, (_none, at) => {
    const [words, weight] = at < 710 ? [one, 9] : at < 1_420 ? [other, 9] : [`${one} ${other}`, 0];
    const title = `${words} ${at}`;
    const skus = [{ ...(like.skus as object[])[0], skuId: `common-${at}-1` }];
    return { ...like, _id: `common-${at}`, title, weight, skus, terms: indexTerms({ texts: [title], initials: [] }) };
  });
  await engine.insert('goods', goods as never);
  await engine.insert('stock', goods.map(({ _id }) => ({ ...piece, _id: `${_id}-1`, goodsId: _id, left: 9 })) as never);
}

test('a list whose first pages find nothing yet goes on by itself', async () => {
  await sellCommonWords('长绒', '素色', 5);
  const asked: InputOf<'shop.listGoods'> = { query: '长绒 素色', limit: 20 };
  const first = await buyer.call('shop.listGoods', asked);
  expect([first.goods.length, first.next === null]).toEqual([0, false]);
  await phone.open('/packages/search/search/index');
  await phone.page.getByLabel('搜索商品').filter({ visible: true }).locator('input').fill('长绒 素色');
  await phone.page.keyboard.press('Enter');
  await link(/^长绒 素色 1424/).waitFor();
  await seen('没有更多了').waitFor({ state: 'hidden' });
  await settled(phone.page);
  await phone.picture('search-goes-on');
  expect(
    await phone.page
      .getByRole('link', { name: /^长绒 素色 14/ })
      .filter({ visible: true })
      .count(),
  ).toBe(5);
  expect(await faultsInSight(phone.page)).toEqual([]);
});

test('the browser reported no fault', () => expect(phone.faults).toEqual([]));
