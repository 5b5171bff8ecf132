import type { InputOf } from '@shared/contract';
import { act, nextRequestId, type Scene } from './scene';
import { PAY_PASSWORD, withPassword } from './tills';

const PRICE = 100;

/** A draft of a series with goods of the scene behind it, which are the platform's own for the time of it. */
export async function draft({ cloud, goods }: Scene): Promise<InputOf<'admin.saveSeries'>> {
  await cloud.engine.update('shops', { _id: goods.shopId }, { $set: { ownerId: null } });
  const picture = await cloud.storage.put('goods/bench.webp', Buffer.from('RIFF0000WEBP'));
  return {
    title: '小雪 · 早梅',
    story: '岭南的早梅，小雪前后开。',
    pictures: [picture],
    ground: 1,
    rights: [],
    skuId: goods.skuId,
    supply: 20,
    limit: null,
    price: { asset: 'spendable', units: PRICE },
    opensAtMs: 0,
    closesAtMs: null,
    requestId: nextRequestId(),
  };
}

/** One that is saved, as it is issued. */
export async function drafted(
  scene: Scene,
  more: Partial<InputOf<'admin.saveSeries'>> = {},
): Promise<InputOf<'admin.issueSeries'>> {
  const { cloud, admin } = scene;
  const { seriesId } = await act(cloud, 'admin.saveSeries', { ...(await draft(scene)), ...more }, admin.token);
  const { seen } = await act(cloud, 'admin.viewSeries', { seriesId }, admin.token);
  return { seriesId, seen, requestId: nextRequestId() };
}

/** One that can be taken. */
export async function onOffer(scene: Scene): Promise<{ readonly seriesId: string }> {
  const { seriesId } = await act(scene.cloud, 'admin.issueSeries', await drafted(scene), scene.admin.token);
  return { seriesId };
}

/** One that is drawn for, as long as it can be entered. */
export async function drawnFor(scene: Scene): Promise<{ readonly seriesId: string }> {
  const terms = { limit: 1, closesAtMs: scene.cloud.now() + 3_600_000, draw: { reservedHours: 24 } };
  const { seriesId } = await act(scene.cloud, 'admin.issueSeries', await drafted(scene, terms), scene.admin.token);
  return { seriesId };
}

/** The buyer, who has points enough, takes one of it. */
export async function taking(scene: Scene): Promise<InputOf<'collectibles.take'>> {
  const { cloud, buyer } = scene;
  const { seriesId } = await onOffer(scene);
  await withPassword(scene, buyer);
  await cloud.engine.update('wallets', { _id: buyer.memberId }, { $set: { adjustedSpendableCents: 1_000_000 } });
  return { seriesId, quotedUnits: PRICE, payPassword: PAY_PASSWORD, requestId: nextRequestId() };
}

/** The buyer has one. @returns its id. */
export async function taken(scene: Scene): Promise<string> {
  const { editionId } = await act(scene.cloud, 'collectibles.take', await taking(scene), scene.buyer.token);
  return editionId;
}

/** Giving is cleared, by two administrators. */
async function cleared({ cloud, admin, secondAdmin }: Scene): Promise<void> {
  const asked = {
    feature: 'collectible.transfer',
    issuer: '演示',
    documentReference: '赠送',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: '2020-01-01',
    validToDay: '2099-12-31',
    requestId: nextRequestId(),
  } as const;
  const { clearanceId } = await act(cloud, 'admin.proposeClearance', asked, admin.token);
  await act(cloud, 'admin.approveClearance', { clearanceId }, secondAdmin.token);
}

/** The buyer has one, and may give it: it is as if it had been held for long. */
export async function offering(scene: Scene): Promise<InputOf<'collectibles.offer'>> {
  await cleared(scene);
  const editionId = await taken(scene);
  const { engine } = scene.cloud;
  // What was offered and given before counts for the year.
  await engine.update('editions', { state: 'offered' }, { $set: { state: 'held', offer: null } });
  await engine.update('editions', { _id: editionId }, { $set: { heldSinceMs: 0 } });
  await engine.remove('givenEditions', {});
  return { editionId, payPassword: PAY_PASSWORD, requestId: nextRequestId() };
}

/** The buyer offers one. @returns its code. */
export async function offered(scene: Scene): Promise<{ readonly editionId: string; readonly code: string }> {
  const { cloud, buyer } = scene;
  const input = await offering(scene);
  const { code } = await act(cloud, 'collectibles.offer', input, buyer.token);
  return { editionId: input.editionId, code };
}
