// Orders of several shops and kinds that are placed together: all of them, or none.
import type { InputOf } from '@shared/contract';
import type { MerchantDocument } from '../../cloudfunctions/_store/documents';
import type { Reply } from '../../localcloud';
import { all } from './books';
import { paymentOf } from './cashierBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import {
  ask,
  buyer,
  cancel,
  codeOf,
  everywhere,
  idsOf,
  keeper,
  lastOf,
  lines,
  openShops,
  order,
  orderOf,
  paid,
  payer,
  place,
  STABLE,
  STOCK,
  seam,
  statesOf,
  TWO,
  walletOf,
  world,
} from './purchases';
import { writes } from './seam';
import { nextRequest, saveGoods } from './world';

jest.setTimeout(300_000);
openShops();

describe('a checkout of several shops and kinds', () => {
  const ALL = ['apple-1', 'rice-1', 'plain-1', 'meal-1', 'phone-1'];

  test('is an order for each shop and kind, with sums of its own, and one payment', async () => {
    const preview = await world.call(
      'shop.previewOrder',
      { lines: lines(...ALL), useSpendableCents: 'most', useStableCents: 'most' },
      buyer.token,
    );
    expect(preview.orders.map(({ shop, kind, lines: own }) => [shop.shopId, kind, own.length])).toEqual([
      ['own', 'delivered', 2],
      ['field', 'delivered', 1],
      ['field', 'voucher', 1],
      ['own', 'topUp', 1],
    ]);
    // 30% of 119.80, of 39.90 and of 98.00, each rounded down by itself; the top-up takes none.
    expect(preview.spendable).toMatchObject({ atMostCents: 3_594 + 1_197 + 2_940, isTaken: true });
    // What is left at the shop that takes them is more than is held: shared by what is left, 27.93 and 68.60.
    expect(preview.orders.map(({ payment }) => payment.stableCents)).toEqual([0, 1_447, 3_553, 0]);
    expect(preview.payment).toEqual({
      goodsFen: 10_000 + 1_980 + 3_990 + 9_800 + 4_980,
      freightFen: 0,
      couponFen: 0,
      spendableCents: 7_731,
      stableCents: STABLE,
      balanceFen: 0,
      cashFen: 30_750 - 7_731 - STABLE,
    });
    expect(preview).toMatchObject({ pieces: 5, needsAddress: true, invoiceableFen: preview.payment.cashFen - 4_980 });

    const { orderId, cashFen, orders } = await place(ALL, {
      useSpendableCents: preview.payment.spendableCents,
      useStableCents: preview.payment.stableCents,
      expectedCashFen: preview.payment.cashFen,
      notes: [{ shopId: 'field', text: '放门口' }],
      invoice: { kind: 'company', title: '青岛明禾', taxNumber: '91350100M000100Y43', email: 'a@b.cn' },
    });
    expect(cashFen).toBe(preview.payment.cashFen);
    expect(orders.map((one) => one.cashFen)).toEqual(preview.orders.map(({ payment }) => payment.cashFen));
    expect(orders.map((one) => orderOf(one.orderId).note)).toEqual(['', '放门口', '放门口', '']);
    // What is not sent has no address.
    expect(orders.map((one) => orderOf(one.orderId).address === null)).toEqual([false, false, true, true]);
    expect(walletOf()).toMatchObject({ stableCents: 0, heldStableCents: STABLE });

    await world.call('shop.payOrder', { orderId: lastOf(orderId) }, buyer.token);
    expect(await world.call('shop.viewPurchase', { orderId: lastOf(orderId) }, buyer.token)).toMatchObject({
      orderId,
      state: 'awaitingPayment',
      totalFen: cashFen,
      mayPay: true,
      orders: orders.map((one) => ({ orderId: one.orderId })),
    });
    expect(paymentOf(world, orderId)).toMatchObject({ totalFee: cashFen });
    await payer(orderId);
    expect(statesOf(orderId)).toEqual(everywhere(orderId, 'paid'));

    // Shipped or redeemed, received and settled each by itself; the shop has its points then, and not before.
    // A top-up is not shipped: who tops it up ends it (topUp.test.ts).
    const carried = idsOf(orderId).filter((id) => orderOf(id).kind !== 'topUp');
    expect(carried).toHaveLength(3);
    for (const id of carried) {
      const [voucher] = orderOf(id).vouchers ?? [];
      if (voucher) {
        const redeeming = { code: voucher.code, pieces: 1, expectedLeft: 1, requestId: nextRequest() };
        await world.call('merchant.redeemVoucher', redeeming, keeper.token);
      } else {
        await world.call('admin.ship', { orderId: id, way: 'virtual' }, world.admins[0]);
        await world.call('shop.confirmReceipt', { orderId: id }, buyer.token);
      }
      expect(all<MerchantDocument>(world, 'merchants')).toEqual([]);
    }
    await world.cloud.trigger('settlement');
    expect(carried.map((id) => orderOf(id).state)).toEqual(['settled', 'settled', 'settled']);
    expect(walletOf()).toMatchObject({ stableCents: 0, heldStableCents: 0 });
    expect(all<MerchantDocument>(world, 'merchants')).toMatchObject([{ _id: 'field', stableCents: STABLE }]);
    await world.advance('1d'); // the close agrees with the pool of what members and shops hold
    expect((await world.call('wallet.view', {}, buyer.token)).lastClose).toMatchObject({ balanced: true });
  });

  test('an order that needs no address asks for none; one that does is refused without', async () => {
    const { addressId: _none, ...plain } = order(['meal-1']);
    const { orderId } = await world.call('shop.placeOrder', plain, buyer.token);
    expect(orderOf(orderId)).toMatchObject({ kind: 'voucher', address: null });
    expect(
      await world.refused(
        'shop.placeOrder',
        { ...plain, lines: lines('meal-1', 'apple-1'), requestId: nextRequest() },
        buyer.token,
      ),
    ).toBe('address/needed');
    expect(await world.refused('admin.viewShippingAddress', { orderId }, world.admins[0])).toBe('order/notInState');
  });

  test('nobody pays the own shop with stable points', async () => {
    const { stable } = await world.call('shop.previewOrder', { lines: lines('rice-1') }, keeper.token);
    expect(stable.isTaken).toBe(false);
    expect(
      await world.refused(
        'shop.placeOrder',
        { ...order(['rice-1']), addressId: keeper.addressId, useStableCents: 1 },
        keeper.token,
      ),
    ).toBe('stable/notTaken');
  });

  test('more points than the orders take, or than are held, place nothing', async () => {
    const more = (skuIds: string[], points: Partial<InputOf<'shop.placeOrder'>>) =>
      world.refused('shop.placeOrder', order(skuIds, points), buyer.token);
    const before = walletOf();
    const { stable } = await world.call('shop.previewOrder', { lines: lines('rice-1') }, buyer.token);
    expect(await more(['rice-1'], { useStableCents: stable.atMostCents + 1 })).toBe('stable/overLimit');
    // A share of so much takes more than is held.
    const dear = { lines: [{ skuId: 'both-1', quantity: 1 }] };
    const { spendable } = await world.call('shop.previewOrder', { ...dear, useSpendableCents: 'most' }, buyer.token);
    expect(await more(['both-1'], { useSpendableCents: spendable.atMostCents + 1 })).toBe('points/notEnough');
    expect(walletOf()).toEqual(before);
  });

  test('the invoice is looked through, and can be changed until it is shipped', async () => {
    const orderId = await paid();
    const invoice = { kind: 'personal', title: '陈静', taxNumber: '', email: 'chen@mail.cn' } as const;
    const saved = await world.call('shop.saveInvoice', { orderId, invoice }, buyer.token);
    expect(saved.invoice).toEqual(invoice);
    expect((await world.call('admin.viewOrder', { orderId }, world.admins[0])).invoice).toEqual(invoice);
    const refused = (change: object) =>
      world.refused('shop.saveInvoice', { orderId, invoice: { ...invoice, ...change } }, buyer.token);
    expect(await refused({ kind: 'company', taxNumber: '91350100M000100Y44' })).toBe('input/invalid');
    expect(await refused({ title: '稳赚' })).toBe('words/forbidden');
    await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK1' }, world.admins[0]);
    expect(await refused({})).toBe('order/notInState');
  });

  test('more orders than one payment pays are refused', async () => {
    for (let shop = 0; shop < 11; shop += 1) {
      await world.call('admin.saveShop', { shopId: `s${shop}`, name: `店 ${shop}` }, world.admins[0]);
      await saveGoods(world, `g${shop}`, { priceFen: 100, costFen: 0, stock: STOCK }, { shopId: `s${shop}` });
    }
    const skuIds = Array.from({ length: 11 }, (_one, at) => `g${at}-1`);
    expect(await ask('shop.placeOrder', order(skuIds))).toMatchObject({
      code: 'order/tooMany',
      details: { orders: 11, most: 10 },
    });
    const { orders } = await place(skuIds.slice(0, 10));
    expect(orders).toHaveLength(10);
  });
});

