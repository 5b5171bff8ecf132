/** The shipped dividend plan 循环购. Every figure cites its paragraph of docs/rules.md. */
export const cyclic = {
  quotaMultiple: '2', // §3: the source's 2000 for 1000
  weightUnit: '1000.00', // §3: the source's one share for 1000 yuan
  referralQuotaRate: '0', // §3: quota comes from purchases alone
  referralWeightRate: '0.1', // §3: decided
  proportionalRate: '0.30', // §3: static (静态) part of the turnover
  tierRate: '0.10', // §3: dynamic (动态) part of the turnover
  tiers: [
    { from: '50', rate: '0.01' }, // §3: V1
    { from: '101', rate: '0.03' }, // §3: V2
    { from: '201', rate: '0.06' }, // §3, §6: V3, without an upper bound
  ],
  tierRateOf: 'pool', // §6: "1 % of the dividend pool", to the letter
  tierSplit: 'perCapita', // §3: shared equally by the members of a tier
  weightBase: 'active', // §3: only members with quota count
} as const;
