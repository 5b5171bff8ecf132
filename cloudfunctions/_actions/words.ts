/** Phrases that promise gains: refused in whatever an operator or member types (trust §2). Simplified, Han alone. */
const FORBIDDEN = [
  '只涨不跌',
  '保本',
  '稳赚',
  '躺赚',
  '日日分红',
  '天天分红',
  '原始股',
  '消费全返',
  '全额返还',
  '零风险',
  '无风险',
  '保证收益',
  '保底收益',
  '稳定收益',
  '高收益',
  '包赚',
  '必赚',
  '暴富',
  '财富自由',
  '被动收入',
  '翻倍',
  '秒到',
];

/** The longest phrase, in characters. */
const LONGEST = 4;

/** Other forms of the phrases' characters, traditional and look-alike, each before the one that stands in the list. */
const FORMS = [
  ...['隻只', '祇只', '衹只', '漲涨', '夲本', '穩稳', '賺赚', '紅红', '曰日', '夭天', '費费', '額额', '還还'],
  ...['風风', '⻛风', '險险', '険险', '無无', '旡无', '證证', '証证', '収收', '髙高', '冨富', '財财', '動动', '人入'],
  ...['飜翻', '繙翻'],
];
const formOf = new Map(FORMS.map((pair) => [...pair] as [string, string]));

/**
 * Where two words meet, one that ends in 保 and one that begins with 本, nothing is promised: 环保本色, 质保，本店. What
 * follows decides: 确保本金 is a promise.
 */
const INNOCENT =
  /(?<=[确环质担医社联投承三售劳安])保本(?=[品店产次商公月地周期身人入款批季年日机件物订单色册书子味市])/g;

/** A zero that stands for a word: 0风险, O 风险; not the end of a number. */
const ZERO = /(?<![0-9a-z])[0o〇](?=风险)/g;

/**
 * A text as it is compared: compatibility forms, case and forms of characters made one, and of what is left only Han,
 * Latin letters and digits, so that neither spaces, signs, emoji, kana nor anything unseen stands between two of them.
 */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]|[々〻丨丶丿亅]/gu, '')
    .replace(/./gu, (character) => formOf.get(character) ?? character)
    .replace(ZERO, '零')
    .replace(INNOCENT, ' ');

/** A phrase as it is told, beside how it is compared. */
type Phrases = readonly (readonly [told: string, compared: string])[];

const BUILT_IN: Phrases = FORBIDDEN.map((phrase) => [phrase, phrase]);

/** The built-in phrases, and the shop's own; one of which nothing is left to compare is none. */
const withOwn = (own: readonly string[]): Phrases =>
  own.length === 0
    ? BUILT_IN
    : [...BUILT_IN, ...own.map((phrase) => [phrase, fold(phrase)] as const).filter(([, compared]) => compared !== '')];

const phraseIn = (folded: string, phrases: Phrases): string | undefined =>
  phrases.find(([, compared]) => folded.includes(compared))?.[0];

/**
 * The first forbidden phrase in the texts of an input, however deep they lie, or undefined: a built-in one, or one of the
 * shop's `own`. What stands between its letters does not hide one. Texts of one list that are no longer than a phrase are
 * read as one as well: they stand side by side on a screen.
 */
export const forbiddenIn = (input: unknown, own: readonly string[] = []): string | undefined =>
  foundIn(input, withOwn(own));

function foundIn(input: unknown, phrases: Phrases): string | undefined {
  if (typeof input === 'string') return phraseIn(fold(input), phrases);
  if (typeof input !== 'object' || input === null) return undefined;
  const values: unknown[] = Object.values(input);
  for (const value of values) {
    const phrase = foundIn(value, phrases);
    if (phrase) return phrase;
  }
  return Array.isArray(input) ? phraseAcross(values, phrases) : undefined;
}

/** A phrase that is spread over short texts which follow each other. */
function phraseAcross(values: readonly unknown[], phrases: Phrases): string | undefined {
  const runs: string[] = [''];
  for (const value of values) {
    const folded = typeof value === 'string' ? fold(value) : '';
    if (folded.length > LONGEST) runs.push('');
    else runs[runs.length - 1] += folded;
  }
  for (const run of runs) {
    const phrase = phraseIn(run.replace(INNOCENT, ' '), phrases);
    if (phrase) return phrase;
  }
  return undefined;
}
