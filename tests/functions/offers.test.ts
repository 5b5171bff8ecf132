// Limited-time prices: shown, paid, counted, given back, never moved back.
import type { InputOf } from '@shared/contract';
import { joinMember, nextRequest, openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

let made = 0;
/** A product of one size at 100.00 with a limited-time price of 80.00. */
async function offered(more: Partial<InputOf<'admin.saveOffer'>> = {}) {
  const goodsId = `offered-${(made += 1)}`;
  await saveGoods(world, goodsId, { priceFen: 10_000, costFen: 2_000, stock: 50 }, { plans: ['appreciation'] });
  const { offer } = await world.call('admin.saveOffer', { ...asked(goodsId), ...more }, world.admins[0]);
  return { goodsId, skuId: `${goodsId}-1`, offerId: offer.offerId };
}
const asked = (goodsId: string) => ({
  goodsId,
  fromMs: world.cloud.now(),
  untilMs: world.cloud.now() + 2 * HOUR,
  prices: [{ skuId: `${goodsId}-1`, priceFen: 8_000 }],
  pieces: 5,
  perMember: 3,
});
const cardOf = async (goodsId: string) =>
  (await world.call('shop.listGoods', { limit: 50 })).goods.find((one) => one.goodsId === goodsId)!;
const offerRow = (offerId: string) =>
  world.cloud.engine.get('offers', offerId) as unknown as { left: number; sold: number };
let phones = 0;
const member = () => joinMember(world, `1371000000${(phones += 1)}`);

test('one price everywhere: list, page, cart, preview, order; the regular one is told beside it', async () => {
  const { goodsId, skuId, offerId } = await offered();
  const buyer = await member();
  expect(await cardOf(goodsId)).toMatchObject({
    priceFen: 8_000,
    regularFen: 10_000,
    offer: { offerId, pieces: 5, taken: 0, perMember: 3 },
  });
  const page = await world.call('shop.viewGoods', { goodsId });
  expect(page).toMatchObject({ priceFen: 8_000, offer: { offerId }, skus: [{ priceFen: 8_000, regularFen: 10_000 }] });
  // The margin is that of the price offered: 30 % of 80.00.
  expect(page.skus[0]!.effects).toMatchObject([{ contributionFen: 2_400 }]);
  const cart = await world.call('shop.setCartLine', { goodsId, skuId, quantity: 2 }, buyer.token);
  expect(cart.shops[0]!.lines[0]).toMatchObject({ priceFen: 8_000, regularFen: 10_000 });
  const lines = [{ skuId, quantity: 2 }];
  const preview = await world.call('shop.previewOrder', { lines, addressId: buyer.addressId }, buyer.token);
  expect(preview.orders[0]!.lines).toMatchObject([{ priceFen: 8_000, regularFen: 10_000, amountFen: 16_000 }]);
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines, addressId: buyer.addressId, expectedCashFen: preview.payment.cashFen, requestId: nextRequest() },
    buyer.token,
  );
  const order = await world.call('shop.viewOrder', { orderId }, buyer.token);
  expect(order.lines).toMatchObject([{ priceFen: 8_000, amountFen: 16_000 }]);
  expect(offerRow(offerId)).toMatchObject({ left: 3, sold: 2 });
  // Beyond what the member may have at it, all of the line is at the regular price, and says so before it is ordered.
  const more = await world.call('shop.previewOrder', { lines }, buyer.token);
  expect(more.orders[0]!.lines).toMatchObject([{ priceFen: 10_000, amountFen: 20_000 }]);
  expect(more.orders[0]!.lines[0]!.regularFen).toBeUndefined();
  // It ends unpaid: its pieces at that price are there again.
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  expect(offerRow(offerId)).toMatchObject({ left: 5, sold: 0 });
});

test('of two who want the last pieces at that price one gets them; the other orders nothing at a sum not seen', async () => {
  const { skuId, offerId } = await offered({ pieces: 3, perMember: 0 });
  const [first, second] = [await member(), await member()];
  const ask = (buyer: typeof first) =>
    world.cloud.call(
      'shop.placeOrder',
      {
        lines: [{ skuId, quantity: 2 }],
        addressId: buyer.addressId,
        expectedCashFen: 16_000,
        requestId: nextRequest(),
      },
      buyer.token,
    );
  const replies = await Promise.all([ask(first), ask(second)]);
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = replies.find(({ ok }) => !ok) as { code: string };
  expect(['offer/gone', 'order/sumChanged']).toContain(refused.code);
  expect(offerRow(offerId)).toMatchObject({ left: 1, sold: 2, holds: {} });
  expect(world.cloud.engine.get('stock', skuId)).toMatchObject({ left: 48, holds: {} });
});

