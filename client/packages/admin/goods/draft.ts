import type { CategoryKept, GoodsKept, GoodsKind, InputOf, PlanKind } from '@shared/contract';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';
import { type CalendarDraft, calendarDraftOf, calendarIn, newCalendar } from '../../../features/stays/calendarDraft';
import { type AskDraft, askDraftOf, askFault, askOf } from './asks';
import { stayFault } from './stayTerms';
import { termsFault } from './voucherTerms';

/** One size as it is being written: figures as typed, so that nothing typed is ever lost. */
export interface SizeDraft {
  /** Of sizes that are kept already. */
  readonly skuId: string | null;
  readonly choices: readonly string[];
  readonly price: string;
  readonly cost: string;
  readonly stock: string;
  /** What one piece weighs, in grams; '' where nobody said. */
  readonly grams: string;
  /** Of nights: prices and rooms by day; null where they are not sold by a calendar. */
  readonly calendar: CalendarDraft | null;
  /** Pieces as they were read; null for a new size. */
  readonly stockWas: number | null;
  /** A combination that is not sold stays in its place, muted. */
  readonly isSold: boolean;
}

interface OptionDraft {
  readonly name: string;
  readonly choices: readonly string[];
}

/** A product as it is being written. */
export interface GoodsDraft {
  readonly kept: GoodsKept | null;
  readonly title: string;
  readonly subtitle: string;
  readonly detail: string;
  readonly unitWord: string;
  readonly brand: string;
  /** Words that shoppers may look for it by, as they are typed: parted by blanks. */
  readonly keywords: string;
  readonly categoryId: string;
  readonly kind: GoodsKind;
  readonly pictures: readonly string[];
  readonly options: readonly OptionDraft[];
  readonly sizes: readonly SizeDraft[];
  readonly asks: readonly AskDraft[];
  /** Of vouchers: when and where they are used; null: as is usual. */
  readonly voucher: GoodsKept['voucher'];
  /** Of nights that are sold by a calendar; null for others. */
  readonly stay: GoodsKept['stay'];
  readonly plans: readonly PlanKind[];
  readonly takesSpendable: boolean;
}

/** A change of the draft as it is by then: a picture that arrives meanwhile is not lost to a key that is pressed. */
export type ChangeDraft = (change: (draft: GoodsDraft) => GoodsDraft) => void;

/** Sizes that one product may have. */
const MOST_SIZES = 60;

const newSize = (choices: readonly string[]): SizeDraft => ({
  skuId: null,
  choices,
  price: '',
  cost: '',
  stock: '',
  grams: '',
  calendar: null,
  stockWas: null,
  isSold: true,
});

export const keyOf = ({ choices }: Pick<SizeDraft, 'choices'>): string => choices.join('\n');
/** 80 果 · 5 kg; a product of one size is called so. */
export const labelOf = ({ choices }: Pick<SizeDraft, 'choices'>): string => choices.join(' · ') || '只有一款';

/** Every combination of one choice of each option. */
const combined = (options: readonly OptionDraft[]): string[][] =>
  options.reduce<string[][]>(
    (rows, { choices }) => rows.flatMap((row) => choices.map((choice) => [...row, choice])),
    [[]],
  );

/** The sizes of these options: those that were there stay as they are, the others are begun with the first one's figures. */
function sizesOf(options: readonly OptionDraft[], before: readonly SizeDraft[]): SizeDraft[] {
  const known = new Map(before.map((size) => [keyOf(size), size]));
  const [like] = before;
  return combined(options).map(
    (choices) =>
      known.get(choices.join('\n')) ?? { ...newSize(choices), price: like?.price ?? '', cost: like?.cost ?? '' },
  );
}

