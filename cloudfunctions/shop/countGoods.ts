import type { GoodsKind, Industry, OutputOf, PlanAsked } from '@shared/contract';
import { goodsKind, industry, planKind } from '@shared/contract';
import { done } from '@shared/kernel';
import { queryWords } from '@shared/search';
import type { Handler } from '../_actions/outcomes';
import { aggregate } from '../_platform/cloud';
import { goodsOnSale } from '../_store/collections';
import { type Asked, all, scopeOf, shopsWithoutPoints } from './narrowing';

/** So many goods are looked at; of more it is said that there are more. */
const MOST_COUNTED = 2000;
/** Of so many sorts, by all that narrows: as many goods would be no list. */
const MOST_SORTS = 1000;
const BRANDS_SHOWN = 30;

/** Goods that are alike in all that narrows. */
interface Sort {
  readonly industry: Industry;
  readonly kind: GoodsKind;
  readonly brand: string;
  readonly plans: readonly PlanAsked[];
  readonly takesPoints: boolean;
  readonly inStock: boolean;
  readonly offered: boolean;
  readonly count: number;
  readonly lowestFen: number;
  readonly highestFen: number;
}

type Facet = 'industry' | 'kind' | 'brand' | 'plan' | 'takesPoints' | 'inStock' | 'offered';

/** Goods of a scope by what narrows them: one request, another for the shops that take no points. */
async function sortsOf(asked: Asked): Promise<{ sorts: Sort[]; isMore: boolean }> {
  const words = queryWords(asked.query ?? '');
  if (asked.query && words.length === 0) return { sorts: [], isMore: false };
  const [scope, without] = await Promise.all([scopeOf(asked, words), shopsWithoutPoints()]);
  const isPointShop = { $not: [{ $in: ['$shopId', without] }] };
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match(all(scope))
      .limit(MOST_COUNTED)
      .project({
        industry: true,
        kind: true,
        brand: true,
        plans: true,
        shelfRank: true,
        isOffered: true,
        lowestFen: true,
        takes: { $and: ['$takesSpendable', isPointShop] },
      })
      .group({
        _id: {
          industry: '$industry',
          kind: '$kind',
          brand: '$brand',
          plans: '$plans',
          rank: '$shelfRank',
          isOffered: '$isOffered',
          takes: '$takes',
        },
        count: aggregate.sum(1),
        lowestFen: aggregate.min('$lowestFen'),
        highestFen: aggregate.max('$lowestFen'),
      })
      .limit(MOST_SORTS),
  );
  const sorts = rows.map((row) => sortOf(row as never));
  const count = sorts.reduce((sum, one) => sum + one.count, 0);
  return { sorts, isMore: count === MOST_COUNTED || sorts.length === MOST_SORTS };
}

interface Row {
  readonly _id: {
    readonly industry: Industry;
    readonly kind: GoodsKind;
    readonly brand?: string;
    readonly plans: readonly PlanAsked[];
    readonly rank: 0 | 1;
    readonly isOffered: boolean;
    readonly takes: boolean;
  };
  readonly count: number;
  readonly lowestFen: number;
  readonly highestFen: number;
}

function sortOf({ _id: of, count, lowestFen, highestFen }: Row): Sort {
  return {
    industry: of.industry,
    kind: of.kind,
    brand: of.brand ?? '',
    plans: of.plans.length > 0 ? of.plans : ['none'],
    takesPoints: of.takes && of.kind !== 'topUp',
    inStock: of.rank === 0,
    offered: of.isOffered,
    count,
    lowestFen,
    highestFen,
  };
}

const FITS: Readonly<Record<Facet, (sort: Sort, asked: Asked) => boolean>> = {
  industry: (sort, asked) => asked.industry === undefined || sort.industry === asked.industry,
  kind: (sort, asked) => asked.kind === undefined || sort.kind === asked.kind,
  brand: (sort, asked) => asked.brand === undefined || sort.brand === asked.brand,
  plan: (sort, asked) => asked.plan === undefined || sort.plans.includes(asked.plan),
  takesPoints: (sort, asked) => !asked.takesPoints || sort.takesPoints,
  inStock: (sort, asked) => !asked.inStock || sort.inStock,
  offered: (sort, asked) => !asked.offered || sort.offered,
};
const FACETS = Object.keys(FITS) as Facet[];

/**
 * What a list has, by what it can be narrowed to. What a facet counts is what the others leave, so that another choice of
 * it says what it would find; what there is of it at all stays with 0.
 */
export const countGoods: Handler<'shop.countGoods'> = async (input) => {
  const { sorts, isMore } = await sortsOf(input);
  const left = (but?: Facet) =>
    sorts.filter((sort) => FACETS.every((facet) => facet === but || FITS[facet](sort, input)));
  const count = (some: readonly Sort[]) => some.reduce((sum, one) => sum + one.count, 0);
  const countOf = (facet: Facet, isIt: (sort: Sort) => boolean) => count(left(facet).filter(isIt));
  const shown = left();
  const brands = [...new Set(sorts.map(({ brand }) => brand))].filter((brand) => brand !== '');
  const answer: OutputOf<'shop.countGoods'> = {
    count: count(shown),
    soldOut: count(shown.filter(({ inStock }) => !inStock)),
    isMore,
    lowestFen: shown.length > 0 ? Math.min(...shown.map(({ lowestFen }) => lowestFen)) : null,
    highestFen: shown.length > 0 ? Math.max(...shown.map(({ highestFen }) => highestFen)) : null,
    inStock: countOf('inStock', ({ inStock }) => inStock),
    offered: countOf('offered', ({ offered }) => offered),
    takesPoints: countOf('takesPoints', ({ takesPoints }) => takesPoints),
    kinds: goodsKind.options.map((kind) => ({ kind, count: countOf('kind', (sort) => sort.kind === kind) })),
    industries: industry.options
      .filter((one) => sorts.some((sort) => sort.industry === one))
      .map((one) => ({ industry: one, count: countOf('industry', (sort) => sort.industry === one) })),
    brands: brands
      .map((brand) => ({ brand, count: countOf('brand', (sort) => sort.brand === brand) }))
      .sort((a, b) => b.count - a.count || (a.brand < b.brand ? -1 : 1))
      .slice(0, BRANDS_SHOWN),
    plans: ([...planKind.options, 'none'] as const).map((plan) => ({
      plan,
      count: countOf('plan', ({ plans }) => plans.includes(plan)),
    })),
  };
  return done(answer);
};
