// A shop that certifies what its members hold.
import type { CloseDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import type { HoldingDocument } from '../../cloudfunctions/_store/documents/holdings';
import { all } from './books';
import { member, openCashShop, world } from './cashBalances';
import { giveBy, type Joined, joinMember, nextRequest, PAY_PASSWORD, setPayPassword } from './world';

export const openHoldings = () => openCashShop({ CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') });

export const POINT = 1_000_000;
export const confirmed = () => ({ payPassword: PAY_PASSWORD, requestId: nextRequest() });
export const asked = (microPoints: number, tellsBalances = false) => ({ microPoints, tellsBalances, ...confirmed() });
export const certify = (microPoints: number, tellsBalances = false, token = member.token) =>
  world.call('wallet.exportHolding', asked(microPoints, tellsBalances), token);
export const preview = (token = member.token) => world.call('wallet.previewHolding', {}, token);
export const walletOf = ({ memberId }: Pick<Joined, 'memberId'> = member) =>
  world.cloud.engine.get('wallets', memberId) as unknown as WalletDocument;
export const holdingOf = (id: string) => world.cloud.engine.get('holdings', id) as unknown as HoldingDocument;
export const fileOf = async (certificateId: string, token = member.token) =>
  (await world.call('wallet.viewHolding', { certificateId }, token)).file;
export const newest = () =>
  all<CloseDocument>(world, 'closes')
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
    .at(-1)!;

export async function closeTheDay(): Promise<CloseDocument> {
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
  expect(newest()).toMatchObject({ stage: 'closed', balanced: true });
  return newest();
}

let clearances = 0;
/** Gives the feature its clearance. @returns the id of it. */
export async function clear(): Promise<string> {
  const terms = { issuer: '演示', documentReference: 'holding', documentSha256: '0'.repeat(64), scope: '演示' };
  const days = { validFromDay: '2026-01-01', validToDay: '2027-12-31' };
  clearances += 1;
  const input = {
    feature: 'collectible.transfer' as const,
    ...terms,
    ...days,
    requestId: `clear-holding-${clearances}`,
  };
  const { clearanceId } = await world.call('admin.proposeClearance', input, world.admins[0]);
  await world.call('admin.approveClearance', { clearanceId }, world.admins[1]);
  return clearanceId;
}

let phones = 0;
/** Somebody who held so many points as the last close ended. */
export async function holder(microPoints: number): Promise<Joined> {
  phones += 1;
  const joined = await joinMember(world, `137000000${String(phones).padStart(2, '0')}`);
  await setPayPassword(world, joined);
  await giveBy(world, joined, 'appreciating', microPoints);
  await closeTheDay();
  return joined;
}
