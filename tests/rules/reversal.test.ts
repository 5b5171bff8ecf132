// Rules §5, a reversal after settlement: what each of its five points says, part by part.
import { fen, MAX_AMOUNT, releaseCents } from '@shared/kernel';
import { newMember, previewReversal, type ReversalState, type ReversibleOrder, reverseOrder } from '@shared/rules';
import { appreciationPlan, dividendPlan, releasePlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money } from './words';

const plans = {
  appreciation: appreciationPlan({ referrerGiftRate: '0.1', exitMultiple: '2', sellFeeRate: '0' }),
  dividend: dividendPlan({ referralQuotaRate: '0.5', tiers: [] }),
  release: releasePlan(),
};
const shopOf = (of: ConstructorParameters<typeof Shop>[0] = plans) => new Shop(of);
const BOUGHT = { do: 'purchase', member: 'B', amount: hundredths('3000.00') } as const;
const lines = (shop: Shop, last: number) =>
  shop.postings.slice(-last).map(({ asset, from, to, amount }) => `${asset} ${from} ${to} ${amount}`);

describe('the whole of an order', () => {
  it('takes everything back from buyer and referrer, and pays for the points no more than they are worth', () => {
    const shop = shopOf();
    shop.play({ do: 'purchase', member: 'D', amount: hundredths('100.00') });
    const before = shop.state;
    shop.play(BOUGHT);
    expect(shop.play({ do: 'reverse', order: 1 }).ok).toBe(true);
    expect(shop.member('A')).toEqual(before.members.A);
    expect(shop.member('B')).toEqual({ ...before.members.B, ordersAtLevel: [0] });
    expect(shop.state.orders[1]).toMatchObject({
      remaining: 0,
      record: { reversed: 300_000, release: { granted: 0 } },
    });
    // 504 of 525 points, worth 504 × 930 / 525 = 892.80; the contribution was 900.00.
    expect(shop.pool).toMatchObject({ pool: 93_000 - 89_280, circulating: micro('21'), burned: micro('504') });
    expect(shop.lastReversal).toEqual({
      amount: 300_000,
      buyerPoints: micro('441'),
      referrerPoints: micro('63'),
      recovered: 89_280,
      contributionWithheld: 720,
      dividendsWithheld: 120_000,
      quotaSettled: 0,
      spendableSettled: 0,
      exitQuotaSettled: 0,
      refundable: 300_000 - 720 - 120_000,
      volume: 300_000,
      cancelled: 750_000,
    });
    expect(lines(shop, 10)).toEqual([
      'appreciating member:B treasury:retired 441000000',
      'exitQuota member:B treasury:retired 600000',
      'quota member:B treasury:retired 600000',
      'weight member:B treasury:retired 3000000',
      'appreciating member:A treasury:retired 63000000',
      'exitQuota member:A treasury:retired 18000',
      'quota member:A treasury:retired 300000',
      'weight member:A treasury:retired 300000',
      'cash platform:backingPool platform:sales 89280',
      'remaining order:1 treasury:retired 750000',
    ]);
  });

  it('leaves the turnover as it was', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.state.turnover).toBe(300_000);
  });

  it('sweeps the pool where it burns the last point, the price kept', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    shop.play({ do: 'sell', member: 'B', points: micro('600') });
    const { pool, circulating } = shop.pool;
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.pool).toMatchObject({ pool: 0, circulating: 0, lastPrice: { fen: pool, points: circulating } });
    // 30 + 90 points are worth all that is in the pool, below the contribution of 900: nothing is left to sweep.
    expect(shop.lastReversal).toMatchObject({ recovered: pool });
    const other = shopOf({ appreciation: plans.appreciation });
    other.play({ ...BOUGHT, member: 'D' });
    other.given({ pool: { ...other.pool, pool: fen(95_000) } });
    other.play({ do: 'reverse', order: 0 });
    expect(other.pool).toMatchObject({ pool: 0, circulating: 0, swept: 5_000 });
    expect(other.lastReversal).toMatchObject({ recovered: 90_000, contributionWithheld: 0, refundable: 300_000 });
  });

  it('of an order that counts nowhere changes nothing but the order', () => {
    const shop = shopOf();
    shop.play({ ...BOUGHT, not: ['appreciation', 'dividend', 'release'] });
    const { members, pool } = shop.state;
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.state.members).toEqual(members);
    expect(shop.state.pool).toEqual(pool);
    expect(shop.lastReversal).toMatchObject({ recovered: 0, refundable: 300_000, volume: 0 });
  });

  it('without a referrer takes from the buyer alone', () => {
    const shop = shopOf();
    shop.play({ ...BOUGHT, member: 'D' });
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.member('D')).toEqual({ ...newMember('D'), ordersAtLevel: [0] });
  });
});

