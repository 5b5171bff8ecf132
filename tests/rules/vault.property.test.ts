// The laws that suites for tokenised vaults (ERC-4626) ask of any vault, put to the pool behind the points: a deposit
// is a purchase's contribution, a withdrawal a sale, shares are points.
import { isDeepStrictEqual } from 'node:util';
import { add, done, type Fen, fen, MAX_AMOUNT, microPoints, RATE_ONE, rate, refusingOverflow } from '@shared/kernel';
import {
  adjust,
  exchange,
  merchantRedeem,
  merchantSell,
  newMember,
  pay,
  pointsValue,
  previewAdjustment,
  previewExchange,
  previewMerchantRedemption,
  previewMerchantSale,
  previewPayment,
  previewPurchase,
  previewRedemption,
  previewSale,
  previewSpending,
  priceOf,
  purchasePoints,
  redeem,
  reserveValue,
  sell,
  spend,
} from '@shared/rules';
import fc from 'fast-check';
import { branchOf, fullHistories, giantHistories, histories, play } from './histories';
import { law } from './law';
import { appreciationPlan } from './plans';
import { Shop } from './shop';

const part = fc.nat(1_000_000);
const partOf = (held: number, millionths: number) => Number((BigInt(held) * BigInt(millionths)) / 1_000_000n);
const QUOTA_ENOUGH = (10 ** 15) as never;

law('no round trip through stable points pays more than a sale', histories, part, part, (history, ofPoints, ofPaid) => {
  const shop = play(history);
  for (const id of Object.keys(shop.state.members)) {
    const trip = branchOf(shop);
    trip.given({
      members: { [id]: { ...shop.member(id), exitQuota: QUOTA_ENOUGH } },
      merchants: { N: { ...shop.merchant('N'), stable: 0 as never, points: microPoints(0), cash: fen(0) } },
    });
    const points = partOf(shop.member(id).points, ofPoints);
    const worth = pointsValue(microPoints(points), shop.pool);
    if (!trip.play({ do: 'exchange', member: id, points }).ok) continue;
    const issued = trip.member(id).stable - shop.member(id).stable;
    expect(issued).toBe(worth);
    // Paid, redeemed and sold in two parts each: splitting must not pay either.
    const first = partOf(issued, ofPaid);
    for (const amount of [first, issued - first]) {
      trip.play({ do: 'pay', member: id, merchant: 'N', amount });
      trip.play({ do: 'merchantRedeem', merchant: 'N', amount });
    }
    const redeemed = trip.merchant('N').points;
    expect(redeemed).toBeLessThanOrEqual(points);
    for (const sold of [partOf(redeemed, ofPaid), redeemed - partOf(redeemed, ofPaid)])
      trip.play({ do: 'merchantSell', merchant: 'N', points: sold });
    expect(trip.merchant('N').cash).toBeLessThanOrEqual(worth);
  }
});

law('no purchases and sales in any order win anything for those who collude', histories, histories, (past, trips) => {
  // Members who only buy and sell among themselves, whatever came before, together end up with no more, in cash and
  // in points, than they paid in and held before.
  const shop = play(past);
  const held = () =>
    ['A', 'B', 'C', 'D'].reduce((sum, id) => sum + pointsValue(shop.member(id).points, shop.pool), 0) +
    ['M', 'N'].reduce((sum, id) => sum + pointsValue(shop.merchant(id).points, shop.pool), 0);
  const others = reserveValue(shop.pool) + pointsValue(shop.plans.appreciation!.seedPoints, shop.pool);
  const before = shop.pool.pool;
  let paidIn = 0;
  let paidOut = 0;
  for (const { do: _do, who, cash, size } of trips.draws) {
    const member = 'ABCD'[who]!;
    const at = shop.pool.pool;
    const swept = shop.pool.swept;
    const outcome =
      cash % 2 === 0
        ? shop.play({ do: 'purchase', member, amount: cash })
        : shop.play({
            do: 'sell',
            member,
            points: 'units' in size ? size.units : partOf(shop.member(member).points, size.millionths),
          });
    if (!outcome.ok) continue;
    const moved = shop.pool.pool + (shop.pool.swept - swept) - at;
    if (moved > 0) paidIn += moved;
    else paidOut -= moved;
  }
  expect(held() + paidOut - paidIn).toBeLessThanOrEqual(before - others);
});

