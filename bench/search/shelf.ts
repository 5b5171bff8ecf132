import type { LocalCloud } from '../../localcloud';
import { indexTerms, wordsIn } from '../../shared/search';

type Engine = LocalCloud['engine'];

const NOUNS =
  '苹果 脐橙 牛奶 酸奶 大米 面粉 酱油 陈醋 茶叶 咖啡 饼干 坚果 牛肉 羊排 带鱼 对虾 鸡蛋 豆腐 面条 火锅'.split(' ');
const KINDS = '家庭装 礼盒 整箱 小包 有机 冷冻 现摘 进口 手工 无糖'.split(' ');
const PLACES = '青岛 烟台 洛川 赣南 舟山 宁夏 恩施 蒙山 伊犁 沂蒙'.split(' ');
/** What few products are called: so many of each, however many there are in all. */
const RARE = '松茸';
const RARE_GOODS = 12;
const BRANDS = 200;
const CATEGORIES = 34;
const SHOPS = 40;
const AT_ONCE = 2_000;

/** The same number for the same place: which word, price and rank it has. */
const mixed = (at: number, salt: number): number => (Math.imul(at + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 0;
const oneOf = <T>(all: readonly T[], at: number, salt: number): T => all[mixed(at, salt) % all.length]!;

/** So many products like one that is there, under other names, prices and ranks, with what they are found by. */
export async function fillShelf(engine: Engine, like: string, count: number): Promise<void> {
  const model = engine.get('goods', like)!;
  const pieces = engine.get('stock', String((model.skus as { skuId: string }[])[0]!.skuId))!;
  const words = new Map<string, object>();
  const step = Math.max(1, Math.floor(count / RARE_GOODS));
  for (let from = 0; from < count; from += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_none, at) => from + at);
    const goods = places.map((at) => goodsAt(model, at, at % step === 0));
    await engine.insert('goods', goods as never);
    await engine.insert(
      'stock',
      goods.map(({ _id, shelfRank }) => ({
        ...pieces,
        _id: `${_id}-1`,
        goodsId: _id,
        left: shelfRank === 0 ? 9 : 0,
        isOut: shelfRank !== 0,
      })) as never,
    );
    for (const { title, brand, categoryId } of goods)
      for (const word of wordsIn({ title, words: [brand] }))
        if (!words.has(word)) words.set(word, wordAt(word, categoryId));
  }
  await engine.insert('searchWords', [...words.values()] as never);
}

function goodsAt(model: object, at: number, isRare: boolean) {
  const noun = isRare ? RARE : oneOf(NOUNS, at, 1);
  const brand = `牌${mixed(at, 2) % BRANDS}号`;
  const title = `${oneOf(PLACES, at, 3)}${noun} ${oneOf(KINDS, at, 4)} ${at}`;
  const priceFen = 500 + (mixed(at, 5) % 100_000);
  const _id = `shelf-${at}`;
  return {
    ...model,
    _id,
    title,
    brand,
    categoryId: `cat-${mixed(at, 6) % CATEGORIES}`,
    shopId: `shop-${mixed(at, 7) % SHOPS}`,
    terms: indexTerms({ texts: [title, brand], initials: [] }),
    weight: mixed(at, 8) % 1_000,
    soldCount: mixed(at, 9) % 10_000,
    shelvedAtMs: 1_700_000_000_000 + (mixed(at, 10) % 1_000_000_000),
    lowestFen: priceFen,
    shelfRank: mixed(at, 11) % 20 === 0 ? 1 : 0,
    isOffered: false,
    looksAgainAtMs: null,
    revision: 1,
    skus: [{ skuId: `${_id}-1`, choices: [], priceFen, costFen: Math.floor(priceFen / 2) }],
  };
}

const wordAt = (word: string, leadsTo: string) => ({
  _id: `word:${word}`,
  kind: 'word',
  word,
  begins: [...word].map((_letter, at) => [...word].slice(0, at + 1).join('')),
  leadsTo,
  categoryName: '',
});
