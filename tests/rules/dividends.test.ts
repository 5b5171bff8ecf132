import { fen, MAX_AMOUNT, microShares, quotaFen } from '@shared/kernel';
import {
  accrueDividend,
  addStandings,
  dividendDayPostings,
  dividendLine,
  endDividendDay,
  freezeDividendDay,
  isActive,
  type Member,
  NO_DIVIDENDS,
  newMember,
  previewDividendGrant,
  standingOf,
  tierOf,
  withDividendLine,
} from '@shared/rules';
import { dividendPlan } from './plans';
import { payDividend, Shop } from './shop';
import { type Row, rowsOf, story } from './story';
import { hundredths, micro, money, points } from './words';

type Changes = Parameters<typeof dividendPlan>[0];

story(
  'what an order gives, each figure rounded down once (rules §3 Order)',
  `
  paid    | unit    | quotaMultiple | quotaRate | weightRate | quota   | weight   | referrersQuota | referrersWeight
  1000.00 | 1000.00 | 2             | 0         | 0.1        | 2000.00 | 1        | 0.00          | 0.1
  1000.00 | 200.00  | 2             | 0         | 0.1        | 2000.00 | 5        | 0.00          | 0.5
  999.99  | 1000.00 | 2             | 0.5       | 1          | 1999.98 | 0.99999  | 999.99        | 0.99999
  0.01    | 0.07    | 2.5           | 1         | 0.333333   | 0.02    | 0.142857 | 0.02          | 0.047619
  0.33    | 3.33    | 0.333333      | 0.333333  | 0.5        | 0.10    | 0.099099 | 0.03          | 0.049549
  10.00   | 9999.99 | 0             | 1         | 0          | 0.00    | 0.001    | 0.00          | 0
  `,
  ({ paid, unit, quotaMultiple, quotaRate, weightRate }) => {
    const plan = dividendPlan({
      weightUnit: unit,
      quotaMultiple,
      referralQuotaRate: quotaRate,
      referralWeightRate: weightRate,
    });
    const grant = previewDividendGrant(hundredths(paid!), true, plan);
    const { buyer, referrer } = accrueDividend(newMember('B'), newMember('A'), hundredths(paid!), plan);
    // Both take part from tomorrow: nothing of it is there today.
    expect([buyer.quota, buyer.weight, referrer!.quota, referrer!.weight]).toEqual([0, 0, 0, 0]);
    expect([buyer.quotaToday, buyer.weightToday]).toEqual([grant.buyerQuota, grant.buyerWeight]);
    expect([referrer!.quotaToday, referrer!.weightToday]).toEqual([grant.referrerQuota, grant.referrerWeight]);
    return {
      quota: money(grant.buyerQuota),
      weight: points(grant.buyerWeight),
      referrersQuota: money(grant.referrerQuota),
      referrersWeight: points(grant.referrerWeight),
    };
  },
);

test('without a referrer there is no part of one, and postings say what is given to whom', () => {
  const plan = dividendPlan({ referralQuotaRate: '0.5' });
  expect(previewDividendGrant(hundredths('1000.00'), false, plan)).toEqual({
    buyerQuota: 200_000,
    buyerWeight: 1_000_000,
    referrerQuota: 0,
    referrerWeight: 0,
  });
  const alone = accrueDividend(newMember('B'), null, hundredths('1000.00'), plan);
  expect(alone).toMatchObject({ referrer: null, grant: { referrerQuota: 0, referrerWeight: 0 } });
  expect(alone.postings).toEqual([
    { asset: 'quota', from: 'treasury:issued', to: 'member:B', amount: 200_000 },
    { asset: 'weight', from: 'treasury:issued', to: 'member:B', amount: 1_000_000 },
  ]);
  expect(accrueDividend(newMember('B'), newMember('A'), hundredths('1000.00'), plan).postings).toEqual([
    { asset: 'quota', from: 'treasury:issued', to: 'member:B', amount: 200_000 },
    { asset: 'weight', from: 'treasury:issued', to: 'member:B', amount: 1_000_000 },
    { asset: 'quota', from: 'treasury:issued', to: 'member:A', amount: 100_000 },
    { asset: 'weight', from: 'treasury:issued', to: 'member:A', amount: 100_000 },
  ]);
});

