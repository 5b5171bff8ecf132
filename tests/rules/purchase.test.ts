import { fen, MAX_AMOUNT, microPoints, rate } from '@shared/kernel';
import { openPool, previewPurchase, priceOf, priceShown } from '@shared/rules';
import { appreciationPlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, money, points } from './words';

const shopOf = (changes: Parameters<typeof appreciationPlan>[0] = {}) =>
  new Shop({ appreciation: appreciationPlan(changes) });
const price = (shop: Shop) => priceShown(priceOf(shop.pool));

const source = shopOf();
story(
  'the first purchases of the source (rules §1 [example])',
  `
  buyer | paid   | points | pool  | circulating | price
  A     | 100.00 | 21     | 30.00 | 21          | 1.4286
  D     | 100.00 | 14.7   | 60.00 | 35.7        | 1.6807
  A     | 100.00 | 12.495 | 90.00 | 48.195      | 1.8674
  `,
  ({ buyer, paid }) => {
    const before = source.member(buyer!).points;
    source.play({ do: 'purchase', member: buyer!, amount: hundredths(paid!) });
    return {
      points: points(source.member(buyer!).points - before),
      pool: money(source.pool.pool),
      circulating: points(source.pool.circulating),
      price: price(source),
    };
  },
);

story(
  'contribution, points and exit quota round down, each once, at 1 yuan a point',
  `
  paid  | contributionRate | giftRate | referrerGiftRate | exitMultiple | contribution | buyer | referrer  | buyersExit | referrersExit
  0.01  | 0.30             | 0.70     | 0.10             | 2            | 0.00         | 0     | 0        | 0.02       | 0.00
  0.03  | 0.34             | 0.70     | 0.10             | 2.5          | 0.01         | 0.007 | 0.001    | 0.07       | 0.00
  0.99  | 0.333333         | 0.5      | 0.000001         | 0.999999     | 0.32         | 0.16  | 0        | 0.98       | 0.00
  10.00 | 0.333333         | 0.5      | 0.333333         | 3            | 3.33         | 1.665 | 1.109998 | 30.00      | 3.32
  10.00 | 1                | 0        | 1                | 0.000001     | 10.00        | 0     | 10       | 0.00       | 0.00
  10.00 | 0                | 1        | 0                | 1.000001     | 0.00         | 0     | 0        | 10.00      | 0.00
  `,
  ({ paid, contributionRate, giftRate, referrerGiftRate, exitMultiple }) => {
    const shop = shopOf({ contributionRate, giftRate, referrerGiftRate, exitMultiple, seedPoints: '1000' });
    shop.play({ do: 'purchase', member: 'B', amount: hundredths(paid!) });
    return {
      contribution: money(shop.pool.pool - 100_000),
      buyer: points(shop.member('B').points),
      referrer: points(shop.member('A').points),
      buyersExit: money(shop.member('B').exitQuota),
      referrersExit: money(shop.member('A').exitQuota),
    };
  },
);

test('both are granted at the price before the purchase, and no exit quota without a multiple', () => {
  const shop = shopOf({ referrerGiftRate: '0.3', seedPoints: '10' });
  shop.given({ pool: { ...shop.pool, pool: fen(3_000) } }); // 3 yuan a point
  shop.play({ do: 'purchase', member: 'B', amount: hundredths('100.00') });
  expect([shop.member('B'), shop.member('A')].map((member) => points(member.points))).toEqual(['7', '3']);
  expect([shop.member('B').exitQuota, shop.member('A').exitQuota]).toEqual([0, 0]);
  expect(shop.pool).toMatchObject({ pool: 6_000, circulating: 20_000_000, minted: 20_000_000, burned: 0, swept: 0 });
});

test('without a referrer nobody has the part of one', () => {
  const shop = shopOf({ referrerGiftRate: '0.3', exitMultiple: '2' });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('100.00') });
  expect(shop.pool.minted).toBe(21_000_000);
  expect(shop.state.orders[0]!.grants.appreciation).toMatchObject({
    contribution: 3_000,
    price: { fen: 1_000_000, points: 10_000_000_000 },
    buyerPoints: 21_000_000,
    referrerPoints: 0,
    buyerExitQuota: 20_000,
    referrerExitQuota: 0,
  });
});

story(
  'past the supply the buyer is cut, then the referrer; the contribution is paid in full (rules §1 Purchase 4)',
  `
  maxSupply | buyer | referrer | pool
  28        | 21    | 3       | 30.00
  24        | 21    | 3       | 30.00
  23.999999 | 21    | 2.999999 | 30.00
  21        | 21    | 0       | 30.00
  20.5      | 20.5  | 0       | 30.00
  0.000001  | 0.000001 | 0    | 30.00
  0         | 0     | 0       | 0.00
  `,
  ({ maxSupply }) => {
    const shop = shopOf({ maxSupply, referrerGiftRate: '0.1' });
    shop.play({ do: 'purchase', member: 'B', amount: hundredths('100.00') });
    return {
      buyer: points(shop.member('B').points),
      referrer: points(shop.member('A').points),
      pool: money(shop.pool.pool),
    };
  },
);

test('what is given of the supply is gone, burned or not', () => {
  const shop = shopOf({ maxSupply: '21' });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('100.00') });
  shop.play({ do: 'sell', member: 'A', points: shop.member('A').points });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('100.00') });
  expect(shop.member('A').points).toBe(0);
  expect(shop.pool).toMatchObject({ minted: 21_000_000, burned: 21_000_000, circulating: 0, pool: 0 });
});

