/** Of a browser alone: WeChat shows pictures large by itself. */
const browserPages = process.env.TARO_ENV === 'h5' ? ['pictures/index'] : [];

/** Pages, sub-packages and windows of the client. */
export default {
  pages: ['pages/home/index', 'pages/category/index', 'pages/cart/index', 'pages/mine/index'],
  subPackages: [
    {
      root: 'packages/order',
      pages: [
        'goods/index',
        'checkout/index',
        'result/index',
        'orders/index',
        'order/index',
        'logistics/index',
        'topUps/index',
        'coupons/index',
        ...browserPages,
      ],
    },
    { root: 'packages/search', pages: ['search/index', 'bought/index', 'shop/index'] },
    { root: 'packages/stay', pages: ['nights/index'] },
    { root: 'packages/service', pages: ['apply/index', 'case/index'] },
    {
      root: 'packages/wallet',
      pages: [
        'wallet/index',
        'statement/index',
        'solvency/index',
        'rules/index',
        'pay/index',
        'payCode/index',
        'sell/index',
      ],
    },
    { root: 'packages/team', pages: ['team/index', 'invite/index'] },
    {
      root: 'packages/account',
      pages: [
        'signIn/index',
        'addresses/index',
        'address/index',
        'display/index',
        'claim/index',
        'favourites/index',
        'looks/index',
        'lost/index',
        'security/index',
        'payPassword/index',
        'loginPassword/index',
        'phone/index',
        'consents/index',
        'looksAtMe/index',
      ],
    },
    { root: 'packages/messages', pages: ['inbox/index', 'thread/index', 'threads/index', 'answer/index'] },
    { root: 'packages/voucher', pages: ['mine/index', 'code/index'] },
    { root: 'packages/reviews', pages: ['goods/index', 'write/index', 'mine/index'] },
    // Loaded by owners of shops alone.
    {
      root: 'packages/merchant',
      pages: [
        'home/index',
        'orders/index',
        'order/index',
        'goodsList/index',
        'goods/index',
        'afterSales/index',
        'case/index',
        'reviews/index',
        'shop/index',
        'statement/index',
        'apply/index',
        'code/index',
        'points/index',
        'redeem/index',
      ],
    },
    // Loaded by administrators alone.
    {
      root: 'packages/admin',
      pages: [
        'home/index',
        'guide/index',
        'shop/index',
        'delivery/index',
        'categories/index',
        'goodsList/index',
        'goods/index',
        'plan/index',
        'clearances/index',
        'clearance/index',
        'orders/index',
        'order/index',
        'afterSales/index',
        'case/index',
        'people/index',
        'reviews/index',
        'storefront/index',
        'owed/index',
        'owedShop/index',
        'applications/index',
        'application/index',
        'offer/index',
        'coupons/index',
        'coupon/index',
        'redeem/index',
      ],
    },
  ],
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['packages/order', 'packages/search'] },
    'pages/mine/index': { network: 'wifi', packages: ['packages/wallet'] },
  },
  // Our own bar is part of each tab page's column: nothing hides behind it, and it follows theme and type size.
  tabBar: {
    custom: true,
    color: '#53615B',
    selectedColor: '#0B6350',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/category/index', text: '分类' },
      { pagePath: 'pages/cart/index', text: '购物车' },
      { pagePath: 'pages/mine/index', text: '我的' },
    ],
  },
  window: {
    navigationStyle: 'custom',
    enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
    navigationBarTitleText: '明禾',
    backgroundColor: '@surface',
    backgroundTextStyle: '@pullText',
    navigationBarTextStyle: '@barText',
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  // Pages of the browser do not slide: what is fixed in them would slide along.
  ...(process.env.TARO_ENV === 'h5'
    ? { animation: false }
    : {
        cloud: true,
        // WeChat answers calls about places only where they are named here.
        requiredPrivateInfos: ['chooseAddress'],
      }),
};
