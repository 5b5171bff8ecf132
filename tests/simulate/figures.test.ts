// Figures of a file that are not valid, each alone and with one another.
import { type Anything, checkFaults, fileWith, linesOf, PLAIN } from './files';

describe('figures', () => {
  const amount = (text: string) => (f: Anything) => Object.assign(f.events[0], { amount: text });
  const points = (text: string) => (f: Anything) => Object.assign(f.events[1], { points: text });
  checkFaults([
    ['with a sign', amount('-1.00'), `events[0].amount: ${PLAIN}, not "-1.00"`],
    ['with a plus', amount('+1.00'), `events[0].amount: ${PLAIN}, not "+1.00"`],
    ['with an exponent', amount('1e3'), `events[0].amount: ${PLAIN}, not "1e3"`],
    ['with a leading zero', amount('01.00'), `events[0].amount: ${PLAIN}, not "01.00"`],
    ['with a space', amount(' 1.00'), `events[0].amount: ${PLAIN}, not " 1.00"`],
    ['with a new line, told on one', amount('1.00\n'), `events[0].amount: ${PLAIN}, not "1.00\\n"`],
    ['with commas', amount('3,000.00'), `events[0].amount: ${PLAIN}, not "3,000.00"`],
    ['without digits', amount(''), `events[0].amount: ${PLAIN}, not ""`],
    ['of three decimals', amount('1.000'), 'events[0].amount: has more than 2 decimals, not "1.000"'],
    ['of seven decimals', points('1.0000001'), 'events[1].points: has more than 6 decimals, not "1.0000001"'],
    [
      'of 2^53',
      amount('90071992547409.92'),
      'events[0].amount: must be at most 90071992547409.91, not "90071992547409.92"',
    ],
    [
      'of 2^53 points',
      points('9007199254.740992'),
      'events[1].points: must be at most 9007199254.740991, not "9007199254.740992"',
    ],
    [
      'of forty digits, shown whole',
      amount('9'.repeat(40)),
      `events[0].amount: must be at most 90071992547409.91, not "${'9'.repeat(40)}"`,
    ],
    [
      'of many digits',
      amount('9'.repeat(300)),
      `events[0].amount: must be below 90071992547409.91, with few digits, not "${'9'.repeat(40)}…"`,
    ],
    [
      'of a rate above 1',
      (f) => Object.assign(f.plan.appreciation, { sellFeeRate: '1.000001' }),
      'plan.appreciation.sellFeeRate: must be from 0 to 1, not "1.000001"',
    ],
    [
      'of an issue price of 0',
      (f) => Object.assign(f.plan.appreciation, { issuePrice: '0' }),
      'plan.appreciation.issuePrice: must be above 0, not "0"',
    ],
    [
      'of a weight unit of 0',
      (f) => Object.assign(f.plan.dividend, { weightUnit: '0.00' }),
      'plan.dividend.weightUnit: must be above 0, not "0.00"',
    ],
    [
      'of an exit multiple of 0',
      (f) => Object.assign(f.plan.appreciation, { exitMultiple: '0.0' }),
      'plan.appreciation.exitMultiple: must be above 0, not "0.0"',
    ],
    [
      'of a weight unit of three decimals',
      (f) => Object.assign(f.plan.dividend, { weightUnit: '1.001' }),
      'plan.dividend.weightUnit: has more than 2 decimals, not "1.001"',
    ],
    [
      'of a bound of three decimals',
      (f) => Object.assign(f.plan.release.ranks[0], { from: '1.001' }),
      'plan.release.ranks[0].from: has more than 2 decimals, not "1.001"',
    ],
  ]);

  it('every rate is from 0 to 1', () => {
    const rates = {
      appreciation: ['contributionRate', 'giftRate', 'referrerGiftRate', 'sellFeeRate', 'redeemFeeRate'],
      dividend: ['referralQuotaRate', 'referralWeightRate', 'proportionalRate', 'tierRate'],
      release: ['dailyRate', 'sameRankRate'],
    };
    for (const [kind, keys] of Object.entries(rates))
      for (const key of keys)
        expect(linesOf(JSON.stringify(fileWith((f) => Object.assign(f.plan[kind], { [key]: '1.1' }))))[0]).toBe(
          `plan.${kind}.${key}: must be from 0 to 1, not "1.1"`,
        );
  });

  it('multiples may be any', () => {
    const change = (f: Anything) => {
      f.plan.appreciation.exitMultiple = '9007199254.740991';
      f.plan.dividend.quotaMultiple = '0';
      f.plan.release.tiers[0].multiple = '123456.789';
    };
    expect(linesOf(JSON.stringify(fileWith(change)))).toEqual([]);
  });
});

