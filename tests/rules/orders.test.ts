import { fen, Invariant, MAX_AMOUNT, microPoints, rate } from '@shared/kernel';
import {
  newMember,
  openPool,
  orderAccount,
  releaseGrant,
  reverseOrder,
  settlePurchase,
  turnoverOfDay,
} from '@shared/rules';
import { appreciationPlan, dividendPlan, releasePlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money } from './words';

story(
  'an order is granted the multiple of the last tier it reaches, and a part of its cash a day (rules §4)',
  `
  paid     | level | granted   | daily
  2999.99  | none  |           |
  3000.00  | 1     | 7500.00   | 36.00
  8999.99  | 1     | 22499.97  | 107.99
  9000.00  | 2     | 27000.00  | 108.00
  27000.00 | 3     | 94500.00  | 324.00
  51000.00 | 4     | 204000.00 | 612.00
  51000.99 | 4     | 204003.96 | 612.01
  `,
  ({ paid }) => {
    const grant = releaseGrant(hundredths(paid!), releasePlan());
    if (!grant) return { level: 'none', granted: '', daily: '' };
    return { level: String(grant.level), granted: money(grant.granted), daily: money(grant.daily) };
  },
);

test('no tier, no grant; a tier from 0 is for every order', () => {
  expect(releaseGrant(hundredths('9000.00'), releasePlan({ tiers: [] }))).toBeNull();
  expect(releaseGrant(fen(1), releasePlan({ tiers: [{ from: '0', multiple: '0.5' }] }))).toEqual({
    level: 1,
    granted: 0,
    daily: 0,
  });
});

const plans = {
  appreciation: appreciationPlan({ referrerGiftRate: '0.1', exitMultiple: '2', sellFeeRate: '0' }),
  dividend: dividendPlan({ referralQuotaRate: '0.5', tiers: [] }),
  release: releasePlan(),
};
const shopOf = () => new Shop(plans);
const BOUGHT = { do: 'purchase', member: 'B', amount: hundredths('3000.00') } as const;

describe('a settled order', () => {
  it('gives under every plan that is on, and is told in full', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    expect(shop.member('B')).toMatchObject({
      points: micro('630'),
      exitQuota: hundredths('6000.00'),
      quotaToday: hundredths('6000.00'),
      weightToday: micro('3'),
      level: 1,
      spendable: 0,
    });
    expect(shop.member('A')).toMatchObject({
      points: micro('90'),
      exitQuota: hundredths('180.00'),
      quotaToday: hundredths('3000.00'),
      weightToday: micro('0.3'),
      level: 0,
    });
    expect(shop.state.turnover).toBe(300_000);
    expect(shop.state.orders[0]!.grants).toEqual({
      amount: 300_000,
      appreciation: {
        contribution: 90_000,
        price: { fen: 1_000_000, points: 10_000_000_000 },
        buyerPoints: 630_000_000,
        referrerPoints: 90_000_000,
        buyerExitQuota: 600_000,
        referrerExitQuota: 18_000,
      },
      dividend: { buyerQuota: 600_000, buyerWeight: 3_000_000, referrerQuota: 300_000, referrerWeight: 300_000 },
      release: { level: 1, granted: 750_000, daily: 3_600 },
    });
    expect(shop.postings.map(({ asset, from, to, amount }) => `${asset} ${from} ${to} ${amount}`)).toEqual([
      'cash platform:sales platform:backingPool 90000',
      'appreciating treasury:issued member:B 630000000',
      'exitQuota treasury:issued member:B 600000',
      'appreciating treasury:issued member:A 90000000',
      'exitQuota treasury:issued member:A 18000',
      'quota treasury:issued member:B 600000',
      'weight treasury:issued member:B 3000000',
      'quota treasury:issued member:A 300000',
      'weight treasury:issued member:A 300000',
      'remaining treasury:issued order:0 750000',
    ]);
  });

  it('gives nothing under a plan that is off, and counts as turnover all the same', () => {
    const shop = new Shop({});
    expect(shop.play(BOUGHT).ok).toBe(true);
    expect(shop.member('B')).toEqual(newMember('B'));
    expect(shop.state).toMatchObject({ turnover: 300_000, pool: null });
    expect(shop.state.orders[0]!.grants).toEqual({
      amount: 300_000,
      appreciation: null,
      dividend: null,
      release: null,
    });
  });

  it('keeps the highest level that one order ever reached', () => {
    const shop = shopOf();
    for (const paid of ['27000.00', '3000.00', '100.00']) shop.play({ ...BOUGHT, amount: hundredths(paid) });
    expect(shop.member('B').level).toBe(3);
    shop.play({ ...BOUGHT, amount: hundredths('51000.00') });
    expect(shop.member('B').level).toBe(4);
  });

  it('of nothing is refused', () => {
    const shop = shopOf();
    expect(shop.play({ ...BOUGHT, amount: 0 })).toEqual({
      ok: false,
      refusal: { code: 'purchase/nothing', figures: {} },
    });
    expect(shop.state.turnover).toBe(0);
  });

  const opened = openPool(plans.appreciation);
  const state = {
    buyer: newMember('B'),
    referrer: newMember('A'),
    pool: opened.ok ? opened.value.pool : null,
    turnover: fen(0),
    volumeAbove: fen(0),
  };
  it('adds to the volume above the buyer, where there is any', () => {
    const order = { id: '7', amount: fen(100) };
    const settled = (volumeAbove: typeof state.volumeAbove | null) => {
      const outcome = settlePurchase({ ...state, volumeAbove }, order, plans);
      return outcome.ok ? outcome.value.state.volumeAbove : outcome.refusal.code;
    };
    expect(settled(fen(5))).toBe(105);
    expect(settled(null)).toBeNull();
    expect(settled(fen(MAX_AMOUNT - 99))).toBe('amount/tooLarge');
  });

  it.each([
    ['turnover', { turnover: fen(MAX_AMOUNT - 99) }],
    ['the quota of the referrer', { referrer: { ...newMember('A'), quota: MAX_AMOUNT as never } }],
  ])('that would take %s to 2^53 is refused whole', (_, changes) => {
    expect(settlePurchase({ ...state, ...changes }, { id: '7', amount: fen(100) }, plans)).toMatchObject({
      ok: false,
      refusal: { code: 'amount/tooLarge' },
    });
  });

  it('granted release points of 2^53 as well', () => {
    const release = { ...plans.release, tiers: [{ from: fen(0), multiple: rate(MAX_AMOUNT) }] };
    expect(settlePurchase(state, { id: '7', amount: fen(2_000_000) }, { release })).toMatchObject({ ok: false });
  });

  it('with a plan but no pool is a mistake of our own', () => {
    expect(() => settlePurchase({ ...state, pool: null }, { id: '7', amount: fen(100) }, plans)).toThrow(
      new Invariant('an appreciation plan without its pool'),
    );
  });

  it('holds its release points in an account of its own', () => expect(orderAccount('x')).toBe('order:x'));
});

