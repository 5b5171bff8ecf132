/** The shipped dividend plan of energy and contribution. Every figure cites its paragraph of docs/rules.md. */
export const energy = {
  quotaMultiple: '2', // §3: energy of twice the purchase
  weightUnit: '1000.00', // §3: one contribution for 1000 yuan
  referralQuotaRate: '0', // §3: energy comes from purchases alone
  referralWeightRate: '0.1', // §3: decided
  proportionalRate: '0.30', // §3: dynamic part of the turnover
  tierRate: '0.10', // §3: static part of the turnover
  tiers: [
    { from: '0', rate: '0.10' }, // §3, §6: V1, 10 % of the pool as in the source's example
    { from: '11', rate: '0.20' }, // §3: V2, decided
    { from: '21', rate: '0.30' }, // §3: V3, decided
    { from: '31', rate: '0.40' }, // §3: V4, decided
  ],
  tierRateOf: 'pool', // §3: the example takes 10 % of the pool
  tierSplit: 'perCapita', // §3: 1000 yuan over 100 members
  weightBase: 'active', // §3: only members with quota count
} as const;