test('who takes part: quota and weight, both', () => {
  const holding = (quota: number, weight: number) => isActive({ quota: quotaFen(quota), weight: microShares(weight) });
  expect([holding(1, 1), holding(0, 1), holding(1, 0), holding(0, 0)]).toEqual([true, false, false, false]);
});

describe('the tier is the last whose bound the weight reaches', () => {
  it.each([
    ['49.999999', 0],
    ['50', 1],
    ['100.999999', 1],
    ['101', 2],
    ['201', 3],
    ['100000', 3],
  ])('%s shares: V%p', (shares, tier) => expect(tierOf(micro(shares), dividendPlan())).toBe(tier));

  it('none without tiers; the first from 0 is for everybody', () => {
    expect(tierOf(micro('1000'), dividendPlan({ tiers: [] }))).toBe(0);
    expect(tierOf(0, dividendPlan({ tiers: [{ from: '0', rate: '1' }] }))).toBe(1);
  });
});

/** Plays one day for members of a table, and tells what everyone and the pools came to. */
function day(table: string, turnover: string, changes: Changes = {}, carriedIn = '0.00') {
  const plan = dividendPlan(changes);
  const rows = rowsOf(table);
  const members = rows.map(
    ({ member, quota, weight }): Member => ({
      ...newMember(member!),
      quota: hundredths(quota!),
      weight: micro(weight!),
    }),
  );
  const frozen = freezeDividendDay(hundredths(turnover), hundredths(carriedIn), standingOf(members, plan), plan);
  const paid = members.map((member) => payDividend(member, frozen, plan));
  const sums = paid.map(({ line }) => line).reduce(withDividendLine, NO_DIVIDENDS);
  const end = endDividendDay(frozen, sums);
  const came = paid.map(
    ({ line }, at): Row => ({
      ...rows[at]!,
      proportional: money(line.paidProportional),
      tier: money(line.paidTier),
      carried: money(line.carried),
    }),
  );
  expect(came).toEqual(rows);
  return {
    pools: `${money(frozen.proportionalPool)} ${money(frozen.tierPool)}`,
    paid: `${money(end.paidProportional)} ${money(end.paidTier)}`,
    carried: money(end.carried),
    returned: `${money(end.returnedProportional)} ${money(end.returnedTier)}`,
  };
}

