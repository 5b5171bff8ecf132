import Taro from '@tarojs/taro';
import { type ChosenLine, writeLines } from './chosenLines';
import { afterSheets } from './sheetHistory';

/** In a browser an open sheet lies between two pages: every way leads past it. */
const past = (move: () => unknown): void => {
  if (process.env.TARO_ENV === 'h5') afterSheets(() => void move());
  else void move();
};

const open = (path: string) => () => past(() => Taro.navigateTo({ url: path }));
const instead = (path: string): void => past(() => Taro.redirectTo({ url: path }));
/** So many pages back, or home where fewer lie behind: a link may open any page first. */
const backBy = (pages: number): void => {
  past(() =>
    Taro.getCurrentPages().length > pages
      ? Taro.navigateBack({ delta: pages })
      : Taro.switchTab({ url: '/pages/home/index' }),
  );
};

const tab = (name: string) => () => past(() => Taro.switchTab({ url: `/pages/${name}/index` }));

/** The screens of the admin package. */
type AdminPage =
  | 'home'
  | 'guide'
  | 'shop'
  | 'delivery'
  | 'categories'
  | 'goodsList'
  | 'goods'
  | 'plan'
  | 'planEdit'
  | 'simulation'
  | 'planVersions'
  | 'clearances'
  | 'clearance'
  | 'orders'
  | 'order'
  | 'afterSales'
  | 'case'
  | 'people'
  | 'referrers'
  | 'members'
  | 'member'
  | 'referred'
  | 'adjust'
  | 'proposals'
  | 'reviews'
  | 'coupons'
  | 'coupon'
  | 'storefront'
  | 'owed'
  | 'owedShop'
  | 'merchants'
  | 'merchant'
  | 'applications'
  | 'application'
  | 'redeem'
  | 'withdrawals'
  | 'settings'
  | 'setting'
  | 'settingsHistory'
  | 'stops'
  | 'imports'
  | 'import'
  | 'offer'
  | 'watch'
  | 'lowStock'
  | 'closes'
  | 'close'
  | 'audit'
  | 'statement';

/** The screens of the merchant package. */
type MerchantPage =
  | 'home'
  | 'orders'
  | 'order'
  | 'goodsList'
  | 'goods'
  | 'afterSales'
  | 'case'
  | 'reviews'
  | 'shop'
  | 'statement'
  | 'apply'
  | 'code'
  | 'points'
  | 'redeem';

