import type { Explanation } from '@shared/contract';
import { showPercent } from '@shared/format';
import { fen, microShares, mulRateDown, quotaFen, rate, shareDown, splitDown } from '@shared/kernel';
import { figureOf, longShown, type Parts, part, plain, ROUNDED_TO_CENT, sumOfLines, textOf } from './parts';

type Inputs = Explanation['inputs'];

/** Shares of everybody together, which may pass 2^53: text. */
const totalShown = (total: string): string => longShown(total, 6);

/** floor(pool × weight / total weight), no more than the quota that was left (rules §3.3, §3.5). */
export function proportionalParts(inputs: Inputs): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const turnover = fen(of('turnoverFen'));
  const share = rate(of('proportionalRateMillionths'));
  const carried = of('carriedInFen');
  const total = textOf(inputs, 'totalWeightMicroShares');
  const quotaBefore = of('quotaBeforeFen');
  const fresh = mulRateDown(turnover, share);
  const pool = fen(fresh + carried);
  const due = shareDown(microShares(of('weightMicroShares')), pool, BigInt(total));
  const recomputed = Math.min(due, quotaBefore);
  return {
    recomputed,
    lines: [
      part('当天营业额的比例，进分红池', `${plain(turnover, 'quota')} × ${showPercent(share)}`, 'cash', fresh),
      ...(carried > 0
        ? [part('加上前一天结转的', `${plain(fresh, 'quota')} + ${plain(carried, 'quota')}`, 'cash', pool)]
        : []),
      part(
        '分红池 × 我的股数 ÷ 参与的总股数',
        `${plain(pool, 'quota')} × ${plain(of('weightMicroShares'), 'weight')} ÷ ${totalShown(total)}`,
        'cash',
        due,
      ),
      ...(due > quotaBefore ? [part('不超过剩余额度', plain(quotaBefore, 'quota'), 'cash', recomputed)] : []),
    ],
    addsUp: false,
    roundingWords: ROUNDED_TO_CENT,
    sources: [],
  };
}

/** A tier's fund among its members, each alike or by weight, no more than the quota that was left (rules §3.4, §3.5). */
export function tierParts(inputs: Inputs): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const turnover = fen(of('turnoverFen'));
  const poolRate = rate(of('tierPoolRateMillionths'));
  const ownRate = rate(of('tierRateMillionths'));
  const isOfPool = textOf(inputs, 'tierRateOf') === 'pool';
  const isPerHead = textOf(inputs, 'tierSplit') === 'perCapita';
  const pool = mulRateDown(turnover, poolRate);
  const fund = mulRateDown(isOfPool ? pool : turnover, ownRate);
  const weight = microShares(of('weightMicroShares'));
  const due = isPerHead
    ? splitDown(fund, of('tierMembers'))
    : shareDown(weight, fund, BigInt(textOf(inputs, 'tierWeightMicroShares')));
  const quotaLeft = quotaFen(of('quotaBeforeFen') - of('proportionalFen'));
  const recomputed = Math.min(due, quotaLeft);
  return {
    recomputed,
    lines: [
      ...(isOfPool
        ? [part('当天营业额的比例，进档位池', `${plain(turnover, 'quota')} × ${showPercent(poolRate)}`, 'cash', pool)]
        : []),
      part(
        `第 ${of('tier')} 档的资金`,
        `${plain(isOfPool ? pool : turnover, 'quota')} × ${showPercent(ownRate)}`,
        'cash',
        fund,
      ),
      part(
        isPerHead ? '该档的会员平分' : '该档按股数分',
        isPerHead
          ? `${plain(fund, 'quota')} ÷ ${of('tierMembers')} 人`
          : `${plain(fund, 'quota')} × ${plain(weight, 'weight')} ÷ ${totalShown(textOf(inputs, 'tierWeightMicroShares'))}`,
        'cash',
        due,
      ),
      ...(due > quotaLeft
        ? [
            part(
              '不超过剩余额度，按股入账的先扣',
              `${plain(of('quotaBeforeFen'), 'quota')} − ${plain(of('proportionalFen'), 'quota')}`,
              'cash',
              recomputed,
            ),
          ]
        : []),
    ],
    addsUp: false,
    roundingWords: ROUNDED_TO_CENT,
    sources: [],
  };
}

/** Σ min(remaining, daily) over a member's orders (rules §4.1); those beyond the first few by count and sum. */
export function staticParts(inputs: Inputs): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const lines = Array.from({ length: of('orders') }, (_, at) => orderPart(inputs, `order${at + 1}`));
  const rest = inputs.restOrders === undefined ? [] : [restPart(of('restOrders'), of('restCents'))];
  const all = [...lines, ...rest];
  return sumOfLines(all);
}

const restPart = (count: number, cents: number) =>
  part(`另外 ${count} 笔订单，当天合计`, plain(cents, 'remaining'), 'spendable', cents);

/** One order: what it releases a day, or what it still held. */
function orderPart(inputs: Inputs, order: string): Parts['lines'][number] {
  const of = (name: string) => figureOf(inputs, `${order}${name}`);
  const words = `${textOf(inputs, `${order}Day`)} 订单`;
  const remaining = of('RemainingCents');
  const isCut = inputs[`${order}DailyCents`] !== undefined;
  const daily = isCut ? of('DailyCents') : mulRateDown(fen(of('CountedFen')), rate(of('DailyRateMillionths')));
  if (remaining < daily) return part(`${words}，只剩`, plain(remaining, 'remaining'), 'spendable', remaining);
  return isCut
    ? part(`${words}，退过一部分，每天`, plain(daily, 'remaining'), 'spendable', daily)
    : part(
        words,
        `${plain(of('CountedFen'), 'quota')} × ${showPercent(of('DailyRateMillionths'))}`,
        'spendable',
        daily,
      );
}
