import { fen, MAX_AMOUNT } from '@shared/kernel';
import { previewExchange, previewMerchantRedemption, previewPayment, reserveValue } from '@shared/rules';
import { appreciationPlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money, points } from './words';

/** A shop at 3 yuan a point in which A holds 10 points, and stable points where a test says so. */
const shopOf = (changes: Parameters<typeof appreciationPlan>[0] = {}, held: object = {}, pool: object = {}) => {
  const shop = new Shop({ appreciation: appreciationPlan(changes) });
  const figures = { pool: 30_000, circulating: 100_000_000, minted: 100_000_000, ...pool };
  return shop.given({
    pool: { ...shop.pool, ...(figures as object) },
    members: { A: { ...shop.member('A'), points: micro('10'), ...held } },
  });
};
const withMerchant = (stable: string, pool: object = {}) => {
  const shop = shopOf({}, {}, { reservePoints: 40_000_000, stableOutstanding: 12_000, ...pool });
  return shop.given({ merchants: { M: { ...shop.merchant('M'), stable: hundredths(stable) } } });
};
const refusalOf = (outcome: ReturnType<Shop['play']>) => (outcome.ok ? null : outcome.refusal);

story(
  'an exchange issues the value, rounded down; nothing is burned (rules §2 Exchange)',
  `
  exchanged | issued | reserve   | pool   | circulating
  10        | 30.00  | 10        | 300.00 | 100
  1.003333  | 3.00   | 1.003333  | 300.00 | 100
  0.003334  | 0.01   | 0.003334  | 300.00 | 100
  `,
  ({ exchanged }) => {
    const shop = shopOf({ sellFeeRate: '0.5', redeemFeeRate: '0.5' });
    shop.play({ do: 'exchange', member: 'A', points: micro(exchanged!) });
    const { reservePoints, stableOutstanding, pool, circulating } = shop.pool;
    expect(stableOutstanding).toBe(shop.member('A').stable);
    return {
      issued: money(shop.member('A').stable),
      reserve: points(reservePoints),
      pool: money(pool),
      circulating: points(circulating),
    };
  },
);

describe('an exchange', () => {
  it.each<[string, string, number | null, string, object]>([
    ['nothing', '0', null, 'exchange/nothing', {}],
    ['more than held', '10.000001', null, 'exchange/exceedsHolding', { asked: 10_000_001, held: 10_000_000 }],
    ['worth nothing', '0.003333', null, 'exchange/worthNothing', { asked: 3_333 }],
    [
      'past the exit quota',
      '10',
      2_999,
      'exchange/exceedsExitQuota',
      { asked: 10_000_000, gross: 3_000, quota: 2_999 },
    ],
  ])('of %s is refused', (_, asked, quota, code, figures) => {
    const shop = shopOf({ exitMultiple: quota === null ? null : '2' }, { exitQuota: quota ?? 0 });
    const before = shop.state;
    const outcome = shop.play({ do: 'exchange', member: 'A', points: micro(asked) });
    expect(refusalOf(outcome)).toEqual({ code, figures });
    expect(previewExchange(shop.member('A'), shop.pool, micro(asked), shop.plans.appreciation!)).toEqual(outcome);
    expect(shop.state).toBe(before);
  });

  it('uses exit quota as a sale does, and posts what it moves', () => {
    const shop = shopOf({ exitMultiple: '2' }, { exitQuota: 3_000 });
    shop.play({ do: 'exchange', member: 'A', points: micro('10') });
    expect(shop.member('A')).toMatchObject({ points: 0, stable: 3_000, exitQuota: 0 });
    expect(shop.postings).toEqual([
      { asset: 'appreciating', from: 'member:A', to: 'platform:exchangeReserve', amount: 10_000_000 },
      { asset: 'stable', from: 'treasury:issued', to: 'member:A', amount: 3_000 },
      { asset: 'exitQuota', from: 'member:A', to: 'treasury:retired', amount: 3_000 },
    ]);
    const without = shopOf({}, { exitQuota: 3_000 });
    without.play({ do: 'exchange', member: 'A', points: micro('10') });
    expect(without.member('A').exitQuota).toBe(3_000);
  });

  it('that would reach 2^53 is refused', () => {
    const shop = shopOf({}, { stable: MAX_AMOUNT - 2_999 });
    expect(refusalOf(shop.play({ do: 'exchange', member: 'A', points: micro('10') }))?.code).toBe('amount/tooLarge');
  });
});

