// What keeps a plan from real members, and what an operator is warned of (rules §5a).
import { AmountOverflow, microPoints } from '@shared/kernel';
import {
  LEAST_SEED,
  PLAN_KINDS,
  placeOf,
  planWarnings,
  publicationFaults,
  seedCost,
  sharesOfTurnover,
} from '@shared/plans';
import { appreciationPlan, dividendPlan, releasePlan } from '../rules/plans';

test('a plan without a seed of 1000 points is not for real members', () => {
  const fault = { place: 'appreciation.seedPoints', message: 'must be at least 1000 before real members take part' };
  expect(LEAST_SEED).toBe(1_000_000_000);
  expect(publicationFaults({ appreciation: appreciationPlan({ seedPoints: '999.999999' }) })).toEqual([fault]);
  expect(publicationFaults({ appreciation: appreciationPlan({ seedPoints: '1000' }) })).toEqual([]);
  expect(publicationFaults({ dividend: dividendPlan(), release: releasePlan() })).toEqual([]);
});

describe('the seed costs ceil(seedPoints × issuePrice)', () => {
  it.each([
    ['0', '1.00', 0],
    ['1000', '1.00', 100_000],
    ['1000', '0.333333', 33_334],
    ['0.000001', '0.000001', 1],
    ['3', '0.003333', 1],
    ['3', '0.003334', 2],
  ])('%s points at %s yuan: %p fen', (seedPoints, issuePrice, fen) => {
    expect(seedCost(appreciationPlan({ seedPoints, issuePrice }))).toBe(fen);
  });

  it('or more than there is', () => {
    const plan = { ...appreciationPlan({ issuePrice: '9007199254' }), seedPoints: microPoints(10 ** 14) };
    expect(() => seedCost(plan)).toThrow(AmountOverflow);
  });
});

describe('the shares that plans take of each yuan', () => {
  const all = { appreciation: appreciationPlan(), dividend: dividendPlan(), release: releasePlan() };
  it('are added up', () => {
    expect(sharesOfTurnover(all)).toBe(700_000);
    expect(sharesOfTurnover({ dividend: all.dividend })).toBe(400_000);
    expect(sharesOfTurnover({ appreciation: all.appreciation, release: all.release })).toBe(300_000);
    expect(sharesOfTurnover({})).toBe(0);
  });

  it('are warned of above a half', () => {
    expect(planWarnings({ appreciation: all.appreciation, dividend: { ...all.dividend, tiers: [] } })).toContainEqual({
      code: 'plan/sharesAboveHalf',
      place: '',
      figures: { shares: 700_000 },
    });
    expect(planWarnings({ appreciation: appreciationPlan({ contributionRate: '0.5' }) })).toEqual([]);
    expect(planWarnings({ appreciation: appreciationPlan({ contributionRate: '0.500001' }) })).toHaveLength(1);
  });
});

describe('what is granted above what funds it', () => {
  const warned = (quotaMultiple: string) =>
    planWarnings({ dividend: dividendPlan({ quotaMultiple, tiers: [] }) }).map(({ code }) => code);
  it('quota', () => {
    expect(warned('0.4')).toEqual([]);
    expect(warned('0.400001')).toEqual(['plan/quotaAboveFunding']);
    expect(planWarnings({ dividend: dividendPlan({ tiers: [] }) })).toEqual([
      {
        code: 'plan/quotaAboveFunding',
        place: 'dividend.quotaMultiple',
        figures: { granted: 2_000_000, funded: 400_000 },
      },
    ]);
  });

  it('points of the release, by the highest tier', () => {
    const tiers = (...multiples: string[]) => multiples.map((multiple, at) => ({ from: `${at + 1}.00`, multiple }));
    expect(planWarnings({ release: releasePlan({ tiers: tiers('1', '0.5') }) })).toEqual([]);
    expect(planWarnings({ release: releasePlan({ tiers: [] }) })).toEqual([]);
    expect(planWarnings({ release: releasePlan({ tiers: tiers('2', '3', '1') }) })).toEqual([
      { code: 'plan/pointsAboveFunding', place: 'release.tiers', figures: { granted: 3_000_000, funded: 1_000_000 } },
    ]);
  });
});

describe('a tier that one member may have alone', () => {
  const warnings = (changes: object) => planWarnings({ dividend: dividendPlan({ quotaMultiple: '0', ...changes }) });
  const tier = (from: string, rate: string) => ({ tiers: [{ from, rate }] });

  it('costs no more than its fund at a turnover of 100,000 yuan a day', () => {
    // 10 % of 100,000 yuan, all for one tier: 10,000 yuan, for ten shares of 1000.
    expect(warnings(tier('10', '1'))).toEqual([
      {
        code: 'plan/tierForOne',
        place: 'dividend.tiers[0]',
        figures: { costsFen: 1_000_000, fundFen: 1_000_000, turnoverFen: 10_000_000 },
      },
    ]);
    expect(warnings(tier('10.00001', '1'))).toEqual([]);
    expect(warnings(tier('10', '0.999999'))).toEqual([]);
  });

  it('or, of the turnover itself, no more than its part of that', () => {
    expect(warnings({ ...tier('10', '0.1'), tierRateOf: 'turnover' })).toMatchObject([
      { figures: { costsFen: 1_000_000, fundFen: 1_000_000 } },
    ]);
    expect(warnings({ ...tier('10', '0.099999'), tierRateOf: 'turnover' })).toEqual([]);
  });

  it('is none where the tier is shared by weight, or has nothing to share', () => {
    expect(warnings({ ...tier('10', '1'), tierSplit: 'byWeight' })).toEqual([]);
    expect(warnings(tier('0', '0'))).toEqual([]);
    expect(warnings({ ...tier('0', '1'), tierRate: '0' })).toEqual([]);
  });

  it('is told for each such tier of the preset of the source', () => {
    expect(warnings({}).map(({ place }) => place)).toEqual([]);
    const energy = [
      { from: '0', rate: '0.1' },
      { from: '1', rate: '0.2' },
      { from: '500', rate: '0.7' },
    ];
    expect(warnings({ tiers: energy }).map(({ place }) => place)).toEqual(['dividend.tiers[0]', 'dividend.tiers[1]']);
  });
});

test('places are written as they would be in code', () => {
  expect(placeOf([])).toBe('');
  expect(placeOf(['events', 3, 'amount'])).toBe('events[3].amount');
  expect(placeOf([0, 'a'])).toBe('[0].a');
  expect(placeOf(['a b', 'c.d', '$x', '名'])).toBe('["a b"]["c.d"].$x["名"]');
});

test('plans come in the order in which a close goes through them', () => {
  expect(PLAN_KINDS).toEqual(['appreciation', 'dividend', 'release']);
});
