import { indexTerms } from '@shared/search';
import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}+/gu;

/** First letters of the pinyin of each Chinese run: 红富士 is hfs, 重庆 cq. */
const initialsOf = (text: string): string[] =>
  (text.match(HAN) ?? []).map((run) => pinyin(run, { pattern: 'first', toneType: 'none', type: 'array' }).join(''));

/** What a product is found by. */
export const goodsTerms = (
  {
    title,
    subtitle,
    keywords,
  }: { readonly title: string; readonly subtitle: string; readonly keywords: readonly string[] },
  categoryName: string,
): string[] => indexTerms({ texts: [title, ...keywords, categoryName, subtitle], initials: initialsOf(title) });
