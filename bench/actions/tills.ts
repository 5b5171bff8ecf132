import { asOwner } from './orders';
import { act, codeIn, nextRequestId, type Person, type Scene } from './scene';

/** Of everybody in the bench. */
export const PAY_PASSWORD = '246810';

/** Somebody of the scene has a payment password from now on. */
export async function withPassword({ cloud }: Scene, { phone, memberId, token }: Person): Promise<void> {
  if (cloud.engine.hasCollection('payPasswords') && cloud.engine.get('payPasswords', memberId)) return;
  // A phone gets its next code after a minute: the clock stands, so the counts are taken away.
  await cloud.engine.remove('counters', {});
  await act(cloud, 'account.sendOwnCode', { purpose: 'payPassword' }, token);
  const input = { newPayPassword: PAY_PASSWORD, code: codeIn(cloud, phone), requestId: nextRequestId() };
  await act(cloud, 'account.setPayPassword', input, token);
}

/** The leader's shop takes stable points, and the buyer has some. @returns the shop's id. */
export async function paying(scene: Scene): Promise<string> {
  const { cloud, leader, buyer, goods } = scene;
  asOwner(scene);
  await withPassword(scene, buyer);
  await cloud.engine.update('shops', { _id: goods.shopId }, { $set: { ownerId: leader.memberId, takesStable: true } });
  await cloud.engine.update('wallets', { _id: buyer.memberId }, { $set: { stableCents: 100_000 } });
  return goods.shopId;
}

/** An amount that the leader's till asks for. */
export async function asked(scene: Scene): Promise<string> {
  await paying(scene);
  const input = { amountCents: 1_250, note: '', requestId: nextRequestId() };
  return (await act(scene.cloud, 'merchant.askPayment', input, scene.leader.token)).paymentId;
}

/** One that the buyer paid. */
export async function paidAtTill(scene: Scene): Promise<string> {
  const paymentId = await asked(scene);
  const input = { payee: { paymentId }, amountCents: 1_250, payPassword: PAY_PASSWORD, requestId: nextRequestId() };
  await act(scene.cloud, 'wallet.payMerchant', input, scene.buyer.token);
  return paymentId;
}
