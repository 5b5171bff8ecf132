import type { ActionName, InputOf } from '@shared/contract';
import type { AfterSalesDocument } from '../../cloudfunctions/_store/documents';
import type { Reply } from '../../localcloud';
import { differences } from './books';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  agreeing,
  allBack,
  buy,
  caseOf,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PICTURE,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 100_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
let other: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 7, stock: STOCK });
  buyer = await joinMember(world, '13800000001');
  other = await joinMember(world, '13800000002');
  await world.cloud.warm();
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => {
  expect(halfWritten(world, STOCK)).toEqual([]);
});

const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>, token?: string): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);
const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as Record<string, never>;
const eventsOf = (orderId: string): string[] =>
  (orderOf(orderId).log as unknown as { event: string; by: string }[]).map(({ event, by }) => `${event} ${by}`);

async function paid(): Promise<string> {
  const input = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}
async function shipped(): Promise<string> {
  const orderId = await paid();
  await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK1' }, world.admins[0]);
  return orderId;
}
async function asked(): Promise<string> {
  const orderId = await shipped();
  await world.call('afterSales.apply', allBack(world, orderId, '坏果'), buyer.token);
  return orderId;
}

const ship = (orderId: string) => ask('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK1' }, world.admins[0]);
const requestRefund = (orderId: string) => ask('afterSales.apply', allBack(world, orderId), buyer.token);
const approve = (orderId: string) => ask('admin.answerAfterSales', agreeing(world, orderId), world.admins[0]);
const reject = (orderId: string) =>
  ask(
    'admin.answerAfterSales',
    { caseId: caseOf(world, orderId), answer: { is: 'refused', words: '看不清' } },
    world.admins[1],
  );
const confirm = (orderId: string) => ask('shop.confirmReceipt', { orderId }, buyer.token);

describe('a decision is taken on the order as it is when it is written', () => {
  const neverByTheBuyerAlone = (orderId: string) => {
    const events = eventsOf(orderId);
    const shippedAt = events.indexOf('goods.shipped admin');
    if (shippedAt >= 0) expect(events.slice(shippedAt)).not.toContain('refund.approved buyer');
  };

  test.each([
    ['the refund asked for while it is shipped', requestRefund, ship],
    ['shipping while the refund is asked for', ship, requestRefund],
  ])('%s: what is shipped is not given back by the buyer alone', async (_name, first, second) => {
    const met = await atEverySeam(seam, { prepare: paid, first, second, check: neverByTheBuyerAlone });
    expect(met).toBeGreaterThan(2);
  });

  test.each([
    ['granting while it is refused', approve, reject],
    ['refusing while it is granted', reject, approve],
  ])('%s: a refund is decided once', async (_name, first, second) => {
    const met = await atEverySeam(seam, {
      prepare: asked,
      first,
      second,
      check: (orderId, one, two) => {
        const { log } = world.cloud.engine.get('afterSales', caseOf(world, orderId)) as unknown as AfterSalesDocument;
        expect(log.filter(({ event }) => event !== 'case.asked')).toHaveLength(1);
        expect(eventsOf(orderId).includes('refund.approved admin')).toBe(log.at(-1)!.event === 'refund.given');
        expect([codeOf(one), codeOf(two)].filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(1);
      },
    });
    expect(met).toBeGreaterThan(2);
  });

  test.each([
    ['receipt while a refund is asked for', confirm, requestRefund],
    ['a refund asked for while it is received', requestRefund, confirm],
  ])('%s: an order with a refund that waits is not received', async (_name, first, second) => {
    const met = await atEverySeam(seam, {
      prepare: shipped,
      first,
      second,
      check: (orderId) => {
        const events = eventsOf(orderId);
        const [refund, receipt] = [events.indexOf('afterSales.asked buyer'), events.indexOf('receipt.confirmed buyer')];
        expect(refund >= 0 || receipt >= 0).toBe(true);
        if (refund >= 0 && receipt >= 0) expect(receipt).toBeLessThan(refund);
      },
    });
    expect(met).toBeGreaterThan(2);
  });

  test('an order settles under the plans as they are, and not while a refund waits', async () => {
    const due = async () => {
      const orderId = await buy(world, buyer, 'share-1');
      await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() - 1 } });
      return orderId;
    };
    const met = await atEverySeam(seam, {
      prepare: due,
      first: () => world.cloud.trigger('settlement'),
      second: async (orderId) => {
        await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() + 1000 } });
        const reply = await requestRefund(orderId);
        await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() - 1 } });
        return reply;
      },
      check: async (orderId, _first, reply) => {
        const events = eventsOf(orderId);
        if (codeOf(reply) === 'ok') expect(events).not.toContain('order.settled platform');
        else expect(events).toContain('order.settled platform');
        if (codeOf(reply) !== 'ok') return;
        await approve(orderId);
        await world.advance('1s'); // its money arrives: what waits for that would give each settlement more steps
      },
    });
    expect(met).toBeGreaterThan(3);
  });

  test('a clearance revoked while orders settle counts at once', async () => {
    const clearance = async () => {
      const propose = {
        feature: 'dividend.cash',
        issuer: '演示',
        documentReference: '1',
        documentSha256: '0'.repeat(64),
        scope: '演示',
        validFromDay: '2026-01-01',
        validToDay: '2027-12-31',
        requestId: nextRequest(),
      } as const;
      for (const { clearanceId, feature, state } of (await world.call('admin.listClearances', {}, world.admins[0]))
        .clearances)
        if (feature === 'dividend.cash' && state === 'valid')
          await world.call('admin.revokeClearance', { clearanceId }, world.admins[0]);
      const { clearanceId } = await world.call('admin.proposeClearance', propose, world.admins[0]);
      await world.call('admin.approveClearance', { clearanceId }, world.admins[1]);
      const orderId = await buy(world, buyer, 'share-1');
      await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() - 1 } });
      return { clearanceId, orderId };
    };
    const met = await atEverySeam(seam, {
      prepare: clearance,
      first: () => world.cloud.trigger('settlement'),
      second: async ({ clearanceId, orderId }) => {
        // The books say so; the order's own page follows them.
        const wasSettled = world.cloud.engine.find('journal', { _id: `order:${orderId}:settle` }).length > 0;
        await world.call('admin.revokeClearance', { clearanceId }, world.admins[0]);
        return wasSettled;
      },
      check: ({ orderId }, _first, wasSettled) => {
        const { state, grants } = orderOf(orderId) as unknown as { state: string; grants: unknown[] };
        expect(state).toBe('settled');
        // Settled after the clearance was gone: nothing of its kind was granted.
        if (!wasSettled) expect(grants).toEqual([]);
      },
    });
    expect(met).toBeGreaterThan(3);
  });
});