describe('all of its orders, or none', () => {
  const POINTS = { useSpendableCents: 500 };
  /** Of the orders of a request: how many are seen, and how many there are. */
  const seen = async (): Promise<number> =>
    (await world.call('shop.listOrders', { filter: 'awaitingPayment', limit: 50 }, buyer.token)).orders.length;

  test('sold out between checkout and placing: nothing is placed, and nothing is kept', async () => {
    const before = await seen();
    const by = -(world.cloud.engine.get('stock', 'rice-1') as unknown as { left: number }).left;
    // Read as there, sold to others before it is taken.
    seam.before(writes('stock'), () => world.cloud.engine.update('stock', { _id: 'rice-1' }, { $inc: { left: by } }));
    const reply = await ask('shop.placeOrder', order(TWO, POINTS));
    await world.cloud.engine.update('stock', { _id: 'rice-1' }, { $inc: { left: -by } });
    expect(reply).toMatchObject({ code: 'goods/soldOut', details: { skuId: 'rice-1', left: 0 } });
    expect(await seen()).toBe(before);
  });

  test('the price changed since the checkout: refused with both sums', async () => {
    const { payment } = await world.call('shop.previewOrder', { lines: lines(...TWO) }, buyer.token);
    const reprice = (priceFen: number) =>
      world.cloud.engine.update('goods', { _id: 'rice' }, { $set: { 'skus.0.priceFen': priceFen } });
    await reprice(4_990);
    const reply = await ask('shop.placeOrder', order(TWO, { expectedCashFen: payment.cashFen }));
    await reprice(3_990);
    expect(reply).toMatchObject({
      code: 'order/sumChanged',
      details: { expectedCashFen: payment.cashFen, cashFen: payment.cashFen + 1_000 },
    });
  });

  test.each([
    ['with nothing but goods', TWO, {}],
    ['with points and limits', ['rare-1', 'rice-1', 'meal-1'], POINTS],
  ])('the same request beside itself, at every seam: placed once, %s', async (_what, skuIds, more) => {
    const met = await atEverySeam<InputOf<'shop.placeOrder'>, Reply, Reply>(seam, {
      prepare: async () => order(skuIds as string[], more as object),
      first: (input) => ask('shop.placeOrder', input),
      second: (input) => ask('shop.placeOrder', input),
      check: async (_input, one, other) => {
        expect(one).toEqual(other);
        const { orderId } = (one as { value: { orderId: string } }).value;
        expect(idsOf(orderId).map((id) => orderOf(id).isPlaced)).toEqual(everywhere(orderId, true));
        expect(codeOf(await cancel(orderId))).toBe('ok');
      },
    });
    expect(met).toBeGreaterThan(4);
  });

  test('killed before every step and sent again: placed once; not sent again: swept, and nothing is seen', async () => {
    const killed = await killedAtEverySeam<InputOf<'shop.placeOrder'>, Reply>(seam, {
      prepare: async () => order(TWO, POINTS),
      act: (input) => ask('shop.placeOrder', input),
      kill: () => world.cloud.killWorker(),
      check: async (_input, reply) => {
        expect(codeOf(reply)).toBe('ok');
        await cancel((reply as { value: { orderId: string } }).value.orderId);
      },
    });
    expect(killed).toBeGreaterThan(6);
    const before = await seen();
    // Between two of its steps nothing else may be written down: every third of them tells.
    for (let step = 2; step <= killed; step += 3) {
      const held = seam.holdStep(step);
      const running = ask('shop.placeOrder', order(TWO, POINTS));
      await held.reached;
      expect(world.cloud.killWorker()).toBe(true);
      await running;
      const visible = (await seen()) - before;
      // Committed by its last steps, it is there as a whole.
      expect([0, 2]).toContain(visible);
      for (const { orderId } of (
        await world.call('shop.listOrders', { filter: 'awaitingPayment' }, buyer.token)
      ).orders.slice(0, visible))
        await ask('shop.cancelOrder', { orderId });
    }
    // What is left of them is swept behind this test, which then looks at every piece.
  });
});
