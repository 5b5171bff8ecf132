/** Phrases that promise gains: refused in whatever an operator or member types (trust §2). */
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

/** The first forbidden phrase in the texts, or undefined. Spaces and full stops between letters do not hide one. */
export function forbiddenPhrase(...texts: readonly string[]): string | undefined {
  const plain = texts.join('\n').replace(/[\s.·,，。]/g, '');
  return FORBIDDEN.find((phrase) => plain.includes(phrase));
}

/** The first forbidden phrase in any text of a value, however deep, or undefined. */
export function forbiddenIn(value: unknown): string | undefined {
  if (typeof value === 'string') return forbiddenPhrase(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const one of Object.values(value)) {
    const phrase = forbiddenIn(one);
    if (phrase) return phrase;
  }
  return undefined;
}
