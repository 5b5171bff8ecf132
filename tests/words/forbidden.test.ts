import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenIn } from '../../cloudfunctions/_actions/words';
import { catalogue, categories } from '../../localcloud/seed/catalogue';
import { shops } from '../../localcloud/seed/shops';

const ZERO_WIDTH = '\u200b';

test.each([
  ['spaces', '保 本', '保本'],
  ['wide spaces and line ends', '稳\u3000\n赚', '稳赚'],
  ['a hyphen', '保-本', '保本'],
  ['a star', '保★本', '保本'],
  ['full-width signs', '保＊＿本', '保本'],
  ['commas and full stops', '只，涨。不、跌', '只涨不跌'],
  ['brackets', '【保】【本】', '保本'],
  ['what has no width', `躺${ZERO_WIDTH}赚`, '躺赚'],
  ['a soft hyphen', '保\u00ad本', '保本'],
  ['a turn of direction', '保\u202e\u202c本', '保本'],
  ['a variation selector', '保\ufe0f本\u{e0100}', '保本'],
  ['a Hangul filler and a Braille blank', '零\u3164风\u2800险', '零风险'],
  ['an emoji', '保💰本', '保本'],
  ['a joined emoji', '保👨‍👩‍👧本', '保本'],
  ['marks on the letters', '保\u0336本\u0336', '保本'],
  ['kana and bars', '保ー本丨', '保本'],
  ['a bar between', '保丨本', '保本'],
  ['the mark of repetition', '稳々赚', '稳赚'],
  ['traditional characters', '保證收益', '保证收益'],
  ['other traditional characters', '只漲不跌、零風險', '只涨不跌'],
  ['mixed forms', '穩定収益', '稳定收益'],
  ['variant characters', '財冨自由', '财富自由'],
  ['look-alikes', '被动收人', '被动收入'],
  ['a radical in place of a character', '⽆⻛险', '无风险'],
  ['a squared character', '🈚️风险', '无风险'],
  ['a digit', '0风险', '零风险'],
  ['a full-width digit', '投资０ 风险', '零风险'],
  ['the letter O', 'O风险', '零风险'],
  ['the round zero', '〇風險', '零风险'],
  ['the middle of a sentence', '本店商品，稳 赚 不赔！', '稳赚'],
  ['a promise after 确', '确保本金安全', '保本'],
  ['a promise after 担', '担保本息', '保本'],
])('%s do not hide a phrase', (_, text, phrase) => {
  expect(forbiddenIn(text)).toBe(phrase);
  expect(forbiddenIn({ detail: ['好', { deeper: text }] })).toBe(phrase);
});

test('one is found wherever it lies in an input, also across short texts side by side', () => {
  expect(forbiddenIn({ a: 1, b: null, c: { d: [{ e: '稳赚' }] } })).toBe('稳赚');
  expect(forbiddenIn({ choices: ['保', '本'] })).toBe('保本');
  expect(forbiddenIn({ detail: ['产地直发，当天采', '零', '风', '险', '到家后请冷藏保存'] })).toBe('零风险');
  expect(forbiddenIn({ names: { release: '保★本' } })).toBe('保本');
});

test.each([
  '天然环保，本店直发',
  '环保本色纸巾 100 抽',
  '三年质保。本机附发票',
  '确保本品新鲜',
  '环保 A5 本子',
  '担保本人签收',
  '10 风险提示页',
  '不涨价，也不跌价',
  '收益说明见规则页',
  '高 30 厘米，收口，益于排水',
  '全额退款，运费返还',
  '零食大礼包',
  '无糖，风味独特',
  '秒表一只，到货即发',
  '必备厨具',
  '包邮',
  '人到付款',
])('ordinary: %s', (text) => expect(forbiddenIn({ detail: [text] })).toBeUndefined());

test('the goods, shops and categories of the demo are ordinary', () => {
  expect(catalogue.flatMap((goods) => forbiddenIn(goods) ?? [])).toEqual([]);
  expect(categories.flatMap((category) => forbiddenIn(category) ?? [])).toEqual([]);
  expect(shops.flatMap((shop) => forbiddenIn(shop) ?? [])).toEqual([]);
});

test("the client's copy is ordinary", () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
      const path = join(folder, one.name);
      if (one.isDirectory()) return sources(path);
      return /\.tsx?$/.test(one.name) && !/\.test\./.test(one.name) ? [path] : [];
    });
  const found = sources(join(__dirname, '../../client')).flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const phrase = forbiddenIn(line);
        return phrase ? [`${path}: ${phrase}: ${line.trim()}`] : [];
      }),
  );
  expect(found).toEqual([]);
});
