import type { EditionRow } from '@shared/contract';
import { numberWords, priceWords, purposeOf, reservedWords, rightUntil, standingWords, tradeWords } from './words';

const NOW = Date.parse('2026-11-21T09:00:00+08:00');
const goods = { skuId: 'rice', goodsId: 'rices', title: '五常新米', label: '5 kg' };
const edition = {
  number: 128,
  supply: 1_000,
  state: 'held',
  goods,
  collectedAtMs: null,
  rights: [],
} as unknown as EditionRow;
const right = (untilDay: string | null) => ({ kind: 'discount', words: '到店 9 折', untilDay }) as const;

test('a number is written in four digits', () => {
  expect(numberWords(edition)).toBe('第 0128 份，共 1,000 份');
  expect(numberWords({ number: 10_000, supply: 10_000 })).toBe('第 10000 份，共 10,000 份');
});

test.each<[string, Partial<EditionRow>, string | null]>([
  ['its goods first', { rights: [right(null)] }, '可提货 5 kg'],
  [
    'then a right that still holds',
    { collectedAtMs: NOW, rights: [right('2026-11-20'), right('2026-11-21')] },
    '到店 9 折，到 11-21',
  ],
  ['then that its goods were sent', { collectedAtMs: NOW, rights: [right('2026-11-20')] }, '已提货 11-21'],
  ['nothing', { goods: null }, null],
  ['nothing while it is elsewhere', { state: 'listed' }, '登记在外，暂不能动'],
])('what it is good for: %s', (_, change, words) =>
  expect(purposeOf({ ...edition, ...change }, NOW)?.words ?? null).toBe(words),
);

test('a right says until when', () => {
  expect([right(null), right('2026-11-21'), right('2026-11-20')].map((one) => rightUntil(one, NOW))).toEqual([
    '一直有效',
    '到 2026-11-21 为止',
    '2026-11-20 已到期',
  ]);
});

test('points that are redeemed are named by their worth', () => {
  expect(priceWords({ asset: 'appreciating', units: 8_800 })).toBe('值 88.00 元的增值积分');
  expect(priceWords({ asset: 'stable', units: 8_800 })).toBe('88.00 恒定积分');
  expect(tradeWords([{ price: { asset: 'cash', units: 1 } }])).toBe('不能买卖');
});

test('those who were drawn are waited for in days where they are whole', () => {
  expect([24, 72, 30].map((reservedHours) => reservedWords({ reservedHours }))).toEqual(['1 天', '3 天', '30 小时']);
});

test.each([
  ['coming', '11-21 09:00 开'],
  ['entering', '报名到 11-21 09:00，再抽签'],
  ['drawing', '报名完了，等抽签'],
  ['open', '领走 412 / 1,000'],
  ['over', '已截止'],
  ['allTaken', '领完了'],
] as const)('a series that is %s', (state, words) =>
  expect(standingWords({ state, opensAtMs: NOW, closesAtMs: NOW, draw: null, supply: 1_000, left: 588 })).toBe(words),
);
