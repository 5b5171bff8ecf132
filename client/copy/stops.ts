import type { ToldStop } from '@shared/contract';

interface StopWords {
  readonly title: string;
  readonly says: string;
  /** What buyers are told. */
  readonly told: string;
  /** What those are told who keep a shop of their own, where that is something else. */
  readonly toShops?: string;
}

/** What may be stopped for everybody: what it is called, what stops with it, and what members are told. */
export const STOP_WORDS = {
  orders: {
    title: '下单',
    says: '不收新的订单。已经下的单照常付款、发货和退款。',
    told: '现在暂停下单。购物车都在，恢复后再来。',
    toShops: '平台暂停了下单，现在没有新订单。已经下的照常发货、退款。',
  },
  payments: {
    title: '付款',
    says: '订单不能付款，到付款时间自己关闭。已经付了的照常。',
    told: '现在暂停付款。没有扣款。订单到了付款时间会自己关闭。',
    toShops: '平台暂停了付款，待付款的订单会自己关闭。已经付了的照常发货、退款。',
  },
  signUp: {
    title: '新会员注册',
    says: '没有账号的手机号进不来。已经有账号的照常登录。',
    told: '现在暂停新会员注册。已经有账号的照常登录。',
  },
  merchantPayments: {
    title: '付给商家',
    says: '不能用恒定积分付给商家，收款码也停。积分都在会员名下。',
    told: '现在暂停用恒定积分付给商家。积分都还是你的。',
    toShops: '平台暂停了用恒定积分付款，现在收不了。收到的都还是店里的。',
  },
  sales: {
    title: '卖出增值积分',
    says: '会员和商家都不能卖出。积分都在名下。',
    told: '现在暂停卖出。积分都还是你的。',
    toShops: '平台暂停了卖出。积分都还是店里的。',
  },
  exchanges: {
    title: '兑换恒定积分',
    says: '增值积分不能换成恒定积分。',
    told: '现在暂停兑换。积分都还是你的。',
  },
  redemptions: {
    title: '积分兑付',
    says: '不能用增值积分抵订单，商家的恒定积分也先不兑付。',
    told: '现在暂停积分兑付。积分都还是你的。',
    toShops: '平台暂停了积分兑付。积分都还是店里的。',
  },
  credits: {
    title: '收盘入账',
    says: '不开始新的收盘：分红、释放和奖励先不入账。已经开始的一天收完。恢复后按天补收，结果一样。',
    told: '收盘入账暂停了。恢复后按天补上，结果一样。',
  },
  withdrawals: {
    title: '提现',
    says: '新的申请不收，申请了的等着。在「提现」里按来源暂停。',
    told: '现在暂停提现。现金余额还是你的。',
  },
} as const satisfies Record<ToldStop, StopWords>;

/** What is told: what is stopped, and what the shop says to it; to the shops of others in words of their own. */
export function stopWords(stop: string, told: string, to?: 'shops'): string {
  const known: Partial<Record<string, StopWords>> = STOP_WORDS;
  const { toShops, told: toBuyers = '这一步现在暂停了。' } = known[stop] ?? {};
  const words = to === 'shops' ? (toShops ?? toBuyers) : toBuyers;
  if (to === 'shops') return told === '' ? words : `${words}平台说明：${told.replace(/。$/, '')}。`;
  return told === '' ? words : `${words}店家说明：${told.replace(/。$/, '')}。`;
}
