import type {
  Arrangement,
  BannerShown,
  GoodsCard,
  Section,
  SectionShown,
  ShortcutShown,
  Target,
} from '@shared/contract';
import { categories, goodsOnSale } from '../_store/collections';
import type { CategoryDocument, GoodsDocument } from '../_store/documents';
import type { Listing } from '../_store/together';
import { type Counted, categoriesShown } from './categories';
import { byWord, findsSomething } from './found';

const SHORTCUTS = 10;
const IN_A_SECTION = 8;
const OFFERS_SHOWN = 4;
const MOST_CATEGORIES = 200;
/** Goods of the categories shown that are counted: of more it would take too long. */
const MOST_COUNTED = 5000;
const HINTS_OF_CATEGORIES = 4;

/** How home is arranged; `isOwn` when nobody has arranged it: then it arranges itself. */
interface Arranged extends Arrangement {
  readonly isOwn: boolean;
}

const AUTOMATIC: Arranged = {
  isOwn: true,
  banners: [],
  shortcuts: [],
  sections: [
    { kind: 'offers', title: '限时价' },
    { kind: 'hot', title: '卖得多' },
    { kind: 'new', title: '新上架' },
  ],
  hints: [],
  pinnedWords: [],
};

export const arrangementShown = (kept: Arrangement | null): Arranged => (kept ? { ...kept, isOwn: false } : AUTOMATIC);

type Found = Readonly<Record<string, readonly unknown[]>>;
const CARD = { $project: { detail: 0, terms: 0 } };

const goodsBy = (match: object, sort: object | null, limit: number): Listing => ({
  from: goodsOnSale.name,
  pipeline: [
    { $match: { isOnShelf: true, ...match } },
    ...(sort ? [{ $sort: { ...sort, _id: 1 } }] : []),
    { $limit: limit },
    CARD,
  ],
});

const byIds = (ids: readonly string[]): Listing | null =>
  ids.length === 0 ? null : goodsBy({ _id: { $in: [...ids] } }, null, ids.length);

/** The goods of a section, by its kind. */
function goodsOfSection(section: Section, nowMs: number): Listing | null {
  switch (section.kind) {
    case 'offers':
      // One that has begun since the last look is shown as well.
      return goodsBy(
        { shelfRank: 0, $or: [{ isOffered: true }, { looksAgainAtMs: { $lte: nowMs } }] },
        { weight: -1 },
        OFFERS_SHOWN,
      );
    case 'hot':
      return goodsBy({ shelfRank: 0, soldCount: { $gt: 0 } }, { soldCount: -1 }, IN_A_SECTION);
    case 'new':
      return goodsBy({ shelfRank: 0 }, { shelvedAtMs: -1 }, IN_A_SECTION);
    case 'industry':
      return goodsBy({ industry: section.industry, shelfRank: 0 }, { weight: -1 }, IN_A_SECTION);
    case 'picked':
      return byIds(section.goodsIds);
    default:
      return null;
  }
}

const targetsOf = ({ banners, shortcuts }: Arranged): Target[] =>
  [...banners, ...shortcuts].map(({ target }) => target);

const goodsLedTo = (arrangement: Arranged): string[] =>
  targetsOf(arrangement).flatMap((target) => (target.to === 'goods' ? [target.goodsId] : []));

/** All that home shows, as lists of one request. */
export function listsOfHome(
  arrangement: Arranged,
  boughtIds: readonly string[],
  goodsShown: number,
  nowMs: number,
): Record<string, Listing | null> {
  const sections = arrangement.sections.map((section, at) => [`goods${at}`, goodsOfSection(section, nowMs)] as const);
  const isCounted = arrangement.sections.some(({ kind }) => kind === 'categories');
  return {
    goodsAll: goodsBy({}, { shelfRank: 1, weight: -1 }, goodsShown),
    goodsAgain: byIds(boughtIds),
    goodsLedTo: byIds(goodsLedTo(arrangement)),
    ...Object.fromEntries(sections),
    categories: {
      from: categories.name,
      pipeline: [{ $sort: { order: 1, _id: 1 } }, { $limit: MOST_CATEGORIES }],
    },
    counts: isCounted
      ? {
          from: goodsOnSale.name,
          pipeline: [
            { $match: { isOnShelf: true } },
            { $limit: MOST_COUNTED },
            { $group: { _id: '$categoryId', count: { $sum: 1 }, lowestFen: { $min: '$lowestFen' } } },
            { $limit: MOST_CATEGORIES },
          ],
        }
      : null,
    ...byWord('hint', arrangement.hints, findsSomething),
  };
}

