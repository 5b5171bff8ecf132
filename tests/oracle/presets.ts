import type { PlanFile } from './world';

const bound = (from: string, rate: string) => ({ from, rate });

/** The shipped presets as the rules give them (rules §1, §3, §4). */
export const PRESETS: ReadonlyMap<string, PlanFile> = new Map<string, PlanFile>([
  [
    'appreciation',
    {
      appreciation: {
        contributionRate: '0.30',
        giftRate: '0.70',
        referrerGiftRate: '0.10',
        issuePrice: '1.00',
        maxSupply: '100000000',
        sellFeeRate: '0.10',
        redeemFeeRate: '0',
        exitMultiple: '2',
        seedPoints: '1000',
      },
    },
  ],
  [
    'cyclic',
    {
      dividend: {
        quotaMultiple: '2',
        weightUnit: '1000',
        referralQuotaRate: '0',
        referralWeightRate: '0.1',
        proportionalRate: '0.30',
        tierRate: '0.10',
        tiers: [bound('50', '0.01'), bound('101', '0.03'), bound('201', '0.06')],
        tierRateOf: 'pool',
        tierSplit: 'perCapita',
        weightBase: 'active',
      },
    },
  ],
  [
    'energy',
    {
      dividend: {
        quotaMultiple: '2',
        weightUnit: '1000',
        referralQuotaRate: '0',
        referralWeightRate: '0.1',
        proportionalRate: '0.30',
        tierRate: '0.10',
        tiers: [bound('0', '0.10'), bound('11', '0.20'), bound('21', '0.30'), bound('31', '0.40')],
        tierRateOf: 'pool',
        tierSplit: 'perCapita',
        weightBase: 'active',
      },
    },
  ],
  [
    'release',
    {
      release: {
        tiers: [
          { from: '3000', multiple: '2.5' },
          { from: '9000', multiple: '3' },
          { from: '27000', multiple: '3.5' },
          { from: '51000', multiple: '4' },
        ],
        dailyRate: '0.012',
        referralRates: ['0.5', '0.3'],
        ranks: [
          bound('50000', '0.10'),
          bound('200000', '0.20'),
          bound('600000', '0.26'),
          bound('2000000', '0.32'),
          bound('6000000', '0.38'),
          bound('15000000', '0.44'),
          bound('30000000', '0.50'),
        ],
        sameRankRate: '0.03',
        teamVolumeIncludesOwn: false,
      },
    },
  ],
]);

/** A plan as a file gives it, names of presets written out. */
export const writtenOut = (plan: PlanFile | string | readonly string[]): PlanFile =>
  typeof plan === 'string' || Array.isArray(plan)
    ? Object.assign({}, ...[plan].flat().map((name) => PRESETS.get(name as string)))
    : (plan as PlanFile);
