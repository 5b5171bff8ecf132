import type {
  Application,
  Asset,
  BalanceBar,
  ClearedFeature,
  EntryKind,
  GoodsKind,
  Industry,
  OrderCard,
  OrderPage,
  ParcelShown,
  PlanKind,
  TraceState,
} from '@shared/contract';

/** What each plan is called on screens. */
export const PLAN_WORDS = {
  appreciation: '增值积分',
  dividend: '循环购分红',
  release: '积分释放',
} as const satisfies Record<PlanKind, string>;

/** On a product that takes part in it. */
export const COUNTED_WORDS = {
  appreciation: '计入增值',
  dividend: '计入分红',
  release: '计入释放',
} as const satisfies Record<PlanKind, string>;

/** The asset that stands for a plan, by colour and character. */
export const PLAN_ASSETS = {
  appreciation: 'appreciating',
  dividend: 'quota',
  release: 'remaining',
} as const satisfies Record<PlanKind, Asset>;

/** How goods reach their buyer. */
export const KIND_WORDS = {
  delivered: '送货',
  voucher: '到店券',
  stay: '住宿',
  topUp: '充值',
} as const satisfies Record<GoodsKind, string>;

type OrderState = OrderCard['state'];

export const ORDER_STATES = {
  awaitingPayment: { words: '待付款', tone: 'warn' },
  paid: { words: '待发货', tone: 'accent' },
  shipped: { words: '运输中', tone: 'accent' },
  received: { words: '退货期内', tone: 'plain' },
  settled: { words: '已结算', tone: 'ok' },
  closed: { words: '已取消', tone: 'plain' },
  refunding: { words: '退款中', tone: 'warn' },
  refunded: { words: '已退款', tone: 'plain' },
} as const satisfies Record<OrderState, { words: string; tone: 'warn' | 'accent' | 'ok' | 'plain' }>;

/** What a statement line is. */
export const ENTRY_WORDS = {
  'order.pay': '付订单',
  'order.giveBack': '订单取消或改价，退回',
  'order.refund': '订单退款',
  'appreciation.purchase': '购物得积分',
  'appreciation.referral': '推荐得积分',
  'appreciation.forcedExit': '出局卖出',
  'points.sale': '卖出积分',
  'points.exchange': '换恒定积分',
  'points.redemption': '积分兑换商品',
  'points.redemptionBack': '兑换退回',
  'collectible.take': '领取藏品',
  'stable.payment': '付给商户',
  'stable.paymentBack': '商户退回',
  'dividend.grant': '购物得额度',
  'dividend.referral': '推荐得额度',
  'dividend.proportional': '按股分红',
  'dividend.tier': '档位分红',
  'release.grant': '购物送积分',
  'order.reversal': '订单冲正',
  adjustment: '人工调整',
  'owed.paid': '抵还所欠',
  'release.static': '每日释放',
  'release.firstGeneration': '一代奖励',
  'release.secondGeneration': '二代奖励',
  'release.team': '团队奖励',
  'release.sameRank': '平级奖励',
  'withdrawal.request': '申请提现',
  'withdrawal.returned': '提现退回',
} as const satisfies Record<EntryKind, string>;

/** What happened to an order, for its log. */
const ORDER_EVENTS: Record<string, string> = {
  'order.placed': '已下单，库存已留',
  'price.changed': '改了价',
  'stray.received': '收到按旧价付的钱',
  'stray.returned': '按旧价付的钱已退回',
  'payment.received': '已付款',
  'payment.expired': '过了付款时间，自动取消',
  'buyer.cancelled': '买家取消',
  'parcel.sent': '发出一部分',
  'pieces.redeemed': '核销一部分',
  'goods.shipped': '已发货',
  'parcel.corrected': '改了物流单号',
  'receipt.extended': '延长收货',
  'receipt.confirmed': '已签收，退货期开始',
  'receipt.automatic': '到期自动签收，退货期开始',
  'order.settled': '已结算',
  'afterSales.asked': '申请售后',
  'afterSales.ended': '售后结束，没有退款',
  'refund.requested': '申请退款',
  'refund.rejected': '退款申请未通过',
  'refund.approved': '同意退款',
  'pieces.givenBack': '退回部分商品',
  'pieces.refunded': '部分退款已到账',
  'sale.reversed': '订单冲正',
  'reversal.paid': '冲正款已退',
  'refund.paid': '已退款',
};

/** Of what went back by the buyer's own wish, or by itself, nobody has consented to anything. */
const APPROVED_BY: Partial<Record<OrderPage['log'][number]['by'], string>> = {
  buyer: '发货前退款',
  platform: '全部退回',
};

/** What a step of an order was. */
export const eventWords = ({ event, by }: Pick<OrderPage['log'][number], 'event' | 'by'>): string =>
  (event === 'refund.approved' ? APPROVED_BY[by] : undefined) ?? ORDER_EVENTS[event] ?? event;

type Delivery = Pick<ParcelShown, 'way' | 'carrier' | 'trackingNo'>;

/** A state of an order as its reader sees it: paid, and a part of it sent, is a word of its own. */
export function stateWords({ state, parcelCount, kind }: Pick<OrderCard, 'state' | 'parcelCount' | 'kind'>): string {
  if (kind === 'topUp' && state === 'paid') return '充值中';
  if (kind === 'topUp' && state === 'received') return '已到账';
  if ((kind === 'voucher' || kind === 'stay') && state === 'paid') return parcelCount > 0 ? '用了一部分' : '待使用';
  return state === 'paid' && parcelCount > 0 ? '部分发货' : ORDER_STATES[state].words;
}

