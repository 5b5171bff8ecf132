import { asOwner } from './orders';
import { act, nextRequestId, type Scene } from './scene';
import { PAY_PASSWORD, withPassword } from './tills';

const MICRO_POINTS = 1_000_000;
const CENTS = 1_000;
const confirmed = () => ({ payPassword: PAY_PASSWORD, requestId: nextRequestId() });

/** A sale of one of the leader's points, as it is quoted now. */
export async function quotedSale(scene: Scene) {
  const { cloud, leader } = scene;
  await withPassword(scene, leader);
  const { figures } = await act(cloud, 'wallet.previewSale', { microPoints: MICRO_POINTS }, leader.token);
  return { microPoints: MICRO_POINTS, quotedFen: figures!.payoutFen, ...confirmed() };
}

/** An exchange of one of them. */
export async function quotedExchange(scene: Scene) {
  const { cloud, leader } = scene;
  await withPassword(scene, leader);
  const { figures } = await act(cloud, 'wallet.previewExchange', { microPoints: MICRO_POINTS }, leader.token);
  return { microPoints: MICRO_POINTS, quotedCents: figures!.issuedCents, ...confirmed() };
}

/** The leader's shop has points of both kinds, and the reserve what stands behind them. */
export async function withShopPoints(scene: Scene): Promise<void> {
  asOwner(scene);
  await withPassword(scene, scene.leader);
  const { cloud, goods } = scene;
  const { engine } = cloud;
  const points = { pointsMicroPoints: 100 * MICRO_POINTS, stableCents: 100 * CENTS, cashFen: 0 };
  if (engine.get('merchants', goods.shopId)) await engine.update('merchants', { _id: goods.shopId }, { $set: points });
  else await engine.insert('merchants', [{ _id: goods.shopId, ...points }]);
  const reserve = { 'state.reservePoints': 1_000 * MICRO_POINTS, 'state.stableOutstanding': 100 * CENTS };
  await engine.update('platform', { _id: 'pool' }, { $set: reserve });
}

/** A redemption of some of its stable points, as it is quoted now. */
export async function quotedRedemption(scene: Scene) {
  await withShopPoints(scene);
  const { figures } = await act(scene.cloud, 'merchant.previewRedemption', { cents: CENTS }, scene.leader.token);
  return { cents: CENTS, quotedMicroPoints: figures.microPoints, ...confirmed() };
}

/** A sale of one of its appreciating points. */
export async function quotedShopSale(scene: Scene) {
  await withShopPoints(scene);
  const input = { microPoints: MICRO_POINTS };
  const { figures } = await act(scene.cloud, 'merchant.previewSale', input, scene.leader.token);
  return { ...input, quotedFen: figures.payoutFen, ...confirmed() };
}