law(
  'dust: points sold one by one pay nothing that they are not worth',
  histories,
  fc.integer({ min: 1, max: 40 }),
  (...given) => {
    const [history, count] = given;
    const shop = play(history);
    const dust = branchOf(shop);
    const worth = pointsValue(microPoints(Math.min(count, shop.member('A').points)), shop.pool);
    dust.given({ members: { A: { ...shop.member('A'), cash: fen(0), exitQuota: QUOTA_ENOUGH } } });
    for (let sold = 0; sold < count; sold += 1) dust.play({ do: 'sell', member: 'A', points: 1 });
    expect(dust.member('A').cash).toBeLessThanOrEqual(worth);
  },
);

describe('the first buyer', () => {
  /** An attacker buys, sells all but a millionth of a point and waits for the next purchase. */
  const attack = (seedPoints: string, stake: number, victims: number) => {
    const shop = new Shop({ appreciation: appreciationPlan({ seedPoints, maxSupply: '9000000000' }) });
    shop.play({ do: 'purchase', member: 'A', amount: stake });
    shop.play({ do: 'sell', member: 'A', points: Math.max(shop.member('A').points - 1, 0) });
    const value = pointsValue(shop.member('A').points, shop.pool);
    shop.play({ do: 'purchase', member: 'D', amount: victims });
    const gained = pointsValue(shop.member('A').points, shop.pool) - value;
    return { gained, victim: shop.member('D').points, pool: shop.pool };
  };

  test('takes the contribution of the next one where the platform holds no seed', () => {
    const { gained, victim } = attack('0', 10_000_000, 100_000);
    expect({ gained, victim }).toEqual({ gained: 30_000, victim: 0 });
  });

  law(
    'takes nothing to speak of where it holds the least seed that may be published',
    fc.integer({ min: 1, max: 10 ** 11 }),
    fc.integer({ min: 1, max: 10 ** 9 }),
    (stake, victims) => {
      const { gained, victim, pool } = attack('1000', stake, victims);
      expect(gained).toBeLessThanOrEqual(1);
      // What rounding takes from the victim is less than a millionth of a point.
      const contribution = BigInt(Math.floor((victims * 30) / 100));
      const price = { fen: BigInt(pool.pool) - contribution, points: BigInt(pool.circulating) - BigInt(victim) };
      expect((BigInt(victim) + 1n) * price.fen * 10n).toBeGreaterThanOrEqual(contribution * price.points * 7n);
    },
  );
});

law('a donation by the platform lowers nobody', fullHistories, part, fc.boolean(), (history, amount, stable) => {
  const shop = play(history);
  const asset = stable ? 'stable' : 'appreciating';
  const given = adjust(shop.member('D'), shop.pool, { kind: 'add', asset, amount } as never, shop.plans);
  const taken = adjust(shop.member('A'), shop.pool, { kind: 'remove', asset, amount } as never, shop.plans);
  for (const outcome of [given, taken]) {
    if (!outcome.ok) continue;
    const after = outcome.value.pool!;
    const [was, is] = [priceOf(shop.pool), priceOf(after)];
    expect(BigInt(is.fen) * BigInt(was.points) >= BigInt(was.fen) * BigInt(is.points)).toBe(true);
    const surplus = (pool: typeof after) => reserveValue(pool) - pool.stableOutstanding;
    expect(surplus(after)).toBeGreaterThanOrEqual(surplus(shop.pool));
    for (const id of ['B', 'C'])
      if (after.circulating > 0)
        expect(pointsValue(shop.member(id).points, after)).toBeGreaterThanOrEqual(
          pointsValue(shop.member(id).points, shop.pool),
        );
  }
});

