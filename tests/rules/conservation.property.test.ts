// Conservation per asset: after any history, with adjustments and reversals in it, every balance is the sum of its
// postings. The simulator's own law (tests/simulate) says the same of whole scenarios with all four bonuses.
import { balancesOf } from '@shared/ledger';
import { fullHistories, giantHistories, play } from './histories';
import { law } from './law';
import type { Shop } from './shop';

/** Every balance that a shop holds, under the name of its account. */
function balancesHeld({ state, plans }: Shop): Map<string, bigint> {
  const held = new Map<string, bigint>();
  const hold = (account: string, asset: string, amount: number | bigint) =>
    held.set(`${account} ${asset}`, BigInt(amount));
  for (const [id, member] of Object.entries(state.members)) {
    hold(`member:${id}`, 'cash', member.cash);
    hold(`member:${id}`, 'stable', member.stable);
    hold(`member:${id}`, 'appreciating', member.points);
    hold(`member:${id}`, 'exitQuota', member.exitQuota);
    hold(`member:${id}`, 'quota', BigInt(member.quota) + BigInt(member.quotaToday));
    hold(`member:${id}`, 'weight', BigInt(member.weight) + BigInt(member.weightToday));
    hold(`member:${id}`, 'spendable', member.spendable);
    // What is owed is below 0 on its account until it is paid.
    for (const [asset, owed] of Object.entries(member.owed)) hold(`owed:${id}`, asset, -owed);
  }
  for (const [id, merchant] of Object.entries(state.merchants)) {
    hold(`merchant:${id}`, 'cash', merchant.cash);
    hold(`merchant:${id}`, 'stable', merchant.stable);
    hold(`merchant:${id}`, 'appreciating', merchant.points);
  }
  for (const [at, { remaining }] of state.orders.entries()) hold(`order:${at}`, 'remaining', remaining);
  const { pool, reservePoints, minted, burned } = state.pool!;
  hold('platform:backingPool', 'cash', pool);
  hold('platform:exchangeReserve', 'appreciating', reservePoints);
  hold('platform:reserve', 'appreciating', plans.appreciation!.seedPoints);
  hold('platform:dividendPool', 'cash', state.carried);
  hold('treasury:issued', 'appreciating', -minted);
  hold('treasury:retired', 'appreciating', burned);
  return held;
}

describe.each([
  ['all three plans', fullHistories],
  ['amounts near 2^53', giantHistories],
])('%s', (_, given) => {
  law('every balance is the sum of its postings, and every asset sums to nothing', given, (history) => {
    const shop = play(history);
    const sums = balancesOf(shop.postings);
    for (const [account, held] of balancesHeld(shop)) {
      const posted = sums.get(account) ?? 0n;
      if (posted !== held) throw new Error(`${account}: posted ${posted}, held ${held}`);
    }
    const totals = new Map<string, bigint>();
    for (const [account, sum] of sums) {
      const asset = account.split(' ')[1]!;
      totals.set(asset, (totals.get(asset) ?? 0n) + sum);
    }
    expect([...totals].filter(([, sum]) => sum !== 0n)).toEqual([]);
  });
});
