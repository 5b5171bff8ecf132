import type { Cart, GoodsCard, GoodsView, OutputOf, Wallet } from '@shared/contract';

/** Contract-shaped values for the compiled pages: what the functions would answer. */
export const milk: GoodsCard = {
  goodsId: 'milk',
  title: '牧场鲜牛乳',
  subtitle: '950 ml · 冷藏 7 天',
  picture: 'cloud://env.bucket/goods/milk.webp',
  ground: 3,
  industry: 'grocery',
  categoryId: 'dairy',
  shopId: 'shop-1',
  shopName: '青岚粮油店',
  priceFen: 1980,
  hasSeveralSkus: false,
  quickSkuId: 'milk:1',
  isSoldOut: false,
  soldCount: 36,
  plans: ['appreciation'],
  spendableRateMillionths: 300_000,
};

export const emptyCart: Cart = { shops: [], blocked: [], chosenFen: 0, chosenCount: 0, count: 0 };
export const cartOfOne: Cart = { ...emptyCart, chosenFen: 1980, chosenCount: 1, count: 1 };

export const home: OutputOf<'shop.home'> = {
  lead: { ...milk, goodsId: 'apple', title: '红富士', priceFen: 10_000 },
  shortcuts: [
    {
      categoryId: 'dairy',
      name: '乳品',
      industry: 'grocery',
      picture: 'cloud://env.bucket/goods/p.webp',
      ground: 1,
      goodsCount: 4,
    },
  ],
  goods: [milk],
  cartCount: 0,
  wallet: { asset: 'spendable', units: 566_160, lastClose: { day: '2026-11-21', balanced: true } },
  deliverTo: null,
  front: { name: '明禾自营', notice: '', servicePhone: '' },
  isDemo: true,
};

const appleSku = (skuId: string, weight: string, priceFen: number, stock: number): GoodsView['skus'][number] => ({
  skuId,
  choices: [weight],
  label: weight,
  priceFen,
  stock,
  plans: ['appreciation'],
  effects: [
    {
      plan: 'appreciation',
      version: 3,
      contributionRateMillionths: 300_000,
      contributionFen: (priceFen * 3) / 10,
      giftRateMillionths: 700_000,
      giftFen: (priceFen * 21) / 100,
    },
  ],
  notCounted: [],
  spendableAtMostCents: (priceFen * 3) / 10,
});

export const apple: GoodsView = {
  goodsId: 'apple',
  title: '洛川红富士苹果',
  subtitle: '糖度 14° 以上',
  pictures: ['cloud://env.bucket/goods/apple.webp'],
  ground: 1,
  industry: 'grocery',
  kind: 'delivered',
  asks: [],
  categoryId: 'fruit',
  shop: {
    shopId: 'shop-1',
    name: '青岚粮油店',
    takesStable: true,
    takesSpendable: true,
    freightFen: 600,
    freeFreightFromFen: 9900,
    notice: '',
    servicePhone: '0532-80001234',
  },
  priceFen: 5600,
  soldCount: 1284,
  unitWord: '箱',
  detail: ['树上熟了才摘。'],
  deliveryWord: '明日 9:00–12:00',
  afterSalesWord: '签收后 7 天可退',
  options: [{ name: '重量', choices: ['2.5 kg', '5 kg', '10 kg'] }],
  skus: [
    appleSku('apple:1', '2.5 kg', 5600, 9),
    appleSku('apple:2', '5 kg', 10_000, 3),
    appleSku('apple:3', '10 kg', 19_000, 0),
  ],
  limitPerMember: 5,
  settleAfterDays: 7,
  spendableRateMillionths: 300_000,
  reviews: { count: 0 },
  mine: null,
};

export const wallet: Wallet = {
  asOfMs: 1_795_000_000_000,
  lastClose: { day: '2026-11-21', balanced: true },
  cashFen: 58_060,
  spendableCents: 566_160,
  stableCents: 1878,
  spendableRatioMillionths: 300_000,
  withdrawable: { nowFen: 2260, waitingFen: 55_800, waitHours: 48 },
  owed: [],
  appreciation: {
    version: 3,
    isRunning: true,
    isAccepted: true,
    paused: [{ feature: 'appreciation.cashSale', sinceDay: '2026-12-10' }],
    heldMicroPoints: 21_000_000,
    worthFen: 10_863,
    priceShown: '5.1731',
    poolFen: 300_000,
    circulatingMicroPoints: 579_925_594,
    exitQuotaFen: 37_122,
    hasExitQuota: true,
    history: [{ day: '2026-11-21', poolFen: 300_000, circulatingMicroPoints: 579_925_594, priceShown: '5.1731' }],
    lastEntryId: 'order:1:settle',
  },
  dividend: null,
  release: null,
  stable: { heldCents: 1878, merchantCount: 14, reserveWorthFen: 3440, outstandingCents: 2878 },
  isDemo: true,
};

export const me: OutputOf<'account.me'> = {
  memberId: 'M1',
  nickname: '林知秋',
  phoneMasked: '139****0001',
  joinDay: '2026-11-26',
  roles: ['admin'],
  shop: null,
  inviteCode: 'ABCDEFGH',
  level: 0,
  levelFromFen: null,
  rank: 0,
  rankName: null,
  accepted: [],
  plansInForce: [],
  counts: { cart: 0, awaitingPayment: 0, paid: 0, shipped: 0, refunding: 0, team: 0, addresses: 0 },
  wallet: { spendableCents: 0, cashFen: 0, stableCents: 0 },
  lastClose: null,
  isDemo: true,
};

export const opening: OutputOf<'admin.viewOpening'> = {
  steps: (['shop', 'category', 'goods', 'delivery', 'plan', 'clearances', 'secondAdmin', 'firstOrder'] as const).map(
    (step, at) => ({ step, isDone: at < 2 }),
  ),
  isWithoutPoints: false,
  shop: { shopId: 'own', name: '青岚粮油店', freightFen: 0, freeFreightFromFen: 0, deliveryWord: '' },
  categories: { count: 1, first: ['新鲜蔬果'] },
  goods: { onShelf: 0, first: null },
  plans: [],
  needed: [],
  administrators: 1,
  firstOrder: null,
  todo: { toShip: 0, refunds: 0, clearances: 0, proposals: 0 },
  isDemo: true,
};
