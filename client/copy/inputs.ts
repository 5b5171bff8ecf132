import type { Asset } from '@shared/contract';
import { showCount, showMultiple, showPercent, showPlain } from '@shared/format';

/** What an explanation is worked out from, by the input's name; of a numbered one ("share2People") without its number. */
const INPUT_WORDS: Readonly<Record<string, string>> = {
  goodsFen: '商品额',
  eligibleFen: '其中能用积分付的',
  askedSpendableCents: '下单时选用的可用积分',
  askedStableCents: '下单时选用的恒定积分',
  amountFen: '这一行的货价',
  worthBeforeFen: '之前已退的货价',
  worthAfterFen: '连这次一共退的货价',
  paidSpendableCents: '付款时用的可用积分',
  paidStableCents: '付款时用的恒定积分',
  freightFen: '运费',
  askedBalanceFen: '下单时选用的余额',
  paidBalanceFen: '付款时用的余额',
  freightBeforeFen: '之前已退的运费',
  freightAfterFen: '连这次一共退的运费',
  refundedBeforeFen: '之前冲正已退还的现金',
  refundedAfterFen: '连这次一共退还的现金',
  countedFen: '计入的现金',
  contributionRateMillionths: '进池比例',
  contributionFen: '进池的钱',
  priceFen: '托底池',
  priceMicroPoints: '流通积分',
  mintedBeforeMicroPoints: '之前已发行的积分',
  maxSupplyMicroPoints: '发行上限',
  giftRateMillionths: '进池的钱里给你的比例',
  buyerMicroPoints: '给买家的积分',
  exitMultipleMillionths: '出局倍数',
  pointsMicroPoints: '收盘时持有的积分',
  exitQuotaFen: '收盘时的出局额度',
  poolFen: '收盘时的托底池',
  circulatingMicroPoints: '收盘时的流通积分',
  sellFeeRateMillionths: '手续费比例',
  soldMicroPoints: '卖出的积分',
  grossFen: '卖出积分的价值',
  feeFen: '手续费',
  redeemFeeRateMillionths: '兑换手续费比例',
  backFen: '退回的商品值多少',
  backs: '退回的商品有几种',
  freightBackFen: '退回的运费',
  backPaidFen: '兑换时抵的钱',
  backAmountFen: '全部货价',
  backWorthBeforeFen: '之前已退的货价',
  backWorthAfterFen: '连这次一共退的货价',
  withheldFen: '先抵还所欠的',
  outMicroPoints: '出去的积分',
  metPoolFen: '当时的托底池',
  metCirculatingMicroPoints: '当时的流通积分',
  metExitQuotaFen: '之前的出局额度',
  quotaMultipleMillionths: '额度倍数',
  shareMillionths: '推荐人的比例',
  weightUnitFen: '每股金额',
  multipleMillionths: '档位倍数',
  reversedFen: '冲正的金额',
  orderFen: '订单的现金',
  takenUnits: '收回的数目',
  givenUnits: '这一单给的数目',
  heldUnits: '当时手里的数目',
  reversedBeforeFen: '以前冲正的金额',
  adjustedUnits: '调整的数目',
  owedPaidUnits: '抵还的数目',
  creditedUnits: '这一次得到的',
  owedUnits: '之前欠着的',
  grantedBeforeCents: '原来送的积分',
  heldReleaseCents: '订单里还没释放的',
  requestedFen: '申请提现的现金',
  feeMillionths: '手续费比例',
  withdrawalId: '单号',
  turnoverFen: '当天计入的现金营业额',
  proportionalRateMillionths: '分红池的比例',
  carriedInFen: '前一天结转的',
  weightMicroShares: '我的股数',
  totalWeightMicroShares: '参与的总股数',
  quotaBeforeFen: '入账前的分红额度',
  tierPoolRateMillionths: '档位池的比例',
  tierRateOf: '档位的比例按什么算',
  tier: '我的档位',
  tierRateMillionths: '我这一档的比例',
  tierSplit: '这一档怎么分',
  tierMembers: '这一档的人数',
  tierWeightMicroShares: '这一档的总股数',
  proportionalFen: '先按股入账的',
  orders: '有释放的订单数',
  orderDay: '结算日',
  orderRemainingCents: '释放前剩的',
  orderCountedFen: '计入的现金',
  orderDailyRateMillionths: '每天释放的比例',
  orderDailyCents: '退过一部分后每天释放',
  restOrders: '另外的订单数',
  restCents: '另外的订单当天释放',
  leftCents: '发这一项时自己还剩的待释放',
  rank: '我的等级',
  rankRateMillionths: '我的比例',
  bonusRateMillionths: '奖励的比例',
  sameRankMembers: '同级的人数',
  shares: '分成几组',
  shareBetweenRateMillionths: '中间最高的比例',
  shareStaticCents: '当天释放的合计',
  sharePeople: '人数',
  mintedMicroPoints: '累计发行的积分',
  burnedMicroPoints: '已销毁的积分',
  heldMicroPoints: '你持有的积分',
};

/** Texts among the inputs that stand for a choice of the plan. */
const CHOICES: Readonly<Record<string, string>> = {
  pool: '档位池',
  turnover: '营业额',
  perCapita: '按人数平分',
  byWeight: '按股数分',
};

/** Of several that are numbered alike, which: "第 2 笔" of orders, "第 2 组" of shares. */
const NUMBERED = { order: '笔', share: '组', back: '种' } as const;

/**
 * An input as a member reads it; an unknown name is shown as it is, rather than not at all. `asset`: of the line, which
 * inputs that name no unit of their own are in.
 */
export function inputWords(
  name: string,
  value: number | string,
  asset: Asset = 'cash',
): { readonly words: string; readonly shown: string } {
  const [, family, number, rest] = /^(order|share|back)(\d+)(\w+)$/.exec(name) ?? [];
  const known = INPUT_WORDS[family ? `${family}${rest}` : name];
  const which = family ? `第 ${number} ${NUMBERED[family as keyof typeof NUMBERED]}：` : '';
  return { words: known ? `${which}${known}` : name, shown: valueWords(name, value, asset) };
}

/** Whether an input has words. */
export const hasInputWords = (name: string): boolean => inputWords(name, 0).words !== name;

/** A figure in the unit that ends its name. Texts are a choice, a day, or a whole number too long for a number. */
function valueWords(name: string, value: number | string, asset: Asset): string {
  if (typeof value === 'string') return name.endsWith('MicroShares') ? longShares(value) : (CHOICES[value] ?? value);
  if (/[Mm]ultipleMillionths$/.test(name)) return `${showMultiple(value)} 倍`;
  if (name.endsWith('Millionths')) return showPercent(value);
  if (name.endsWith('Units')) return showPlain(value, asset);
  if (name.endsWith('MicroPoints')) return showPlain(value, 'appreciating');
  if (name.endsWith('MicroShares')) return showPlain(value, 'weight');
  if (/(Fen|Cents)$/.test(name)) return showPlain(value, 'cash');
  return showCount(value);
}

const longShares = (digits: string): string =>
  Number.isSafeInteger(Number(digits))
    ? showPlain(Number(digits), 'weight')
    : `${digits.slice(0, -6)}.${digits.slice(-6)}`;
