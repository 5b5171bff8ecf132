import type { InputOf, OutputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import { acknowledged } from '../../localcloud/sandbox/exchange';
import { taken } from './collectibles';
import { act, nextRequestId, type Scene } from './scene';
import { PAY_PASSWORD } from './tills';

/** Lets editions be listed at an exchange. */
async function cleared({ cloud, admin, secondAdmin }: Scene): Promise<void> {
  const today = businessDayOf(cloud.now());
  const { clearanceId } = await act(
    cloud,
    'admin.proposeClearance',
    {
      feature: 'collectible.transfer',
      issuer: '演示',
      documentReference: '交易所登记',
      documentSha256: '0'.repeat(64),
      scope: '演示',
      validFromDay: today,
      validToDay: addDays(today, 30),
      requestId: nextRequestId(),
    },
    admin.token,
  );
  await act(cloud, 'admin.approveClearance', { clearanceId }, secondAdmin.token);
}

/** The buyer has an edition that may be listed. */
export async function listable(scene: Scene): Promise<InputOf<'exchange.askListing'>> {
  await cleared(scene);
  return { editionId: await taken(scene), payPassword: PAY_PASSWORD, requestId: nextRequestId() };
}

/** One that the buyer asks to have listed. @returns its id. */
export async function listingAsked(scene: Scene): Promise<string> {
  const asking = await listable(scene);
  await act(scene.cloud, 'exchange.askListing', asking, scene.buyer.token);
  return asking.editionId;
}

/** A close has sealed one. */
async function sealed(scene: Scene): Promise<string> {
  const editionId = await listingAsked(scene);
  await scene.cloud.advance({ by: '1d' });
  return editionId;
}

export async function exportable(scene: Scene): Promise<InputOf<'exchange.exportRegister'>> {
  await sealed(scene);
  return {};
}

let serial = 1_000;

/** What an exchange answers of the register with one that is asked for. */
export async function acknowledging(scene: Scene): Promise<InputOf<'exchange.importAcknowledgement'>> {
  const editionId = await sealed(scene);
  const seriesId = editionId.slice(0, editionId.lastIndexOf('-'));
  const asked = { seriesId };
  const { page }: OutputOf<'exchange.exportRegister'> = await act(
    scene.cloud,
    'exchange.exportRegister',
    asked,
    scene.admin.token,
  );
  const { head } = page!.editions.find((one) => one.editionId === editionId)!;
  serial += 1;
  const item = { kind: 'edition', editionId, answer: 'listed', head, number: `bench-${serial}` };
  const of = { serial, register: page!.register, atMs: scene.cloud.now(), items: [item] };
  return { acknowledgement: JSON.stringify(acknowledged(of)) };
}