describe('a reversal (rules §5)', () => {
  it('takes everything back from buyer and referrer; the contribution stays', () => {
    const shop = shopOf();
    shop.play({ do: 'purchase', member: 'D', amount: hundredths('100.00') });
    const before = shop.state;
    shop.play(BOUGHT);
    expect(shop.play({ do: 'reverse', order: 1 }).ok).toBe(true);
    expect(shop.member('A')).toEqual(before.members.A);
    expect(shop.member('B')).toEqual({ ...before.members.B, level: 1 });
    expect(shop.state.orders[1]!.remaining).toBe(0);
    expect(shop.pool).toMatchObject({
      pool: 93_000,
      circulating: micro('21'),
      minted: micro('525'),
      burned: micro('504'),
    });
    expect(shop.postings.slice(-9).map(({ asset, from, to, amount }) => `${asset} ${from} ${to} ${amount}`)).toEqual([
      'appreciating member:B treasury:retired 441000000',
      'exitQuota member:B treasury:retired 600000',
      'quota member:B treasury:retired 600000',
      'weight member:B treasury:retired 3000000',
      'remaining order:1 treasury:retired 750000',
      'appreciating member:A treasury:retired 63000000',
      'exitQuota member:A treasury:retired 18000',
      'quota member:A treasury:retired 300000',
      'weight member:A treasury:retired 300000',
    ]);
  });

  it('books as owed what is no longer there, and the next credits of that asset pay it', () => {
    const shop = shopOf();
    shop.play({ do: 'purchase', member: 'D', amount: hundredths('3000.00') });
    shop.play(BOUGHT);
    shop.play({ do: 'close' });
    shop.play({ do: 'close' }); // 36.00 of 7500.00 are released.
    shop.play({ do: 'spend', member: 'B', amount: hundredths('30.00') });
    shop.play({ do: 'sell', member: 'B', points: micro('300') });
    const held = shop.member('B');
    const price = shop.pool;
    shop.play({ do: 'reverse', order: 1 });
    expect(shop.member('B')).toMatchObject({
      points: 0,
      quota: 0,
      weight: 0,
      exitQuota: 0,
      spendable: 0,
      owed: {
        points: micro('300'),
        spendable: hundredths('30.00'),
        exitQuota: hundredths('6000.00') - held.exitQuota,
        quota: hundredths('6000.00') - held.quota,
        weight: 0,
      },
    });
    // Only what was really held is burned.
    expect(price.circulating - shop.pool.circulating).toBe(micro('204'));
    // The next purchase pays the points first: they are minted and burned at once.
    const { circulating, burned, minted } = shop.pool;
    shop.play(BOUGHT);
    const granted = shop.state.orders.at(-1)!.grants.appreciation!;
    expect(shop.member('B').points).toBe(Math.max(0, granted.buyerPoints - micro('300')));
    const repaid = Math.min(granted.buyerPoints, micro('300'));
    expect(shop.member('B').owed.points).toBe(micro('300') - repaid);
    expect(shop.pool).toMatchObject({
      minted: minted + granted.buyerPoints + granted.referrerPoints,
      burned: burned + repaid,
      circulating: circulating + granted.buyerPoints + granted.referrerPoints - repaid,
    });
  });

  it('leaves a debt of the referrer, paid by what the next purchase gives', () => {
    const shop = shopOf();
    shop.play({ do: 'purchase', member: 'D', amount: hundredths('3000.00') });
    shop.play(BOUGHT);
    shop.play({ do: 'sell', member: 'A', points: shop.member('A').points });
    const debt = shop.state.orders[1]!.grants.appreciation!.referrerPoints;
    shop.play({ do: 'reverse', order: 1 });
    expect(shop.member('A').owed.points).toBe(debt);
    const { burned } = shop.pool;
    shop.play({ ...BOUGHT, amount: hundredths('100.00') });
    const { referrerPoints } = shop.state.orders[2]!.grants.appreciation!;
    expect(shop.member('A')).toMatchObject({ points: 0, owed: { points: debt - referrerPoints } });
    expect(shop.pool.burned).toBe(burned + referrerPoints);
  });

  it('takes nothing from a referrer who is gone, and burns nothing where there is no pool', () => {
    const dividend = { buyerQuota: 5, buyerWeight: 6, referrerQuota: 7, referrerWeight: 8 } as never;
    const grants = { amount: fen(500), appreciation: null, dividend, release: null };
    const buyer = { ...newMember('B'), quota: 5 as never, weight: 6 as never };
    const state = { buyer, referrer: null, pool: null, remaining: 0 as never };
    const reversed = reverseOrder(state, { id: '1', grants });
    expect(reversed).toMatchObject({
      ok: true,
      value: { state: { buyer: newMember('B'), referrer: null, pool: null } },
    });
  });

  it('sweeps the pool where it burns the last point', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.pool).toMatchObject({ pool: 0, circulating: 0, swept: 90_000 });
    expect(shop.pool.lastPrice).toEqual({ fen: 90_000, points: micro('90') });
  });

  it('of an order without plans changes nothing but the turnover it tells', () => {
    const state = { buyer: newMember('B'), referrer: newMember('A'), pool: null, remaining: 0 as never };
    const grants = { amount: fen(500), appreciation: null, dividend: null, release: null };
    expect(reverseOrder(state, { id: '1', grants })).toEqual({
      ok: true,
      value: { state, amount: 500, postings: [] },
    });
  });

  it('without a referrer takes from the buyer alone', () => {
    const shop = shopOf();
    shop.play({ ...BOUGHT, member: 'D' });
    shop.play({ do: 'reverse', order: 0 });
    expect(shop.member('D')).toEqual({ ...newMember('D'), level: 1 });
  });

  it('whose debts would reach 2^53 is refused', () => {
    const shop = shopOf();
    shop.play(BOUGHT);
    const owed = { ...shop.member('B').owed, points: microPoints(MAX_AMOUNT) };
    shop.given({ members: { B: { ...shop.member('B'), points: microPoints(0), owed } } });
    expect(shop.play({ do: 'reverse', order: 0 })).toMatchObject({ refusal: { code: 'amount/tooLarge' } });
  });
});

story(
  'turnover falls by what is reversed, never below 0; the shortfall is carried (rules §5)',
  `
  settled | reversed | carried | turnover | shortfall
  100.00  | 0.00     | 0.00    | 100.00   | 0.00
  100.00  | 30.00    | 0.00    | 70.00    | 0.00
  100.00  | 30.00    | 70.00   | 0.00     | 0.00
  100.00  | 30.00    | 70.01   | 0.00     | 0.01
  0.00    | 30.00    | 5.00    | 0.00     | 35.00
  100.00  | 0.00     | 40.00   | 60.00    | 0.00
  `,
  ({ settled, reversed, carried }) => {
    const day = turnoverOfDay(hundredths(settled!), hundredths(reversed!), hundredths(carried!));
    return { turnover: money(day.turnover), shortfall: money(day.shortfall) };
  },
);
