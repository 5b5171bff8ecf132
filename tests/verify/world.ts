import { presets } from '../../config/plans';
import {
  allBack,
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  startWorld,
  type TestWorld,
} from '../functions/world';

/** Member n was referred by the one named. */
const REFERRERS = [null, 0, 0, 1, 3, null, 5];
/** Bounds so low that a few orders reach tiers, ranks and the forced exit. */
const plans = {
  appreciation: { ...presets.appreciation.plan, exitMultiple: '0.3' },
  dividend: { ...presets.cyclic.plan, tiers: [{ from: '4', rate: '0.01' }] },
  release: { ...presets.release.plan, ranks: [{ from: '3000.00', rate: '0.10' }] },
};

/**
 * A shop a few days old, over several pages: orders of all plans, one given back before it was sent, one paid in part
 * with points, forced exits, a reversal, an adjustment, and what was settled since the last close.
 */
export async function playedWorld(dataDir?: string): Promise<TestWorld> {
  const world = await startWorld({
    timers: 'few',
    variables: { PAGE_SPLIT_ABOVE: '3' },
    ...(dataDir ? { dataDir } : {}),
  });
  await openShop(world, { settleAfterDays: 0, plans });
  const members: Joined[] = [];
  for (const [at, referrer] of REFERRERS.entries()) {
    const invitation = referrer === null ? undefined : members[referrer]!.inviteCode;
    members.push(await joinMember(world, `1380000000${at}`, invitation));
  }
  const orders: string[] = [];
  for (const at of [0, 1, 4]) orders.push(await buy(world, members[at]!, 'both-1'));
  await buy(world, members[3]!, 'share-1');
  await world.advance('1d');
  for (const at of [2, 3]) await buy(world, members[at]!, 'both-1');
  await world.advance('1d');
  await world.advance('1d');
  await buy(world, members[0]!, 'bed-1', { useSpendableCents: 5_000 });
  const { orderId } = await world.call(
    'shop.placeOrder',
    {
      lines: [{ skuId: 'apple-1', quantity: 3 }],
      addressId: members[1]!.addressId,
      useSpendableCents: 0,
      requestId: nextRequest(),
    },
    members[1]!.token,
  );
  await world.call('shop.payOrder', { orderId }, members[1]!.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call('afterSales.apply', allBack(world, orderId), members[1]!.token);
  await world.advance('1d');
  const approve = async ({ proposalId }: { proposalId: string }) =>
    world.call('admin.approveProposal', { proposalId }, world.admins[1]);
  const why = { reason: '退货', requestId: nextRequest() };
  await approve(
    await world.call('admin.proposeReversal', { orderId: orders[2]!, cashFen: 400_000, ...why }, world.admins[0]),
  );
  const points = { memberId: members[1]!.memberId, change: 'add', asset: 'appreciating', units: 5_000_000 } as const;
  await approve(
    await world.call('admin.proposeAdjustment', { ...points, ...why, requestId: nextRequest() }, world.admins[0]),
  );
  await world.advance('1d');
  await joinMember(world, '13800000009', members[4]!.inviteCode);
  await buy(world, members[6]!, 'both-1');
  await world.advance('1m');
  return world;
}

/** All documents, by collection. */
export const contentOf = ({ cloud: { engine } }: TestWorld): Map<string, Record<string, unknown>[]> =>
  new Map(engine.collections().map((name) => [name, engine.find(name, {}) as Record<string, unknown>[]]));
