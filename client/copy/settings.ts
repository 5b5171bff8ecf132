import type { SettingName, SettingsVersion } from '@shared/contract';

interface Words {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly says: string;
}

/** What each setting is called, and what it does. */
export const SETTING_WORDS = {
  pointsUseRatioMillionths: { title: '积分抵扣', says: '一单的货款里，可用积分最多抵多少。' },
  payWithinMinutes: { title: '付款时间', says: '下单后多久不付就关闭。已经下的单不变。' },
  autoReceiveAfterDays: { title: '自动收货', says: '发货后多久算收到。已经发的不变。' },
  extendReceiptDays: { title: '延长收货', says: '买家可以把自动收货往后推几天，一次。' },
  settleAfterDays: { title: '退货期', says: '收货后多久可以退，过了才结算。已经下的单不变。' },
  answerWithinDays: { title: '店家答复', says: '售后申请后多久不答复就算同意。' },
  sendBackWithinDays: { title: '买家寄回', says: '同意后多久不寄回，申请就结束。' },
  acceptReturnAfterDays: { title: '店家验收', says: '寄回后多久不说收到什么，就算收下。' },
  sendExchangeWithinDays: { title: '店家寄换货', says: '收到退件后多久不寄，就退钱。' },
  receiveExchangeAfterDays: { title: '换货收货', says: '换货寄出后多久算收到。' },
  askArbitrationWithinDays: { title: '申请平台介入', says: '店家不同意后，买家多久内可以找平台。' },
  newShopFreightFen: { title: '新店的运费', says: '新开的店一开始按它收。开着的店在自己的运费里改。' },
  newShopFreeFreightFromFen: { title: '新店满额包邮', says: '货款到多少包邮。0 是不包邮。' },
  lowStockBelow: { title: '库存提醒', says: '一个规格少于几件，就算快卖完。' },
  withdrawMinFen: { title: '最少', says: '一笔提现最少多少。' },
  withdrawFeeMillionths: { title: '手续费', says: '从提的里面扣。' },
  withdrawDailyFen: { title: '一天最多', says: '一位会员一天最多提多少。调高要两个人。' },
  withdrawDailyCount: { title: '一天几笔', says: '一位会员一天最多几笔。调高要两个人。' },
  withdrawWaitHours: { title: '入账等待', says: '入账多久后才能提。调短要两个人。' },
  withdrawReviewFromFen: { title: '审核起点', says: '到这个数，先由一位管理员看。调高要两个人。' },
  withdrawSecondFromFen: { title: '两位起点', says: '到这个数，要两位管理员看。调高要两个人。' },
  withdrawTaxFreeFen: { title: '免估额', says: '一个月里先减去多少再估税。估税只给会员看，不扣。' },
  withdrawTaxMillionths: { title: '估税比例', says: '超出的按多少估。' },
  withdrawNeeds: {
    title: '收款人要填',
    says: '微信支付对 2,000.00 起的付款要核对姓名，选「不要」时到这个金额也会问。改得更松要两个人。',
  },
  payoutAloneFen: { title: '一个人可付商家', says: '一位管理员一天付给一家店最多多少，再多要两个人。调高要两个人。' },
  quoteToleranceMillionths: { title: '报价可差', says: '卖出、兑换时，比报价少多少以内照办，再少就停下来问。' },
  recoveryWaitHours: { title: '找回等待', says: '忘了支付密码或丢了手机号，多久后新的才算数。' },
  closingWaitDays: { title: '注销等待', says: '申请注销后多久内可以撤回。' },
  givingWaitDays: { title: '藏品先持有', says: '领到或收到以后，过多少天才能送给别人。' },
  givingPerYear: { title: '一年送几份', says: '一位会员任意 365 天里最多送出几份。0 是不能送。' },
  givingCodeHours: { title: '赠送码有效', says: '多久没有人收下，码就作废。已经给出的不变。' },
  proposalDays: { title: '待复核有效期', says: '提出后多久内要有另一位同意，过了要重新申请。已经提出的不变。' },
  watchDepth: { title: '推荐层数', says: '超过几层就提醒。' },
  watchWidest: { title: '一层最多的人', says: '一层超过多少人就提醒。' },
  watchNewMembers: { title: '新会员付的占比', says: '到这个比例就提醒。' },
  watchAloneTiers: { title: '一人独占的档位', says: '超过几个就提醒。' },
  watchSharedNetwork: { title: '同一网络的账号', says: '超过几个就提醒。' },
  watchSharedAddress: { title: '同一地址的账号', says: '超过几个就提醒。' },
  watchOwnShop: { title: '店主买自己店的', says: '到这个比例就提醒。' },
  watchPayoutRatio: { title: '近 30 次收盘的拨比', says: '到这个比例就提醒。' },
  greeting: { title: '客服问候', says: '买家打开自营店的客服，先看到这一句。空着就不说。' },
  quickReplies: { title: '快捷答复', says: '一行一句，答复自营店的买家时点一下就填好。' },
  forbiddenPhrases: {
    title: '本店不许出现的话',
    says: '一行一句。商品、横幅、优惠券、公告、消息和评价里有它就存不了，并指出是哪一句。承诺收益的话平台本来就不许，不用再写。',
  },
  noticesOff: { title: '发哪些微信通知', says: '关掉的不问会员要不要，也不发。站内消息照常。' },
  templateShipped: { title: '发货通知', says: '' },
  templateCredits: { title: '入账通知', says: '' },
  templateAfterSales: { title: '售后通知', says: '' },
  templateRestock: { title: '到货通知', says: '' },
  templateWithdrawal: { title: '提现通知', says: '' },
  templateSecurity: { title: '安全通知', says: '模板号:字段1,字段2,字段3。空着就用部署时填的。' },
} as const satisfies Record<SettingName, Words>;

