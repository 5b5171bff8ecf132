// Members who hold points, and a shop that is paid with them: the world in which ways out meet by chance.
import type { ActionName } from '@shared/contract';
import { type BackingPool, reserveValue } from '@shared/rules';
import type { MerchantDocument, TillPaymentDocument, WalletDocument } from '../../../cloudfunctions/_store/documents';
import type { Reply } from '../../../localcloud';
import { all, differences } from '../books';
import { isTooSlow } from '../histories/calls';
import { Seam } from '../seam';
import {
  buy,
  giveStable,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  setPayPassword,
  startWorld,
  type TestWorld,
} from '../world';
import { DRAW_TERMS } from './terms';

export const SHOP = 'hers';

export interface Market {
  readonly world: TestWorld;
  readonly seam: Seam;
  readonly members: readonly Joined[];
  readonly owner: Joined;
}

/** Opens it: four who hold points with quota, stable points with two of them. */
export async function openMarket(): Promise<Market> {
  const seam = new Seam();
  const world = await startWorld({ timers: 'none', workers: 2, beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0, stock: 100_000 });
  const owner = await joinMember(world, '13800000501');
  const members: Joined[] = [owner];
  for (const phone of ['13800000502', '13800000503', '13800000504'])
    members.push(await joinMember(world, phone, members.at(-1)!.inviteCode));
  const shop = { shopId: SHOP, name: '青岚粮油店', ownerId: owner.memberId, takesStable: true };
  await world.call('admin.saveShop', shop, world.admins[0]);
  for (const member of members) {
    await setPayPassword(world, member);
    await buy(world, member, 'apple-1', { quantity: 3 });
  }
  await payDividends(world, members);
  await world.call('admin.saveSettings', DRAW_TERMS, world.admins[0]);
  for (const { token } of members) {
    const payee = { name: '陈静', consents: true, requestId: nextRequest() } as const;
    await world.call('wallet.saveRecipient', payee, token);
  }
  for (const member of members.slice(1, 3)) await giveStable(world, member, 7_777);
  return { world, seam, members, owner };
}

/** Two hold shares when a day has a turnover of its own: cash of dividends, beside what sold points will bring. */
async function payDividends(world: TestWorld, [owner, ...others]: readonly Joined[]): Promise<void> {
  const day = async (buyers: readonly Joined[]) => {
    for (const buyer of buyers) await buy(world, buyer, 'share-1');
    await world.advance('1m');
    await world.cloud.trigger('settlement');
    await world.advance('1d');
    for (let times = 0; times < 2; times += 1) await world.cloud.trigger('dailyClose');
  };
  await day(others.slice(0, 2));
  await day([owner!]);
  await world.advance('3h');
}

export const poolOf = ({ world }: Market): BackingPool =>
  (world.cloud.engine.get('platform', 'pool') as unknown as { state: BackingPool }).state;
export const walletOf = ({ world }: Market, { memberId }: Joined): WalletDocument =>
  world.cloud.engine.get('wallets', memberId) as unknown as WalletDocument;
export const merchantOf = ({ world }: Market): MerchantDocument | undefined =>
  world.cloud.engine.get('merchants', SHOP) as unknown as MerchantDocument | undefined;
export const paymentsOf = ({ world }: Market): readonly TillPaymentDocument[] =>
  all<TillPaymentDocument>(world, 'tillPayments').filter(({ state }) => state === 'paid');

/**
 * Calls an action; too many at once, or a machine that is too busy to answer in time, is no answer of it: it is asked again,
 * as screens say.
 */
export async function ask(
  { world }: Market,
  action: ActionName,
  input: Readonly<Record<string, unknown>>,
  token: string,
): Promise<Reply> {
  for (let times = 0; ; times += 1) {
    const reply = await world.cloud.call(action, { ...input }, token);
    if (times === 4 || !isTooSlow(world, reply)) return reply;
  }
}

/**
 * What does not hold of the market: balances below zero, stable points that the reserve does not cover, a price that fell
 * since `before`, books that do not agree.
 */
export function faultsOf(market: Market, before: BackingPool): string[] {
  const pool = poolOf(market);
  const faults: string[] = [];
  for (const { _id, pointsMicroPoints, stableCents, exitQuotaFen } of all<WalletDocument>(market.world, 'wallets'))
    if (Math.min(pointsMicroPoints, stableCents, exitQuotaFen) < 0) faults.push(`wallet ${_id} is below zero`);
  const merchant = merchantOf(market);
  if (merchant && Math.min(merchant.pointsMicroPoints, merchant.stableCents) < 0) faults.push('the shop is below zero');
  if (reserveValue(pool) < pool.stableOutstanding)
    faults.push(`the reserve is worth ${reserveValue(pool)}, out are ${pool.stableOutstanding}`);
  if (BigInt(pool.pool) * BigInt(before.circulating) < BigInt(before.pool) * BigInt(pool.circulating))
    faults.push(`the price fell from ${before.pool}/${before.circulating} to ${pool.pool}/${pool.circulating}`);
  return [...faults, ...differences(market.world)];
}