/** Every way from one screen to another. */
export const go = {
  home: tab('home'),
  category: tab('category'),
  cart: tab('cart'),
  mine: tab('mine'),
  goods: (goodsId: string) => open(`/packages/order/goods/index?id=${encodeURIComponent(goodsId)}`)(),
  /** The search page: empty for typing, or with what is looked for and where. */
  search: ({ query = '', category = '' }: { readonly query?: string; readonly category?: string } = {}) =>
    open(`/packages/search/search/index?query=${encodeURIComponent(query)}&category=${encodeURIComponent(category)}`)(),
  shop: (shopId: string) => open(`/packages/search/shop/index?id=${encodeURIComponent(shopId)}`)(),
  /** A search within a shop. */
  searchShop: (shopId: string) => open(`/packages/search/search/index?shop=${encodeURIComponent(shopId)}`)(),
  bought: open('/packages/search/bought/index'),
  /** Pictures as large as the screen: a browser's own page, which its way back closes (see showPictures). */
  pictures: open('/packages/order/pictures/index'),
  /** All reviews of a product; one's own, and what waits for one; and to write one. */
  reviews: (goodsId: string) => open(`/packages/reviews/goods/index?goods=${encodeURIComponent(goodsId)}`)(),
  myReviews: open('/packages/reviews/mine/index'),
  myReviewsInstead: () => instead('/packages/reviews/mine/index'),
  writeReview: (orderId: string, skuId: string) =>
    open(`/packages/reviews/write/index?order=${encodeURIComponent(orderId)}&sku=${encodeURIComponent(skuId)}`)(),
  /** What one and a shop say to each other; with what one asks about, as it is called. */
  thread: (shopId: string, about?: { readonly kind: string; readonly id: string; readonly title: string }) =>
    open(
      `/packages/messages/thread/index?shop=${encodeURIComponent(shopId)}${
        about
          ? `&kind=${about.kind}&about=${encodeURIComponent(about.id)}&title=${encodeURIComponent(about.title)}`
          : ''
      }`,
    )(),
  /** For those who answer: of one's own shop, or of the platform's own shops. */
  threads: (isOfPlatform: boolean) =>
    open(`/packages/messages/threads/index?as=${isOfPlatform ? 'platform' : 'shop'}`)(),
  answerThread: (threadId: string, isOfPlatform: boolean) =>
    open(
      `/packages/messages/answer/index?id=${encodeURIComponent(threadId)}&as=${isOfPlatform ? 'platform' : 'shop'}`,
    )(),
  messages: open('/packages/messages/inbox/index'),
  favourites: open('/packages/account/favourites/index'),
  looks: open('/packages/account/looks/index'),
  /** The counter of top-ups, at one of them. */
  topUps: (goodsId = '') => open(`/packages/order/topUps/index?id=${encodeURIComponent(goodsId)}`)(),
  /** The nights of a product that is sold by the day. */
  nights: (goodsId: string) => open(`/packages/stay/nights/index?id=${encodeURIComponent(goodsId)}`)(),
  checkout: (lines: readonly ChosenLine[]) =>
    open(`/packages/order/checkout/index?lines=${encodeURIComponent(writeLines(lines))}`)(),
  orders: (filter = 'all') => open(`/packages/order/orders/index?filter=${filter}`)(),
  order: (orderId: string) => open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`)(),
  logistics: (orderId: string) => open(`/packages/order/logistics/index?id=${encodeURIComponent(orderId)}`)(),
  orderInstead: (orderId: string) => instead(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`),
  ordersInstead: () => instead('/packages/order/orders/index?filter=all'),
  payResult: (orderId: string) => instead(`/packages/order/result/index?id=${encodeURIComponent(orderId)}`),
  /** One's own coupons and those to take; `goodsId`: the ones for these goods alone. */
  coupons: (tab = 'take', goodsId?: string) =>
    open(`/packages/order/coupons/index?tab=${tab}${goodsId ? `&goods=${encodeURIComponent(goodsId)}` : ''}`)(),
  vouchers: open('/packages/voucher/mine/index'),
  visit: (code: string) => open(`/packages/voucher/visit/index?code=${encodeURIComponent(code)}`)(),
  voucher: (code: string) => open(`/packages/voucher/code/index?code=${encodeURIComponent(code)}`)(),
  /** What became of a payment, without leaving the page that asks. */
  purchase: (orderId: string) => open(`/packages/order/result/index?id=${encodeURIComponent(orderId)}`)(),
  /** Asks pieces of an order back. */
  apply: (orderId: string) => open(`/packages/service/apply/index?id=${encodeURIComponent(orderId)}`)(),
  afterSales: (caseId: string) => open(`/packages/service/case/index?id=${encodeURIComponent(caseId)}`)(),
  afterSalesInstead: (caseId: string) => instead(`/packages/service/case/index?id=${encodeURIComponent(caseId)}`),
  addresses: (isChoice = false) => open(`/packages/account/addresses/index${isChoice ? '?choose=1' : ''}`)(),
  /** One address; saved for a checkout, it leads back there. */
  address: (addressId: string | null, isChoice: boolean) =>
    open(`/packages/account/address/index?id=${addressId ?? ''}${isChoice ? '&choose=1' : ''}`)(),
  signIn: open('/packages/account/signIn/index'),
  display: open('/packages/account/display/index'),
  security: open('/packages/account/security/index'),
  /** To set, change or find the payment password. */
  payPassword: open('/packages/account/payPassword/index'),
  loginPassword: open('/packages/account/loginPassword/index'),
  phone: open('/packages/account/phone/index'),
  closing: open('/packages/account/closing/index'),
  exportData: open('/packages/account/exportData/index'),
  consents: open('/packages/account/consents/index'),
  looksAtMe: open('/packages/account/looksAtMe/index'),
  wallet: open('/packages/wallet/wallet/index'),
  /** Cash out of the balance; one of the withdrawals; all of them; who is paid. */
  withdraw: open('/packages/wallet/withdraw/index'),
  withdrawal: (withdrawalId: string) =>
    open(`/packages/wallet/withdrawal/index?id=${encodeURIComponent(withdrawalId)}`)(),
  withdrawals: open('/packages/wallet/withdrawals/index'),
  payee: open('/packages/wallet/payee/index'),
  statement: open('/packages/wallet/statement/index'),
  solvency: open('/packages/wallet/solvency/index'),
  /** That one's own balances are in a day's totals. */
  proof: open('/packages/wallet/proof/index'),
  /** Certificates of holding, for an exchange. */
  holdings: open('/packages/wallet/holdings/index'),
  rules: open('/packages/wallet/rules/index'),
  /** Pays a shop with stable points: one that is named, or one that is scanned there. */
  pay: (shopId = '') => open(`/packages/wallet/pay/index${shopId ? `?shop=${encodeURIComponent(shopId)}` : ''}`)(),
  /** What a till has asked for, in place of the code that was shown to it. */
  payInstead: (paymentId: string) => instead(`/packages/wallet/pay/index?payment=${encodeURIComponent(paymentId)}`),
  /** Sells appreciating points, or exchanges them. */
  sell: (way: 'sell' | 'exchange' = 'sell') => open(`/packages/wallet/sell/index?way=${way}`)(),
  /** Pays an order with points that are redeemed for it. */
  redeem: (orderId: string) => open(`/packages/wallet/redeem/index?order=${encodeURIComponent(orderId)}`)(),
  payCode: open('/packages/wallet/payCode/index'),
  /** One's own collectibles, or those that can be taken. */
  collectibles: (tab: 'mine' | 'take' = 'mine') => open(`/packages/collectibles/gallery/index?tab=${tab}`)(),
  collectibleSeries: (seriesId: string) =>
    open(`/packages/collectibles/series/index?id=${encodeURIComponent(seriesId)}`)(),
  /** How a draw was made, worked out again. */
  draw: (seriesId: string) => open(`/packages/collectibles/draw/index?id=${encodeURIComponent(seriesId)}`)(),
  takeEdition: (seriesId: string) => open(`/packages/collectibles/take/index?id=${encodeURIComponent(seriesId)}`)(),
  edition: (editionId: string) => open(`/packages/collectibles/edition/index?id=${encodeURIComponent(editionId)}`)(),
  editionInstead: (editionId: string) =>
    instead(`/packages/collectibles/edition/index?id=${encodeURIComponent(editionId)}`),
  /** Whose it was as the last day ended; and the page on which anybody checks such a file, of a browser alone. */
  certificate: (editionId: string) =>
    open(`/packages/collectibles/certificate/index?id=${encodeURIComponent(editionId)}`)(),
  check: open('/packages/check/certificate/index'),
  /** Where an edition is accepted that somebody gives: the code is typed there. */
  receive: open('/packages/collectibles/receive/index'),
  team: open('/packages/team/team/index'),
  invite: open('/packages/team/invite/index'),
  claim: open('/packages/account/claim/index'),
  /** A screen for administrators; `query` as it stands in an address. */
  admin: (page: AdminPage, query = '') => open(`/packages/admin/${page}/index${query ? `?${query}` : ''}`)(),
  /** A screen for the owner of a shop. */
  merchant: (page: MerchantPage, query = '') => open(`/packages/merchant/${page}/index${query ? `?${query}` : ''}`)(),
  /** A screen for those who issue collectibles. */
  issuing: (page: 'series' | 'edit' | 'register', seriesId = '') =>
    open(`/packages/issuing/${page}/index${seriesId ? `?id=${encodeURIComponent(seriesId)}` : ''}`)(),
  adminInstead: (page: AdminPage) => instead(`/packages/admin/${page}/index`),
  /** For an address that no page has. */
  lost: () => instead('/packages/account/lost/index'),
  back: () => backBy(1),
  /** From an address that a checkout asked for, past the list of addresses. */
  backToCheckout: () => backBy(2),
};