describe('figures that do not go together', () => {
  const bounds = (...from: string[]) => from.map((bound) => ({ from: bound, rate: '0.1' }));
  checkFaults([
    [
      'gifts above the contribution',
      (f) => Object.assign(f.plan.appreciation, { giftRate: '0.9', referrerGiftRate: '0.100001' }),
      'plan.appreciation.referrerGiftRate: giftRate and referrerGiftRate together must be at most 1, or the price could fall',
    ],
    ['gifts of the whole contribution', (f) => Object.assign(f.plan.appreciation, { giftRate: '0.9' })],
    [
      'gifts, told beside other faults',
      (f) => Object.assign(f.plan.appreciation, { giftRate: '1', issuePrice: 'one' }),
      `plan.appreciation.issuePrice: ${PLAIN}, not "one"`,
      'plan.appreciation.referrerGiftRate: giftRate and referrerGiftRate together must be at most 1, or the price could fall',
    ],
    [
      'a seed above the supply',
      (f) => Object.assign(f.plan.appreciation, { seedPoints: '10.000001', maxSupply: '10' }),
      'plan.appreciation.seedPoints: must be at most maxSupply',
    ],
    ['a seed of all the supply', (f) => Object.assign(f.plan.appreciation, { seedPoints: '10', maxSupply: '10' })],
    [
      'a seed that costs too much',
      (f) => Object.assign(f.plan.appreciation, { seedPoints: '100000', issuePrice: '900719925.474100' }),
      'plan.appreciation.seedPoints: at issuePrice cost 2^53 fen or more',
    ],
    [
      'a seed that costs 2^53 - 1 fen',
      (f) => Object.assign(f.plan.appreciation, { seedPoints: '100000', issuePrice: '900719925.474099' }),
    ],
    [
      'bounds that do not rise',
      (f) => Object.assign(f.plan.dividend, { tiers: bounds('50', '50', '49.999999') }),
      'plan.dividend.tiers[1].from: must be above the bound before it',
      'plan.dividend.tiers[2].from: must be above the bound before it',
    ],
    [
      'release tiers that do not rise',
      (f) => Object.assign(f.plan.release.tiers[2], { from: '9000.00' }),
      'plan.release.tiers[2].from: must be above the bound before it',
    ],
    [
      'ranks that do not rise',
      (f) => Object.assign(f.plan.release.ranks[1], { from: '50000' }),
      'plan.release.ranks[1].from: must be above the bound before it',
    ],
    [
      'a rank rate that falls',
      (f) => Object.assign(f.plan.release.ranks[1], { rate: '0.099999' }),
      'plan.release.ranks[1].rate: must not fall below the rate before it',
    ],
    ['rank rates that stay', (f) => Object.assign(f.plan.release.ranks[1], { rate: '0.10' })],
    [
      'tier rates above the pool',
      (f) =>
        Object.assign(f.plan.dividend, {
          tiers: [
            { from: '0', rate: '0.5' },
            { from: '1', rate: '0.500001' },
          ],
        }),
      'plan.dividend.tiers: rates of the tier pool must sum to at most 1',
    ],
    [
      'tier rates of all the pool',
      (f) =>
        Object.assign(f.plan.dividend, {
          tiers: [
            { from: '0', rate: '0.5' },
            { from: '1', rate: '0.5' },
          ],
        }),
    ],
    [
      'tier rates above their part of the turnover',
      (f) => Object.assign(f.plan.dividend, { tierRateOf: 'turnover', tierRate: '0.099999' }),
      'plan.dividend.tiers: rates of the turnover must sum to at most tierRate',
    ],
    [
      'tier rates of all their part',
      (f) => Object.assign(f.plan.dividend, { tierRateOf: 'turnover', tierRate: '0.10' }),
    ],
  ]);
});
