import type { InputOf } from '@shared/contract';
import { openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world);
  const save = (goodsId: string, title: string, more: Partial<InputOf<'admin.saveGoods'>> = {}) =>
    saveGoods(world, goodsId, { priceFen: 1_000, costFen: 100, stock: 9 }, { title, ...more });
  await save('fuji', '洛川红富士苹果', { weight: 3 });
  await save('navel', '赣南脐橙', { weight: 5 });
  await save('corn', '水果甜玉米', { weight: 1 });
  await save('milk', '冷鲜瓶装 950 ml', { keywords: ['牛奶'] });
  await save('gone', '海南水果篮', { isOnShelf: false });
  for (let at = 0; at < 12; at += 1) await save(`tea-${at}`, `明前龙井 ${at} 号`, { weight: at });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const search = (query: string, more: Partial<InputOf<'shop.listGoods'>> = {}) =>
  world.call('shop.listGoods', { query, ...more });
const idsOf = async (query: string, more: Partial<InputOf<'shop.listGoods'>> = {}) =>
  (await search(query, more)).goods.map(({ goodsId }) => goodsId);

test.each([
  ['水果', ['corn', 'navel', 'fuji']], // as typed first, then the weightiest of the kind
  ['苹果', ['fuji']],
  ['牛奶', ['milk']], // a word of the shop's own
  ['hfs', ['fuji']],
  ['gnqc', ['navel']],
  ['苹果 脐橙', []],
  ['没有的', []],
  ['%$.*', []],
])('%s finds %p', async (query, ids) => expect(await idsOf(query)).toEqual(ids));

test('what else was looked for is told', async () => {
  expect((await search('水果')).also).toContain('脐橙');
  expect((await search('龙井')).also).toEqual([]);
});

test('another order is by its figure, and within a category alone', async () => {
  expect(await idsOf('水果', { sort: 'priceUp' })).toEqual(['corn', 'fuji', 'navel']); // equal prices: by id
  expect(await idsOf('水果', { category: 'nowhere' })).toEqual([]);
});

test.each(['default', 'priceUp'] as const)('pages by %s go on, none left out and none twice', async (sort) => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search('龙井', { sort, limit: 5, ...(cursor ? { cursor } : {}) });
    seen.push(...page.goods.map(({ goodsId }) => goodsId));
    cursor = page.next ?? undefined;
    // The product that a page ended with leaves the shelf: the next one goes on where it stood.
    if (seen.length === 5 && sort === 'default')
      await world.cloud.engine.update('goods', { _id: seen[4]! }, { $set: { isOnShelf: false } });
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(sort === 'default' ? 12 : 11);
});

test('a cursor of another search is refused', async () => {
  const { next } = await search('龙井', { limit: 5 });
  await expect(search('水果', { cursor: next! })).rejects.toThrow('cursor/invalid');
});
