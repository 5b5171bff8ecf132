import { fen, Invariant, MAX_AMOUNT, rate } from '@shared/kernel';
import { orderAccount } from '@shared/ledger';
import {
  type Counted,
  newMember,
  type OrderToSettle,
  openPool,
  releaseGrant,
  settlePurchase,
  whyNotCounted,
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
      appreciation: {
        contribution: 90_000,
        price: { fen: 1_000_000, points: 10_000_000_000 },
        buyerPoints: 630_000_000,
        referrerPoints: 90_000_000,
        buyerExitQuota: 600_000,
        referrerExitQuota: 18_000,
        counted: 300_000,
        mintedBefore: 0,
        plan: plans.appreciation,
      },
      dividend: {
        buyerQuota: 600_000,
        buyerWeight: 3_000_000,
        referrerQuota: 300_000,
        referrerWeight: 300_000,
        counted: 300_000,
        plan: plans.dividend,
      },
      release: { level: 1, granted: 750_000, daily: 3_600, counted: 300_000, plan: plans.release },
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
      appreciation: null,
      dividend: null,
      release: null,
    });
  });

  it('has the level of the highest order', () => {
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
  const orderOf = (amount: number, changes: Partial<OrderToSettle> = {}): OrderToSettle => ({
    id: '7',
    amount: fen(amount),
    counted: { appreciation: fen(amount), dividend: fen(amount), release: fen(amount) },
    isOwnShop: false,
    referrerTakesPart: { appreciation: true, dividend: true },
    ...changes,
  });
  const nowhere: Counted = { appreciation: null, dividend: null, release: null };

  it('adds to the volume above the buyer, where there is any', () => {
    const order = orderOf(100);
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
    expect(settlePurchase({ ...state, ...changes }, orderOf(100), plans)).toMatchObject({
      ok: false,
      refusal: { code: 'amount/tooLarge' },
    });
  });

  it('granted release points of 2^53 as well', () => {
    const release = { ...plans.release, tiers: [{ from: fen(0), multiple: rate(MAX_AMOUNT) }] };
    const order = orderOf(2_000_000, { counted: { ...nowhere, release: fen(2_000_000) } });
    expect(settlePurchase(state, order, { release })).toMatchObject({ ok: false });
  });

  it('with a plan but no pool is a mistake of our own', () => {
    expect(() => settlePurchase({ ...state, pool: null }, orderOf(100), plans)).toThrow(
      new Invariant('an appreciation plan without its pool'),
    );
  });

  it('counted by a plan that is off, or for more than its cash, is another', () => {
    expect(() => settlePurchase(state, orderOf(100), {})).toThrow('the plan appreciation is off, and counts an order');
    const counted = { ...nowhere, dividend: fen(101) };
    expect(() => settlePurchase(state, orderOf(100, { counted }), plans)).toThrow(
      "the plan dividend counts more than the order's cash",
    );
  });

  describe('that a plan does not count (rules §5 Who counts)', () => {
    const settled = (order: OrderToSettle, of = plans as typeof plans | Partial<typeof plans>) => {
      const outcome = settlePurchase(state, order, of);
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      return outcome.value;
    };

    it('gives nothing under it, puts nothing into the pool, is no turnover and no volume', () => {
      const { state: after, grants, postings } = settled(orderOf(300_000, { counted: nowhere }));
      expect(after).toEqual({ ...state, volumeAbove: 0 });
      expect(grants).toEqual({ appreciation: null, dividend: null, release: null });
      expect(postings).toEqual([]);
    });

    it.each([
      ['appreciation', { turnover: 300_000, volumeAbove: 300_000, pool: state.pool }],
      ['dividend', { turnover: 0, volumeAbove: 300_000 }],
      ['release', { turnover: 300_000, volumeAbove: 0 }],
    ] as const)('%s alone', (plan, expected) => {
      const counted = { ...orderOf(300_000).counted, [plan]: null };
      const { state: after, grants } = settled(orderOf(300_000, { counted }));
      expect(after).toMatchObject(expected);
      expect(grants[plan]).toBeNull();
      expect(Object.values(grants).filter((grant) => grant !== null)).toHaveLength(2);
    });

    it('counts what the plan counts of it, no more', () => {
      const counted = { appreciation: fen(100), dividend: fen(0), release: fen(200_000) };
      const { state: after, grants } = settled(orderOf(300_000, { counted }));
      expect(after).toMatchObject({ turnover: 0, volumeAbove: 200_000 });
      expect(grants).toMatchObject({
        appreciation: { counted: 100, contribution: 30 },
        dividend: { counted: 0, buyerQuota: 0 },
        release: { counted: 200_000, level: 0, granted: 0, daily: 0 },
      });
    });

    it('is turnover all the same while the dividends are off, but from the own shop', () => {
      const order = orderOf(300_000, { counted: nowhere });
      expect(settled(order, {}).state.turnover).toBe(300_000);
      expect(settled({ ...order, isOwnShop: true }, {}).state.turnover).toBe(0);
    });

    it('a referrer without acceptance is granted nothing of that plan, and it is minted for nobody', () => {
      const part = settled(orderOf(300_000, { referrerTakesPart: { appreciation: false, dividend: true } }));
      expect(part.state.referrer).toMatchObject({ points: 0, exitQuota: 0, quotaToday: 300_000 });
      expect(part.state.pool).toMatchObject({ pool: 90_000, circulating: 630_000_000 });
      const other = settled(orderOf(300_000, { referrerTakesPart: { appreciation: true, dividend: false } }));
      expect(other.state.referrer).toMatchObject({ points: 90_000_000, quotaToday: 0, weightToday: 0 });
    });
  });

  it.each([
    [{ isNamed: false, isOn: false, isOwnShop: true, hasAccepted: false }, 'notNamed'],
    [{ isNamed: true, isOn: false, isOwnShop: true, hasAccepted: false }, 'planOff'],
    [{ isNamed: true, isOn: true, isOwnShop: true, hasAccepted: false }, 'ownShop'],
    [{ isNamed: true, isOn: true, isOwnShop: false, hasAccepted: false }, 'notAccepted'],
    [{ isNamed: true, isOn: true, isOwnShop: false, hasAccepted: true }, null],
  ])('who counts: %p: %s', (order, why) => expect(whyNotCounted(order)).toBe(why));

  it('holds its release points in an account of its own', () => expect(orderAccount('x')).toBe('order:x'));
});