describe('what is no longer there', () => {
  it('of points and weight is nobody’s debt; of exit quota, quota and spendable points it is owed', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    const gone = { ...newMember('B'), ordersAtLevel: [1], level: 1 };
    shop.given({ members: { B: gone, A: newMember('A') } });
    shop.given({ orders: [{ ...shop.state.orders[0]!, remaining: fen(100_000) }] });
    shop.play({ do: 'reverse', order: 0 });
    // Withheld: 900.00 of contribution, 1200.00 of dividends, then 900.00 of quota.
    expect(shop.lastReversal).toMatchObject({
      buyerPoints: 0,
      recovered: 0,
      contributionWithheld: 90_000,
      dividendsWithheld: 120_000,
      quotaSettled: 90_000,
      spendableSettled: 0,
      exitQuotaSettled: 0,
      refundable: 0,
    });
    expect(shop.member('B')).toMatchObject({
      points: 0,
      weight: 0,
      level: 0,
      owed: { exitQuota: 600_000 - 90_000, quota: 600_000 - 90_000, spendable: 750_000 - 100_000 },
    });
    expect(shop.member('A').owed).toEqual({ exitQuota: 18_000, quota: 300_000, spendable: 0 });
  });

  story(
    'is withheld of what could be paid back: quota, spendable points, then new exit quota (rules §5 reversal 5)',
    `
    older quota | older spendable | older exit | new quota | new spendable | new exit | kept   | quota | spendable | exit  | refundable
    0.00        | 0.00            | 0.00       | 0.00      | 0.00          | 0.00     | 0.00   | 0.00  | 0.00      | 0.00  | 100.00
    0.00        | 0.00            | 0.00       | 0.00      | 0.00          | 0.00     | 30.00  | 0.00  | 0.00      | 0.00  | 70.00
    0.00        | 0.00            | 5.00       | 0.00      | 0.00          | 0.00     | 30.00  | 0.00  | 0.00      | 5.00  | 70.00
    0.00        | 0.00            | 5.00       | 0.00      | 0.00          | 40.00    | 30.00  | 0.00  | 0.00      | 5.00  | 60.00
    0.00        | 0.00            | 0.00       | 0.00      | 0.00          | 20.00    | 30.00  | 0.00  | 0.00      | 0.00  | 70.00
    10.00       | 20.00           | 0.00       | 0.00      | 0.00          | 0.00     | 0.00   | 0.00  | 0.00      | 0.00  | 70.00
    10.00       | 20.00           | 0.00       | 15.00     | 25.00         | 0.00     | 0.00   | 0.00  | 0.00      | 0.00  | 30.00
    10.00       | 20.00           | 7.00       | 15.00     | 25.00         | 60.00    | 10.00  | 0.00  | 0.00      | 37.00 | 0.00
    10.00       | 20.00           | 7.00       | 95.00     | 25.00         | 60.00    | 10.00  | 15.00 | 45.00     | 57.00 | 0.00
    10.00       | 90.00           | 7.00       | 5.00      | 0.00          | 60.00    | 100.00 | 15.00 | 90.00     | 7.00  | 0.00
    `,
    (row) => {
      const fenOf = (title: string) => hundredths(row[title]!) as number;
      const owed = { exitQuota: fenOf('older exit'), quota: fenOf('older quota'), spendable: fenOf('older spendable') };
      const state: ReversalState = {
        buyer: { ...newMember('B'), owed: owed as never },
        referrer: null,
        // Nothing of B's points is held: what is kept of the contribution is all of it.
        pool: new Shop({ appreciation: plans.appreciation }).pool,
        remaining: releaseCents(0),
      };
      const order: ReversibleOrder = {
        id: '1',
        amount: fen(10_000),
        reversed: fen(0),
        appreciation: {
          contribution: fen(fenOf('kept')),
          buyerPoints: 1 as never,
          referrerPoints: 0 as never,
          buyerExitQuota: fenOf('new exit') as never,
          referrerExitQuota: 0 as never,
        },
        dividend: {
          counted: fen(0),
          buyerQuota: fenOf('new quota') as never,
          buyerWeight: 0 as never,
          referrerQuota: 0 as never,
          referrerWeight: 0 as never,
          plan: plans.dividend,
        },
        release: {
          counted: fen(10_000),
          level: 0,
          granted: releaseCents(fenOf('new spendable')),
          daily: releaseCents(0),
          plan: releasePlan({ tiers: [] }),
        },
      };
      const reversed = reverseOrder(state, order, fen(10_000));
      if (!reversed.ok) throw new Error(reversed.refusal.code);
      const { figures, state: after } = reversed.value;
      return {
        quota: money(after.buyer.owed.quota),
        spendable: money(after.buyer.owed.spendable),
        exit: money(after.buyer.owed.exitQuota),
        refundable: money(figures.refundable),
      };
    },
  );

  it('a next credit pays first', () => {
    const shop = shopOf();
    const owed = { exitQuota: 100 as never, quota: 200 as never, spendable: 0 as never };
    shop.given({ members: { B: { ...shop.member('B'), owed } } });
    shop.play({ ...BOUGHT, amount: 90 });
    expect(shop.member('B')).toMatchObject({ exitQuota: 80, quotaToday: 0, owed: { exitQuota: 0, quota: 20 } });
  });
});