test('it begins and ends by the clock, and lists are sorted by the price they show', async () => {
  const { goodsId } = await offered({ fromMs: world.cloud.now() + HOUR });
  expect(await cardOf(goodsId)).toMatchObject({ priceFen: 10_000, regularFen: null, offer: null });
  await world.advance('61m');
  expect(await cardOf(goodsId)).toMatchObject({ priceFen: 8_000 });
  const kept = () => world.cloud.engine.get('goods', goodsId);
  expect(kept()).toMatchObject({ lowestFen: 8_000, isOffered: true });
  expect((await world.call('shop.countGoods', { offered: true })).count).toBeGreaterThan(0);
  await world.advance('61m');
  expect(await cardOf(goodsId)).toMatchObject({ priceFen: 10_000, offer: null });
  expect(kept()).toMatchObject({ lowestFen: 10_000, isOffered: false });
});

test('what is sold out stands last, until there are pieces again', async () => {
  await saveGoods(world, 'rare', { priceFen: 100, costFen: 1, stock: 1 }, { weight: 10_000 });
  const place = async () => {
    const { goods } = await world.call('shop.listGoods', { limit: 50 });
    return [goods.findIndex(({ goodsId }) => goodsId === 'rare'), goods.length] as const;
  };
  expect((await place())[0]).toBe(0);
  const buyer = await member();
  await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'rare-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() },
    buyer.token,
  );
  await place(); // whoever sees it there has it looked at again
  const [at, count] = await place();
  expect(at).toBe(count - 1);
  expect((await world.call('shop.countGoods', {})).soldOut).toBe(1);
  await world.call('admin.changeStock', { skuId: 'rare-1', by: 5, requestId: nextRequest() }, world.admins[0]);
  expect((await place())[0]).toBe(0);
  // Nobody looks, and its time comes all the same.
  await world.cloud.engine.update('stock', { _id: 'rare-1' }, { $set: { left: 0 } });
  await world.advance('31m');
  expect(world.cloud.engine.get('goods', 'rare')).toMatchObject({ shelfRank: 1 });
  expect(world.cloud.engine.get('stock', 'rare-1')).toMatchObject({ isOut: true });
});

test('what runs is not changed, an end is an end, and a price is below the regular one', async () => {
  const { goodsId, offerId } = await offered();
  await world.advance('1m');
  const again = (more: object = {}) =>
    world.refused('admin.saveOffer', { ...asked(goodsId), ...more }, world.admins[0]);
  expect(await again()).toBe('offer/running');
  await world.call('admin.endOffer', { goodsId, offerId }, world.admins[0]);
  expect(await cardOf(goodsId)).toMatchObject({ priceFen: 10_000, offer: null });
  expect(await world.refused('admin.endOffer', { goodsId, offerId }, world.admins[0])).toBe('offer/over');
  expect(await again()).toBe('offer/tooSoon');
  const { nextFromMs } = await world.call('admin.viewOffer', { goodsId }, world.admins[0]);
  const later = { fromMs: nextFromMs, untilMs: nextFromMs + HOUR };
  expect(await again({ ...later, prices: [{ skuId: `${goodsId}-1`, priceFen: 10_000 }] })).toBe('offer/notLower');
  expect(await again({ fromMs: nextFromMs, untilMs: nextFromMs })).toBe('offer/times');
  const { offer } = await world.call('admin.saveOffer', { ...asked(goodsId), ...later }, world.admins[0]);
  expect(offer.state).toBe('waiting');
  const save = saveGoods(world, goodsId, { priceFen: 8_000, costFen: 100, stock: 50 });
  await expect(save).rejects.toThrow('offer/notLower');
});

test('cart and page know what was bought at it before: told, and priced as the order will be', async () => {
  const { goodsId, skuId } = await offered();
  const buyer = await member();
  const [address, requestId] = [buyer.addressId, nextRequest()];
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId, quantity: 2 }], addressId: address, requestId },
    buyer.token,
  );
  const lineOf = async (quantity: number) =>
    (await world.call('shop.setCartLine', { goodsId, skuId, quantity }, buyer.token)).shops[0]!.lines[0]!;
  expect((await world.call('shop.viewGoods', { goodsId }, buyer.token)).mine).toMatchObject({ boughtAtOffer: 2 });
  expect(await lineOf(1)).toMatchObject({ priceFen: 8_000, isOfferUsed: false });
  const two = await lineOf(2);
  const preview = await world.call(
    'shop.previewOrder',
    { lines: [{ skuId, quantity: 2 }], addressId: address },
    buyer.token,
  );
  expect([two.priceFen, preview.orders[0]!.lines[0]!.priceFen]).toEqual([10_000, 10_000]);
  await world.call(
    'shop.placeOrder',
    { lines: [{ skuId, quantity: 1 }], addressId: address, requestId: nextRequest() },
    buyer.token,
  );
  expect(await lineOf(1)).toMatchObject({ priceFen: 10_000, isOfferUsed: true });
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  expect(await lineOf(1)).toMatchObject({ priceFen: 8_000, isOfferUsed: false });
});