const anyHistory = fc.oneof(fullHistories, giantHistories);
law('what is previewed is what is done, for every action', anyHistory, part, part, (history, share, cash) => {
  const shop = play(history);
  const plan = shop.plans.appreciation!;
  const { pool } = shop;
  /** The action's own figures where it was done, its refusal otherwise. */
  const same = (previewed: unknown, outcome: { ok: boolean; value?: unknown }, figures: (value: never) => unknown) => {
    const done = outcome.ok ? { ok: true, value: figures(outcome.value as never) } : outcome;
    if (!isDeepStrictEqual(previewed, done)) expect(previewed).toEqual(done);
  };
  // More than is held is asked for as well.
  const asked = (held: number) => Math.min(partOf(held, share + (share >> 3)), MAX_AMOUNT) as never;
  for (const member of Object.values(shop.state.members)) {
    const points = asked(member.points);
    same(
      previewSale(member, pool, points, plan),
      sell(member, pool, points, plan),
      (v: { figures: unknown }) => v.figures,
    );
    same(
      previewRedemption(member, pool, points, plan),
      redeem(member, pool, points, plan),
      (v: { figures: unknown }) => v.figures,
    );
    same(
      previewExchange(member, pool, points, plan),
      exchange(member, pool, points, plan),
      (v: { figures: unknown }) => v.figures,
    );
    const spending = asked(member.spendable);
    same(previewSpending(member, spending), spend(member, spending), () => spending);
    for (const merchant of Object.values(shop.state.merchants)) {
      const paid = asked(member.stable);
      same(previewPayment(member, merchant, paid), pay(member, merchant, paid), () => paid);
    }
    for (const asset of ['appreciating', 'stable', 'spendable'] as const)
      for (const kind of ['add', 'remove'] as const) {
        const adjustment = { kind, asset, amount: cash } as never;
        same(
          previewAdjustment(member, pool, adjustment, shop.plans),
          adjust(member, pool, adjustment, shop.plans),
          (v: { figures: unknown }) => v.figures,
        );
      }
    for (const referrer of [null, newMember('R')]) {
      const bought = refusingOverflow(() => done(purchasePoints(member, referrer, pool, fen(cash), plan)));
      const grant = previewPurchase(pool, fen(cash), referrer !== null, plan);
      if (bought.ok) same({ ok: true, value: grant }, bought, (v: { grant: unknown }) => v.grant);
    }
  }
  for (const merchant of Object.values(shop.state.merchants)) {
    const amount = asked(merchant.stable);
    same(
      previewMerchantRedemption(merchant, pool, amount),
      merchantRedeem(merchant, pool, amount),
      (v: { points: unknown }) => ({
        points: v.points,
        price: priceOf(pool),
      }),
    );
    const points = asked(merchant.points);
    same(
      previewMerchantSale(merchant, pool, points, plan),
      merchantSell(merchant, pool, points, plan),
      (v: { figures: unknown }) => v.figures,
    );
  }
});

law(
  'the supply stops at its cap, to the last millionth',
  fc.array(fc.nat(10_000_000), { maxLength: 30 }),
  fc.nat(2_000_000_000),
  (purchases, supply) => {
    const plan = { ...appreciationPlan({ referrerGiftRate: '0.1', maxSupply: '0' }), maxSupply: microPoints(supply) };
    const shop = new Shop({ appreciation: plan });
    for (const amount of purchases) {
      const before = shop.pool;
      const left = supply - before.minted;
      if (!shop.play({ do: 'purchase', member: 'B', amount }).ok) continue;
      const { buyerPoints, referrerPoints, contribution } = shop.state.orders.at(-1)!.grants.appreciation!;
      const uncut = previewPurchase(before, fen(amount), true, { ...plan, maxSupply: microPoints(MAX_AMOUNT) });
      expect(buyerPoints).toBe(Math.min(uncut.buyerPoints, left));
      expect(referrerPoints).toBe(Math.min(uncut.referrerPoints, left - buyerPoints));
      // Contribution is paid in full all the same.
      expect(shop.pool.pool + shop.pool.swept).toBe(before.pool + before.swept + contribution);
    }
    expect(shop.pool.minted).toBeLessThanOrEqual(supply);
  },
);

law(
  'at 2^53 the whole event is refused',
  fc.nat(2_000),
  fc.nat(2_000),
  fc.integer({ min: 1, max: RATE_ONE }),
  (...given) => {
    const [short, more, share] = given;
    const plan = {
      ...appreciationPlan(),
      contributionRate: rate(RATE_ONE),
      giftRate: rate(share),
      maxSupply: microPoints(0),
    };
    const shop = new Shop({ appreciation: { ...plan, seedPoints: microPoints(0) } });
    const pool: Fen = fen(MAX_AMOUNT - short);
    shop.given({ pool: { ...shop.pool, pool, circulating: microPoints(1) } });
    const before = shop.state;
    const outcome = shop.play({ do: 'purchase', member: 'A', amount: more + 1 });
    if (more + 1 <= short) {
      expect(shop.pool.pool).toBe(add(pool, fen(more + 1)));
      return;
    }
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'amount/tooLarge' } });
    expect(shop.state).toBe(before);
  },
);