describe('a part of an order', () => {
  story(
    'takes ceil(g × B / a) less what the parts before it took (rules §5 reversal 1)',
    `
    part    | points   | refundable | left of B's points
    1000.01 | 210.0021 | 1000.01    | 419.9979
    1999.98 | 419.9958 | 1999.98    | 0.0021
    0.01    | 0.0021   | 0.01       | 0
    `,
    (() => {
      const shop = shopOf({ appreciation: appreciationPlan({ seedPoints: '1000', giftRate: '1' }) });
      shop.play({ ...BOUGHT, member: 'D' });
      shop.given({ members: { D: { ...shop.member('D'), points: micro('630') } } });
      const { appreciation } = shop.state.orders[0]!.grants;
      const record = { ...shop.state.orders[0]!.record, appreciation: { ...appreciation!, buyerPoints: micro('630') } };
      shop.given({ orders: [{ ...shop.state.orders[0]!, record }] });
      const text = (units: number) => String(units / 1e6);
      return ({ part }) => {
        const outcome = shop.play({ do: 'reverse', order: 0, amount: hundredths(part!) });
        if (!outcome.ok) throw new Error(outcome.refusal.code);
        return {
          points: text(shop.lastReversal!.buyerPoints),
          refundable: money(shop.lastReversal!.refundable + shop.lastReversal!.contributionWithheld),
          "left of B's points": text(shop.member('D').points),
        };
      };
    })(),
  );

  it('makes the release that of the cash which is left, under the version by which the order settled', () => {
    const shop = shopOf();
    shop.play({ ...BOUGHT, amount: hundredths('9000.00') });
    shop.play({ do: 'reverse', order: 0, amount: hundredths('4000.00') });
    expect(shop.member('B')).toMatchObject({ level: 1, ordersAtLevel: [1, 0] });
    expect(shop.state.orders[0]).toMatchObject({
      remaining: hundredths('12500.00'),
      record: { release: { level: 1, granted: hundredths('12500.00'), daily: hundredths('60.00') } },
    });
    shop.play({ do: 'reverse', order: 0, amount: hundredths('2000.01') });
    expect(shop.member('B')).toMatchObject({ level: 0, ordersAtLevel: [0, 0] });
    expect(shop.state.orders[0]).toMatchObject({ remaining: 0, record: { release: { level: 0, granted: 0 } } });
  });

  it('never grants more than it was, though the ladder gives more for less', () => {
    const release = releasePlan({
      tiers: [
        { from: '100.00', multiple: '10' },
        { from: '200.00', multiple: '1' },
      ],
    });
    const shop = shopOf({ release });
    shop.play({ ...BOUGHT, amount: hundredths('200.00') });
    shop.play({ do: 'reverse', order: 0, amount: hundredths('50.00') });
    expect(shop.state.orders[0]).toMatchObject({
      remaining: 20_000,
      record: { release: { level: 1, granted: 20_000 } },
    });
  });

  it('of an order that counted in part takes as much of what counted', () => {
    const order: ReversibleOrder = {
      id: '1',
      amount: fen(1_000),
      reversed: fen(0),
      appreciation: null,
      dividend: {
        counted: fen(333),
        buyerQuota: 666 as never,
        buyerWeight: 333 as never,
        referrerQuota: 0 as never,
        referrerWeight: 0 as never,
        plan: plans.dividend,
      },
      release: { counted: fen(501), level: 0, granted: releaseCents(0), daily: releaseCents(0), plan: releasePlan() },
    };
    const buyer = { ...newMember('B'), quota: 1_000 as never, weight: 1_000 as never };
    const state: ReversalState = { buyer, referrer: null, pool: null, remaining: releaseCents(0) };
    const reversed = reverseOrder(state, order, fen(500));
    // ceil(333 / 2) = 167 of turnover, ceil(167 × 0.4) = 67 withheld; ceil(501 / 2) = 251 of volume.
    expect(reversed).toMatchObject({
      value: {
        state: { buyer: { quota: 1_000 - 333, weight: 1_000 - 167 } },
        figures: { dividendsWithheld: 67, refundable: 433, volume: 251 },
      },
    });
  });
});

