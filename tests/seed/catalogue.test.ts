import { existsSync } from 'node:fs';
import { forbiddenIn } from '../../cloudfunctions/_actions/words';
import { freightRuleOf } from '../../cloudfunctions/_orders/freight';
import { presets } from '../../config/plans';
import { catalogue, categories, demoPictures, firstCategories, industries } from '../../localcloud/seed/catalogue';
import { regionsOfDemo } from '../../localcloud/seed/people/names';
import { picturePath } from '../../localcloud/seed/pictures';
import { shops } from '../../localcloud/seed/shops';
import { actionNamed, freightTable, type PlanKind } from '../../shared/contract';
import { provinceName, regionOf } from '../../shared/regions';
import { termsTo } from '../../shared/rules';

const textsOf = (goods: (typeof catalogue)[number]): string[] => [
  goods.title,
  goods.subtitle ?? '',
  goods.unitWord ?? '',
  ...(goods.detail ?? []),
  ...(goods.options ?? []).flatMap(({ name, choices }) => [name, ...choices]),
  ...goods.skus.flatMap(({ choices }) => choices),
];

const allTexts = [
  ...catalogue.flatMap(textsOf),
  ...[...firstCategories, ...categories].map(({ name }) => name),
  ...shops.flatMap(({ name, deliveryWord, afterSalesWord }) => [name, deliveryWord, afterSalesWord]),
];

/** A plan's shares of the price, in millionths, as shipped. */
const shareOf: Record<PlanKind, number> = {
  appreciation: Math.round(Number(presets.appreciation.plan.contributionRate) * 1e6),
  dividend:
    Math.round(Number(presets.cyclic.plan.proportionalRate) * 1e6) +
    Math.round(Number(presets.cyclic.plan.tierRate) * 1e6),
  release: 0,
};

