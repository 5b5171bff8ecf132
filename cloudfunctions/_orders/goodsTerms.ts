import { indexTerms } from '@shared/search';
import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}+/gu;

/** The pinyin of a word without tones, and its first letters: 牛乳 is niuru and nr. Nothing where it has no Chinese. */
export function spellingsOf(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return [];
  const asked = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const;
  const joined = (pattern: 'pinyin' | 'first') =>
    pinyin(word, { ...asked, pattern })
      .join('')
      .toLowerCase();
  return [joined('pinyin'), joined('first')].map((one) => one.replace(/\s+/g, ''));
}

/** First letters of the pinyin of each Chinese run: 红富士 is hfs, 重庆 cq. */
const initialsOf = (text: string): string[] =>
  (text.match(HAN) ?? []).map((run) => pinyin(run, { pattern: 'first', toneType: 'none', type: 'array' }).join(''));

/** What a product is found by. */
export const goodsTerms = (
  {
    title,
    subtitle,
    keywords,
    brand = '',
  }: {
    readonly title: string;
    readonly subtitle: string;
    readonly keywords: readonly string[];
    readonly brand?: string;
  },
  categoryName: string,
): string[] => indexTerms({ texts: [title, ...keywords, brand, categoryName, subtitle], initials: initialsOf(title) });