describe('is refused', () => {
  const reversing = (amount: number, reversed: number) => {
    const shop = shopOf();
    shop.play(BOUGHT);
    const state = { ...shop.state.members, buyer: shop.member('B'), referrer: shop.member('A'), pool: shop.pool };
    const order = { ...shop.state.orders[0]!.record, reversed: fen(reversed) };
    const given = { ...state, remaining: releaseCents(750_000) };
    return [reverseOrder(given, order, fen(amount)), previewReversal(given, order, fen(amount))];
  };

  it.each([
    ['of nothing', 0, 0, 'reversal/nothing', {}],
    ['above what is left', 300_000, 1, 'reversal/exceedsOrder', { asked: 300_000, left: 299_999 }],
    ['where nothing is left', 1, 300_000, 'reversal/nothingLeft', { amount: 300_000 }],
  ])('%s', (_, amount, reversed, code, figures) => {
    for (const outcome of reversing(amount, reversed))
      expect(outcome).toEqual({ ok: false, refusal: { code, figures } });
  });

  it('where a debt would reach 2^53; one that is withheld does not', () => {
    const shop = shopOf({ dividend: dividendPlan({ tiers: [], proportionalRate: '0', tierRate: '0' }) });
    shop.play({ ...BOUGHT, member: 'D' });
    const owing = (quota: number) => ({
      D: { ...newMember('D'), owed: { ...newMember('D').owed, quota: quota as never } },
    });
    shop.given({ members: owing(MAX_AMOUNT - 299_999) });
    expect(shop.play({ do: 'reverse', order: 0 })).toMatchObject({ refusal: { code: 'amount/tooLarge' } });
    shop.given({ members: owing(MAX_AMOUNT - 300_000) });
    expect(shop.play({ do: 'reverse', order: 0 }).ok).toBe(true);
    expect(shop.member('D').owed.quota).toBe(MAX_AMOUNT);
  });
});

it('is previewed as it is done', () => {
  const shop = shopOf();
  shop.play(BOUGHT);
  const state = {
    buyer: shop.member('B'),
    referrer: shop.member('A'),
    pool: shop.pool,
    remaining: releaseCents(750_000),
  };
  const previewed = previewReversal(state, shop.state.orders[0]!.record, fen(100_000));
  shop.play({ do: 'reverse', order: 0, amount: 100_000 });
  expect(previewed).toEqual({ ok: true, value: shop.lastReversal });
});