story(
  'while nothing circulates the pool is swept, and the price stays (rules §1 Purchase 5)',
  `
  giftRate | paid   | swept | pool  | circulating | price
  0        | 100.00 | 30.00 | 0.00  | 0           | 1.0000
  0        | 50.00  | 15.00 | 0.00  | 0           | 1.0000
  0.00001  | 1.00   | 0.00  | 0.30  | 0.000003    | 100000.0000
  `,
  ({ giftRate, paid }) => {
    const shop = shopOf({ giftRate });
    shop.play({ do: 'purchase', member: 'A', amount: hundredths(paid!) });
    return {
      swept: money(shop.pool.swept),
      pool: money(shop.pool.pool),
      circulating: points(shop.pool.circulating),
      price: price(shop),
    };
  },
);

test('what is swept is posted to the platform, and adds up', () => {
  const shop = shopOf({ giftRate: '0' });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('100.00') });
  shop.play({ do: 'purchase', member: 'A', amount: hundredths('10.00') });
  expect(shop.pool.swept).toBe(3_300);
  expect(shop.postings).toEqual([
    { asset: 'cash', from: 'platform:sales', to: 'platform:backingPool', amount: 3_000 },
    { asset: 'cash', from: 'platform:backingPool', to: 'platform:reserve', amount: 3_000 },
    { asset: 'cash', from: 'platform:sales', to: 'platform:backingPool', amount: 300 },
    { asset: 'cash', from: 'platform:backingPool', to: 'platform:reserve', amount: 300 },
  ]);
});

describe('the seed (rules §1 Seed)', () => {
  it('is bought at the issue price, rounded up, before anybody else', () => {
    const plan = appreciationPlan({ seedPoints: '1000.000001', issuePrice: '0.333333' });
    expect(openPool(plan)).toEqual({
      ok: true,
      value: {
        pool: {
          pool: 33_334,
          circulating: 1_000_000_001,
          minted: 1_000_000_001,
          burned: 0,
          lastPrice: { fen: 333_333, points: 10_000_000_000 },
          reservePoints: 0,
          stableOutstanding: 0,
          swept: 0,
        },
        postings: [
          { asset: 'cash', from: 'platform:reserve', to: 'platform:backingPool', amount: 33_334 },
          { asset: 'appreciating', from: 'treasury:issued', to: 'platform:reserve', amount: 1_000_000_001 },
        ],
      },
    });
  });

  it('or refused where it costs 2^53 fen', () => {
    const plan = { ...appreciationPlan({ issuePrice: '9007199254' }), seedPoints: microPoints(10 ** 14) };
    expect(openPool(plan)).toEqual({
      ok: false,
      refusal: { code: 'amount/tooLarge', figures: { why: 'the result would pass 9007199254740991 units' } },
    });
  });

  it('never a mistake of our own', () => {
    const broken = { ...appreciationPlan(), issuePrice: { fen: fen(1), points: microPoints(0) } };
    expect(() => openPool(broken)).toThrow('division by an amount of 0');
  });
});

describe('2^53 refuses the whole purchase (rules §5)', () => {
  const big = { ...appreciationPlan({ contributionRate: '1', giftRate: '1' }), maxSupply: microPoints(MAX_AMOUNT) };
  const given = (changes: object, member: object = {}) => {
    const shop = new Shop({ appreciation: { ...big, exitMultiple: rate(2_000_000) } });
    shop.given({
      pool: { ...shop.pool, pool: fen(10), circulating: microPoints(10), ...changes },
      members: { A: { ...shop.member('A'), ...member } },
    });
    return shop;
  };
  it.each<[string, object, object]>([
    ['the pool', { pool: MAX_AMOUNT, circulating: MAX_AMOUNT }, {}],
    ['the points in circulation', { circulating: MAX_AMOUNT - 4 }, {}],
    ['all points ever issued', { minted: MAX_AMOUNT }, {}],
    ["a member's points", {}, { points: MAX_AMOUNT - 4 }],
    ["a member's exit quota", {}, { exitQuota: MAX_AMOUNT - 9 }],
  ])('%s', (what, pool, member) => {
    const shop = given(pool, member);
    const before = shop.state;
    const outcome = shop.play({ do: 'purchase', member: 'A', amount: 5 });
    if (what === 'all points ever issued') {
      // Nothing is left to issue: the grant is cut, not refused.
      expect(outcome.ok).toBe(true);
      expect(shop.member('A').points).toBe(0);
      return;
    }
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'amount/tooLarge' } });
    expect(shop.state).toBe(before);
  });
});

test('a preview takes the price, the cap and the referrer into account', () => {
  const plan = appreciationPlan({ referrerGiftRate: '0.1', exitMultiple: '2', maxSupply: '22' });
  const { pool } = new Shop({ appreciation: plan });
  const grant = (hasReferrer: boolean) => previewPurchase(pool, hundredths('100.00'), hasReferrer, plan);
  expect(grant(true)).toMatchObject({ buyerPoints: 21_000_000, referrerPoints: 1_000_000, referrerExitQuota: 600 });
  expect(grant(false)).toMatchObject({ buyerPoints: 21_000_000, referrerPoints: 0, referrerExitQuota: 0 });
});
