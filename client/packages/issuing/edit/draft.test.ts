import { actions, type MadeSeries } from '@shared/contract';
import { draftOf, faultsIn, inputOf, missingIn, type SeriesDraft } from './draft';

const NOW = Date.parse('2026-11-21T09:00:00+08:00');

const full: SeriesDraft = {
  ...draftOf(null),
  title: '小雪 · 早梅',
  story: '头一茬梅子。\n晒了九天。',
  pictures: ['cloud://shop.one/goods/plum.png'],
  goods: { skuId: 'plum', words: '梅干 一罐' },
  rights: [{ kind: 'discount', words: '到店 9 折', untilDay: '2026-12-31' }],
  supply: '1000',
  price: '88',
  opensDay: '2026-11-22',
};

test('what is typed is what the contract takes', () => {
  expect(missingIn(full, NOW)).toBeNull();
  const { input } = actions.find(({ name }) => name === 'admin.saveSeries')!;
  expect(input.parse({ ...inputOf(full), requestId: 'draft-0001' })).toMatchObject({
    skuId: 'plum',
    supply: 1000,
    limit: 1,
    price: { asset: 'spendable', units: 8_800 },
    opensAtMs: Date.parse('2026-11-22T10:00:00+08:00'),
    closesAtMs: null,
    rights: [{ kind: 'discount', words: '到店 9 折', untilDay: '2026-12-31' }],
  });
});

test('what was saved is typed again as it was', () => {
  const { skuId: _skuId, ...saved } = inputOf({ ...full, hasEnd: true, closesDay: '2026-12-01', limit: '' });
  const made = {
    ...saved,
    goods: { skuId: 'plum', goodsId: 'plums', title: '梅干', label: '一罐' },
  } as unknown as MadeSeries;
  expect(inputOf(draftOf(made))).toEqual({ ...saved, skuId: 'plum' });
});

test.each<[Partial<SeriesDraft>, string]>([
  [{ pictures: [] }, '先加图片'],
  [{ title: ' ' }, '先填名称'],
  [{ rights: [{ kind: 'entry', words: '', untilDay: '' }] }, '先写用处，或去掉它'],
  [{ supply: '' }, '先填份数'],
  [{ price: '' }, '先填领一份付多少'],
  [{ opensDay: '' }, '先选开始的日子'],
  [{ hasEnd: true }, '先选截止的日子'],
  [{ supply: '10001' }, '先改标红的地方'],
])('%j is missing: %s', (change, words) => expect(missingIn({ ...full, ...change }, NOW)).toBe(words));

test.each<[Partial<SeriesDraft>, keyof SeriesDraft]>([
  [{ supply: '0' }, 'supply'],
  [{ limit: '101' }, 'limit'],
  [{ price: '1.234' }, 'price'],
  [{ price: '0' }, 'price'],
  [{ hasEnd: true, closesDay: '2026-11-22', closesTime: '09:59' }, 'closesDay'],
  [{ hasEnd: true, closesDay: '2026-11-20' }, 'closesDay'],
])('%j is wrong', (change, field) => expect(Object.keys(faultsIn({ ...full, ...change }, NOW))).toEqual([field]));
