// Home as the operator arranges it, the tree of categories, and what a search proposes, counts and narrows.
import type { InputOf } from '@shared/contract';
import { buy, joinMember, nextRequest, openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world);
  const admin = world.admins[0];
  const category = (categoryId: string, name: string, parentId?: string) =>
    world.call(
      'admin.saveCategory',
      { categoryId, name, industry: 'grocery', picture: '', ground: 1, order: 2, ...(parentId ? { parentId } : {}) },
      admin,
    );
  await category('dairy', '乳品烘焙');
  await category('milk', '鲜奶', 'dairy');
  const save = (goodsId: string, title: string, more: Partial<InputOf<'admin.saveGoods'>> = {}, priceFen = 1_980) =>
    saveGoods(world, goodsId, { priceFen, costFen: 100, stock: 9 }, { title, categoryId: 'milk', ...more });
  await save('fresh', '牧场鲜牛乳 950 ml', { brand: '青岚牧场', keywords: ['牛奶'], weight: 5 });
  await save('toast', '北海道牛乳吐司', { brand: '明禾厨房', categoryId: 'dairy', plans: ['appreciation'] }, 1_880);
  await save('box', '有机纯牛奶 250 ml', { brand: '青岚牧场', weight: 9 }, 6_900);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const idsOf = async (input: InputOf<'shop.listGoods'>) =>
  (await world.call('shop.listGoods', input)).goods.map(({ goodsId }) => goodsId);
const save = (more: Partial<InputOf<'admin.saveStorefront'>>) => ({
  banners: [],
  shortcuts: [],
  sections: [],
  hints: [],
  pinnedWords: [],
  revision: 0,
  requestId: nextRequest(),
  ...more,
});

describe('home', () => {
  test('of a shop that nobody arranged shows its goods, categories and words that find something', async () => {
    const home = await world.call('shop.home', {});
    expect(home.banners).toMatchObject([{ title: '商品 apple', target: { to: 'goods', goodsId: 'apple' } }]);
    expect(home.shortcuts.map(({ name }) => name)).toEqual(['蔬果', '乳品烘焙']);
    expect(home.goods.map(({ goodsId }) => goodsId)).toEqual(await idsOf({}));
    for (const query of home.hints) expect(await idsOf({ query })).not.toEqual([]);
    expect(home.hints.length).toBeGreaterThan(0);
  });

  test('is as the operator arranged it, without what has gone since', async () => {
    const admin = world.admins[0];
    const arranged = save({
      banners: [
        { over: '', title: '鲜奶', picture: world.picture, ground: 2, target: { to: 'goods', goodsId: 'fresh' } },
        { over: '', title: '看看', picture: '', ground: 1, target: { to: 'search', query: '牛奶' } },
      ],
      shortcuts: [{ name: '乳品', picture: '', ground: 3, target: { to: 'category', categoryId: 'dairy' } }],
      sections: [
        { kind: 'picked', title: '这一周有', goodsIds: ['toast', 'fresh'] },
        { kind: 'categories', title: '不止买菜', categoryIds: ['dairy'] },
        { kind: 'offers', title: '限时价' },
      ],
      hints: ['牛奶'],
    });
    expect(await world.call('admin.saveStorefront', arranged, admin)).toEqual({ revision: 1 });
    const home = await world.call('shop.home', {});
    expect(home.banners.map(({ title, priceFen }) => [title, priceFen])).toEqual([
      ['鲜奶', 1_980],
      ['看看', null],
    ]);
    expect(home.sections).toMatchObject([
      { kind: 'picked', goods: [{ goodsId: 'toast' }, { goodsId: 'fresh' }] },
      { kind: 'categories', categories: [{ categoryId: 'dairy', goodsCount: 3, lowestFen: 1_880 }] },
    ]);
    expect(home.hints).toEqual(['牛奶']);
    await world.call('admin.shelveGoods', { goodsId: 'fresh', isOnShelf: false }, admin);
    const later = await world.call('shop.home', {});
    expect(later.banners.map(({ title }) => title)).toEqual(['看看']);
    expect(later.sections[0]).toMatchObject({ goods: [{ goodsId: 'toast' }] });
    await world.call('admin.shelveGoods', { goodsId: 'fresh', isOnShelf: true }, admin);
  });

  test.each([
    ['by who read an older one', { revision: 0 }, 'storefront/changedMeanwhile'],
    [
      'that leads nowhere',
      { shortcuts: [{ name: '没有', picture: '', ground: 1, target: { to: 'goods', goodsId: 'nowhere' } }] },
      'storefront/leadsNowhere',
    ],
    ['whose hint finds nothing', { hints: ['没有的'] }, 'storefront/findsNothing'],
    ['with a promise', { hints: ['稳赚不赔'] }, 'words/forbidden'],
  ] as const)('is not arranged %s', async (_who, more, code) => {
    expect(
      await world.refused('admin.saveStorefront', save({ revision: 1, ...(more as object) }), world.admins[0]),
    ).toBe(code);
  });

  test('offers again what was bought, and tells that it costs more now', async () => {
    const buyer = await joinMember(world, '13700000011');
    await buy(world, buyer, 'toast-1');
    await saveGoods(
      world,
      'toast',
      { priceFen: 2_080, costFen: 100, stock: 9 },
      { title: '北海道牛乳吐司', brand: '明禾厨房', categoryId: 'dairy' },
    );
    const { again } = await world.call('shop.home', {}, buyer.token);
    expect(again).toMatchObject([{ goods: { goodsId: 'toast' }, changeFen: 200 }]);
    expect((await world.call('shop.listBought', {}, buyer.token)).bought).toEqual(again);
    const { bought } = await world.call('shop.suggest', { query: 'niur' }, buyer.token);
    expect(bought).toMatchObject({ goods: { goodsId: 'toast' } });
  });
});