describe('the catalogue of the demo', () => {
  test('has at least 80 goods of 8 industries, each in several categories', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(80);
    const byIndustry = new Map<string, Set<string>>();
    for (const { industry, categoryId } of catalogue)
      byIndustry.set(industry, (byIndustry.get(industry) ?? new Set()).add(categoryId));
    expect([...byIndustry.keys()].sort()).toEqual(
      ['dining', 'entertainment', 'fuel', 'grocery', 'health', 'hotel', 'topUp', 'wine'].sort(),
    );
    for (const used of byIndustry.values()) expect(used.size).toBeGreaterThan(1);
    for (const industry of byIndustry.keys())
      expect(catalogue.filter((goods) => goods.industry === industry).length).toBeGreaterThanOrEqual(9);
  });

  test.each(catalogue.map((goods) => [goods.goodsId, goods] as const))('%s is taken by the contract', (_id, goods) => {
    const pictures = goods.pictures.map((name) => `cloud://env.bucket/${picturePath(name)}`);
    expect(actionNamed('admin.saveGoods')!.input.safeParse({ ...goods, pictures })).toMatchObject({ success: true });
    expect(categories.some(({ categoryId }) => categoryId === goods.categoryId)).toBe(true);
    expect(shops.some(({ id }) => id === goods.shopId)).toBe(true);
  });

  test('names every product, SKU and category once', () => {
    const skus = catalogue.flatMap((goods) => goods.skus.map(({ skuId }) => skuId));
    for (const ids of [
      catalogue.map(({ goodsId }) => goodsId),
      catalogue.map(({ title }) => title),
      [...firstCategories, ...categories].map(({ categoryId }) => categoryId),
      shops.map(({ id }) => id),
      skus,
    ])
      expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives every SKU one choice of each option, each combination once', () => {
    for (const { goodsId, options = [], skus } of catalogue) {
      const combinations = skus.map(({ choices }) => choices.join('/'));
      expect([goodsId, new Set(combinations).size]).toEqual([goodsId, combinations.length]);
      for (const { choices } of skus) {
        expect([goodsId, choices.length]).toEqual([goodsId, options.length]);
        choices.forEach((choice, at) => {
          expect([goodsId, options[at]!.choices]).toEqual([goodsId, expect.arrayContaining([choice])]);
        });
      }
    }
  });

  test('says something of every product, in Chinese', () => {
    for (const goods of catalogue) {
      expect([goods.goodsId, (goods.detail ?? []).length]).toEqual([goods.goodsId, expect.any(Number)]);
      expect((goods.detail ?? []).length).toBeGreaterThanOrEqual(2);
      for (const text of textsOf(goods)) expect([goods.goodsId, text.trim()]).not.toEqual([goods.goodsId, '']);
      expect(goods.title).toMatch(/\p{Script=Han}/u);
      expect((goods.detail?.join('').match(/\p{Script=Han}/gu) ?? []).length).toBeGreaterThan(28);
    }
  });

  test('says in text and options of what kind it is', () => {
    const saysOf = ({ options = [], ...goods }: (typeof catalogue)[number]) =>
      [...textsOf({ ...goods, options: [] }), ...options.map(({ name }) => name)].join('\n');
    const isVoucher = /^形式：(电子|实名)/mu;
    for (const goods of catalogue) {
      const { goodsId, kind } = goods;
      const said = saysOf(goods);
      // What a buyer has to tell is asked for by a field, never in a note.
      expect([goodsId, said]).not.toEqual([goodsId, expect.stringMatching(/备注/u)]);
      expect([goodsId, isVoucher.test(said)]).toEqual([goodsId, kind === 'voucher']);
      if (kind === 'delivered') expect([goodsId, said]).not.toEqual([goodsId, expect.stringMatching(/到店|核销|券/u)]);
      // What the text says of how long it holds is what its voucher is issued by.
      const told = /购买后 (\d+) 天/u.exec(said)?.[1];
      if (kind === 'voucher' && told !== undefined)
        expect([goodsId, goods.voucher?.validDays]).toEqual([goodsId, Number(told)]);
      expect([goodsId, goods.voucher === null]).toEqual([goodsId, kind !== 'voucher']);
      if (kind === 'voucher')
        expect([goodsId, said]).toEqual([goodsId, expect.stringMatching(/^(有效期|激活|兑换)：/mu)]);
      expect([goodsId, /下单时(选|填)|日期：下单时选/u.test(said)]).toEqual([
        goodsId,
        kind === 'stay' || kind === 'topUp',
      ]);
      // A night's price is that of its day: no size stands for days.
      if (kind === 'stay')
        expect([goodsId, goods.skus.map(({ choices }) => choices.join()).join()]).not.toEqual([
          goodsId,
          expect.stringMatching(/平日|周|节/u),
        ]);
    }
    expect(new Set(catalogue.map(({ kind }) => kind))).toEqual(new Set(['delivered', 'voucher', 'stay', 'topUp']));
  });

  test('promises nothing, and speaks as the design asks', () => {
    expect(allTexts.map((text) => forbiddenIn(text)).find(Boolean)).toBeUndefined();
    for (const text of allTexts) expect(text).not.toMatch(/[!！]|您|亲爱的|赚|秒|增值|投资|\p{Extended_Pictographic}/u);
  });

  test('has a picture for each product, and one of its own in lists', () => {
    for (const { name, file } of demoPictures) expect([name, existsSync(file)]).toEqual([name, true]);
    const firsts = industries.flatMap(({ goods }) => goods.map(({ pictures }) => pictures[0]));
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  test('is sold from 9.90 to 60,000 yuan, with SKUs in every tier of the release and some sold out', () => {
    const skus = catalogue.flatMap((goods) => goods.skus.map((sku) => ({ ...sku, plans: goods.plans ?? [] })));
    const prices = skus.map(({ priceFen }) => priceFen);
    expect(Math.min(...prices)).toBe(990);
    expect(Math.max(...prices)).toBe(6_000_000);
    const bounds = [...presets.release.plan.tiers.map(({ from }) => Number(from) * 100), Number.POSITIVE_INFINITY];
    for (let tier = 0; tier + 1 < bounds.length; tier += 1)
      expect(
        skus.filter(
          ({ priceFen, plans, stock }) =>
            plans.includes('release') && stock > 0 && priceFen >= bounds[tier]! && priceFen < bounds[tier + 1]!,
        ).length,
      ).toBeGreaterThan(0);
    expect(skus.filter(({ stock }) => stock === 0).length).toBeGreaterThanOrEqual(10);
    for (const { goodsId, skus: own } of catalogue)
      expect([goodsId, own.some(({ stock }) => stock > 0)]).toEqual([goodsId, true]);
  });

  test('takes part only in plans that its price can pay for (rules §5)', () => {
    for (const { goodsId, plans = [], skus } of catalogue) {
      const shares = plans.reduce((sum, plan) => sum + shareOf[plan], 0);
      for (const { skuId, priceFen, costFen } of skus)
        expect([goodsId, skuId, priceFen * shares <= (priceFen - costFen) * 1e6]).toEqual([goodsId, skuId, true]);
    }
  });

  test('gives each plan products of its own, and some products two plans', () => {
    for (const plan of ['appreciation', 'dividend', 'release'] as const)
      expect(catalogue.filter(({ plans = [] }) => plans.length === 1 && plans[0] === plan).length).toBeGreaterThan(4);
    const pairs = new Set(
      catalogue.filter(({ plans = [] }) => plans.length === 2).map(({ plans }) => plans!.join('+')),
    );
    expect([...pairs].sort()).toEqual(['appreciation+dividend', 'appreciation+release', 'dividend+release']);
    expect(catalogue.filter(({ plans = [] }) => plans.length === 0).length).toBeGreaterThan(4);
  });

  test('is sent by weight and by places too: every piece weighs something there, and every address of the demo is served', () => {
    const tables = shops.flatMap(({ id, freight }) => (freight ? [{ id, freight }] : []));
    expect(new Set(tables.map(({ freight }) => freight.by))).toEqual(new Set(['weight', 'order']));
    const codes = regionsOfDemo.map((region) => regionOf(region)?.code ?? region);
    for (const { id, freight } of tables) {
      expect(freightTable.safeParse(freight)).toMatchObject({ success: true });
      const rule = freightRuleOf({ freightFen: 1_500, freeFreightFromFen: 0, freight });
      for (const code of codes) expect([id, code, termsTo(rule, code)]).toEqual([id, code, expect.anything()]);
      for (const { regions } of freight.groups)
        for (const { code, name } of regions) expect([code, provinceName(code)]).toEqual([code, name]);
      const sent = catalogue.filter(({ shopId, kind }) => shopId === id && kind === 'delivered');
      expect(sent.length).toBeGreaterThan(1);
      for (const { goodsId, skus } of sent)
        if (freight.by === 'weight') expect([goodsId, skus.every(({ grams }) => grams > 0)]).toEqual([goodsId, true]);
    }
    // Some of the goods are dear enough to be sent free, some are not.
    for (const { freeFreightFromYuan, id } of shops.filter(({ freight }) => freight)) {
      const prices = catalogue.flatMap(({ shopId, skus }) => (shopId === id ? skus.map((sku) => sku.priceFen) : []));
      expect(Math.min(...prices)).toBeLessThan(Number(freeFreightFromYuan) * 100);
      expect(Math.max(...prices)).toBeGreaterThan(Number(freeFreightFromYuan) * 100);
    }
  });

  test('is sold by the platform and a dozen of merchants, some of which take stable points', () => {
    const merchants = shops.filter(({ owner }) => owner);
    expect(merchants.length).toBeGreaterThanOrEqual(12);
    expect(new Set(merchants.map(({ takesStable }) => takesStable))).toEqual(new Set([true, false]));
    for (const { id } of shops) expect([id, catalogue.some(({ shopId }) => shopId === id)]).toEqual([id, true]);
  });
});
