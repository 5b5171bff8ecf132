// A shop of three pages whose members' balances are proved.
import type { OutputOf } from '@shared/contract';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { LocalCloudOptions } from '../../localcloud';
import { all } from './books';
import {
  buy,
  giveStable,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

/** The shop, six members of it, of whom the first has stable points, the last two have a shop. */
export interface ProofWorld {
  readonly world: TestWorld;
  readonly members: readonly Joined[];
}

/** Opens the shop; nothing happens in it but what a test does. */
export async function proofWorld(beforeRequest?: LocalCloudOptions['beforeRequest']): Promise<ProofWorld> {
  const world = await startWorld({
    timers: 'none',
    workers: 3,
    ...(beforeRequest ? { beforeRequest } : {}),
    variables: { PAGE_SPLIT_ABOVE: '3' },
  });
  await openShop(world, { settleAfterDays: 0 });
  const members: Joined[] = [];
  for (let at = 0; at < 6; at += 1)
    members.push(await joinMember(world, `1380000010${at}`, at === 0 ? undefined : members[at >> 1]!.inviteCode));
  for (const [shopId, owner] of [
    ['hers', members[5]!],
    ['his', members[4]!],
  ] as const) {
    const shop = { shopId, name: `店 ${shopId}`, ownerId: owner.memberId, takesStable: true };
    await world.call('admin.saveShop', shop, world.admins[0]);
  }
  for (const at of [0, 1, 2]) await buy(world, members[at]!, 'both-1');
  await setPayPassword(world, members[0]!);
  await giveStable(world, members[0]!, 100_000);
  // The days that pass here are more than a session lives.
  const expiresAt = Number.MAX_SAFE_INTEGER;
  await world.cloud.engine.update('sessions', {}, { $set: { expiresAt } }, { multi: true });
  await world.cloud.warm();
  return { world, members };
}

/** The close that was begun last. */
export const newestClose = (world: TestWorld): CloseDocument =>
  all<CloseDocument>(world, 'closes')
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
    .at(-1)!;

/** A member's proof, of the newest close unless a day is named. */
export const proofOf = (world: TestWorld, member: Joined, day?: string): Promise<OutputOf<'wallet.proof'>> =>
  world.call('wallet.proof', day === undefined ? {} : { day }, member.token);

/** The first member pays at a shop's till. */
export const payAtTill = ({ world, members }: ProofWorld): Promise<unknown> => {
  const payment = { payee: { shopId: 'hers' }, amountCents: 700, note: '', payPassword: PAY_PASSWORD };
  return world.call('wallet.payMerchant', { ...payment, requestId: nextRequest() }, members[0]!.token);
};
