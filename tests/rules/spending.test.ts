import { fen, MAX_AMOUNT, microPoints, rate, spendableCents } from '@shared/kernel';
import {
  adjust,
  maxPointsFor,
  newMember,
  previewAdjustment,
  previewSpending,
  reserveValue,
  spend,
} from '@shared/rules';
import { appreciationPlan, releasePlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money, points } from './words';

const holder = (spendable: string) => ({ ...newMember('A'), spendable: hundredths(spendable) });

describe('spendable points pay a part of an order (rules §5)', () => {
  it.each([
    ['100.00', '0.3', '30.00'],
    ['0.03', '0.3', '0.00'],
    ['99.99', '0.333333', '33.32'],
    ['100.00', '1', '100.00'],
    ['100.00', '0', '0.00'],
  ])('of %s yuan at %s: at most %s', (goods, ratio, most) => {
    const share = rate(Math.round(Number(ratio) * 1_000_000));
    expect(money(maxPointsFor(hundredths(goods), share))).toBe(most);
  });

  it('and are gone', () => {
    const spent = spend(holder('30.00'), hundredths('10.00'), hundredths('10.00'));
    expect(spent).toEqual({
      ok: true,
      value: {
        member: holder('20.00'),
        postings: [{ asset: 'spendable', from: 'member:A', to: 'treasury:retired', amount: 1_000 }],
      },
    });
    expect(spend(holder('30.00'), hundredths('30.00'))).toMatchObject({ value: { member: { spendable: 0 } } });
  });

  it.each<[string, string | undefined, string, object]>([
    ['0', undefined, 'spending/nothing', {}],
    ['30.01', undefined, 'spending/exceedsHolding', { asked: 3_001, held: 3_000 }],
    ['30.01', '10.00', 'spending/exceedsHolding', { asked: 3_001, held: 3_000 }],
    ['10.01', '10.00', 'spending/exceedsShare', { asked: 1_001, limit: 1_000 }],
    ['0.01', '0', 'spending/exceedsShare', { asked: 1, limit: 0 }],
  ])('but not %s of 30.00 where %s may be: %s', (asked, limit, code, figures) => {
    const most = limit === undefined ? undefined : hundredths(limit);
    const refusal = { ok: false, refusal: { code, figures } };
    expect(spend(holder('30.00'), hundredths(asked), most)).toEqual(refusal);
    expect(previewSpending(holder('30.00'), hundredths(asked), most)).toEqual(refusal);
    expect(previewSpending(holder('30.00'), spendableCents(1), most)).toEqual(
      most === 0 ? expect.anything() : { ok: true, value: 1 },
    );
  });
});

/** A shop at 3.01 yuan a point, with some in the exchange reserve. */
const shopOf = (maxSupply = '1000', pool: object = {}) => {
  const shop = new Shop({ appreciation: appreciationPlan({ maxSupply }), release: releasePlan() });
  const figures = { pool: 30_100, circulating: 100_000_000, minted: 110_000_000, burned: 10_000_000 };
  shop.given({
    pool: {
      ...shop.pool,
      ...(figures as object),
      reservePoints: microPoints(10_000_000),
      stableOutstanding: hundredths('20.00'),
      ...pool,
    },
    members: {
      A: { ...shop.member('A'), points: micro('5'), stable: hundredths('20.00'), spendable: hundredths('20.00') },
    },
  });
  return shop;
};
const adjusting = (kind: 'add' | 'remove', asset: 'appreciating' | 'stable' | 'spendable', amount: number) =>
  ({ do: 'adjust', member: 'A', kind, asset, amount }) as const;

