import { fen, MAX_AMOUNT, microPoints } from '@shared/kernel';
import {
  maxSale,
  pointsValue,
  previewMerchantSale,
  previewRedemption,
  previewSale,
  priceOf,
  priceShown,
} from '@shared/rules';
import { appreciationPlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { micro, money, points } from './words';

/** A shop in which A holds some points of a pool. */
const shopOf = (changes: Parameters<typeof appreciationPlan>[0], held: object = {}, pool: object = {}) => {
  const shop = new Shop({ appreciation: appreciationPlan(changes) });
  const figures = { pool: 30_000, circulating: 100_000_000, minted: 100_000_000, ...pool };
  return shop.given({
    pool: { ...shop.pool, ...(figures as object) },
    members: { A: { ...shop.member('A'), points: microPoints(10_000_000), ...held } },
    merchants: { M: { ...shop.merchant('M'), points: microPoints(10_000_000) } },
  });
};

story(
  'gross rounds down, the fee up; the fee stays in the pool, the points are burned (rules §1 Sell)',
  `
  fee      | sold     | gross | paid  | pool   | left
  0        | 1        | 3.00  | 3.00  | 297.00 | 99
  0.1      | 1        | 3.00  | 2.70  | 297.30 | 99
  0.1      | 1.003333 | 3.00  | 2.70  | 297.30 | 98.996667
  0.1      | 1.003334 | 3.01  | 2.70  | 297.30 | 98.996666
  0.1      | 0.01     | 0.03  | 0.02  | 299.98 | 99.99
  0.000001 | 1        | 3.00  | 2.99  | 297.01 | 99
  0.333333 | 10       | 30.00 | 20.00 | 280.00 | 90
  0        | 0.003334 | 0.01  | 0.01  | 299.99 | 99.996666
  `,
  ({ fee, sold }) => {
    const shop = shopOf({ sellFeeRate: fee });
    const preview = previewSale(shop.member('A'), shop.pool, micro(sold!), shop.plans.appreciation!);
    shop.play({ do: 'sell', member: 'A', points: micro(sold!) });
    return {
      gross: preview.ok ? money(preview.value.gross) : 'refused',
      paid: money(shop.member('A').cash),
      pool: money(shop.pool.pool),
      left: points(shop.pool.circulating),
    };
  },
);

const REFUSED = `
  sold      | fee | exitQuota | refusal           | figures
  0         | 0.1 |           | nothing           | {}
  10.000001 | 0.1 |           | exceedsHolding    | {"asked":10000001,"held":10000000}
  0.003333  | 0   |           | worthNothing      | {"asked":3333,"gross":0,"fee":0}
  0.003334  | 0.1 |           | worthNothing      | {"asked":3334,"gross":1,"fee":1}
  10        | 1   |           | worthNothing      | {"asked":10000000,"gross":3000,"fee":3000}
  10        | 0.1 | 29.99     | exceedsExitQuota  | {"asked":10000000,"gross":3000,"quota":2999}
  0.003334  | 0   | 0.00      | exceedsExitQuota  | {"asked":3334,"gross":1,"quota":0}
  11        | 0.1 | 0.00      | exceedsHolding    | {"asked":11000000,"held":10000000}
  10        | 1   | 0.00      | exceedsExitQuota  | {"asked":10000000,"gross":3000,"quota":0}
`;
const withQuota = (row: { exitQuota?: string; fee?: string }) =>
  shopOf(
    { sellFeeRate: row.fee, redeemFeeRate: row.fee, exitMultiple: row.exitQuota ? '2' : null },
    { exitQuota: row.exitQuota ? Number(row.exitQuota) * 100 : 0 },
  );

describe.each([
  ['sell', 'sale', previewSale],
  ['redeem', 'redemption', previewRedemption],
] as const)('to %s', (action, family, preview) => {
  story('what is refused, and with which figures, the first reason first', REFUSED, (row) => {
    const shop = withQuota(row);
    const before = shop.state;
    const outcome = shop.play({ do: action, member: 'A', points: micro(row.sold!) });
    expect(shop.state).toBe(before);
    expect(preview(shop.member('A'), shop.pool, micro(row.sold!), shop.plans.appreciation!)).toEqual(outcome);
    if (outcome.ok) return { refusal: 'none', figures: '' };
    const { code, figures } = outcome.refusal;
    return { refusal: code.replace(`${family}/`, ''), figures: JSON.stringify(figures) };
  });

  it('to the last fen of the exit quota is done, and uses it up by the gross', () => {
    const shop = shopOf({ exitMultiple: '2', sellFeeRate: '0.1', redeemFeeRate: '0.1' }, { exitQuota: fen(3_000) });
    expect(shop.play({ do: action, member: 'A', points: micro('10') }).ok).toBe(true);
    expect(shop.member('A')).toMatchObject({ points: 0, exitQuota: 0, cash: action === 'sell' ? 2_700 : 0 });
    const part = shopOf({ exitMultiple: '2' }, { exitQuota: fen(3_000) });
    part.play({ do: action, member: 'A', points: micro('4') });
    expect(part.member('A').exitQuota).toBe(1_800);
  });

  it('leaves exit quota alone where the plan has none', () => {
    const shop = shopOf({}, { exitQuota: fen(5) });
    expect(shop.play({ do: action, member: 'A', points: micro('10') }).ok).toBe(true);
    expect(shop.member('A').exitQuota).toBe(5);
  });

  it('posts the points, the cash and the quota', () => {
    const shop = shopOf({ exitMultiple: '2', sellFeeRate: '0.1', redeemFeeRate: '0.1' }, { exitQuota: fen(5_000) });
    shop.play({ do: action, member: 'A', points: micro('10') });
    expect(shop.postings).toEqual([
      { asset: 'appreciating', from: 'member:A', to: 'treasury:retired', amount: 10_000_000 },
      {
        asset: 'cash',
        from: 'platform:backingPool',
        to: action === 'sell' ? 'member:A' : 'platform:sales',
        amount: 2_700,
      },
      { asset: 'exitQuota', from: 'member:A', to: 'treasury:retired', amount: 3_000 },
    ]);
  });
});

test('a sale and a redemption each have their own fee', () => {
  const shop = shopOf({ sellFeeRate: '0.1', redeemFeeRate: '0.2' });
  const plan = shop.plans.appreciation!;
  expect(previewSale(shop.member('A'), shop.pool, micro('10'), plan)).toMatchObject({ value: { fee: 300 } });
  expect(previewRedemption(shop.member('A'), shop.pool, micro('10'), plan)).toMatchObject({ value: { fee: 600 } });
});

test('a balance that would reach 2^53 refuses the sale', () => {
  const shop = shopOf({ sellFeeRate: '0' }, { cash: fen(MAX_AMOUNT - 2_999) });
  expect(shop.play({ do: 'sell', member: 'A', points: micro('10') })).toMatchObject({
    ok: false,
    refusal: { code: 'amount/tooLarge' },
  });
  expect(shop.play({ do: 'redeem', member: 'A', points: micro('10') }).ok).toBe(true);
});

describe('the last point burned (rules §1)', () => {
  const last = () =>
    shopOf({ sellFeeRate: '0.1' }, {}, { pool: 7, circulating: 10_000_000, burned: 90_000_000, swept: 5 });

  it('sweeps what is left of the pool, and keeps the price just before', () => {
    const shop = last();
    shop.play({ do: 'sell', member: 'A', points: micro('10') });
    expect(shop.member('A').cash).toBe(6);
    expect(shop.pool).toMatchObject({
      pool: 0,
      circulating: 0,
      minted: 100_000_000,
      burned: 100_000_000,
      swept: 6,
      lastPrice: { fen: 7, points: 10_000_000 },
    });
    expect(shop.postings.at(-1)).toEqual({
      asset: 'cash',
      from: 'platform:backingPool',
      to: 'platform:reserve',
      amount: 1,
    });
  });

  it('so that the next purchase mints at that price', () => {
    const shop = last();
    shop.play({ do: 'sell', member: 'A', points: micro('10') });
    shop.play({ do: 'purchase', member: 'A', amount: 1_000 });
    // 300 fen of contribution, 70 % of it at 7 fen for 10 points.
    expect(points(shop.member('A').points)).toBe('300');
    expect(shop.pool).toMatchObject({ pool: 300, circulating: 300_000_000, lastPrice: { fen: 7, points: 10_000_000 } });
  });

  it('but nothing is swept while a millionth is left', () => {
    const shop = shopOf({ sellFeeRate: '0.1' }, {}, { pool: 7, circulating: 10_000_001, swept: 5 });
    shop.play({ do: 'sell', member: 'A', points: micro('10') });
    expect(shop.pool).toMatchObject({ pool: 2, circulating: 1, swept: 5, lastPrice: { fen: 1_000_000 } });
  });
});

test('the price is that of the pool, or the last one', () => {
  const shop = shopOf({});
  expect(priceOf(shop.pool)).toEqual({ fen: 30_000, points: 100_000_000 });
  expect(priceShown(priceOf(shop.pool))).toBe('3.0000');
  expect(priceOf({ ...shop.pool, circulating: microPoints(0) })).toEqual({ fen: 1_000_000, points: 10_000_000_000 });
  expect(pointsValue(micro('1'), { ...shop.pool, circulating: microPoints(0) })).toBe(0);
});

story(
  'the most that may be sold',
  `
  held     | exitMultiple | exitQuota | fee | most
  10       |              | 0.00      | 0   | 10
  10       | 2            | 30.00     | 0   | 10
  10       | 2            | 29.99     | 0   | 9.999999
  10       | 2            | 3.00      | 0   | 1.003333
  10       | 2            | 0.01      | 0   | 0.006666
  10       | 2            | 0.01      | 0.1 | 0
  10       | 2            | 0.00      | 0   | 0
  0.003333 |              | 0.00      | 0   | 0
  0        |              | 0.00      | 0   | 0
  10       |              | 0.00      | 1   | 0
  `,
  ({ held, exitMultiple, exitQuota, fee }) => {
    const shop = shopOf(
      { exitMultiple: exitMultiple || null, sellFeeRate: fee },
      { points: micro(held!), exitQuota: Math.round(Number(exitQuota) * 100) },
    );
    return { most: points(maxSale(shop.member('A'), shop.pool, shop.plans.appreciation!)) };
  },
);

describe('a merchant sells at any time, without exit quota, with the fee of a sale (rules §2)', () => {
  it('and is paid', () => {
    const shop = shopOf({ exitMultiple: '2', sellFeeRate: '0.1', redeemFeeRate: '0.5' });
    expect(previewMerchantSale(shop.merchant('M'), shop.pool, micro('10'), shop.plans.appreciation!)).toEqual({
      ok: true,
      value: { points: 10_000_000, price: { fen: 30_000, points: 100_000_000 }, gross: 3_000, fee: 300, payout: 2_700 },
    });
    expect(shop.play({ do: 'merchantSell', merchant: 'M', points: micro('10') }).ok).toBe(true);
    expect(shop.merchant('M')).toMatchObject({ points: 0, cash: 2_700, stable: 0 });
    expect(shop.pool).toMatchObject({ pool: 27_300, circulating: 90_000_000, burned: 10_000_000 });
    expect(shop.postings).toEqual([
      { asset: 'appreciating', from: 'merchant:M', to: 'treasury:retired', amount: 10_000_000 },
      { asset: 'cash', from: 'platform:backingPool', to: 'merchant:M', amount: 2_700 },
    ]);
  });

  it.each([
    ['0', 'merchantSale/nothing', {}],
    ['10.000001', 'merchantSale/exceedsHolding', { asked: 10_000_001, held: 10_000_000 }],
    ['0.003334', 'merchantSale/worthNothing', { asked: 3_334, gross: 1, fee: 1 }],
  ])('but not %s: %s', (sold, code, figures) => {
    const shop = shopOf({ sellFeeRate: '0.1' });
    const before = shop.state;
    expect(shop.play({ do: 'merchantSell', merchant: 'M', points: micro(sold) })).toEqual({
      ok: false,
      refusal: { code, figures },
    });
    expect(shop.state).toBe(before);
  });

  it('nor past 2^53', () => {
    const shop = shopOf({ sellFeeRate: '0' });
    shop.given({ merchants: { M: { ...shop.merchant('M'), cash: fen(MAX_AMOUNT) } } });
    expect(shop.play({ do: 'merchantSell', merchant: 'M', points: micro('1') })).toMatchObject({
      refusal: { code: 'amount/tooLarge' },
    });
  });

  it('sweeping the pool with the last point', () => {
    const shop = shopOf({ sellFeeRate: '0.1' }, {}, { pool: 7, circulating: 10_000_000 });
    shop.play({ do: 'merchantSell', merchant: 'M', points: micro('10') });
    expect(shop.pool).toMatchObject({ pool: 0, swept: 1 });
    expect(shop.postings.at(-1)).toMatchObject({ to: 'platform:reserve', amount: 1 });
  });
});
