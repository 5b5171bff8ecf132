import type { ClosePage, CloseWord, WatchKind } from '@shared/contract';

/** The watched figures, and what each tells. */
export const WATCH_WORDS = {
  depth: { title: '推荐层数', says: '从没有推荐人的会员往下数，最深的一条线。' },
  widest: { title: '一层最多的人', says: '哪一层的会员最多。' },
  newMembers: { title: '新会员付的占比', says: '入会不到 30 天的人付的现金，占当天付款的多少。占得多，入账就靠新人。' },
  aloneTiers: { title: '一人独占的档位', says: '当天分红里，只有一位会员的档位有几个。' },
  sharedNetwork: { title: '同一网络的账号', says: '从同一个网络登录过的账号，最多几个。只有 H5 登录知道网络。' },
  sharedAddress: { title: '同一地址的账号', says: '收货地址相同的账号，最多几个。' },
  ownShop: { title: '店主买自己店的', says: '店主在自己店里付的现金，占当天付款的多少。' },
  payoutRatio: { title: '近 30 次收盘的拨比', says: '入账给会员的，占现金营业额的多少。' },
} as const satisfies Record<WatchKind, { readonly title: string; readonly says: string }>;

/** What operators were alerted of. */
export const ALERT_WORDS: Readonly<Record<string, string>> = {
  closeBehind: '收盘没有跟上',
  refundStuck: '有退款超过一天没到账',
  noticeMissing: '有付款没收到通知，查单才知道',
  failures: '一小时内出错的调用太多',
  shippingStuck: '有发货信息没传上去',
  closingStuck: '有付款一直关不掉',
  topUpStuck: '有充值超过两小时没结果',
  withdrawalStuck: '有提现超过两小时没结果',
  picturesUnchecked: '有图片超过一天没检查完',
};

/** How a close went: a word in the calendar, what it means, and its tone. */
export const CLOSE_WORDS = {
  inTime: { word: '平', says: '按时收盘，账平', tone: 'ok' },
  late: { word: '补', says: '次日以后补收，结果一样', tone: 'warn' },
  resumed: { word: '续', says: '中断后接着收，结果一样', tone: 'warn' },
  unbalanced: { word: '差', says: '账不平，正在核对', tone: 'bad' },
  underWay: { word: '收', says: '正在收盘', tone: 'plain' },
} as const satisfies Record<
  CloseWord,
  { readonly word: string; readonly says: string; readonly tone: 'ok' | 'warn' | 'bad' | 'plain' }
>;

/** The stages of a close. */
export const STAGE_WORDS = {
  drain: '结算到期的订单，冻结当天',
  stamp: '定下这一天收进来的单',
  resolve: '归到各页，改推荐人',
  count: '分红的股数与档位',
  pages: '分红、释放和奖励入账',
  forcedExit: '强制出局',
  prove: '余额证明',
  seal: '核对，封账',
} as const satisfies Record<ClosePage['stages'][number]['stage'], string>;

/** What the seal made a second time. */
export const CHECK_WORDS = {
  dividend: '分红：各页记的合计',
  release: '释放与奖励：各页记的合计',
  fall: '待释放少掉的',
  holdings: '会员和商家手里的增值积分',
} as const satisfies Record<ClosePage['checks'][number]['what'], string>;