/** A draft of a product, or of a new one. */
export function draftOf(kept: GoodsKept | null, categoryId: string): GoodsDraft {
  if (!kept)
    return {
      kept: null,
      title: '',
      subtitle: '',
      detail: '',
      unitWord: '件',
      brand: '',
      keywords: '',
      categoryId,
      kind: 'delivered',
      pictures: [],
      options: [],
      sizes: [newSize([])],
      asks: [],
      voucher: null,
      stay: null,
      plans: [],
      takesSpendable: true,
    };
  const sizes = kept.skus.map((sku) => ({
    skuId: sku.skuId,
    choices: sku.choices,
    price: writeYuan(sku.priceFen),
    cost: writeYuan(sku.costFen),
    stock: String(sku.stock),
    grams: sku.grams === 0 ? '' : String(sku.grams),
    calendar: sku.calendar && calendarDraftOf(sku.calendar),
    stockWas: sku.stock,
    isSold: true,
  }));
  const known = new Map(sizes.map((size) => [keyOf(size), size]));
  // A size that no combination names, as of goods without options, stays as it is.
  const rows = kept.options.length === 0 ? kept.skus.map(({ choices }) => choices) : combined(kept.options);
  return {
    ...kept,
    kept,
    detail: kept.detail.join('\n'),
    keywords: kept.keywords.join(' '),
    asks: kept.asks.map(askDraftOf),
    sizes: rows.map((choices) => known.get(choices.join('\n')) ?? { ...newSize(choices), isSold: false }),
  };
}

/** The draft with other options: sizes that were there keep what was typed. */
export const withOptions = (draft: GoodsDraft, options: readonly OptionDraft[]): GoodsDraft => {
  const whole = options.filter(({ choices }) => choices.length > 0);
  return { ...draft, options, sizes: sizesOf(whole, draft.sizes) };
};

export const withSize = (draft: GoodsDraft, key: string, changes: Partial<SizeDraft>): GoodsDraft => ({
  ...draft,
  sizes: draft.sizes.map((size) => (keyOf(size) === key ? { ...size, ...changes } : size)),
});

/** Whether its nights are sold by a calendar. */
const isByNight = ({ kind, stay }: GoodsDraft): boolean => kind === 'stay' && stay !== null;

/** The nights of a size: a new one begins with what a room of it was said to cost. */
export const calendarOf = ({ calendar, price }: SizeDraft): CalendarDraft => calendar ?? newCalendar(price);

/** The draft with other nights of a size, which is told in lists from its cheapest usual night on. */
export const withCalendar = (
  draft: GoodsDraft,
  key: string,
  change: (calendar: CalendarDraft) => CalendarDraft,
): GoodsDraft => ({
  ...draft,
  sizes: draft.sizes.map((size) => {
    if (keyOf(size) !== key) return size;
    const calendar = change(calendarOf(size));
    const week = calendar.week.map(readYuan).filter((fen) => fen !== null);
    return { ...size, calendar, price: week.length === 7 ? writeYuan(Math.min(...week)) : size.price };
  }),
});

interface SizeFaults {
  readonly price?: string;
  readonly cost?: string;
  readonly stock?: string;
  readonly grams?: string;
}

const MOST_FEN = 100_000_000;
const MOST_PIECES = 10_000_000;
const MOST_GRAMS = 1_000_000;

/** Grams as typed: none where nothing is; null where they cannot be read. */
const gramsOf = ({ grams }: SizeDraft): number | null => (grams.trim() === '' ? 0 : readCount(grams));

/** What is wrong with a size's figures. */
export function faultsOf(size: SizeDraft): SizeFaults {
  const [price, cost, stock] = [readYuan(size.price), readYuan(size.cost), readCount(size.stock)];
  const grams = gramsOf(size);
  return {
    ...(price === null || price < 1 || price > MOST_FEN ? { price: '价填 0.01 以上的金额，最多两位小数' } : {}),
    ...(cost === null || cost > MOST_FEN ? { cost: '成本填金额，最多两位小数；没有填 0' } : {}),
    ...(stock === null || stock > MOST_PIECES ? { stock: '库存填整数；没有填 0' } : {}),
    ...(grams === null || grams > MOST_GRAMS ? { grams: '重量填克数，整数，最多 1,000,000；不知道可以不填' } : {}),
  };
}

/** Sizes that are sold, with figures that can be read. */
export const soldSizes = ({ sizes }: GoodsDraft): readonly SizeDraft[] => sizes.filter(({ isSold }) => isSold);

