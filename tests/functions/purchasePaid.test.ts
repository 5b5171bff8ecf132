// Orders that were placed together are paid by one payment, closed together, and given back each by itself.
import { refundsOf } from './cashierBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import {
  ask,
  buyer,
  cancel,
  codeOf,
  everywhere,
  idsOf,
  lastOf,
  openShops,
  orderOf,
  paid,
  payer,
  payOrder,
  placed,
  seam,
  started,
  statesOf,
  world,
} from './purchases';
import { allBack } from './world';

jest.setTimeout(300_000);
openShops();

describe('one payment', () => {
  const buyerPays = async (orderId: string): Promise<boolean> => {
    const reply = await payOrder(orderId);
    return reply.ok && (reply.value as { payment: unknown }).payment !== null ? payer(orderId) : false;
  };

  test.each([
    ['never told', { payCallback: { isLost: true } }],
    ['told four times at once', { payCallback: { repeat: 3, isConcurrent: true } }],
  ])('a payment that is %s, beside a cancelling of the other order, at every seam', async (_name, faults) => {
    world.cloud.setFaults(faults);
    for (const [prepare, first, second] of [
      [placed, cancel, buyerPays],
      [placed, buyerPays, cancel],
      [started, cancel, payer],
    ] as const)
      await atEverySeam<string, unknown, unknown>(seam, {
        prepare,
        first,
        second,
        check: async (orderId) => {
          await cancel(orderId);
          const [state] = statesOf(orderId);
          expect(statesOf(orderId)).toEqual(everywhere(orderId, state));
          expect(state).not.toBe('awaitingPayment');
        },
      });
  });

  test('a second payment is impossible: tapped twice at once, by either order, it is one prepayment', async () => {
    const orderId = await placed();
    const taps = await Promise.all(
      [orderId, lastOf(orderId), orderId].map((id) => ask('shop.payOrder', { orderId: id })),
    );
    expect(
      new Set(
        taps.map((reply) =>
          JSON.stringify((reply as { value: { payment: { package: string } } }).value.payment.package),
        ),
      ).size,
    ).toBe(1);
    await payer(orderId);
    expect(await ask('shop.payOrder', { orderId: lastOf(orderId) })).toMatchObject({
      code: 'order/notInState',
      details: { state: 'paid' },
    });
  });

  test('not paid in time all of them close; money that comes then goes back, to each its part', async () => {
    const orderId = await started();
    world.cloud.setFaults({ payCallback: { delayMs: 60_000 } });
    await payer(orderId);
    // Closed past the cashier, as orders were before it was asked.
    const { prepaidAtMs } = orderOf(orderId);
    await world.cloud.engine.update('orders', { _id: orderId }, { $set: { prepaidAtMs: null } });
    expect(codeOf(await cancel(orderId))).toBe('ok');
    await world.cloud.engine.update('orders', { _id: orderId }, { $set: { prepaidAtMs } });
    expect(statesOf(orderId)).toEqual(everywhere(orderId, 'closed'));
    await world.advance('2m');
    expect(statesOf(orderId)).toEqual(everywhere(orderId, 'refunded'));
    expect(refundsOf(world, orderId).map(({ refundFee }) => refundFee)).toEqual(
      idsOf(orderId).map((id) => orderOf(id).cashFen),
    );
  });

  test.each([
    ['told', {}],
    ['never told', { refundCallback: { isLost: true } }],
  ])('one of two orders is given back, and its part of the money alone, %s; then the other', async (_name, faults) => {
    world.cloud.setFaults(faults);
    const orderId = await paid({ useSpendableCents: 700, useStableCents: 0 });
    const other = lastOf(orderId);
    await world.call('afterSales.apply', allBack(world, other), buyer.token);
    for (let timer = 0; timer < 2; timer += 1) {
      await world.advance('11m');
      await world.cloud.trigger('settlement');
    }
    expect(statesOf(orderId)).toEqual(['paid', 'refunded']);
    expect(refundsOf(world, orderId)).toMatchObject([
      { _id: expect.stringMatching(`^${other}R-SH`), refundFee: orderOf(other).cashFen },
    ]);
    await world.call('afterSales.apply', allBack(world, orderId), buyer.token);
    for (let timer = 0; timer < 2; timer += 1) {
      await world.advance('11m');
      await world.cloud.trigger('settlement');
    }
    expect(statesOf(orderId)).toEqual(['refunded', 'refunded']);
  });

  test('killed between any two steps of its booking: told again, all of it is booked', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        world.cloud.setFaults({ payCallback: { isLost: true } });
        const orderId = await started();
        await payer(orderId);
        await world.advance('4s');
        return orderId;
      },
      act: (orderId) => ask('shop.confirmPayment', { orderId }).then(() => world.advance('4s')),
      kill: () => world.cloud.killWorker(),
      check: async (orderId) => {
        await ask('shop.confirmPayment', { orderId });
        expect(statesOf(orderId)).toEqual(everywhere(orderId, 'paid'));
      },
    });
    expect(killed).toBeGreaterThan(4);
  });
});
