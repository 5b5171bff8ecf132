import type { InputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
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

/** A voucher that was paid: made of goods of the scene, which are a voucher for the time of it. @returns its code. */
export async function voucherOf(scene: Scene): Promise<string> {
  const { engine } = scene.cloud;
  await engine.update('goods', { _id: scene.goods.goodsId }, { $set: { kind: 'voucher' } });
  const orderId = await paid(scene);
  await engine.update('goods', { _id: scene.goods.goodsId }, { $set: { kind: 'delivered' } });
  const { vouchers } = engine.get('orders', orderId) as unknown as { vouchers: readonly { code: string }[] };
  return vouchers[0]!.code;
}

/** A voucher of a shop that nobody else owns. */
export async function ownVoucher(scene: Scene): Promise<string> {
  await scene.cloud.engine.update('shops', { _id: scene.goods.shopId }, { $set: { ownerId: null } });
  return voucherOf(scene);
}

/** A voucher whose visits are booked, and a day on which each has room. */
export async function visitable(scene: Scene): Promise<{ readonly code: string; readonly day: string }> {
  const code = await voucherOf(scene);
  const appointment = { times: ['09:00', '10:00', '14:00'], perTime: 50, daysAhead: 14, hoursBefore: 2 };
  await scene.cloud.engine.update('vouchers', { _id: code }, { $set: { 'terms.appointment': appointment } });
  return { code, day: addDays(businessDayOf(scene.cloud.now()), 2) };
}

/** The same, with a visit booked. */
export async function visiting(scene: Scene): Promise<{ readonly code: string; readonly day: string }> {
  const { code, day } = await visitable(scene);
  const asked = { code, day, time: '09:00', pieces: 1, requestId: nextRequestId() };
  await act(scene.cloud, 'shop.bookVisit', asked, scene.buyer.token);
  return { code, day };
}

export async function shipped(scene: Scene): Promise<string> {
  const orderId = await paid(scene);
  await act(scene.cloud, 'admin.ship', { orderId, carrier: '德邦', trackingNo: `B${nextNumber()}` }, scene.admin.token);
  return orderId;
}

/** What asks for the one piece of an order. */
export const asking = (
  { goods }: Scene,
  orderId: string,
  kind: InputOf<'afterSales.apply'>['kind'] = 'refund',
): InputOf<'afterSales.apply'> => ({
  orderId,
  kind,
  lines: [{ skuId: goods.skuId, quantity: 1 }],
  reason: 'damaged',
  words: '包装有磕碰',
  requestId: nextRequestId(),
});

type Kind = InputOf<'afterSales.apply'>['kind'];

/** Shipped, and the buyer has opened a case: the shop is to answer. @returns the case's id, as do the next ones. */
export async function caseAsked(scene: Scene, kind: Kind = 'refund'): Promise<string> {
  const input = asking(scene, await shipped(scene), kind);
  return (await act(scene.cloud, 'afterSales.apply', input, scene.buyer.token)).caseId;
}

type Answer = InputOf<'admin.answerAfterSales'>['answer'];
const answer = (scene: Scene, caseId: string, answer: Answer) =>
  act(scene.cloud, 'admin.answerAfterSales', { caseId, answer }, scene.admin.token);

const returnTo = { name: '退货组', phone: '13800000009', region: '山东省青岛市城阳区', detail: '正阳路 188 号' };

/** The shop has agreed to a return or an exchange. */
export async function caseAgreed(scene: Scene, kind: Kind): Promise<string> {
  const caseId = await caseAsked(scene, kind);
  await answer(scene, caseId, { is: 'agreed', returnTo });
  return caseId;
}

/** The exchange is on its way to the buyer. */
export async function exchangeSent(scene: Scene): Promise<string> {
  const caseId = await caseAgreed(scene, 'exchange');
  const parcel = { carrier: '德邦', trackingNo: `B${nextNumber()}000` };
  await act(scene.cloud, 'afterSales.giveParcel', { caseId, parcel }, scene.buyer.token);
  await answer(scene, caseId, { is: 'accepted' });
  await answer(scene, caseId, { is: 'exchangeSent', parcel });
  return caseId;
}

export async function caseRefused(scene: Scene): Promise<string> {
  const caseId = await caseAsked(scene);
  await answer(scene, caseId, { is: 'refused', words: '已拆封使用' });
  return caseId;
}

/** The platform is to decide. */
export async function arbitrationAsked(scene: Scene): Promise<string> {
  const caseId = await caseRefused(scene);
  await act(scene.cloud, 'afterSales.askArbitration', { caseId, words: '没有用过' }, scene.buyer.token);
  return caseId;
}

/** The owner of a shop whose goods the buyer orders for the time of `work`: the leader. */
export async function asMerchant<T>(scene: Scene, work: () => Promise<T>): Promise<T> {
  const { engine } = scene.cloud;
  await engine.update('members', { _id: scene.leader.memberId }, {
    $set: { shopId: scene.goods.shopId, roles: ['merchant'] },
  } as never);
  return work();
}

/** Received: it may be reviewed. */
export async function received(scene: Scene): Promise<string> {
  const orderId = await shipped(scene);
  await act(scene.cloud, 'shop.confirmReceipt', { orderId }, scene.buyer.token);
  return orderId;
}

/** The buyer has reviewed an order. @returns the review's id. */
export async function reviewed(scene: Scene): Promise<string> {
  const input = { orderId: await received(scene), skuId: scene.goods.skuId, stars: 4, words: '个头匀，送得准时' };
  const { reviewId } = await act(
    scene.cloud,
    'reviews.write',
    { ...input, requestId: nextRequestId() },
    scene.buyer.token,
  );
  return reviewId;
}

/** A message of the buyer's, written straight into the cloud. @returns its id. */
export async function messageOf({ cloud, buyer }: Scene): Promise<string> {
  const _id = `I${nextNumber()}`;
  const words = { kind: 'order', title: '已发出', words: '五常大米。', target: null };
  const atMs = cloud.now();
  const marks = { memberId: buyer.memberId, isRead: false, atMs, expiresAtMs: atMs + 86_400_000 };
  await cloud.engine.insert('messages', [{ _id, ...words, ...marks }]);
  return _id;
}

/** Forgets how often anything was done lately: a case is measured more often than a member may do it. */
export function unhurried({ cloud }: Scene): void {
  cloud.engine.update('counters', {}, { $set: { stamps: [] } });
}

/** The buyer has asked the shop something. @returns the thread's id. */
export async function threadOf(scene: Scene): Promise<string> {
  const { cloud, buyer, goods } = scene;
  const { memberId } = buyer;
  unhurried(scene);
  const before = cloud.engine.find('threads', { memberId, shopId: goods.shopId }, { limit: 1 })[0];
  if (before) return String(before._id);
  const input = { shopId: goods.shopId, words: '还有吗', requestId: nextRequestId() };
  await act(cloud, 'messages.say', input, buyer.token);
  return String(cloud.engine.find('threads', { memberId, shopId: goods.shopId }, { limit: 1 })[0]?._id);
}

/** Makes the leader the owner of the shop that the scene's goods are of, as far as a merchant's actions ask. */
export function asOwner({ cloud, leader, goods }: Scene): void {
  cloud.engine.update('members', { _id: leader.memberId }, { $set: { roles: ['merchant'], shopId: goods.shopId } });
}

/**
 * So many orders whose return window has just passed, of members who were referred, in turn: copies of one that
 * went through the shop, written straight into the cloud.
 */
export async function madeDue(scene: Scene, count: number): Promise<void> {
  const { engine } = scene.cloud;
  // Their parcels were told of long ago.
  const { untoldFrom: _untold, ...order } = engine.get('orders', await received(scene))!;
  const members = engine.find('members', { depth: { $gt: 0 } }, { sort: { _id: 1 }, limit: 200 });
  const dueAtMs = scene.cloud.now() - count;
  const copies = Array.from({ length: count }, (_, at) => ({
    ...order,
    uploadDueAtMs: null,
    _id: `${order._id}d${nextNumber()}`,
    memberId: members[at % members.length]!._id,
    dueAtMs: dueAtMs + at,
  }));
  await engine.insert('orders', copies);
}

/** What a member applies for a shop with: the licence is stored. */
export async function applying({ cloud, buyer }: Scene): Promise<Omit<InputOf<'merchant.apply'>, 'requestId'>> {
  const file = { kind: 'licence' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) };
  const { cloudPath } = await act(cloud, 'merchant.placePicture', file, buyer.token);
  const licence = await cloud.storage.put(cloudPath, Buffer.from('RIFF0000WEBP'));
  // What was applied for before is out of the way.
  cloud.engine.update('applications', { memberId: buyer.memberId }, { $set: { state: 'withdrawn' } });
  return { shopName: '山脚茶铺', industry: 'grocery', contactName: '陈静', phone: '13800000001', licences: [licence] };
}

/** A member has applied for a shop. @returns the application's id. */
export async function applied(scene: Scene): Promise<string> {
  const input = { ...(await applying(scene)), requestId: nextRequestId() };
  return (await act(scene.cloud, 'merchant.apply', input, scene.buyer.token)).applicationId;
}