/** The settings as they lie together on one page. */
export const SETTING_GROUPS = {
  order: {
    title: '下单与收货',
    says: '积分抵扣、付款和退货的时间',
    names: [
      'pointsUseRatioMillionths',
      'payWithinMinutes',
      'autoReceiveAfterDays',
      'extendReceiptDays',
      'settleAfterDays',
    ],
  },
  afterSales: {
    title: '售后的时间',
    says: '到时间没有动，就按说的办',
    names: [
      'answerWithinDays',
      'sendBackWithinDays',
      'acceptReturnAfterDays',
      'sendExchangeWithinDays',
      'receiveExchangeAfterDays',
      'askArbitrationWithinDays',
    ],
  },
  withdraw: {
    title: '提现条件',
    says: '从现在起的申请',
    names: [
      'withdrawMinFen',
      'withdrawFeeMillionths',
      'withdrawDailyFen',
      'withdrawDailyCount',
      'withdrawWaitHours',
      'withdrawReviewFromFen',
      'withdrawSecondFromFen',
      'withdrawTaxFreeFen',
      'withdrawTaxMillionths',
      'withdrawNeeds',
    ],
  },
  money: {
    title: '付款与报价',
    says: '一个人能付多少、报价可以差多少',
    names: ['payoutAloneFen', 'quoteToleranceMillionths'],
  },
  proposals: { title: '两个人的事', says: '申请多久内要有另一位同意', names: ['proposalDays'] },
  giving: {
    title: '藏品赠送',
    says: '到手多久、一年几份、码多久；要先有许可',
    names: ['givingWaitDays', 'givingPerYear', 'givingCodeHours'],
  },
  account: { title: '账号安全', says: '找回和注销要等多久', names: ['recoveryWaitHours', 'closingWaitDays'] },
  freight: {
    title: '新店的运费与库存',
    says: '新店从它开始，快卖完的门槛',
    names: ['newShopFreightFen', 'newShopFreeFreightFromFen', 'lowStockBelow'],
  },
  words: { title: '客服用语', says: '问候、快捷答复', names: ['greeting', 'quickReplies'] },
  forbidden: { title: '不许出现的话', says: '本店自己的，加在平台的上面', names: ['forbiddenPhrases'] },
  notices: {
    title: '微信通知',
    says: '发哪些、用哪个模板',
    names: [
      'noticesOff',
      'templateShipped',
      'templateCredits',
      'templateAfterSales',
      'templateRestock',
      'templateWithdrawal',
      'templateSecurity',
    ],
  },
  watch: {
    title: '留意的门槛',
    says: '八项数字从哪里起提醒',
    names: [
      'watchDepth',
      'watchWidest',
      'watchNewMembers',
      'watchAloneTiers',
      'watchSharedNetwork',
      'watchSharedAddress',
      'watchOwnShop',
      'watchPayoutRatio',
    ],
  },
} as const satisfies Record<string, { title: string; says: string; names: readonly SettingName[] }>;
export type SettingGroup = keyof typeof SETTING_GROUPS;

/** How a version came about. */
export const HOW_WORDS = {
  begun: '最初的样子',
  saved: '保存',
  approved: '两个人同意',
  restored: '恢复',
} as const satisfies Record<SettingsVersion['how'], string>;