describe('a day of dividends', () => {
  it('10 of 100 shares have a tenth of 30 % (rules §3 [example])', () => {
    expect(
      day(
        `
        member | quota    | weight | proportional | tier | carried
        A      | 20000.00 | 10     | 300.00       | 0.00 | 0.00
        B      | 80000.00 | 40     | 1200.00      | 0.00 | 0.00
        C      | 99000.00 | 50     | 1500.00      | 10.00 | 0.00
        `,
        '10000.00',
      ),
    ).toEqual({ pools: '3000.00 1000.00', paid: '3000.00 10.00', carried: '0.00', returned: '0.00 990.00' });
  });

  it('without quota nobody earns, and their weight is nobody else’s loss', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier | carried
        A      | 0.00    | 90     | 0.00         | 0.00 | 0.00
        B      | 9000.00 | 10     | 3000.00      | 0.00 | 0.00
        C      | 9000.00 | 0      | 0.00         | 0.00 | 0.00
        `,
        '10000.00',
      ),
    ).toEqual({ pools: '3000.00 1000.00', paid: '3000.00 0.00', carried: '0.00', returned: '0.00 1000.00' });
  });

  it('but with weightBase all the inactive part returns to the platform', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier | carried
        A      | 0.00    | 90     | 0.00         | 0.00 | 0.00
        B      | 9000.00 | 10     | 300.00       | 0.00 | 0.00
        `,
        '10000.00',
        { weightBase: 'all' },
      ),
    ).toEqual({ pools: '3000.00 1000.00', paid: '300.00 0.00', carried: '0.00', returned: '2700.00 1000.00' });
  });

  it('nobody active: everything returns, what was carried too', () => {
    expect(
      day(
        `
        member | quota | weight | proportional | tier | carried
        A      | 0.00  | 90     | 0.00         | 0.00 | 0.00
        `,
        '10000.00',
        {},
        '5.00',
      ),
    ).toEqual({ pools: '3005.00 1000.00', paid: '0.00 0.00', carried: '0.00', returned: '3005.00 1000.00' });
  });

  it('the quota caps the sum, the proportional part first; only what it cuts from that is carried', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier | carried
        A      | 1000.00 | 60     | 1000.00      | 0.00 | 800.00
        B      | 1201.00 | 40     | 1200.00      | 1.00 | 0.00
        `,
        '10000.00',
        {
          tiers: [
            { from: '0', rate: '0.5' },
            { from: '60', rate: '0.5' },
          ],
        },
      ),
    ).toEqual({ pools: '3000.00 1000.00', paid: '2200.00 1.00', carried: '800.00', returned: '0.00 999.00' });
  });

  it('what was carried joins the next pool', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier | carried
        A      | 9000.00 | 3      | 2.25         | 0.00 | 0.00
        B      | 9000.00 | 1      | 0.75         | 0.00 | 0.00
        `,
        '0.00',
        {},
        '3.01',
      ),
    ).toEqual({ pools: '3.01 0.00', paid: '3.00 0.00', carried: '0.00', returned: '0.01 0.00' });
  });

  const tiers = [
    { from: '10', rate: '0.2' },
    { from: '20', rate: '0.3' },
    { from: '40', rate: '0.1' },
  ];
  it('tiers per head of the pool, an empty tier for the platform', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier   | carried
        A      | 9000.00 | 9      | 0.00         | 0.00   | 0.00
        B      | 9000.00 | 10     | 0.00         | 100.00 | 0.00
        C      | 9000.00 | 19     | 0.00         | 100.00 | 0.00
        D      | 9000.00 | 400    | 0.00         | 100.00 | 0.00
        E      | 0.00    | 25     | 0.00         | 0.00   | 0.00
        `,
        '10000.00',
        { tiers, proportionalRate: '0' },
      ),
    ).toEqual({ pools: '0.00 1000.00', paid: '0.00 300.00', carried: '0.00', returned: '0.00 700.00' });
  });

  it('tiers by weight of the turnover', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier   | carried
        B      | 9000.00 | 10     | 0.00         | 68.96  | 0.00
        C      | 9000.00 | 19     | 0.00         | 131.03 | 0.00
        D      | 9000.00 | 400    | 0.00         | 100.00 | 0.00
        `,
        '10000.00',
        {
          tiers: tiers.map(({ from, rate }) => ({ from, rate: `0.0${rate.slice(2)}` })),
          proportionalRate: '0',
          tierRateOf: 'turnover',
          tierSplit: 'byWeight',
        },
      ),
    ).toEqual({ pools: '0.00 1000.00', paid: '0.00 299.99', carried: '0.00', returned: '0.00 700.01' });
  });

  it('a tier per head is rounded down for each', () => {
    expect(
      day(
        `
        member | quota   | weight | proportional | tier | carried
        A      | 9000.00 | 1      | 0.00         | 0.03 | 0.00
        B      | 9000.00 | 1      | 0.00         | 0.03 | 0.00
        C      | 9000.00 | 5      | 0.00         | 0.03 | 0.00
        `,
        '1.00',
        { tiers: [{ from: '0', rate: '1' }], proportionalRate: '0' },
      ),
    ).toEqual({ pools: '0.00 0.10', paid: '0.00 0.09', carried: '0.00', returned: '0.00 0.01' });
  });
});

