import type { InputOf } from '@shared/contract';
import { type DemoPicture, demoPicturesOf } from '../pictures';
import { fenOfYuan } from '../yuan';
import { dining } from './dining';
import { entertainment } from './entertainment';
import { fuel } from './fuel';
import { groceryFresh } from './groceryFresh';
import { groceryPantry } from './groceryPantry';
import { health } from './health';
import { hotel } from './hotel';
import { topUp } from './topUp';
import { BRAND_OF_SHOP, firstLevel } from './tree';
import type { CategorySeed, GoodsSeed, IndustrySeed, SkuSeed } from './types';
import { wine } from './wine';

export const industries: readonly IndustrySeed[] = [
  groceryFresh,
  groceryPantry,
  wine,
  dining,
  hotel,
  entertainment,
  fuel,
  topUp,
  health,
];

type Industry = IndustrySeed['industry'];

/** A category as `admin.saveCategory` takes it, but for its picture, which is a name: see `pictured`. */
const categoryInput = (
  industry: Industry,
  category: CategorySeed,
  parentId?: string,
): InputOf<'admin.saveCategory'> => ({
  categoryId: category.id,
  name: category.name,
  industry,
  picture: category.picture,
  ground: category.ground,
  order: category.order,
  ...(parentId ? { parentId } : {}),
});

const PARTS = ' / ';

/** The whole cost in fen, rounded up: never less than what is owed. */
const costOf = (priceFen: number, percent: number): number => Math.ceil((priceFen * percent) / 100);

function skuInput(goods: GoodsSeed, [choices, yuan, stock, grams = 0]: SkuSeed, at: number) {
  const priceFen = fenOfYuan(yuan);
  return {
    skuId: `${goods.id}-${at + 1}`,
    choices: choices.split(PARTS),
    priceFen,
    costFen: costOf(priceFen, goods.costPercent),
    stock,
    grams,
  };
}

/** From the purchase on, as the facts of a product tell it; what begins with the first use is used within a year. */
const DAYS_TOLD = /^购买后 (\d+) (天|个月)/u;
const DAYS_OF: Readonly<Record<string, (count: number) => number>> = {
  天: (days) => days,
  个月: (months) => Math.floor((months * 365) / 12),
};
const A_YEAR = 365;

/** Whoever looks after somebody's health wants to know before when they come. */
const APPOINTMENT = {
  times: ['08:30', '09:30', '10:30', '13:30', '14:30', '15:30'],
  perTime: 4,
  daysAhead: 30,
  hoursBefore: 24,
};

/** When and where a voucher is used: what the text of its product tells, as data. */
function voucherOf(industry: Industry, { facts }: GoodsSeed) {
  const told = facts.map(([, value]) => DAYS_TOLD.exec(value)).find((found) => found !== null);
  const [, count = '', unit = ''] = told ?? [];
  return {
    validDays: told ? DAYS_OF[unit]!(Number(count)) : A_YEAR,
    fromDay: null,
    untilDay: null,
    closedWeekdays: [],
    closedDays: [],
    hours: '',
    booking: '',
    place: facts.find(([name]) => name === '门店')?.[1] ?? '',
    ...(industry === 'health' ? { appointment: APPOINTMENT } : {}),
  };
}

/** A product as `admin.saveGoods` takes it, but for its pictures, which are names. */
const goodsInput = (industry: Industry, goods: GoodsSeed) =>
  ({
    goodsId: goods.id,
    title: goods.title,
    subtitle: goods.subtitle,
    pictures: [...goods.pictures],
    ground: goods.ground,
    industry,
    kind: goods.kind,
    categoryId: goods.category,
    shopId: goods.shop,
    unitWord: goods.unit,
    brand: BRAND_OF_SHOP[goods.shop] ?? '',
    detail: [...goods.detail, ...goods.facts.map(([name, value]) => `${name}：${value}`)],
    asks: [...(goods.asks ?? [])],
    voucher: goods.kind === 'voucher' ? voucherOf(industry, goods) : null,
    options: goods.options.map(([name, choices]) => ({ name, choices: [...choices] })),
    skus: goods.skus.map((sku, at) => skuInput(goods, sku, at)),
    plans: [...goods.plans],
    takesSpendable: goods.takesSpendable ?? true,
    limitPerMember: goods.limitPerMember ?? 0,
    weight: goods.weight ?? 100,
  }) satisfies InputOf<'admin.saveGoods'>;

/** The categories of the first level, which those below them name. */
export const firstCategories = (Object.keys(firstLevel) as Industry[]).map((industry) =>
  categoryInput(industry, firstLevel[industry]),
);

/** All categories that goods are in, their pictures by name. */
export const categories = industries.flatMap(({ industry, categories: list }) =>
  list.map((category) => categoryInput(industry, category, firstLevel[industry].id)),
);

/** All goods, their pictures by name. */
export const catalogue = industries.flatMap(({ industry, goods: list }) =>
  list.map((goods) => goodsInput(industry, goods)),
);

/** Every picture that goods and categories name, and where a demonstration stores it. */
export const demoPictures: readonly DemoPicture[] = demoPicturesOf([
  ...[...firstCategories, ...categories].map(({ picture }) => picture),
  ...catalogue.flatMap(({ pictures }) => pictures),
]);
