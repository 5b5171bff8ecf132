// Editions that are offered by a code and accepted, as tests ask for it.
import type { InputOf } from '@shared/contract';
import type { EditionDocument, GivenDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { all } from './books';
import { member, world } from './cashBalances';
import { replyOf } from './takings';
import { type Joined, nextRequest, PAY_PASSWORD } from './world';

export const editionKept = (editionId: string) =>
  world.cloud.engine.get('editions', editionId) as unknown as EditionDocument;
export const givenKept = (memberId = member.memberId): readonly number[] =>
  all<GivenDocument>(world, 'givenEditions').find(({ _id }) => _id === memberId)?.atMs ?? [];

/** Giving is cleared, by two administrators. @returns the clearance's id. */
export async function clear(): Promise<string> {
  const [first, second] = world.admins;
  const asked = {
    feature: 'collectible.transfer',
    issuer: '演示',
    documentReference: '赠送',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: '2026-01-01',
    validToDay: '2027-12-31',
    requestId: nextRequest(),
  } as const;
  const proposed = await world.call('admin.proposeClearance', asked, first);
  await world.call('admin.approveClearance', { clearanceId: proposed.clearanceId }, second);
  return proposed.clearanceId;
}

export const offering = (editionId: string): InputOf<'collectibles.offer'> => ({
  editionId,
  payPassword: PAY_PASSWORD,
  requestId: nextRequest(),
});
export const offer = (editionId: string, token = member.token) =>
  world.call('collectibles.offer', offering(editionId), token);
export const accepting = (code: string): InputOf<'collectibles.acceptOffer'> => ({ code, requestId: nextRequest() });
export const acceptBy = (code: string, token: string) => replyOf('collectibles.acceptOffer', accepting(code), token);
export const viewBy = (code: string, token: string) => replyOf('collectibles.viewOffer', { code }, token);
export const takeBack = (editionId: string, token = member.token) =>
  replyOf('collectibles.endOffer', { editionId, requestId: nextRequest() }, token);
export const page = (editionId: string, token = member.token) =>
  world.call('collectibles.viewEdition', { editionId }, token);
export const collecting = ({ addressId }: Joined, editionId: string) => ({
  editionId,
  addressId,
  requestId: nextRequest(),
});