describe('next to 2^53 (rules §5)', () => {
  const plan = dividendPlan({ proportionalRate: '1', tierRate: '1', tiers: [{ from: '0', rate: '1' }] });
  const rich = (cash: number): Member => ({
    ...newMember('A'),
    quota: quotaFen(1_000),
    weight: microShares(1),
    cash: fen(cash),
  });
  const frozen = (turnover: number, carried = 0) =>
    freezeDividendDay(fen(turnover), fen(carried), standingOf([rich(0)], plan), plan);

  it('a balance takes what fits, proportional first; the rest of that stays in the pool', () => {
    const line = (room: number) => dividendLine(rich(MAX_AMOUNT - room), frozen(100), plan);
    expect(line(1_000)).toMatchObject({ paidProportional: 100, paidTier: 100, carried: 0 });
    expect(line(150)).toMatchObject({ paidProportional: 100, paidTier: 50, carried: 0 });
    expect(line(40)).toMatchObject({ paidProportional: 40, paidTier: 0, carried: 60 });
    expect(line(0)).toMatchObject({ paidProportional: 0, paidTier: 0, carried: 100 });
  });

  it('a pool takes of what is carried what fits; the rest returns', () => {
    const full = frozen(MAX_AMOUNT - 10, 25);
    expect(full).toMatchObject({ proportionalPool: MAX_AMOUNT, cutFromCarry: 15, tierPool: MAX_AMOUNT - 10 });
    const end = endDividendDay(full, NO_DIVIDENDS);
    expect(end).toMatchObject({ returnedProportional: MAX_AMOUNT, returnedTier: MAX_AMOUNT - 10 });
    expect(dividendDayPostings(full, fen(25), end).map(({ asset, from, amount }) => [asset, from, amount])).toEqual([
      ['cash', 'platform:sales', MAX_AMOUNT - 10],
      ['cash', 'platform:sales', MAX_AMOUNT - 10],
      ['cash', 'platform:dividendPool', MAX_AMOUNT],
      ['cash', 'platform:dividendPool', MAX_AMOUNT - 10],
      ['cash', 'platform:dividendPool', 15],
    ]);
  });
});

test('what one member is due is explained by the line', () => {
  const plan = dividendPlan({
    tiers: [
      { from: '0', rate: '0.5' },
      { from: '2', rate: '0.5' },
    ],
  });
  const member: Member = { ...newMember('A'), quota: quotaFen(7_000), weight: micro('2') };
  const frozen = freezeDividendDay(
    fen(100_000),
    fen(0),
    standingOf([member, { ...member, weight: micro('1') }], plan),
    plan,
  );
  expect(frozen).toMatchObject({ turnover: 100_000, tierFunds: [5_000, 5_000], cutFromCarry: 0 });
  expect(frozen.standing).toEqual({
    totalWeight: 3_000_000n,
    tierMembers: [1, 1],
    tierWeights: [1_000_000n, 2_000_000n],
  });
  expect(dividendLine(member, frozen, plan)).toEqual({
    tier: 2,
    proportionalDue: 20_000,
    tierDue: 5_000,
    paidProportional: 7_000,
    paidTier: 0,
    carried: 13_000,
  });
  expect(dividendLine({ ...member, quota: quotaFen(0) }, frozen, plan)).toEqual({
    tier: 0,
    proportionalDue: 0,
    tierDue: 0,
    paidProportional: 0,
    paidTier: 0,
    carried: 0,
  });
  const paid = payDividend(member, frozen, plan);
  expect(paid.member).toMatchObject({ cash: 7_000, quota: 0 });
  expect(paid.postings).toEqual([
    { asset: 'cash', from: 'platform:dividendPool', to: 'member:A', amount: 7_000 },
    { asset: 'quota', from: 'member:A', to: 'treasury:retired', amount: 7_000 },
  ]);
  const nothing = { ...member, weight: microShares(0) };
  expect(payDividend(nothing, frozen, plan).member).toEqual(nothing);
  expect(payDividend(nothing, frozen, plan).postings).toEqual([]);
});

test('standings of plans with other tiers do not mix', () => {
  const none = { totalWeight: 1n, tierMembers: [], tierWeights: [] };
  const some = { totalWeight: 2n, tierMembers: [3], tierWeights: [4n] };
  expect(addStandings(some, none)).toEqual({ totalWeight: 3n, tierMembers: [3], tierWeights: [4n] });
});

test('nobody joins for the hour of a large order', () => {
  const shop = new Shop({ dividend: dividendPlan({ tiers: [] }) });
  shop.play({ do: 'purchase', member: 'D', amount: hundredths('1000.00') });
  shop.play({ do: 'close' });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('100000.00') });
  shop.play({ do: 'close' });
  expect([shop.member('D').cash, shop.member('A').cash]).toEqual([200_000, 0]);
  // D's quota cut 28,000 yuan from the proportional pool: they are carried, and D is out.
  expect(shop.state.carried).toBe(2_800_000);
  shop.play({ do: 'close' });
  expect([shop.member('D').cash, shop.member('A').cash]).toEqual([200_000, 2_800_000]);
});