/** Where a parcel is. */
export const TRACE_STATES = {
  waiting: '待揽收',
  collected: '已揽收',
  moving: '运输中',
  delivering: '派送中',
  signed: '已签收',
  heldUp: '有问题',
  returning: '退回中',
} as const satisfies Record<TraceState, string>;

/** How an order reaches its buyer. */
export const DELIVERY_WAYS = {
  express: '快递',
  local: '同城配送',
  virtual: '无需物流',
  collected: '到店自提',
} as const satisfies Record<Delivery['way'], string>;

/** How an order goes to its buyer: of a parcel its carrier and number. */
export const deliveryWords = ({ way, carrier, trackingNo }: Delivery): string =>
  [way === 'express' ? '' : DELIVERY_WAYS[way], carrier, trackingNo].filter(Boolean).join(' ');

export const BY_WORDS = {
  buyer: '本人',
  merchant: '商家',
  admin: '店家',
  platform: '系统',
} as const satisfies Record<OrderPage['log'][number]['by'], string>;

/** Why a plan did not count an order. */
export const NOT_COUNTED_WORDS = {
  notAccepted: '结算时还没有同意方案规则',
  ownShop: '买自己店的商品不计入',
  cashCannotPay: '毛利付不起方案，按普通商品卖',
  planOff: '方案没有运行',
  noCash: '没有现金部分',
  notCleared: '方案的许可未生效',
  tooLarge: '数字太大，记不下',
} as const satisfies Record<OrderPage['notCounted'][number]['why'], string>;

/** Why a plan would not count a product for who looks at it, and what one may do. */
export const WOULD_NOT_COUNT_WORDS = {
  notAccepted: '你还没同意这份方案的规则，现在买不记积分',
  ownShop: '这是你自己的店，不计入',
  cashCannotPay: '毛利付不起方案，按普通商品卖',
  planOff: '方案没有运行',
  noCash: '没有现金部分',
  notCleared: '方案的许可未生效，现在不计入',
  tooLarge: '数字太大，记不下',
} as const satisfies Record<OrderPage['notCounted'][number]['why'], string>;

/** How goods of a kind come to their buyer, where nothing is sent. */
export const KIND_WAYS = {
  voucher: '不发货，付款后到店用',
  stay: '不发货，按订的日子入住',
  topUp: '不发货，充到你填的账号',
} as const satisfies Record<Exclude<GoodsKind, 'delivered'>, string>;

/** What one star says, what two, and so on. */
export const STAR_WORDS = ['很差', '不好', '一般', '不错', '很好'] as const;

/** What is paused for want of a clearance, and what still works. */
export const PAUSED_WORDS = {
  'appreciation.cashSale': '现金卖出的许可未生效。积分仍归你，恢复后钱包里会写明。',
  'appreciation.referrerGift': '推荐得积分的许可未生效。自己购物照常得积分。',
  'dividend.cash': '现金分红的许可未生效。额度和股数仍归你，恢复后继续。',
  'release.aboveOne': '多倍送积分的许可未生效。已有的照常释放。',
  'referral.secondGeneration': '二代奖励的许可未生效。其余照常。',
  'team.bonus': '团队奖励的许可未生效。其余照常。',
  'sameRank.bonus': '平级奖励的许可未生效。其余照常。',
  withdrawal: '提现的许可未生效。余额仍归你。',
  'collectible.transfer': '藏品转让的许可未生效。藏品仍归你。',
} as const;

/** The industries of goods, as an administrator chooses one for a category. */
/** How an application for a shop stands. */
export const APPLICATION_STATES = {
  submitted: { words: '待审', tone: 'tag-warn' },
  approved: { words: '已通过', tone: 'tag-ok' },
  refused: { words: '没通过', tone: 'tag-bad' },
  withdrawn: { words: '已撤回', tone: '' },
} as const satisfies Record<Application['state'], { words: string; tone: string }>;

export const INDUSTRY_WORDS = {
  grocery: '食品百货',
  wine: '酒水',
  dining: '餐饮',
  hotel: '酒店',
  entertainment: '娱乐',
  fuel: '加油',
  topUp: '充值',
  health: '健康',
} as const satisfies Record<Industry, string>;

/** What each clearance allows. */
export const FEATURE_WORDS = {
  'appreciation.cashSale': '增值积分卖成现金',
  'appreciation.referrerGift': '推荐人得增值积分',
  'dividend.cash': '现金分红',
  'release.aboveOne': '送的积分多于付的钱',
  'referral.secondGeneration': '二代奖励',
  'team.bonus': '团队奖励',
  'sameRank.bonus': '平级奖励',
  withdrawal: '提现',
  'collectible.transfer': '藏品转让',
} as const satisfies Record<ClearedFeature, string>;

/** Why cash balance pays for nothing now; it stays its member's. */
export const BALANCE_BARS: Readonly<Record<BalanceBar, string>> = {
  notCleared: '余额付款的许可没有或已到期，暂停。',
  stopped: '平台暂停了余额的支出。',
  blocked: '你的余额由管理员暂停支出，有疑问可以联系客服。',
};