describe('the same request, once and again at the same moment', () => {
  const left = () => (world.cloud.engine.get('stock', 'plain-1') as unknown as { left: number }).left;

  test.each([
    ['pieces alone', 'plain-1', 0],
    ['several lines', 'apple-1,plain-1,share-1', 0],
  ])('an order of %s takes its pieces once, at whichever step the second comes', async (_name, skus, points) => {
    const request = async () => ({
      before: left(),
      input: {
        lines: skus.split(',').map((skuId) => ({ skuId, quantity: 2 })),
        addressId: buyer.addressId,
        useSpendableCents: points,
        requestId: nextRequest(),
      },
    });
    const place = ({ input }: Awaited<ReturnType<typeof request>>) => ask('shop.placeOrder', input, buyer.token);
    const met = await atEverySeam(seam, {
      prepare: request,
      first: place,
      second: place,
      check: ({ before }, one, two, step) => {
        expect([step, codeOf(one), codeOf(two)]).toEqual([step, 'ok', 'ok']);
        expect(one).toEqual(two);
        expect([step, before - left()]).toEqual([step, 2]);
      },
    });
    expect(met).toBeGreaterThan(8);
  });

  test('the last pieces, asked for twice by one request: the order, and never "sold out"', async () => {
    const sku = { skuId: 'plain-1', quantity: 1 };
    const keep = left();
    const last = async () => {
      await world.cloud.engine.update('stock', { _id: 'plain-1' }, { $set: { left: 1 } });
      return { lines: [sku], addressId: buyer.addressId, requestId: nextRequest() };
    };
    const place = (input: Awaited<ReturnType<typeof last>>) => ask('shop.placeOrder', input, buyer.token);
    let sold = 0;
    await atEverySeam(seam, {
      prepare: last,
      first: place,
      second: place,
      check: (_input, one, two, step) => {
        expect([step, codeOf(one), codeOf(two)]).toEqual([step, 'ok', 'ok']);
        expect([step, left()]).toEqual([step, 0]);
        sold += 1;
      },
    });
    await place(await last());
    await world.cloud.engine.update('stock', { _id: 'plain-1' }, { $set: { left: keep - sold - 2 } });
  });
});

