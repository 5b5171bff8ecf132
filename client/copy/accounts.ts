/** The accounts of the ledger that stand for somebody or something besides the platform itself. */
const ACCOUNT_WORDS: Readonly<Record<string, string>> = {
  'world:payments': '付款平台',
  'world:payouts': '付出去的',
  'platform:withdrawals': '平台冻结着的提现',
  'platform:backingPool': '托底池',
  'platform:dividendPool': '分红池',
  'platform:exchangeReserve': '恒定积分的储备',
  'platform:orders': '未结算的订单',
  'treasury:issued': '发行',
  'treasury:retired': '销毁',
};

const HOLDERS: Readonly<Record<string, string>> = {
  member: '我',
  owed: '我欠的',
  order: '我的订单',
  merchant: '商家',
  platform: '平台',
  world: '平台以外',
  treasury: '平台',
};

/** An account of an entry that is one's own, in words: a member's is one's own, since no other's is ever shown. */
export const accountWords = (account: string): string =>
  ACCOUNT_WORDS[account] ?? HOLDERS[account.slice(0, account.indexOf(':'))] ?? account;