describe('categories', () => {
  test('have two levels; what is below is in what is above', async () => {
    const { categories } = await world.call('shop.listCategories', {});
    expect(categories.find(({ categoryId }) => categoryId === 'dairy')).toMatchObject({
      parentId: null,
      goodsCount: 3,
    });
    expect(categories.find(({ categoryId }) => categoryId === 'milk')).toMatchObject({
      parentId: 'dairy',
      goodsCount: 2,
    });
    expect(await idsOf({ category: 'dairy' })).toEqual(['box', 'fresh', 'toast']);
    expect(await idsOf({ category: 'milk' })).toEqual(['box', 'fresh']);
    const third = { name: '第三层', industry: 'grocery' as const, picture: '', ground: 1, order: 1, parentId: 'milk' };
    expect(await world.refused('admin.saveCategory', third, world.admins[0])).toBe('category/tooDeep');
  });
});

describe('a search', () => {
  test('proposes by what is typed, by pinyin and by initials, with what each word finds', async () => {
    const wordsOf = async (query: string) => (await world.call('shop.suggest', { query })).words;
    for (const query of ['牛', 'niur', 'NR'])
      for (const { word, count } of await wordsOf(query))
        expect([word, (await idsOf({ query: word })).length]).toEqual([word, count]);
    expect((await wordsOf('nr')).map(({ word }) => word)).not.toEqual([]);
    expect((await wordsOf('niunai')).map(({ word }) => word)).toEqual(['牛奶']);
    expect((await world.call('shop.suggest', { query: 'rphb' })).categories).toMatchObject([{ name: '乳品烘焙' }]);
    expect(await wordsOf('没有的词')).toEqual([]);
  });

  test('counts each facet by what the other filters leave, and 0 stays', async () => {
    const counts = await world.call('shop.countGoods', { query: '牛奶', brand: '青岚牧场' });
    expect(counts).toMatchObject({ count: 2, soldOut: 0, lowestFen: 1_980, highestFen: 6_900 });
    expect(counts.brands).toEqual([
      { brand: '青岚牧场', count: 2 },
      { brand: '明禾厨房', count: 1 },
    ]);
    expect(counts.kinds.find(({ kind }) => kind === 'voucher')).toEqual({ kind: 'voucher', count: 0 });
    // What a facet counts is what its list has.
    for (const { plan, count } of counts.plans)
      expect([plan, (await idsOf({ query: '牛奶', brand: '青岚牧场', plan })).length]).toEqual([plan, count]);
    const cheap = { query: '牛奶', priceToFen: 2_500 };
    expect((await world.call('shop.countGoods', cheap)).count).toBe((await idsOf(cheap)).length);
    const points = { query: '牛奶', takesPoints: true as const, kind: 'delivered' as const };
    expect((await world.call('shop.countGoods', points)).count).toBe((await idsOf(points)).length);
  });

  test('is counted by day where its word is one of the goods, and shown the day after', async () => {
    for (const query of ['牛奶', '牛奶', '鲜奶', '谁写的什么']) await world.call('shop.countSearch', { query });
    expect((await world.call('shop.searchStart', {})).hot).toEqual([]);
    await world.advance('24h');
    const { hot, newest, basisDay } = await world.call('shop.searchStart', {});
    expect([hot, basisDay]).toEqual([
      [
        { word: '牛奶', isPinned: false },
        { word: '鲜奶', isPinned: false },
      ],
      '2026-03-02',
    ]);
    expect(newest.length).toBeGreaterThan(0);
  });
});