story(
  "added points are minted at today's price and paid for by the platform, rounded up (rules §5)",
  `
  asset        | added    | funded | minted   | inReserve | outstanding
  appreciating | 1        | 3.01   | 1        | 0         | 0.00
  appreciating | 0.000001 | 0.01   | 0.000001 | 0         | 0.00
  appreciating | 10       | 30.10  | 10       | 0         | 0.00
  stable       | 3.01     | 3.01   | 1        | 1         | 3.01
  stable       | 3.00     | 3.01   | 0.996678 | 0.996678  | 3.00
  stable       | 0.01     | 0.02   | 0.003323 | 0.003323  | 0.01
  spendable    | 7.00     | 0.00   | 0        | 0         | 0.00
  `,
  ({ asset, added }) => {
    const shop = shopOf();
    const before = shop.state;
    const amount = asset === 'appreciating' ? micro(added!) : hundredths(added!);
    const field = asset === 'appreciating' ? 'points' : (asset as 'stable');
    expect(shop.play(adjusting('add', asset as never, amount)).ok).toBe(true);
    expect(shop.member('A')[field]).toBe(before.members.A![field] + amount);
    expect(reserveValue(shop.pool)).toBeGreaterThanOrEqual(shop.pool.stableOutstanding);
    return {
      funded: money(shop.pool.pool - before.pool!.pool),
      minted: points(shop.pool.minted - before.pool!.minted),
      inReserve: points(shop.pool.reservePoints - before.pool!.reservePoints),
      outstanding: money(shop.pool.stableOutstanding - before.pool!.stableOutstanding),
    };
  },
);

test('postings of what is added', () => {
  const postingsOf = (asset: 'appreciating' | 'stable' | 'spendable', amount: number) => {
    const shop = shopOf();
    shop.play(adjusting('add', asset, amount));
    return shop.postings.map((posting) => `${posting.asset} ${posting.from} ${posting.to} ${posting.amount}`);
  };
  expect(postingsOf('appreciating', 1_000_000)).toEqual([
    'cash platform:reserve platform:backingPool 301',
    'appreciating treasury:issued member:A 1000000',
  ]);
  expect(postingsOf('stable', 301)).toEqual([
    'cash platform:reserve platform:backingPool 301',
    'appreciating treasury:issued platform:exchangeReserve 1000000',
    'stable treasury:issued member:A 301',
  ]);
  expect(postingsOf('spendable', 301)).toEqual(['spendable treasury:issued member:A 301']);
});

describe('removed points are bought back by the platform without fee, stable and spendable ones destroyed', () => {
  const burned = (asset: string, amount: number) => ({ asset, from: 'member:A', to: 'treasury:retired', amount });
  const paid = (amount: number) => ({
    asset: 'cash',
    from: 'platform:backingPool',
    to: 'platform:reserve',
    amount,
  });
  it.each([
    [
      'appreciating',
      5_000_000,
      { points: 0 },
      { circulating: 95_000_000, burned: 15_000_000, pool: 30_100 - 1_505 },
      [paid(1_505)],
    ],
    // floor(1 × 30100 / 100000000) is nothing: the price rises by it.
    ['appreciating', 1, { points: 4_999_999 }, { circulating: 99_999_999, pool: 30_100 }, []],
    ['stable', 2_000, { stable: 0 }, { circulating: 100_000_000, stableOutstanding: 0, reservePoints: 10_000_000 }, []],
    ['spendable', 2_000, { spendable: 0 }, { circulating: 100_000_000, stableOutstanding: 2_000 }, []],
  ] as const)('%s, %i', (asset, amount, member, pool, postings) => {
    const shop = shopOf();
    expect(shop.play(adjusting('remove', asset, amount)).ok).toBe(true);
    expect(shop.member('A')).toMatchObject(member);
    expect(shop.pool).toMatchObject(pool);
    expect(shop.postings).toEqual([burned(asset, amount), ...postings]);
  });

  it('the last one for all that is in the pool, the price kept', () => {
    const shop = shopOf('1000', { circulating: microPoints(5_000_000), reservePoints: 0, stableOutstanding: 0 });
    shop.play(adjusting('remove', 'appreciating', 5_000_000));
    expect(shop.pool).toMatchObject({ pool: 0, circulating: 0, swept: 0, lastPrice: { fen: 30_100 } });
    expect(shop.postings.at(-1)).toEqual(paid(30_100));
  });
});