/** What is missing before it can be saved, in the words of the button; null when nothing is. */
export function missingIn(draft: GoodsDraft): string | null {
  if (draft.pictures.length === 0) return '先加图片';
  if (draft.title.trim() === '') return '先填名称';
  if (draft.categoryId === '') return '先选分类';
  if (draft.unitWord.trim() === '') return '先填单位';
  const words = keywordsIn(draft);
  if (words.length > MOST_KEYWORDS || words.some((word) => word.length > LONGEST_KEYWORD))
    return '搜索词最多 20 个，每个最多 10 个字';
  if (draft.asks.some((ask) => askFault(ask) !== null)) return '先填全要买家填的';
  if (draft.kind === 'voucher' && termsFault(draft.voucher) !== null) return '先填对券怎么用';
  if (draft.options.some(({ name, choices }) => name.trim() === '' || choices.length === 0)) return '先填全规格';
  const sold = soldSizes(draft);
  if (sold.length === 0) return '至少卖一款';
  if (sold.length > MOST_SIZES) return `最多 ${MOST_SIZES} 款`;
  const faults = sold.map(faultsOf);
  if (faults.some(({ price, cost, stock }) => price ?? cost ?? stock)) return '先填全价、成本、库存';
  if (faults.some(({ grams }) => grams)) return '先改重量';
  if (draft.stay && isByNight(draft)) {
    if (stayFault(draft.stay) !== null) return '先填对入住和取消';
    if (sold.some((size) => calendarIn(calendarOf(size), '') === null)) return '先填全每晚的价和房';
  }
  return null;
}

/** Pieces to add or take of sizes that are kept: by a difference, so that what is sold meanwhile stays sold. */
export const stockChanges = (draft: GoodsDraft): { readonly skuId: string; readonly by: number }[] =>
  soldSizes(draft).flatMap(({ skuId, stock, stockWas }) => {
    const by = (readCount(stock) ?? 0) - (stockWas ?? 0);
    return skuId !== null && stockWas !== null && by !== 0 ? [{ skuId, by }] : [];
  });

/** The prices and costs of what is sold, as the margins are asked for; null while one of them cannot be read. */
export function pricesOf(draft: GoodsDraft): { readonly priceFen: number; readonly costFen: number }[] | null {
  const sold = soldSizes(draft);
  if (sold.some((size) => faultsOf(size).price ?? faultsOf(size).cost)) return null;
  return sold.map(({ price, cost }) => ({ priceFen: readYuan(price) ?? 0, costFen: readYuan(cost) ?? 0 }));
}

/** The words that were typed, each once. */
const keywordsIn = ({ keywords }: GoodsDraft): string[] => [...new Set(keywords.split(/[\s,，、]+/).filter(Boolean))];

const MOST_KEYWORDS = 20;
const LONGEST_KEYWORD = 10;

/** The draft as it is saved; nights before `today` are left out. `missingIn` has found nothing. */
export const inputOf = (
  draft: GoodsDraft,
  category: CategoryKept,
  { shopId, today }: { readonly shopId: string; readonly today: string },
  isOnShelf: boolean,
): Omit<InputOf<'admin.saveGoods'>, 'requestId'> => ({
  ...(draft.kept ? { goodsId: draft.kept.goodsId, revision: draft.kept.revision } : {}),
  title: draft.title,
  subtitle: draft.subtitle,
  pictures: [...draft.pictures],
  ground: draft.kept?.ground ?? category.ground,
  industry: category.industry,
  kind: draft.kind,
  categoryId: draft.categoryId,
  shopId: draft.kept?.shopId ?? shopId,
  unitWord: draft.unitWord,
  brand: draft.brand.trim(),
  keywords: keywordsIn(draft),
  detail: draft.detail.split('\n').filter((line) => line.trim() !== ''),
  options: draft.options.map(({ name, choices }) => ({ name, choices: [...choices] })),
  skus: soldSizes(draft).map((size) => ({
    ...(size.skuId === null ? {} : { skuId: size.skuId }),
    choices: [...size.choices],
    priceFen: readYuan(size.price) ?? 0,
    costFen: readYuan(size.cost) ?? 0,
    grams: gramsOf(size) ?? 0,
    calendar: isByNight(draft) ? calendarIn(calendarOf(size), today) : null,
    stock: readCount(size.stock) ?? 0,
  })),
  asks: draft.asks.map(askOf),
  voucher: draft.kind === 'voucher' ? draft.voucher : null,
  stay: draft.kind === 'stay' ? draft.stay : null,
  plans: [...draft.plans],
  takesSpendable: draft.takesSpendable,
  limitPerMember: draft.kept?.limitPerMember ?? 0,
  weight: draft.kept?.weight ?? 0,
  isOnShelf,
});
