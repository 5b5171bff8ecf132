// Shipping information at the platform, through the sandbox of its HTTPS interfaces: uploaded once, whatever it answers,
// and the receipt confirmed there asked for, not believed.
import type { InputOf } from '@shared/contract';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { wechat } from './callers';
import {
  agreeing,
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ variables: { SHIPPING_UPLOAD: 'auto' } });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
});
beforeEach(() => world.cloud.setFaults({}));
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const uploadOf = (orderId: string) => orderOf(orderId).upload;
/** What the platform has of an order. */
const known = (orderId: string) =>
  world.cloud.engine.get('local__shippings', orderOf(orderId).transactionId!) as
    | { logisticsType: number; parcels: { trackingNo: string; carrier: string; words: string }[]; corrections: number }
    | undefined;
const keptToken = () => String(world.cloud.engine.get('platform', 'accessToken')!.token);
const viewOf = (orderId: string) => world.call('shop.viewOrder', { orderId }, buyer.token);
async function settleAfter(by: string): Promise<void> {
  await world.advance(by);
  await world.cloud.trigger('settlement');
}

async function paid(): Promise<string> {
  const lines = [{ skuId: 'apple-1', quantity: 2 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}
async function shipped(how: Partial<InputOf<'admin.ship'>> = {}): Promise<string> {
  const orderId = await paid();
  const delivery = how.way && how.way !== 'express' ? {} : { carrier: '德邦', trackingNo: `DPK${orderId.slice(-6)}` };
  await world.call('admin.ship', { orderId, ...delivery, ...how }, world.admins[0]);
  return orderId;
}

test('a shipped order waits, is uploaded by the timer with all that the platform wants, and is not told twice', async () => {
  const orderId = await shipped();
  expect(await viewOf(orderId)).toMatchObject({ upload: { state: 'pending' }, confirmWith: null });
  await settleAfter('2m');
  expect(uploadOf(orderId)).toMatchObject({ state: 'uploaded', reason: '' });
  expect(known(orderId)).toMatchObject({
    logisticsType: 1,
    parcels: [{ trackingNo: `DPK${orderId.slice(-6)}`, carrier: 'DBL', words: '商品 apple*2' }],
  });
  const { transactionId } = orderOf(orderId);
  expect(await viewOf(orderId)).toMatchObject({ upload: { state: 'uploaded' }, confirmWith: { transactionId } });
  await settleAfter('1h');
  expect(known(orderId)).toMatchObject({ corrections: 0 });
});

test.each([
  ['local', 2],
  ['virtual', 3],
  ['collected', 4],
] as const)('an order that is sent as %s needs no parcel', async (way, logisticsType) => {
  const orderId = await shipped({ way });
  await settleAfter('2m');
  expect([uploadOf(orderId)?.state, known(orderId)?.logisticsType]).toEqual(['uploaded', logisticsType]);
});

test('a parcel without carrier or number is no parcel', async () => {
  const orderId = await paid();
  for (const part of [{ carrier: '德邦' }, { trackingNo: 'DPK1' }])
    expect(await world.refused('admin.ship', { orderId, ...part }, world.admins[0])).toBe('input/invalid');
});

test('a payment that the platform has not entered yet is told of a little later', async () => {
  const orderId = await shipped();
  await world.cloud.trigger('settlement');
  expect(uploadOf(orderId)).toMatchObject({ state: 'pending', reason: expect.stringContaining('10060001') });
  await settleAfter('30m');
  expect(uploadOf(orderId)?.state).toBe('uploaded');
  expect(orderOf(orderId)).toMatchObject({ tries: {}, stuckSinceMs: null });
});

test.each([
  ['busy', [-1]],
  ['throttled', [45009, 45011]],
])('%s: it is tried again', async (_what, codes) => {
  const orderId = await shipped();
  world.cloud.setFaults({ refuseNext: { upload_shipping_info: codes } });
  await settleAfter('2m');
  expect(uploadOf(orderId)).toMatchObject({ state: 'pending', reason: expect.stringContaining(String(codes[0])) });
  await settleAfter('1h');
  expect([uploadOf(orderId)?.state, known(orderId)?.corrections]).toEqual(['uploaded', 0]);
});

test('a token that ended is renewed once, and kept for all', async () => {
  const first = await shipped();
  await settleAfter('2m');
  const before = keptToken();
  const orderId = await shipped();
  world.cloud.setFaults({ refuseNext: { upload_shipping_info: [42001] } });
  await settleAfter('2m');
  expect([first, orderId].map((id) => uploadOf(id)?.state)).toEqual(['uploaded', 'uploaded']);
  expect(keptToken()).not.toBe(before);
  for (const token of [before, keptToken()]) expect(JSON.stringify(world.cloud.logs())).not.toContain(token);
});

test('without a token nothing is uploaded, and it is told in the end', async () => {
  const orderId = await shipped();
  world.cloud.setFaults({ refuseNext: { stable_token: Array.from({ length: 60 }, () => 40125) } });
  await world.cloud.engine.remove('platform', { _id: 'accessToken' });
  for (let hour = 0; hour < 30; hour += 1) await settleAfter('1h');
  expect(uploadOf(orderId)?.state).toBe('pending');
  expect(orderOf(orderId)).toMatchObject({ stuckSinceMs: expect.any(Number) });
  world.cloud.setFaults({});
  await settleAfter('1d');
  expect(uploadOf(orderId)?.state).toBe('uploaded');
  expect(orderOf(orderId)).toMatchObject({ stuckSinceMs: null });
});

test('done, and never answered: the platform is asked before it is told again, so that no correction is spent', async () => {
  const orderId = await shipped();
  world.cloud.setFaults({ silentNext: { upload_shipping_info: 1 } });
  await settleAfter('2m');
  expect(uploadOf(orderId)?.state).toBe('pending');
  await settleAfter('30m');
  expect([uploadOf(orderId)?.state, known(orderId)?.corrections]).toEqual(['uploaded', 0]);
});

test('entered by hand meanwhile: the same parcel is uploaded, another one is left to the operator', async () => {
  for (const [isSame, state] of [
    [true, 'uploaded'],
    [false, 'failed'],
  ] as const) {
    const orderId = await shipped();
    const trackingNo = isSame ? `DPK${orderId.slice(-6)}` : 'ANOTHER';
    const byHand = { logisticsType: 1, deliveryMode: 1, isFinished: true, corrections: 1, confirmedAt: null };
    const parcels = [{ trackingNo, carrier: 'ZTO', words: 'x' }];
    await world.cloud.engine.set('local__shippings', orderOf(orderId).transactionId!, {
      ...byHand,
      parcels,
      uploadedAt: world.cloud.now(),
    } as never);
    await settleAfter('2m');
    expect([isSame, uploadOf(orderId)?.state]).toEqual([isSame, state]);
  }
});

test('a carrier that the platform does not know fails at once; the operator enters it, or has it tried again', async () => {
  const [byHand, again] = [await shipped({ carrier: '某某同城' }), await shipped({ carrier: '某某同城' })];
  await settleAfter('2m');
  expect(uploadOf(byHand)).toMatchObject({ state: 'failed', reason: expect.stringContaining('某某同城') });
  expect(orderOf(byHand)).toMatchObject({ stuckSinceMs: expect.any(Number) });
  const [admin] = world.admins;
  const page = await world.call('admin.resolveUpload', { orderId: byHand, as: 'entered' }, admin);
  expect(page).toMatchObject({ upload: { state: 'uploaded' }, confirmWith: { transactionId: expect.any(String) } });
  expect(orderOf(byHand)).toMatchObject({ stuckSinceMs: null });
  expect(await world.refused('admin.resolveUpload', { orderId: byHand, as: 'again' }, admin)).toBe('upload/notOpen');
  await world.call('admin.resolveUpload', { orderId: again, as: 'again' }, admin);
  expect(uploadOf(again)?.state).toBe('pending');
  expect(await world.refused('admin.resolveUpload', { orderId: again, as: 'again' }, buyer.token)).toBe(
    'identity/notAllowed',
  );
});

test('a receipt confirmed in WeChat counts when the platform says so, and not before', async () => {
  const orderId = await shipped();
  await settleAfter('2m');
  const confirm = { orderId, isConfirmedInWechat: true, requestId: nextRequest() };
  expect(await world.refused('shop.confirmReceipt', confirm, buyer.token)).toBe('receipt/notConfirmed');
  expect(orderOf(orderId).state).toBe('shipped');
  await world.cloud.confirmReceipt(orderId);
  world.cloud.setFaults({ refuseNext: { get_order: [-1] } });
  expect(await world.refused('shop.confirmReceipt', confirm, buyer.token)).toBe('receipt/unreachable');
  expect(await world.call('shop.confirmReceipt', confirm, buyer.token)).toMatchObject({ state: 'received' });
  // Somebody else's order is nobody's business, whatever WeChat says.
  const stranger = await wechat(world, 'o-stranger');
  expect((await world.cloud.call('shop.confirmReceipt', confirm, stranger)).ok).toBe(false);
});

test('an order whose money goes back is not uploaded any more', async () => {
  const orderId = await shipped();
  await world.call('afterSales.apply', allBack(world, orderId), buyer.token);
  await world.call('admin.answerAfterSales', agreeing(world, orderId), world.admins[0]);
  await settleAfter('2m');
  expect([uploadOf(orderId)?.state, known(orderId)]).toEqual(['uploaded', undefined]);
});

test('by hand, where the deployment has no secret: the order says so, and is confirmed as ever', async () => {
  const own = await startWorld();
  try {
    await openShop(own);
    const member = await joinMember(own, '13800000002');
    const input = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId: member.addressId, requestId: nextRequest() };
    const { orderId } = await own.call('shop.placeOrder', input, member.token);
    await own.call('shop.payOrder', { orderId }, member.token);
    await own.cloud.pay({ outTradeNo: orderId }, 'paid');
    const shippedPage = await own.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'D1' }, own.admins[0]);
    expect(shippedPage).toMatchObject({ upload: { state: 'manual' }, confirmWith: null });
    await own.advance('2h');
    expect(own.cloud.engine.count('local__shippings')).toBe(0);
    expect(await own.refused('admin.resolveUpload', { orderId, as: 'again' }, own.admins[0])).toBe('upload/manual');
    expect(await own.call('shop.confirmReceipt', { orderId }, member.token)).toMatchObject({ state: 'received' });
  } finally {
    await own.close();
  }
});
