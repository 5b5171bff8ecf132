import type { Arrangement, InputOf, Target } from '@shared/contract';

/** Home as it is being arranged: words as they are typed, parted by blanks. */
export interface Draft extends Omit<Arrangement, 'hints' | 'pinnedWords'> {
  readonly hints: string;
  readonly pinnedWords: string;
}

export const draftOf = ({ banners, shortcuts, sections, hints, pinnedWords }: Arrangement): Draft => ({
  banners,
  shortcuts,
  sections,
  hints: hints.join(' '),
  pinnedWords: pinnedWords.join(' '),
});

/** The words that were typed, each once. */
const wordsIn = (typed: string): string[] => [...new Set(typed.split(/[\s,，、]+/).filter(Boolean))];

export const readArrangement = (draft: Draft): Omit<InputOf<'admin.saveStorefront'>, 'revision' | 'requestId'> => ({
  banners: draft.banners,
  shortcuts: draft.shortcuts,
  sections: draft.sections,
  hints: wordsIn(draft.hints),
  pinnedWords: wordsIn(draft.pinnedWords),
});

function leadsNowhere(target: Target): boolean {
  if (target.to === 'topUps') return false;
  if (target.to === 'search') return target.query.trim() === '';
  return (target.to === 'goods' ? target.goodsId : target.categoryId) === '';
}

/** What is missing before it can be saved, in the words of the button; null when nothing is. */
export function missingIn({ banners, shortcuts, sections, hints, pinnedWords }: Draft): string | null {
  if (banners.some(({ title }) => title.trim() === '')) return '先填轮播的标题';
  if (shortcuts.some(({ name }) => name.trim() === '')) return '先填入口的名称';
  if ([...banners, ...shortcuts].some(({ target }) => leadsNowhere(target))) return '先选去处';
  if (sections.some(({ title }) => title.trim() === '')) return '先填栏目的标题';
  if (sections.some((one) => one.kind === 'picked' && one.goodsIds.length === 0)) return '先选栏目的商品';
  if (sections.some((one) => one.kind === 'categories' && one.categoryIds.length === 0)) return '先选栏目的分类';
  if ([hints, pinnedWords].some((typed) => wordsIn(typed).length > 8)) return '词最多 8 个';
  if (wordsIn(`${hints} ${pinnedWords}`).some((word) => word.length > 10)) return '每个词最多 10 个字';
  return null;
}

/** The list with one of its things moved by one place. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const now = [...list];
  [now[at], now[at + by]] = [now[at + by]!, now[at]!];
  return now;
}
