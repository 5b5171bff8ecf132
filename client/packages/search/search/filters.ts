import type { InputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { COUNTED_WORDS, INDUSTRY_WORDS, KIND_WORDS } from '../../../copy/terms';

/** What narrows a search, besides its words and where it looks. */
export type Filters = Omit<InputOf<'shop.countGoods'>, 'query' | 'category' | 'shopId'>;

export const NO_FILTERS: Filters = {};

export const PLAN_FILTER_WORDS = { ...COUNTED_WORDS, none: '不计入方案' } as const;

/** One that is on, with what is left without it. */
interface Chip {
  readonly words: string;
  readonly without: Filters;
}

/** 20–50 元, 50 元以内, 20 元以上 */
function priceWords({ priceFromFen: from, priceToFen: to }: Filters): string {
  const yuan = (fen: number) => showPlain(fen, 'cash').replace(/\.00$/, '');
  if (from !== undefined && to !== undefined) return `${yuan(from)}–${yuan(to)} 元`;
  return from !== undefined ? `${yuan(from)} 元以上` : `${yuan(to ?? 0)} 元以内`;
}

/** What is on, each to be taken away by itself. */
export function filterChips(filters: Filters): Chip[] {
  const { priceFromFen, priceToFen, ...others } = filters;
  const without = (key: keyof Filters): Filters => {
    const { [key]: _gone, ...rest } = filters;
    return rest;
  };
  return [
    ...(priceFromFen === undefined && priceToFen === undefined
      ? []
      : [{ words: priceWords(filters), without: others }]),
    ...(filters.inStock ? [{ words: '有货', without: without('inStock') }] : []),
    ...(filters.offered ? [{ words: '限时价', without: without('offered') }] : []),
    ...(filters.kind ? [{ words: KIND_WORDS[filters.kind], without: without('kind') }] : []),
    ...(filters.industry ? [{ words: INDUSTRY_WORDS[filters.industry], without: without('industry') }] : []),
    ...(filters.brand ? [{ words: filters.brand, without: without('brand') }] : []),
    ...(filters.plan ? [{ words: PLAN_FILTER_WORDS[filters.plan], without: without('plan') }] : []),
    ...(filters.takesPoints ? [{ words: '可用积分抵', without: without('takesPoints') }] : []),
  ];
}
