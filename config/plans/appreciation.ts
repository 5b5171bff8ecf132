/** The shipped plan of appreciating points. Every figure cites its paragraph of docs/rules.md. */
export const appreciation = {
  contributionRate: '0.30', // §1: the source's 30 of each 100 yuan
  giftRate: '0.70', // §1: the source's 70 %
  referrerGiftRate: '0.10', // §1: decided for the preset
  issuePrice: '1.00', // §1: the source's first price
  maxSupply: '100000000', // §1: the source's 100 million points
  sellFeeRate: '0.10', // §1 Sell: the source's 10 %
  redeemFeeRate: '0', // §1 Redeem: decided
  exitMultiple: '2', // §1 Exit quota: the source's 2000 for 1000
  seedPoints: '1000', // §1 Seed: the least that may be published
} as const;
