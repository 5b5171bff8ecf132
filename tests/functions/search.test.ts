import type { InputOf } from '@shared/contract';
import { indexTerms } from '@shared/search';
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

describe('on a shelf of many goods', () => {
  const COUNT = 2_800;
  /** Pages that are gone through of a long list. */
  const PAGES = 10;
  /** What is shown is read, with its stock and what else a card says. */
  const SHOWN = 180;
  /** A word's goods are counted, a window is looked through, its end found. */
  const ONE_WORD = 701 + 2 * 500 + SHOWN;
  const TWO_WORDS = ONE_WORD + 701;
  const titleOf = (at: number) =>
    `${at % 3 ? '云雾毛尖' : '黄山贡菊'}${at % 200 === 1 ? ' 罕有' : ''} ${at % 5 ? '竹盒' : '散装'} ${at}`;
  const many = Array.from({ length: COUNT }, (_none, at) => ({
    _id: `many-${at}`,
    title: titleOf(at),
    terms: indexTerms({ texts: [titleOf(at)], initials: [] }),
    lowestFen: 500 + ((at * 7_919) % 1_009), // some cost the same
    soldCount: (at * 31) % 997,
    shelvedAtMs: 1_700_000_000_000 + ((at * 613) % 4_001),
    categoryId: `many-${at % 4}`,
    brand: `牌${at % 50}号`,
    shelfRank: at % 20 === 7 ? 1 : 0,
  }));
  beforeAll(async () => {
    const { engine } = world.cloud;
    const like = engine.get('goods', 'tea-0')!;
    const piece = engine.get('stock', String((like.skus as { skuId: string }[])[0]!.skuId))!;
    const skus = (at: number) => [{ ...(like.skus as object[])[0], skuId: `sku-${at}`, priceFen: many[at]!.lowestFen }];
    await engine.insert('goods', many.map((one, at) => ({ ...like, ...one, weight: 0, skus: skus(at) })) as never);
    const left = (rank: number) => (rank === 0 ? { left: 9, isOut: false } : { left: 0, isOut: true });
    await engine.insert(
      'stock',
      many.map(({ _id, shelfRank }, at) => ({ ...piece, _id: `sku-${at}`, goodsId: _id, ...left(shelfRank) })) as never,
    );
  });

  type Many = (typeof many)[number];
  const BY = {
    priceUp: (one: Many) => one.lowestFen,
    priceDown: (one: Many) => -one.lowestFen,
    sold: (one: Many) => -one.soldCount,
    newest: (one: Many) => -one.shelvedAtMs,
  };
  type Narrowed = Partial<InputOf<'shop.listGoods'>>;
  const has =
    (...words: readonly string[]) =>
    ({ title }: Many) =>
      words.every((word) => title.includes(word));

  test.each<[string, keyof typeof BY, Narrowed, number, (one: Many) => boolean]>([
    ['毛尖', 'priceUp', {}, ONE_WORD, has('毛尖')],
    ['毛尖', 'sold', { category: 'many-1' }, TWO_WORDS, (one) => has('毛尖')(one) && one.categoryId === 'many-1'],
    ['毛尖', 'newest', { brand: '牌7号' }, ONE_WORD, (one) => has('毛尖')(one) && one.brand === '牌7号'],
    ['毛尖', 'priceDown', { priceToFen: 600 }, ONE_WORD, (one) => has('毛尖')(one) && one.lowestFen <= 600],
    ['散装', 'sold', {}, ONE_WORD, has('散装')],
    ['罕有', 'priceUp', {}, ONE_WORD, has('罕有')],
    ['毛尖 竹盒', 'newest', { inStock: true }, TWO_WORDS, (one) => has('毛尖', '竹盒')(one) && one.shelfRank === 0],
    ['罕有 毛尖', 'priceDown', {}, TWO_WORDS, has('罕有', '毛尖')],
  ])(
    '%s by %s, %j: at each page a bounded part is read, all come once, in order',
    async (query, sort, more, most, isIt) => {
      const expected = many
        .filter(isIt)
        .sort((a, b) => a.shelfRank - b.shelfRank || BY[sort](a) - BY[sort](b) || (a._id < b._id ? -1 : 1))
        .map(({ _id }) => _id);
      expect(expected.length).toBeGreaterThan(0);
      const { work } = world.cloud.engine;
      const seen: string[] = [];
      const read: number[] = [];
      let cursor: string | null | undefined;
      do {
        const before = work.visited;
        const page = await search(query, { sort, limit: 50, ...more, ...(cursor ? { cursor } : {}) });
        read.push(work.visited - before);
        seen.push(...page.goods.map(({ goodsId }) => goodsId));
        cursor = page.next;
      } while (cursor && read.length < PAGES);
      expect(seen).toEqual(cursor ? expected.slice(0, seen.length) : expected);
      expect(Math.max(...read)).toBeLessThanOrEqual(most);
    },
  );

  /** Of one word that nothing narrows, as many are looked at as are found; then blocks along it. */
  const BARE = 201 + SHOWN;

  test.each<[string, Narrowed, number, (one: Many) => boolean]>([
    ['贡菊', {}, ONE_WORD, has('贡菊')],
    ['毛尖', { inStock: true }, ONE_WORD, (one) => has('毛尖')(one) && one.shelfRank === 0],
    ['毛尖', { category: 'many-1' }, TWO_WORDS, (one) => has('毛尖')(one) && one.categoryId === 'many-1'],
    ['毛尖', { priceToFen: 600 }, ONE_WORD, (one) => has('毛尖')(one) && one.lowestFen <= 600],
    ['毛尖', { brand: '牌7号' }, ONE_WORD, (one) => has('毛尖')(one) && one.brand === '牌7号'],
    ['云雾毛尖', {}, ONE_WORD, has('云雾毛尖')],
    ['毛尖 竹盒', {}, TWO_WORDS, has('毛尖', '竹盒')],
    ['罕有 毛尖', {}, TWO_WORDS, has('罕有', '毛尖')],
  ])('%s by fit, %j: at each page a bounded part is read, all come once', async (query, more, most, isIt) => {
    const expected = many.filter(isIt);
    const { work } = world.cloud.engine;
    const seen: string[] = [];
    const read: number[] = [];
    let cursor: string | null | undefined;
    do {
      const before = work.visited;
      const page = await search(query, { limit: 50, ...more, ...(cursor ? { cursor } : {}) });
      read.push(work.visited - before);
      seen.push(...page.goods.map(({ goodsId }) => goodsId));
      cursor = page.next;
    } while (cursor && read.length < 60);
    expect([...seen].sort()).toEqual(expected.map(({ _id }) => _id).sort());
    expect(Math.max(...read)).toBeLessThanOrEqual(most);
    const isWord = !/ /.test(query) && Object.keys(more).every((key) => key === 'inStock') && query.length === 2;
    if (isWord) expect(read[0]).toBeLessThanOrEqual(BARE);
    // What is sold out comes last, though the best fit comes first.
    const ranks = new Map(many.map(({ _id, shelfRank }) => [_id, shelfRank]));
    const inOrder = seen.map((id) => ranks.get(id)!);
    expect(inOrder).toEqual([...inOrder].sort());
  });

  test('the best fit comes first of a block, whatever stands before it by its id', async () => {
    const last = many.findLast((one) => has('毛尖')(one) && one.shelfRank === 0)!;
    await world.cloud.engine.update('goods', { _id: last._id }, { $set: { title: '毛尖茶', weight: 1 } });
    const ids = await idsOf('毛尖', { brand: last.brand });
    expect(ids[0]).toBe(last._id);
    expect((await idsOf('毛尖'))[0]).toBe(last._id);
    await world.cloud.engine.update('goods', { _id: last._id }, { $set: { title: last.title, weight: 0 } });
  });
});
