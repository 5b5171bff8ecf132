// "Must hold, always" of rules §1 and §2, over random histories of every action, adjustments, reversals and closes.
import { MAX_AMOUNT, microPoints } from '@shared/kernel';
import type { Price } from '@shared/plans';
import { maxSale, pointsValue, priceOf, reserveValue, sell } from '@shared/rules';
import fc from 'fast-check';
import { branchOf, fullHistories, giantHistories, type History, histories, play, type Step } from './histories';
import { law } from './law';
import { pointsInAllHands, type ShopState, stableInAllHands } from './shop';

const price = (state: ShopState) => priceOf(state.pool!);
const isAtLeast = (a: Price, b: Price) => BigInt(a.fen) * BigInt(b.points) >= BigInt(b.fen) * BigInt(a.points);

const isAmount = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
const amountsIn = ({ members, merchants, pool, turnover, carried }: ShopState): unknown[] => [
  ...Object.values(members).flatMap(({ id: _id, owed, ordersAtLevel, ...own }) =>
    [own, owed, ordersAtLevel].flatMap((figures) => Object.values(figures)),
  ),
  ...Object.values(merchants).flatMap(({ stable, points, cash }) => [stable, points, cash]),
  ...Object.values({ ...pool!, lastPrice: 0 }),
  turnover,
  carried,
];

/** What every step of every history must keep. */
const PROMISES: Record<string, (step: Step) => boolean> = {
  'the exact price never falls, across an emptying neither': ({ before, after }) =>
    isAtLeast(price(after), price(before)),
  'the points in all hands are what circulates': ({ shop, after }) =>
    pointsInAllHands(after, shop.plans.appreciation!.seedPoints) === BigInt(after.pool!.circulating),
  'what circulates was minted and not burned': ({ after: { pool } }) =>
    BigInt(pool!.minted) - BigInt(pool!.burned) === BigInt(pool!.circulating),
  'the supply is never passed': ({ shop, after }) => after.pool!.minted <= shop.plans.appreciation!.maxSupply,
  'the pool is empty while nothing circulates, and only then': ({ after: { pool } }) =>
    (pool!.pool === 0) === (pool!.circulating === 0),
  "what is out in stable points is in somebody's hands": ({ after }) =>
    stableInAllHands(after) === BigInt(after.pool!.stableOutstanding),
  'the reserve covers what is out in stable points': ({ after: { pool } }) =>
    reserveValue(pool!) >= pool!.stableOutstanding,
  'every amount is a whole number from 0 to 2^53 - 1': ({ after }) => amountsIn(after).every(isAmount),
  'what is refused changes nothing': ({ before, after, refusal }) => refusal === null || after === before,
};

describe.each<[string, fc.Arbitrary<History>]>([
  ['usual amounts', histories],
  ['all three plans', fullHistories],
  ['amounts near 2^53', giantHistories],
])('%s', (_, given) => {
  law('every promise of the rules is kept at every step', given, (history) => {
    play(history, (step) => {
      for (const [promise, isKept] of Object.entries(PROMISES))
        if (!isKept(step)) throw new Error(`broken by ${JSON.stringify(step.command)}: ${promise}`);
    });
  });
});

law('a purchase and at once a sale of its points pays at most its contribution', histories, (history) => {
  play(history, ({ shop, command, after, refusal }) => {
    if (command.do !== 'purchase' || refusal !== null) return;
    const grant = after.orders.at(-1)!.grants.appreciation;
    if (!grant) return;
    const together = branchOf(shop);
    const referrer = shop.people.members[command.member];
    const paid = (id: string, points: number) => {
      const cash = together.member(id).cash;
      // As though there were quota enough: the most that could be sold.
      together.given({
        members: { [id]: { ...together.member(id), exitQuota: (10 ** 12) as never } },
      });
      together.play({ do: 'sell', member: id, points });
      return together.member(id).cash - cash;
    };
    const buyers = paid(command.member, grant.buyerPoints);
    expect(buyers).toBeLessThanOrEqual(grant.contribution);
    if (shop.plans.appreciation!.sellFeeRate > 0 && buyers > 0) expect(buyers).toBeLessThan(grant.contribution);
    // Nor do buyer and referrer together get out more.
    const referrers = referrer ? paid(referrer, grant.referrerPoints) : 0;
    expect(buyers + referrers).toBeLessThanOrEqual(grant.contribution);
  });
});

law(
  'no splitting pays more for n points than floor(n × price before)',
  histories,
  fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }),
  (history, cuts) => {
    const shop = play(history);
    const { pool } = shop;
    for (const id of Object.keys(shop.state.members)) {
      const split = branchOf(shop);
      split.given({ members: { [id]: { ...shop.member(id), cash: 0 as never, exitQuota: (10 ** 15) as never } } });
      const held = shop.member(id).points;
      const bounds = [0, ...cuts.map((cut) => Number((BigInt(held) * BigInt(cut)) / 1_000_000n)), held];
      let sold = 0n;
      for (const [at, to] of bounds.toSorted((a, b) => a - b).entries()) {
        const points = to - (at === 0 ? 0 : bounds.toSorted((a, b) => a - b)[at - 1]!);
        if (split.play({ do: 'sell', member: id, points }).ok) sold += BigInt(points);
      }
      const atOnce = pool.circulating === 0 ? 0n : (sold * BigInt(pool.pool)) / BigInt(pool.circulating);
      expect(BigInt(split.member(id).cash)).toBeLessThanOrEqual(atOnce);
    }
  },
);

law(
  'the most that may be sold may be sold, and a millionth more may not',
  fc.oneof(fullHistories, giantHistories),
  (history) => {
    const shop = play(history);
    const plan = shop.plans.appreciation!;
    for (const member of Object.values(shop.state.members)) {
      const most = maxSale(member, shop.pool, plan);
      // Where the member's cash or what was swept comes to 2^53, the most is refused, though a part of it would do.
      const { pool } = shop;
      if (member.cash > MAX_AMOUNT - pointsValue(member.points, pool) || pool.swept > MAX_AMOUNT - pool.pool) continue;
      expect(most).toBeLessThanOrEqual(member.points);
      if (most > 0) expect(sell(member, shop.pool, most, plan).ok).toBe(true);
      if (most < member.points) expect(sell(member, shop.pool, microPoints(most + 1), plan).ok).toBe(false);
      expect(sell(member, shop.pool, member.points, plan).ok).toBe(most === member.points && most > 0);
    }
  },
);