describe('paying a merchant (rules §2 Pay)', () => {
  it('moves stable points, 1 point for 1 yuan', () => {
    const shop = shopOf({}, { stable: 500 });
    shop.play({ do: 'pay', member: 'A', merchant: 'M', amount: hundredths('4.99') });
    expect([shop.member('A').stable, shop.merchant('M').stable]).toEqual([1, 499]);
    expect(shop.postings).toEqual([{ asset: 'stable', from: 'member:A', to: 'merchant:M', amount: 499 }]);
  });

  it.each<[string, string, string, object]>([
    ['A', '0', 'payment/nothing', {}],
    ['A', '5.01', 'payment/exceedsHolding', { asked: 501, held: 500 }],
    ['D', '0.01', 'payment/ownMerchant', { merchant: 'M' }],
    ['D', '9.00', 'payment/ownMerchant', { merchant: 'M' }],
    ['D', '0', 'payment/nothing', {}],
  ])('%s may not pay %s to the merchant of D: %s', (member, amount, code, figures) => {
    const shop = shopOf({}, { stable: 500 });
    const outcome = shop.play({ do: 'pay', member, merchant: 'M', amount: hundredths(amount) });
    expect(refusalOf(outcome)).toEqual({ code, figures });
    expect(previewPayment(shop.member(member), shop.merchant('M'), hundredths(amount))).toEqual(outcome);
  });

  it('to the last point, and of one that nobody owns', () => {
    const shop = shopOf({}, { stable: 500 });
    expect(shop.play({ do: 'pay', member: 'A', merchant: 'N', amount: 500 }).ok).toBe(true);
    expect(shop.member('A').stable).toBe(0);
  });

  it('up to what a merchant may hold', () => {
    const shop = shopOf({}, { stable: 500 });
    shop.given({ merchants: { N: { ...shop.merchant('N'), stable: MAX_AMOUNT as never } } });
    expect(refusalOf(shop.play({ do: 'pay', member: 'A', merchant: 'N', amount: 1 }))?.code).toBe('amount/tooLarge');
  });
});

story(
  'a merchant is given points of equal value, rounded down; the stable points are destroyed (rules §2)',
  `
  pool   | redeemed | given     | reserve   | outstanding
  300.00 | 30.00    | 10        | 30        | 90.00
  300.00 | 0.01     | 0.003333  | 39.996667 | 119.99
  450.00 | 30.00    | 6.666666  | 33.333334 | 90.00
  `,
  ({ pool, redeemed }) => {
    const shop = withMerchant('30.00', { pool: hundredths(pool!) });
    shop.play({ do: 'merchantRedeem', merchant: 'M', amount: hundredths(redeemed!) });
    expect(shop.pool).toMatchObject({ pool: hundredths(pool!), circulating: 100_000_000 });
    expect(shop.merchant('M').stable).toBe(3_000 - hundredths(redeemed!));
    return {
      given: points(shop.merchant('M').points),
      reserve: points(shop.pool.reservePoints),
      outstanding: money(shop.pool.stableOutstanding),
    };
  },
);

describe("a merchant's redemption", () => {
  it.each<[string, object, string, object]>([
    ['0', {}, 'merchantRedemption/nothing', {}],
    ['30.01', {}, 'merchantRedemption/exceedsHolding', { asked: 3_001, held: 3_000 }],
    ['0.01', { pool: 200_000_000 * 100, circulating: 1 }, 'merchantRedemption/worthNothing', { asked: 1 }],
  ])('of %s is refused', (amount, pool, code, figures) => {
    const shop = withMerchant('30.00', pool);
    const outcome = shop.play({ do: 'merchantRedeem', merchant: 'M', amount: hundredths(amount) });
    expect(refusalOf(outcome)).toEqual({ code, figures });
    expect(previewMerchantRedemption(shop.merchant('M'), shop.pool, hundredths(amount))).toEqual(outcome);
  });

  it('posts both moves', () => {
    const shop = withMerchant('30.00');
    shop.play({ do: 'merchantRedeem', merchant: 'M', amount: 3_000 });
    expect(shop.postings).toEqual([
      { asset: 'stable', from: 'merchant:M', to: 'treasury:retired', amount: 3_000 },
      { asset: 'appreciating', from: 'platform:exchangeReserve', to: 'merchant:M', amount: 10_000_000 },
    ]);
  });

  it('past what a merchant may hold is refused', () => {
    const shop = withMerchant('30.00');
    shop.given({ merchants: { M: { ...shop.merchant('M'), points: MAX_AMOUNT as never } } });
    expect(refusalOf(shop.play({ do: 'merchantRedeem', merchant: 'M', amount: 1 }))?.code).toBe('amount/tooLarge');
  });
});

test("the reserve's value, and its surplus as the price rises", () => {
  const shop = shopOf();
  shop.play({ do: 'exchange', member: 'A', points: micro('10') });
  expect(reserveValue(shop.pool)).toBe(3_000);
  shop.given({ pool: { ...shop.pool, pool: fen(33_333) } });
  expect(reserveValue(shop.pool) - shop.pool.stableOutstanding).toBe(333);
});
