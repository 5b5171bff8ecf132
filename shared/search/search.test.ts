import { fitOf, indexTerms, queryWords } from './index';

const GOODS = {
  apple: { texts: ['洛川红富士苹果', '糖度 14° 以上 · 一箱约 22 个', '时令水果'], initials: ['lchfspg'] },
  corn: { texts: ['水果甜玉米', '4 根 · 真空装', '蔬菜'], initials: ['sgtym'] },
  orange: { texts: ['赣南脐橙', '5 kg · 产地直发', '生鲜'], initials: ['gnqc'] },
  yogurt: { texts: ['牧场酸奶 12 杯', '', '乳品'], initials: ['mcsn', 'b'] },
  hotpot: { texts: ['巴食牛油火锅套餐', '锅底 + 12 样菜 · 到店用', '餐饮'], initials: ['bsnyhgtc'] },
  wine: { texts: ['贺兰东麓赤霞珠', '橡木桶 12 月', '葡萄酒'], initials: ['hldlcxz'] },
  cake: { texts: ['红枣核桃阿胶糕', '独立小袋', '滋补食材'], initials: ['hzhtejg'] },
  singing: { texts: ['欢唱三小时', '中包 · KTV', '娱乐'], initials: ['hcsxs'] },
} as const;

const index = new Map(Object.entries(GOODS).map(([id, goods]) => [id, new Set(indexTerms(goods))]));

/** As the database finds: all terms of one way of every word. */
const found = (query: string): string[] => {
  const words = queryWords(query);
  if (words.length === 0) return [];
  return [...index]
    .filter(([, terms]) => words.every(({ ways }) => ways.some((way) => way.every((term) => terms.has(term)))))
    .map(([id]) => id);
};

test.each([
  ['苹果', ['apple']],
  ['水果', ['apple', 'corn', 'orange']],
  ['果', ['apple', 'corn']],
  ['红酒', ['wine']],
  ['坚果', ['cake']], // its 桃 is no fruit, nor is the 葡萄 of the wine
  ['牛奶', ['yogurt']],
  ['红富士 苹果', ['apple']],
  ['苹果 火锅', []],
  ['hfs', ['apple']],
  ['HFSPG', ['apple']],
  ['ktv', ['singing']],
  ['KT', ['singing']],
  ['唱歌', ['singing']],
  ['５ ｋｇ', ['orange']],
  ['', []],
  [' ，。', []],
  ['😀', []],
])('%p finds %p', (query, expected) => expect(found(query)).toEqual(expected));

test('what else is found by a word is told, and a kind is not asked for by one of it', () => {
  expect(queryWords('水果')[0]!.also).toContain('苹果');
  expect(queryWords('苹果')[0]!.also).toEqual([]);
  expect(queryWords('西红柿')[0]!.also).toEqual(['番茄']);
  expect(queryWords('土豆')[0]!.also).toEqual(['马铃薯', '洋芋']);
});

test('a title that begins with what was typed fits best', () => {
  const words = queryWords('水果');
  const titles = ['赣南脐橙', '时令水果篮', '水果甜玉米'];
  expect(titles.toSorted((a, b) => fitOf(words, b) - fitOf(words, a))).toEqual([
    '水果甜玉米',
    '时令水果篮',
    '赣南脐橙',
  ]);
});

test('a product of long texts has at most 300 terms', () => {
  const long = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
  expect(indexTerms({ texts: [long], initials: [] })).toHaveLength(300);
});
