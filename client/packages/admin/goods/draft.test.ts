import type { CategoryKept, GoodsKept } from '@shared/contract';
import { draftOf, inputOf, keyOf, missingIn, pricesOf, stockChanges, withOptions, withSize } from './draft';

const category: CategoryKept = {
  categoryId: 'fruit',
  name: '蔬果',
  industry: 'grocery',
  picture: '',
  ground: 2,
  order: 0,
  parentId: null,
  isHidden: false,
  seen: '0123456789abcdef',
};

const kept: GoodsKept = {
  goodsId: 'apple',
  revision: 3,
  title: '苹果',
  subtitle: '',
  pictures: ['a'],
  keywords: ['水果'],
  ground: 1,
  industry: 'grocery',
  kind: 'delivered',
  categoryId: 'fruit',
  shopId: 'own',
  unitWord: '箱',
  brand: '青岚果园',
  detail: ['甜', '脆'],
  asks: [],
  voucher: null,
  stay: null,
  options: [{ name: '箱重', choices: ['5 kg', '2.5 kg'] }],
  skus: [
    { skuId: 'apple-1', choices: ['5 kg'], priceFen: 10_000, costFen: 6_200, grams: 5_200, stock: 12, calendar: null },
  ],
  plans: ['appreciation'],
  takesSpendable: true,
  limitPerMember: 2,
  isOnShelf: true,
  weight: 40,
};

test('a product comes back as it was kept, a size that is not sold in its place', () => {
  const draft = draftOf(kept, '');
  expect(draft.sizes.map((size) => [keyOf(size), size.isSold])).toEqual([
    ['5 kg', true],
    ['2.5 kg', false],
  ]);
  expect(missingIn(draft)).toBeNull();
  const { goodsId, revision, skus, detail, limitPerMember, weight } = inputOf(
    draft,
    category,
    { shopId: 'other', today: '2026-12-24' },
    true,
  );
  expect({ goodsId, revision, skus, detail, limitPerMember, weight }).toEqual({
    goodsId: 'apple',
    revision: 3,
    skus: kept.skus,
    detail: kept.detail,
    limitPerMember: 2,
    weight: 40,
  });
});

test('the one size of goods without options keeps its name and its pieces', () => {
  const [sku] = kept.skus;
  const draft = draftOf({ ...kept, options: [], skus: [{ ...sku!, choices: ['礼盒'] }] }, '');
  expect(draft.sizes.map((size) => [size.skuId, keyOf(size), size.isSold])).toEqual([['apple-1', '礼盒', true]]);
  expect(inputOf(draft, category, { shopId: 'own', today: '2026-12-24' }, true).skus[0]).toMatchObject({
    skuId: 'apple-1',
    choices: ['礼盒'],
  });
});

test('with a new choice the sizes that were there keep what was typed', () => {
  const typed = withSize(draftOf(kept, ''), '5 kg', { price: '99.00' });
  const more = withOptions(typed, [{ name: '箱重', choices: ['5 kg', '10 kg'] }]);
  expect(more.sizes.map(({ skuId, price, stock }) => [skuId, price, stock])).toEqual([
    ['apple-1', '99.00', '12'],
    [null, '99.00', ''],
  ]);
  const crossed = withOptions(more, [...more.options, { name: '果径', choices: ['80', '85'] }]);
  expect(crossed.sizes.map(keyOf)).toEqual(['5 kg\n80', '5 kg\n85', '10 kg\n80', '10 kg\n85']);
  // A new combination is another piece of stock, whatever it was made from.
  expect(crossed.sizes.every(({ skuId }) => skuId === null)).toBe(true);
});

test('stock goes over as a difference from what was read', () => {
  const draft = withSize(draftOf(kept, ''), '5 kg', { stock: '8' });
  expect(stockChanges(draft)).toEqual([{ skuId: 'apple-1', by: -4 }]);
  expect(stockChanges(draftOf(kept, ''))).toEqual([]);
});

test('what is missing is named in its order, and nothing is asked of the plans until prices can be read', () => {
  let draft = draftOf(null, '');
  expect(missingIn(draft)).toBe('先加图片');
  draft = { ...draft, pictures: ['a'] };
  expect(missingIn(draft)).toBe('先填名称');
  draft = { ...draft, title: '苹果' };
  expect(missingIn(draft)).toBe('先选分类');
  draft = { ...draft, categoryId: 'fruit' };
  expect(missingIn(draft)).toBe('先填全价、成本、库存');
  expect(pricesOf(draft)).toBeNull();
  draft = withSize(draft, '', { price: '12.345', cost: '1', stock: '1' });
  expect(missingIn(draft)).toBe('先填全价、成本、库存');
  draft = withSize(draft, '', { price: '12.34' });
  expect(missingIn(draft)).toBeNull();
  expect(pricesOf(draft)).toEqual([{ priceFen: 1_234, costFen: 100 }]);
  expect(missingIn(withSize(draft, '', { grams: '1.5' }))).toBe('先改重量');
  expect(missingIn(withSize(draft, '', { grams: '1500' }))).toBeNull();
  expect(missingIn(withOptions(draft, [{ name: '', choices: ['大'] }]))).toBe('先填全规格');
  expect(missingIn({ ...draft, sizes: draft.sizes.map((size) => ({ ...size, isSold: false })) })).toBe('至少卖一款');
});
