// What a reversal must keep (rules §5), over random histories. That the price never falls across it, that points in all
// hands are what circulates and that postings come to the balances is held with all other steps: appreciation and
// conservation.
import { fen } from '@shared/kernel';
import { pointsValue } from '@shared/rules';
import { partOf } from '@shared/rules/orders/takeBack';
import fc from 'fast-check';
import { branchOf, fullHistories, giantHistories, type History, play, type Step } from './histories';
import { law } from './law';
import type { Shop } from './shop';

/** Tells of every reversal that was done: the shop as it was and as it is, the order, the figures. */
const reversalsOf = (history: History, onReversal: (step: Step, order: number) => void): void => {
  play(history, (step) => {
    if (step.command.do === 'reverse' && step.refusal === null) onReversal(step, step.command.order);
  });
};

const anyHistory = fc.oneof(fullHistories, giantHistories);
const cash = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 10 ** 9 }), fc.maxSafeNat());

law(
  'the parts of what an order gave sum to all of it',
  fc.maxSafeNat(),
  cash.map((amount) => Math.max(1, amount)),
  fc.array(fc.nat(1_000_000), { maxLength: 8 }),
  (given, amount, cuts) => {
    const bounds = [...cuts.map((cut) => Number((BigInt(amount) * BigInt(cut)) / 1_000_000n)), amount];
    let before = 0;
    let taken = 0n;
    for (const after of bounds.toSorted((a, b) => a - b)) {
      const portion = { of: fen(amount), before: fen(before), after: fen(after) };
      taken += BigInt(partOf(fen(given), portion));
      // Never less than its share.
      expect(taken * BigInt(amount) >= BigInt(given) * BigInt(after)).toBe(true);
      before = after;
    }
    expect(taken).toBe(BigInt(given));
  },
);

law(
  'takes nothing from anybody but the buyer and the referrer, and lowers what nobody holds',
  anyHistory,
  (history) => {
    reversalsOf(history, ({ shop, before, after }, order) => {
      const { buyer } = before.orders[order]!;
      const referrer = shop.people.members[buyer];
      for (const id of Object.keys(before.members)) {
        if (id === buyer || id === referrer) continue;
        expect(after.members[id]).toBe(before.members[id]);
        if (after.pool!.circulating > 0)
          expect(pointsValue(after.members[id]!.points, after.pool!)).toBeGreaterThanOrEqual(
            pointsValue(before.members[id]!.points, before.pool!),
          );
      }
      expect(after.merchants).toEqual(before.merchants);
      expect(after.turnover).toBe(before.turnover);
      expect(after.carried).toBe(before.carried);
      for (const id of [buyer, ...(referrer ? [referrer] : [])]) {
        const [was, is] = [before.members[id]!, after.members[id]!];
        for (const asset of [
          'points',
          'exitQuota',
          'quota',
          'quotaToday',
          'weight',
          'weightToday',
          'spendable',
        ] as const)
          expect(is[asset]).toBeLessThanOrEqual(was[asset]);
        expect([is.cash, is.stable]).toEqual([was.cash, was.stable]);
      }
    });
  },
);

law('what may be paid back and what is withheld come to at most what is reversed', anyHistory, (history) => {
  reversalsOf(history, ({ shop }) => {
    const figures = shop.lastReversal!;
    const { quotaSettled, spendableSettled, exitQuotaSettled, dividendsWithheld, refundable } = figures;
    const sum = [quotaSettled, spendableSettled, exitQuotaSettled, dividendsWithheld, refundable].reduce(
      (total, part) => total + BigInt(part),
      0n,
    );
    expect(sum <= BigInt(figures.amount)).toBe(true);
    // Nothing is lost either: the contribution that stays in the pool is the rest.
    const withheld = BigInt(figures.contributionWithheld);
    expect(sum + withheld >= BigInt(figures.amount)).toBe(true);
    // The buyer is paid back something only where nothing of it is still owed.
    if (refundable === 0) return;
    const buyer = shop.member(shop.state.orders[(shop.lastCommand as { order: number }).order]!.buyer);
    expect([buyer.owed.quota, buyer.owed.spendable]).toEqual([0, 0]);
  });
});

law(
  'at once after the purchase takes in parts what it takes as a whole',
  anyHistory,
  cash,
  fc.array(fc.nat(1_000_000), { maxLength: 5 }),
  (history, amount, cuts) => {
    const shop = play(history);
    if (!shop.play({ do: 'purchase', member: 'B', amount }).ok) return;
    const order = shop.state.orders.length - 1;
    const whole = branchOf(shop);
    const inParts = branchOf(shop);
    if (!whole.play({ do: 'reverse', order }).ok) return;
    let before = 0;
    for (const cut of [...cuts.map((one) => Number((BigInt(amount) * BigInt(one)) / 1_000_000n)), amount].toSorted(
      (a, b) => a - b,
    )) {
      const played = inParts.play({ do: 'reverse', order, amount: cut - before });
      if (!played.ok && cut > before) return; // a debt of a part that reaches 2^53
      before = Math.max(before, cut);
    }
    const left = (of: Shop) =>
      ['A', 'B'].map((id) => {
        const { points, quota, quotaToday, weight, weightToday } = of.member(id);
        return { points, quota, quotaToday, weight, weightToday };
      });
    expect(left(inParts)).toEqual(left(whole));
    expect(inParts.state.orders[order]).toMatchObject({
      remaining: 0,
      record: { reversed: amount, release: whole.state.orders[order]!.record.release && { granted: 0 } },
    });
  },
);

law('leaves every member at the highest level that one of the orders reaches', anyHistory, (history) => {
  const shop = play(history);
  for (const [id, { level, ordersAtLevel }] of Object.entries(shop.state.members)) {
    const levels = shop.state.orders.flatMap(({ buyer, record }) =>
      buyer === id && record.release ? [record.release.level] : [],
    );
    expect(level).toBe(Math.max(0, ...levels));
    const counted = ordersAtLevel.map((_, at) => levels.filter((one) => one === at + 1).length);
    expect(ordersAtLevel).toEqual(counted);
  }
});
