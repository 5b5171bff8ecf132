// The shipped plans hold the figures of the rules (rules §1, §3, §4), in units.
import { plansSchema } from '@shared/plans';
import { presets } from '../../config/plans';

const read = (kind: string, plan: unknown) => (plansSchema.parse({ [kind]: plan }) as Record<string, unknown>)[kind];

test('each preset is a plan of its kind that may be published', () => {
  expect(Object.entries(presets).map(([name, { kind }]) => [name, kind])).toEqual([
    ['appreciation', 'appreciation'],
    ['cyclic', 'dividend'],
    ['energy', 'dividend'],
    ['release', 'release'],
  ]);
});

test('appreciation: 30 of 100 yuan, 70 % given, 10 % to the referrer and as a fee, out at twice the purchase', () => {
  expect(read('appreciation', presets.appreciation.plan)).toEqual({
    contributionRate: 300_000,
    giftRate: 700_000,
    referrerGiftRate: 100_000,
    issuePrice: { fen: 1_000_000, points: 10_000_000_000 },
    maxSupply: 100_000_000_000_000,
    sellFeeRate: 100_000,
    redeemFeeRate: 0,
    exitMultiple: 2_000_000,
    seedPoints: 1_000_000_000,
  });
});

const dividend = {
  quotaMultiple: 2_000_000,
  weightUnit: 100_000,
  referralQuotaRate: 0,
  referralWeightRate: 100_000,
  proportionalRate: 300_000,
  tierRate: 100_000,
  tierRateOf: 'pool',
  tierSplit: 'perCapita',
  weightBase: 'active',
};

test('cyclic: three tiers by shares', () => {
  expect(read('dividend', presets.cyclic.plan)).toEqual({
    ...dividend,
    tiers: [
      { from: 50_000_000, rate: 10_000 },
      { from: 101_000_000, rate: 30_000 },
      { from: 201_000_000, rate: 60_000 },
    ],
  });
});

test('energy: four tiers by contribution, the first for everybody', () => {
  expect(read('dividend', presets.energy.plan)).toEqual({
    ...dividend,
    tiers: [
      { from: 0, rate: 100_000 },
      { from: 11_000_000, rate: 200_000 },
      { from: 21_000_000, rate: 300_000 },
      { from: 31_000_000, rate: 400_000 },
    ],
  });
});

test('release: four levels, seven ranks', () => {
  expect(read('release', presets.release.plan)).toEqual({
    tiers: [
      { from: 300_000, multiple: 2_500_000 },
      { from: 900_000, multiple: 3_000_000 },
      { from: 2_700_000, multiple: 3_500_000 },
      { from: 5_100_000, multiple: 4_000_000 },
    ],
    dailyRate: 12_000,
    referralRates: [500_000, 300_000],
    ranks: [
      { from: 5_000_000, rate: 100_000 },
      { from: 20_000_000, rate: 200_000 },
      { from: 60_000_000, rate: 260_000 },
      { from: 200_000_000, rate: 320_000 },
      { from: 600_000_000, rate: 380_000 },
      { from: 1_500_000_000, rate: 440_000 },
      { from: 3_000_000_000, rate: 500_000 },
    ],
    sameRankRate: 30_000,
    teamVolumeIncludesOwn: false,
  });
});
