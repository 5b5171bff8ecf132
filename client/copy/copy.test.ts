import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions, commonRefusals } from '@shared/contract';
import { RULE_REFUSALS } from '@shared/rules';
import { briefWords } from './audit';
import { refusalWords } from './refusals';

/** Promises of gains, and a tone that the look leaves out. Rules and risks of plans come from the server. */
const FORBIDDEN = [
  ...['只涨不跌', '保本', '稳赚', '躺赚', '日日分红', '原始股', '消费全返', '零风险', '保证收益', '无风险', '高收益'],
  ...['赚', '涨', '翻倍', '秒到', '暴富', '被动收入', '您', '亲，', '！'],
];

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    if (one.isDirectory()) return sources(path);
    return /\.tsx?$/.test(one.name) && !/\.test\./.test(one.name) ? [path] : [];
  });

test('no screen promises gains', () => {
  const found = sources(join(__dirname, '..')).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return FORBIDDEN.filter((phrase) => text.includes(phrase)).map((phrase) => `${path}: ${phrase}`);
  });
  expect(found).toEqual([]);
});

test.each<[string, string, string | null]>([
  [
    'skus',
    '[{"choices":["大","红"],"costFen":24396,"grams":0,"priceFen":42800,"skuId":"a"},{"choices":[],"cost…',
    '大 红 428.00（成本 243.96）…',
  ],
  ['skus', '[{"choices":[],"costFen":100,"priceFen":250,"skuId":"a"}]', '一款 2.50（成本 1.00）'],
  [
    'skus',
    '[{"calendar":{"days":[{"day":"2026-12-02","priceFen":null,"rooms":0},{"day":"2026-12-07","priceFen":56200,"rooms":2},{"d…',
    '12-02 0 间、12-07 562.00 2 间…',
  ],
  ['banners', '[{"ground":1,"over":"当天装箱","picture":"cloud://x"},{"title":"秋茶"}]', '当天装箱、秋茶'],
  ['asks', '[]', '空'],
  ['freight', '{"by":"weight","first":1000', null],
  ['priceFen', '1250', '¥12.50'],
])('a change of %s is told in a few words', (field, value, words) => {
  expect(briefWords(field, value)).toBe(words);
});

describe('refusals', () => {
  const codes = [
    ...new Set<string>([
      ...commonRefusals,
      ...RULE_REFUSALS,
      ...actions.flatMap((one) => one.refusals as readonly string[]),
    ]),
  ];

  test.each(codes)('%s has words that end in a full stop and do not shout', (code) => {
    const words = refusalWords({ code: code as 'busy', details: {} });
    expect(words).toMatch(/。$/);
    expect(words.length).toBeGreaterThan(5);
  });

  test('name their figures', () => {
    expect(refusalWords({ code: 'points/overLimit', details: { atMostCents: 6570 } })).toBe(
      '本单最多抵 65.70 可用积分。其余用微信支付。',
    );
    expect(refusalWords({ code: 'points/notEnough', details: { heldCents: 123 } })).toContain('1.23');
  });

  test('say when to come again, in the unit that fits', () => {
    const words = (code: string, againAfterSeconds: number) =>
      refusalWords({ code: code as 'busy', details: { againAfterSeconds } });
    expect(words('code/tooSoon', 40)).toContain('40 秒后');
    expect(words('code/tooSoon', 600)).toContain('10 分钟后');
    expect(words('code/tooMany', 3599)).toContain('60 分钟后');
    expect(words('code/tooManyAttempts', 120)).toContain('再要一个');
    expect(words('code/tooManyAttempts', 1800)).not.toContain('再要一个');
  });

  test('of a newer server read as a fault of ours', () =>
    expect(refusalWords({ code: 'quantum/entangled' as 'busy', details: {} })).toBe(
      refusalWords({ code: 'internal', details: {} }),
    ));
});
