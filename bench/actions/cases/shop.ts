import type { ActionName } from '@shared/contract';
import { paid, placed, shipped, started, toppingUp, visitable, visiting, voucherOf } from '../orders';
import { act, nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';
import { couponInput } from './coupon';

const onePiece = ({ goods }: Scene) => [{ skuId: goods.skuId, quantity: 1 }];

const address = { name: '李牧', phone: '13800000007', region: '山东省青岛市市南区', detail: '香港中路 40 号' };

/** A coupon that the buyer has not taken yet. */
async function madeCoupon({ cloud, admin }: Scene): Promise<string> {
  const { couponId } = await act(
    cloud,
    'admin.makeCoupon',
    { ...couponInput(), requestId: nextRequestId() },
    admin.token,
  );
  return couponId;
}

/** The buyer's newest settled order, or the newest of all: what an order page shows most of. */
async function richestOrder({ cloud, buyer }: Scene): Promise<string> {
  const { orders } = await act(cloud, 'shop.listOrders', { limit: 50 }, buyer.token);
  const found = orders.find(({ state }) => state === 'settled') ?? orders[0];
  if (!found) throw new Error('the buyer has no order');
  return found.orderId;
}

async function cancelled(scene: Scene): Promise<string> {
  const orderId = await placed(scene);
  await act(scene.cloud, 'shop.cancelOrder', { orderId }, scene.buyer.token);
  return orderId;
}

/** Goods like those of the scene, sold by the night. */
async function byNight({ cloud: { engine }, goods: { goodsId } }: Scene): Promise<string> {
  const nightly = `${goodsId}-nights`;
  if (engine.get('goods', nightly)) return nightly;
  const stay = { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later: 'ask' };
  const calendar = { rooms: 4, weekFen: Array(7).fill(29_800), days: [] };
  const like = engine.get('goods', goodsId)!;
  const [sku] = like.skus as object[];
  const skus = [{ ...sku, skuId: `${nightly}-1`, calendar }];
  await engine.insert('goods', [{ ...like, _id: nightly, kind: 'stay', stay, skus }]);
  return nightly;
}

export const shopCases: CasesOf<Extract<ActionName, `shop.${string}`>> = {
  'shop.viewNights': [by('guest', async (scene) => ({ goodsId: await byNight(scene) }))],
  'shop.home': [by('guest', () => ({}), 'guest'), by('buyer', () => ({}), 'member')],
  'shop.viewStops': [by('guest', () => ({}))],
  'shop.listCategories': [by('guest', () => ({}))],
  'shop.listGoods': [by('guest', () => ({}))],
  'shop.countGoods': [by('guest', () => ({ query: '水果' }))],
  'shop.searchStart': [by('guest', () => ({}))],
  'shop.suggest': [by('buyer', () => ({ query: 's' }))],
  'shop.countSearch': [by('guest', () => ({ query: '水果' }))],
  'shop.listBought': [by('buyer', () => ({}))],
  'shop.viewShop': [by('guest', ({ goods }) => ({ shopId: goods.shopId }))],
  'shop.viewGoods': [by('guest', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'shop.listAlike': [by('guest', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'shop.setFavourite': [
    by('buyer', ({ goods }) => ({ goodsId: goods.goodsId, isFavourite: true, requestId: nextRequestId() })),
  ],
  'shop.listFavourites': [by('buyer', () => ({}))],
  'shop.noteLook': [by('buyer', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'shop.listLooks': [by('buyer', () => ({}))],
  'shop.forgetLooks': [by('buyer', () => ({ requestId: nextRequestId() }))],
  'shop.awaitRestock': [
    by('buyer', ({ goods }) => ({
      goodsId: goods.goodsId,
      skuId: goods.skuId,
      isAwaited: false,
      requestId: nextRequestId(),
    })),
  ],
  'shop.listRestocks': [by('buyer', () => ({}))],
  'shop.listVouchers': [by('buyer', () => ({}))],
  'shop.viewVoucher': [by('buyer', async (scene) => ({ code: await voucherOf(scene) }))],
  'shop.viewVisits': [by('buyer', async (scene) => ({ code: (await visiting(scene)).code }))],
  'shop.bookVisit': [
    by('buyer', async (scene) => ({
      ...(await visitable(scene)),
      time: '10:00',
      pieces: 1,
      requestId: nextRequestId(),
    })),
  ],
  'shop.giveUpVisit': [
    by('buyer', async (scene) => ({ code: (await visiting(scene)).code, requestId: nextRequestId() })),
  ],
  'shop.viewTopUps': [by('guest', () => ({}), 'guest'), by('buyer', () => ({}), 'member')],
  'shop.askTopUp': [by('buyer', async (scene) => ({ orderId: await toppingUp(scene) }))],
  'shop.viewCart': [by('buyer', () => ({}))],
  'shop.listCoupons': [by('buyer', () => ({})), by('buyer', ({ goods }) => ({ goodsId: goods.goodsId }), 'goods')],
  'shop.takeCoupon': [
    by('buyer', async (scene) => ({ couponId: await madeCoupon(scene), requestId: nextRequestId() })),
  ],
  'shop.listHeldCoupons': [by('buyer', () => ({}))],
  'shop.setCartLine': [
    by('buyer', ({ goods }) => ({
      goodsId: goods.goodsId,
      skuId: goods.skuId,
      quantity: 1,
      requestId: nextRequestId(),
    })),
  ],
  'shop.chooseCartLines': [
    by('buyer', ({ goods }) => ({ skuIds: [goods.skuId], isChosen: true, requestId: nextRequestId() })),
  ],
  'shop.removeCartLines': [
    by('buyer', async ({ cloud, buyer, goods }) => {
      const { goodsId, skuId } = goods;
      await act(cloud, 'shop.setCartLine', { goodsId, skuId, quantity: 1 }, buyer.token);
      return { skuIds: [skuId], requestId: nextRequestId() };
    }),
  ],
  'shop.restoreCartLines': [
    by('buyer', async ({ cloud, buyer, goods }) => {
      const { goodsId, skuId } = goods;
      await act(cloud, 'shop.setCartLine', { goodsId, skuId, quantity: 1 }, buyer.token);
      await act(cloud, 'shop.removeCartLines', { skuIds: [skuId] }, buyer.token);
      return { requestId: nextRequestId() };
    }),
  ],
  'shop.listAddresses': [by('buyer', () => ({}))],
  'shop.saveAddress': [
    by('buyer', ({ buyer }) => ({
      ...address,
      addressId: buyer.addressId,
      isDefault: true,
      requestId: nextRequestId(),
    })),
  ],
  'shop.readAddress': [by('buyer', () => ({ text: '李牧 13800000007 山东省青岛市市南区香港中路 40 号' }))],
  'shop.removeAddress': [
    by('buyer', async ({ cloud, buyer }) => {
      const { addressId } = await act(cloud, 'shop.saveAddress', address, buyer.token);
      return { addressId, requestId: nextRequestId() };
    }),
  ],
  'shop.previewOrder': [
    by('buyer', (scene) => ({
      lines: onePiece(scene),
      addressId: scene.buyer.addressId,
      useSpendableCents: 'most' as const,
    })),
  ],
  'shop.placeOrder': [
    by('buyer', (scene) => ({
      lines: onePiece(scene),
      addressId: scene.buyer.addressId,
      requestId: nextRequestId(),
    })),
  ],
  'shop.payOrder': [by('buyer', async (scene) => ({ orderId: await placed(scene) }))],
  'shop.confirmPayment': [by('buyer', async (scene) => ({ orderId: await started(scene) }))],
  'shop.viewPurchase': [by('buyer', async (scene) => ({ orderId: await placed(scene) }))],
  'shop.saveInvoice': [
    by('buyer', async (scene) => ({
      orderId: await placed(scene),
      invoice: { kind: 'personal' as const, title: '李牧', taxNumber: '', email: 'limu@example.com' },
      requestId: nextRequestId(),
    })),
  ],
  'shop.cancelOrder': [by('buyer', async (scene) => ({ orderId: await placed(scene), requestId: nextRequestId() }))],
  'shop.listOrders': [by('buyer', () => ({}))],
  'shop.viewOrder': [by('buyer', async (scene) => ({ orderId: await richestOrder(scene) }))],
  'shop.confirmReceipt': [
    by('buyer', async (scene) => ({ orderId: await shipped(scene), requestId: nextRequestId() })),
  ],
  'shop.viewParcels': [by('buyer', async (scene) => ({ orderId: await shipped(scene) }))],
  'shop.remindShipping': [by('buyer', async (scene) => ({ orderId: await paid(scene), requestId: nextRequestId() }))],
  'shop.extendReceipt': [by('buyer', async (scene) => ({ orderId: await shipped(scene), requestId: nextRequestId() }))],
  'shop.buyAgain': [by('buyer', async (scene) => ({ orderId: await richestOrder(scene), requestId: nextRequestId() }))],
  'shop.hideOrder': [by('buyer', async (scene) => ({ orderId: await cancelled(scene), requestId: nextRequestId() }))],
};
