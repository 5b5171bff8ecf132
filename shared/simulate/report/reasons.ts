// A result tells why an event was refused in English words (../reasons.ts). A test holds that each of them is known here.

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^an amount would reach 2\^53 units$/, '有数额会达到 2^53 个单位，存不下'],
  [/^the plan of this event is off$/, '这类事件的方案没有开'],
  [/^an? \S+ of 0(?:\.0+)?(?: points)?$/, '数额是 0'],
  [/^holds (\S+) points, cannot (?:sell|redeem|exchange) (\S+)$/, '只有 $1 积分，不够 $2'],
  [/^holds (\S+) stable points, cannot (?:pay|redeem) (\S+)$/, '只有 $1 恒定积分，不够 $2'],
  [/^holds (\S+) spendable points, cannot spend (\S+)$/, '只有 $1 可用积分，不够 $2'],
  [/^of (\S+) points some are locked, (\S+) are not free$/, '有 $1 积分，锁定了一部分，没锁定的不够 $2'],
  [/^held (\S+) points at the close, cannot certify (\S+) more$/, '收盘时有 $1 积分，不够再证明 $2'],
  [/^worth (\S+), above the exit quota of (\S+)$/, '值 $1 元，出局额度只有 $2'],
  [/^(\S+) points would pay 0\.00$/, '$1 积分付不到 0.01 元'],
  [/^(\S+) stable points are worth 0\.000000 points$/, '$1 恒定积分换不到 0.000001 积分'],
  [/^nobody pays a merchant of their own$/, '不能付给自己的商户'],
  [/^at most (\S+) may be spent, not (\S+)$/, '最多用 $1，不能用 $2'],
  [/^the purchase (.+) has not been settled$/, '$1 这一单没有结算过'],
  [/^nothing is left of the (\S+) of the purchase$/, '这一单的 $1 元已经全部冲正'],
  [/^(\S+) is left of the purchase, cannot reverse (\S+)$/, '这一单只剩 $1 元，冲正不了 $2'],
  [/^holds (\S+), cannot remove (\S+)$/, '只有 $1，减不了 $2'],
  [/^(\S+) points are left to issue, not (\S+)$/, '只剩 $1 积分可发，发不了 $2'],
  [/^all (\S+) editions are taken$/, '$1 份都领完了'],
  [/^has taken (\S+) of the series, at most (\S+) each$/, '已经领过 $1 份，每人最多 $2 份'],
  [/^holds (\S+) in cash, cannot pay (\S+)$/, '只有现金 $1，付不了 $2'],
  [/^points cannot be worth (\S+) to the fen$/, '积分凑不出正好 $1 元'],
  [/^holds no edition of the series$/, '没有这个系列的藏品'],
  [/^nobody gives to themselves$/, '不能送给自己'],
  [/^it has not been held long enough$/, '持有的时间还不够'],
  [/^at most (\S+) are given a year$/, '一年最多送 $1 份'],
];

/** The reason of a refusal in Chinese, its figures kept; words that are not known here are told as they are. */
export function reasonInChinese(reason: string): string {
  const known = PATTERNS.find(([pattern]) => pattern.test(reason));
  return known ? reason.replace(...(known as [RegExp, string])) : reason;
}