describe('bounds hold for callers side by side', () => {
  const limited = async (limitPerMember: number) => {
    await world.call(
      'admin.saveGoods',
      {
        goodsId: 'rare',
        title: '限购',
        pictures: [PICTURE],
        ground: 1,
        industry: 'grocery',
        kind: 'delivered',
        categoryId: 'fruit',
        shopId: 'own',
        skus: [{ skuId: 'rare-1', choices: [], priceFen: 100, costFen: 20, stock: STOCK }],
        limitPerMember,
      },
      world.admins[0],
    );
  };
  const bought = () =>
    (world.cloud.engine.find('orders', { isPlaced: true, 'lines.goodsId': 'rare' }) as never as Placed[])
      .filter(({ state }) => state !== 'closed')
      .flatMap(({ lines }) => lines)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  interface Placed {
    _id: string;
    state: string;
    lines: { quantity: number }[];
  }
  const placeRare = () =>
    ask(
      'shop.placeOrder',
      { lines: [{ skuId: 'rare-1', quantity: 2 }], addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );

  test('a limit per member, two orders at every seam', async () => {
    await limited(2);
    const met = await atEverySeam(seam, {
      prepare: async () => {
        for (const { _id, state } of world.cloud.engine.find('orders', {
          'lines.goodsId': 'rare',
          isPlaced: true,
        }) as never as Placed[])
          if (state === 'awaitingPayment') await world.call('shop.cancelOrder', { orderId: _id }, buyer.token);
        expect(bought()).toBe(0);
      },
      first: placeRare,
      second: placeRare,
      check: (_nothing, one, two) => {
        expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['goods/limit', 'ok']);
        expect(bought()).toBe(2);
      },
    });
    expect(met).toBeGreaterThan(5);
  });

  test('a limit per member, eight orders that all passed the look at it', async () => {
    await limited(4);
    const already = bought();
    const together = seam.meet(
      4,
      ({ action, collection }) => action === 'database.insertDocument' && collection === 'orders',
    );
    const replies = await Promise.all(Array.from({ length: 8 }, placeRare));
    await together;
    expect(bought()).toBe(4);
    expect(replies.filter(({ ok }) => ok)).toHaveLength((4 - already) / 2);
  });

  test('twelve taps on + make twelve pieces, and never more than the limit', async () => {
    const tap = (token: string, skuId: string) =>
      ask('shop.setCartLine', { goodsId: skuId.slice(0, -2), skuId, quantity: 1, add: true }, token);
    await Promise.all(Array.from({ length: 12 }, () => tap(buyer.token, 'plain-1')));
    const quantityOf = async (token: string, skuId: string) =>
      (await world.call('shop.viewCart', {}, token)).shops
        .flatMap(({ lines }) => lines)
        .find((line) => line.skuId === skuId)?.quantity ?? 0;
    expect(await quantityOf(buyer.token, 'plain-1')).toBe(12);
    await limited(5);
    const replies = await Promise.all(Array.from({ length: 12 }, () => tap(other.token, 'rare-1')));
    expect(await quantityOf(other.token, 'rare-1')).toBe(5);
    expect(replies.map(codeOf).filter((code) => code !== 'ok')).toEqual(Array(7).fill('goods/limit'));
  });

  test('a cart holds 100 lines, whoever adds the last', async () => {
    const lines = Array.from({ length: 99 }, (_, at) => ({
      goodsId: 'plain',
      skuId: `gone-${at}`,
      quantity: 1,
      isChosen: false,
    }));
    const met = await atEverySeam(seam, {
      prepare: async () => {
        await world.cloud.engine.set('carts', other.memberId, { lines });
      },
      first: () => ask('shop.setCartLine', { goodsId: 'plain', skuId: 'plain-1', quantity: 1 }, other.token),
      second: () => ask('shop.setCartLine', { goodsId: 'apple', skuId: 'apple-1', quantity: 1 }, other.token),
      check: (_nothing, one, two) => {
        const kept = world.cloud.engine.get('carts', other.memberId) as unknown as { lines: unknown[] };
        expect(kept.lines).toHaveLength(100);
        expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['cart/full', 'ok']);
      },
    });
    expect(met).toBeGreaterThan(2);
  });

  test('pieces taken off the shelf side by side never go below zero', async () => {
    const change = () =>
      ask('admin.changeStock', { skuId: 'bed-1', by: -60_000, requestId: nextRequest() }, world.admins[0]);
    await atEverySeam(seam, {
      prepare: async () => {
        await world.cloud.engine.update('stock', { _id: 'bed-1' }, { $set: { left: STOCK } });
      },
      first: change,
      second: change,
      check: (_nothing, one, two) => {
        expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['goods/stockBelowZero', 'ok']);
        expect(world.cloud.engine.get('stock', 'bed-1')).toMatchObject({ left: 40_000 });
      },
    });
    await world.cloud.engine.update('stock', { _id: 'bed-1' }, { $set: { left: STOCK } });
  });
});

test('the books agree after all of it', () => expect(differences(world)).toEqual([]));
