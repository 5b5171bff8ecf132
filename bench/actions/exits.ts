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

/** A certificate of one of them, without what else the leader has. */
export async function toCertify(scene: Scene) {
  await withPassword(scene, scene.leader);
  return { microPoints: MICRO_POINTS, ...confirmed() };
}

/** One that is out. */
export async function certified(scene: Scene) {
  const { certificateId } = await act(scene.cloud, 'wallet.exportHolding', await toCertify(scene), scene.leader.token);
  return { certificateId };
}

/** An order that the leader has placed at the platform's own shop. */
export async function toRedeem({ cloud, leader, goods }: Scene) {
  const address = { name: '陈静', phone: leader.phone, region: '山东省青岛市市南区', detail: '香港中路 40 号' };
  const { addressId } = await act(cloud, 'shop.saveAddress', address, leader.token);
  await cloud.engine.update('shops', { _id: goods.shopId }, { $set: { ownerId: null } });
  const input = { lines: [{ skuId: goods.skuId, quantity: 1 }], addressId, requestId: nextRequestId() };
  return { orderId: (await act(cloud, 'shop.placeOrder', input, leader.token)).orderId };
}

/** It, as it is quoted now. */
export async function quotedOrder(scene: Scene) {
  await withPassword(scene, scene.leader);
  const order = await toRedeem(scene);
  const { figures } = await act(scene.cloud, 'wallet.previewRedemption', order, scene.leader.token);
  return { ...order, quotedMicroPoints: figures.microPoints, ...confirmed() };
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