const categoriesIn = ({ categories: found = [] }: Found) => found as readonly CategoryDocument[];

/** Whether something leads anywhere now: goods that left the shelf and hidden categories are not shown. */
function leads(target: Target, found: Found): boolean {
  if (target.to === 'goods')
    return (found.goodsLedTo as readonly GoodsDocument[]).some(({ _id }) => _id === target.goodsId);
  if (target.to === 'category')
    return categoriesIn(found).some(({ _id, isHidden }) => _id === target.categoryId && !isHidden);
  return true;
}

type Cards = ReadonlyMap<string, GoodsCard>;

/** The operator's banners; of a shop that nobody arranged, the goods that it puts first. */
export function bannersOf(arrangement: Arranged, found: Found, cards: Cards): BannerShown[] {
  if (arrangement.isOwn) {
    const [lead] = found.goodsAll as readonly GoodsDocument[];
    const card = lead && cards.get(lead._id);
    if (!card) return [];
    const { goodsId, shopName: over, title, picture, ground, priceFen } = card;
    return [{ over, title, picture, ground, priceFen, target: { to: 'goods', goodsId } }];
  }
  return arrangement.banners
    .filter(({ target }) => leads(target, found))
    .map((banner) => ({
      ...banner,
      priceFen: banner.target.to === 'goods' ? (cards.get(banner.target.goodsId)?.priceFen ?? null) : null,
    }));
}

/** The operator's shortcuts; of a shop that nobody arranged, its first categories. */
export function shortcutsOf(arrangement: Arranged, found: Found): ShortcutShown[] {
  if (!arrangement.isOwn) return arrangement.shortcuts.filter(({ target }) => leads(target, found));
  return categoriesIn(found)
    .filter(({ parentId, isHidden }) => !parentId && !isHidden)
    .slice(0, SHORTCUTS)
    .map(({ _id, name, picture, ground }) => ({
      name,
      picture,
      ground,
      target: { to: 'category' as const, categoryId: _id },
    }));
}

/** Sections that have something to show. `hasMore`: there are more goods than the first that home shows anyway. */
export function sectionsOf(
  arrangement: Arranged,
  found: Found,
  cards: { readonly plain: Cards; readonly offered: Cards },
  hasMore: boolean,
): SectionShown[] {
  const counts = new Map(
    (found.counts as readonly (Counted & { readonly _id: string })[]).map(({ _id, ...counted }) => [_id, counted]),
  );
  const all = categoriesShown(categoriesIn(found), counts);
  return arrangement.sections.flatMap((section, at): SectionShown[] => {
    const { title } = section;
    if (section.kind === 'categories') {
      const shown = section.categoryIds.flatMap((id) => all.find(({ categoryId }) => categoryId === id) ?? []);
      return shown.length > 0 ? [{ kind: section.kind, title, categories: shown }] : [];
    }
    // A small shop's newest goods are all of them.
    if (arrangement.isOwn && section.kind === 'new' && !hasMore) return [];
    const rows = (found[`goods${at}`] ?? []) as readonly GoodsDocument[];
    const byId = new Map(rows.map((one) => [one._id, one]));
    const inOrder = section.kind === 'picked' ? section.goodsIds.flatMap((id) => byId.get(id) ?? []) : rows;
    const shown = section.kind === 'offers' ? cards.offered : cards.plain;
    const goods = inOrder
      .flatMap(({ _id }) => shown.get(_id) ?? [])
      // A limited-time price may have ended since the last look.
      .filter(({ offer }) => section.kind !== 'offers' || offer !== null);
    const industry = section.kind === 'industry' ? section.industry : null;
    return goods.length > 0 ? [{ kind: section.kind, title, industry, goods }] : [];
  });
}

/** Words for the search field: the operator's that find something, or names of categories. */
export function hintsOf(arrangement: Arranged, found: Found): string[] {
  if (!arrangement.isOwn) return arrangement.hints.filter((_, at) => (found[`hint${at}`] ?? []).length > 0);
  const used = new Set((found.goodsAll as readonly GoodsDocument[]).map(({ categoryId }) => categoryId));
  return categoriesIn(found)
    .filter(({ _id, isHidden }) => !isHidden && used.has(_id))
    .slice(0, HINTS_OF_CATEGORIES)
    .map(({ name }) => name);
}