describe('an adjustment', () => {
  it.each([
    ['add', 'appreciating', 0, 'adjustment/nothing', {}],
    ['remove', 'stable', 0, 'adjustment/nothing', {}],
    [
      'remove',
      'appreciating',
      5_000_001,
      'adjustment/exceedsHolding',
      { asset: 'appreciating', asked: 5_000_001, held: 5_000_000 },
    ],
    ['remove', 'stable', 2_001, 'adjustment/exceedsHolding', { asset: 'stable', asked: 2_001, held: 2_000 }],
    ['remove', 'spendable', 2_001, 'adjustment/exceedsHolding', { asset: 'spendable', asked: 2_001, held: 2_000 }],
    ['add', 'appreciating', 890_000_001, 'adjustment/exceedsSupply', { asked: 890_000_001, left: 890_000_000 }],
    ['add', 'stable', 267_891, 'adjustment/exceedsSupply', { asked: 890_003_323, left: 890_000_000 }],
  ] as const)('to %s %s points, %p of them: %s', (kind, asset, amount, code, figures) => {
    const shop = shopOf();
    const before = shop.state;
    const outcome = shop.play(adjusting(kind, asset, amount));
    expect(outcome).toEqual({ ok: false, refusal: { code, figures } });
    expect(shop.state).toBe(before);
    const asked = adjusting(kind, asset, amount) as never;
    expect(previewAdjustment(shop.member('A'), shop.pool, asked, shop.plans)).toEqual(outcome);
  });

  it('to the last point of the supply is done', () => {
    expect(shopOf().play(adjusting('add', 'appreciating', 890_000_000)).ok).toBe(true);
  });

  it('that would reach 2^53 is refused', () => {
    const shop = shopOf();
    shop.given({ members: { A: { ...shop.member('A'), spendable: MAX_AMOUNT as never } } });
    expect(shop.play(adjusting('add', 'spendable', 1))).toMatchObject({ refusal: { code: 'amount/tooLarge' } });
  });

  it('is funded by as much as its preview says', () => {
    const shop = shopOf();
    const figures = { funded: 301, boughtBack: 0 };
    const asked = adjusting('add', 'stable', 300) as never;
    expect(previewAdjustment(shop.member('A'), shop.pool, asked, shop.plans)).toEqual({ ok: true, value: figures });
    expect(adjust(shop.member('A'), shop.pool, asked, shop.plans)).toMatchObject({ value: { figures } });
  });

  it('is at the last price while nothing circulates', () => {
    const empty = {
      pool: fen(0),
      circulating: microPoints(0),
      lastPrice: { fen: fen(3), points: microPoints(1_000_000) },
    };
    const shop = shopOf('1000', { ...empty, reservePoints: 0, stableOutstanding: 0 });
    shop.play(adjusting('add', 'appreciating', 2_000_001));
    expect(shop.pool).toMatchObject({ pool: 7, circulating: 2_000_001 });
  });

  it('of spendable points pays what is owed first', () => {
    const shop = shopOf();
    const owed = { ...shop.member('A').owed, spendable: spendableCents(300) };
    shop.given({ members: { A: { ...shop.member('A'), owed } } });
    shop.play(adjusting('add', 'spendable', 500));
    expect(shop.member('A')).toMatchObject({ spendable: 2_200, owed: { spendable: 0 } });
    expect(shop.postings.map(({ to, amount }) => `${to} ${amount}`)).toEqual(['owed:A 300', 'member:A 200']);
  });

  it.each(['appreciating', 'stable', 'spendable'] as const)(
    'of %s points is refused while their plan is off',
    (asset) => {
      const off = new Shop(asset === 'spendable' ? { appreciation: appreciationPlan() } : { release: releasePlan() });
      expect(off.play(adjusting('add', asset, 1))).toEqual({ ok: false, refusal: { code: 'plan/off', figures: {} } });
    },
  );
});
