import { act, nextNumber, nextRequestId, type Scene } from './scene';

/** An order of one piece that the buyer has placed. @returns its id, as do all of these. */
export async function placed({ cloud, buyer, goods }: Scene): Promise<string> {
  const { orderId } = await act(
    cloud,
    'shop.placeOrder',
    { lines: [{ skuId: goods.skuId, quantity: 1 }], addressId: buyer.addressId, requestId: nextRequestId() },
    buyer.token,
  );
  return orderId;
}

/** Placed, and about to be paid: the payment sheet is open. */
export async function started(scene: Scene): Promise<string> {
  const orderId = await placed(scene);
  await act(scene.cloud, 'shop.payOrder', { orderId }, scene.buyer.token);
  return orderId;
}

/** Paid: the notice of the platform has been taken. */
export async function paid(scene: Scene): Promise<string> {
  const orderId = await started(scene);
  await scene.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}

/** Paid, and at the provider of top-ups, which never says how it ended: made of an order that went through the shop. */
export async function toppingUp(scene: Scene): Promise<string> {
  const orderId = await paid(scene);
  const { skuId } = scene.goods;
  const answer = { skuId, key: 'line', label: '账号', kind: 'account', shown: '10009005' };
  const topUp = {
    skuId,
    requestNo: `${orderId}T1`,
    state: 'asked',
    sentAtMs: scene.cloud.now(),
    endedAtMs: null,
    why: '',
  };
  await scene.cloud.engine.update(
    'orders',
    { _id: orderId },
    { $set: { kind: 'topUp', answers: [answer], topUps: [topUp] } },
  );
  return orderId;
}

export async function shipped(scene: Scene): Promise<string> {
  const orderId = await paid(scene);
  await act(scene.cloud, 'admin.ship', { orderId, carrier: '德邦', trackingNo: `B${nextNumber()}` }, scene.admin.token);
  return orderId;
}

/** Shipped, and the buyer wants the money back: an administrator is to decide. */
export async function refundAsked(scene: Scene): Promise<string> {
  const orderId = await shipped(scene);
  await act(scene.cloud, 'shop.requestRefund', { orderId, reason: '包装有磕碰' }, scene.buyer.token);
  return orderId;
}

async function received(scene: Scene): Promise<string> {
  const orderId = await shipped(scene);
  await act(scene.cloud, 'shop.confirmReceipt', { orderId }, scene.buyer.token);
  return orderId;
}

/**
 * So many orders whose return window has just passed, of members who were referred, in turn: copies of one that
 * went through the shop, written straight into the cloud.
 */
export async function madeDue(scene: Scene, count: number): Promise<void> {
  const { engine } = scene.cloud;
  const order = engine.get('orders', await received(scene))!;
  const members = engine.find('members', { depth: { $gt: 0 } }, { sort: { _id: 1 }, limit: 200 });
  const dueAtMs = scene.cloud.now() - count;
  const copies = Array.from({ length: count }, (_, at) => ({
    ...order,
    // Their parcels were told of long ago.
    uploadDueAtMs: null,
    _id: `${order._id}d${nextNumber()}`,
    memberId: members[at % members.length]!._id,
    dueAtMs: dueAtMs + at,
  }));
  await engine.insert('orders', copies);
}
