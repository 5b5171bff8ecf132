import type { InputOf } from '@shared/contract';
import { demoPictures } from '../catalogue';
import { storePictures } from '../pictures';
import type { Stage } from './stage';

const HOUR_MS = 3_600_000;
/** Long enough to be found by who opens the demo today. */
const OFFERED_FOR_HOURS = 36;

/** Limited-time prices of the demo: product, prices by size in fen, pieces, how many for one member. */
const OFFERS: readonly (readonly [
  goodsId: string,
  prices: readonly (readonly [skuId: string, priceFen: number])[],
  pieces: number,
  perMember: number,
])[] = [
  [
    'bohai-shrimp',
    [
      ['bohai-shrimp-1', 8_800],
      ['bohai-shrimp-2', 7_200],
    ],
    100,
    2,
  ],
  ['dandong-strawberry', [['dandong-strawberry-1', 3_990]], 80, 3],
];

type Arranged = InputOf<'admin.saveStorefront'>;

/** Home of the demo, its pictures by name. */
const arranged: Omit<Arranged, 'revision' | 'requestId'> = {
  banners: [
    {
      over: '陕西洛川 · 当天装箱',
      title: '红富士苹果 一箱脆甜',
      picture: '1f34e',
      ground: 1,
      target: { to: 'goods', goodsId: 'luochuan-fuji' },
    },
    {
      over: '到店吃',
      title: '周末去吃顿火锅',
      picture: '1f372',
      ground: 4,
      target: { to: 'category', categoryId: 'all-dining' },
    },
    {
      over: '今早到货',
      title: '时令水果 都在这里',
      picture: '1f34a',
      ground: 2,
      target: { to: 'search', query: '水果' },
    },
    {
      over: '住一晚',
      title: '山里的民宿 空着几间',
      picture: '1f3e1',
      ground: 3,
      target: { to: 'category', categoryId: 'homestay' },
    },
  ],
  shortcuts: [
    { name: '新鲜蔬果', picture: '1f96c', ground: 1, target: { to: 'category', categoryId: 'fruit' } },
    { name: '肉禽蛋', picture: '1f969', ground: 4, target: { to: 'category', categoryId: 'meat' } },
    { name: '粮油调味', picture: '1f35a', ground: 2, target: { to: 'category', categoryId: 'grain' } },
    { name: '水产', picture: '1f990', ground: 4, target: { to: 'category', categoryId: 'seafood' } },
    { name: '乳品烘焙', picture: '1f95b', ground: 3, target: { to: 'category', categoryId: 'dairy' } },
    { name: '到店吃', picture: '1f372', ground: 4, target: { to: 'category', categoryId: 'all-dining' } },
    { name: '酒店', picture: '1f3e8', ground: 3, target: { to: 'category', categoryId: 'all-hotel' } },
    { name: '门票', picture: '1f3a1', ground: 4, target: { to: 'category', categoryId: 'all-entertainment' } },
    { name: '体检', picture: '1fa7a', ground: 3, target: { to: 'category', categoryId: 'check-up' } },
    { name: '充值', picture: '1f4f1', ground: 1, target: { to: 'topUps' } },
  ],
  sections: [
    { kind: 'offers', title: '限时价' },
    { kind: 'hot', title: '大家常买' },
    {
      kind: 'categories',
      title: '不止买菜',
      categoryIds: ['all-dining', 'all-hotel', 'all-entertainment', 'all-health'],
    },
    { kind: 'industry', title: '酒水', industry: 'wine' },
  ],
  hints: ['水果', '牛奶', '酒店'],
  pinnedWords: ['草莓'],
};

/** What members searched for on the day before: words of the goods, each so often. */
const SEARCHED: readonly (readonly [word: string, times: number])[] = [
  ['苹果', 5],
  ['火锅', 4],
  ['牛奶', 4],
  ['酒店', 3],
  ['大米', 2],
  ['体检', 2],
  ['话费', 1],
];

/** Searches of the last day but one of the history, which the search page counts by. */
export async function searchAround(stage: Stage): Promise<void> {
  for (const [query, times] of SEARCHED)
    for (let nth = 0; nth < times; nth += 1) await stage.call('shop.countSearch', { query });
}

/** Arranges home, and sets the limited-time prices that run as the history ends. */
export async function arrangeHome(stage: Stage): Promise<void> {
  const fileIds = await storePictures(demoPictures, (path, content) => stage.cloud.storage.put(path, content));
  const pictured = <T extends { readonly picture: string }>(one: T): T => ({
    ...one,
    picture: fileIds.get(one.picture)!,
  });
  const fromMs = stage.cloud.now();
  for (const [goodsId, prices, pieces, perMember] of OFFERS)
    await stage.as('admin', 'admin.saveOffer', {
      goodsId,
      fromMs,
      untilMs: fromMs + OFFERED_FOR_HOURS * HOUR_MS,
      prices: prices.map(([skuId, priceFen]) => ({ skuId, priceFen })),
      pieces,
      perMember,
      requestId: `demo-offer-${goodsId}`,
    });
  await stage.as('admin', 'admin.saveStorefront', {
    ...arranged,
    banners: arranged.banners.map(pictured),
    shortcuts: arranged.shortcuts.map(pictured),
    revision: 0,
    requestId: 'demo-storefront',
  });
}
