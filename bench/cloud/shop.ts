import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  startWorld,
  type TestWorld,
} from '../../tests/functions/world';
import type { Job, Step, Timed } from './callers';
import type { Thread } from './threads';

const REQUESTS = 'http.server.request.start';

export interface Measured {
  readonly tookMs: number;
  readonly latenciesMs: readonly number[];
  /** Requests of the SDK to the cloud, in all. */
  readonly requests: number;
}

/** A small shop in a local cloud, and its buyers. */
export interface Shop {
  view(callers: number, count: number): Promise<Measured>;
  /** Orders of one piece each, all of the same goods. */
  place(callers: number, count: number): Promise<Measured>;
  /** Pays what was placed before and is not paid: payOrder, the payer's decision, the platform's callback. */
  pay(callers: number): Promise<Measured>;
  close(): Promise<void>;
}

const call = (action: string, input: object, token?: string): Step => ({
  path: '/call',
  body: { action, input },
  token,
});

/** Makes the world; its clock stands, so that no timer runs beside what is measured. */
export async function openBenchShop(
  dataDir: string | undefined,
  workers: number,
  buyers: number,
  callersThread: Thread<Job, Timed>,
): Promise<Shop> {
  const world: TestWorld = await startWorld({ dataDir, workers });
  await openShop(world, { stock: 1_000_000 });
  const members: Joined[] = [];
  for (let at = 0; at < buyers; at += 1) members.push(await joinMember(world, String(13_700_000_000 + at)));
  await world.cloud.warm();
  let unpaid: { orderId: string; token: string }[] = [];

  async function measure(callers: number, operations: Step[][]): Promise<Measured & Timed> {
    let requests = 0;
    const count = (message: unknown) => {
      if ((message as { request: IncomingMessage }).request.url?.startsWith('/admin')) requests += 1;
    };
    subscribe(REQUESTS, count);
    try {
      return { ...(await callersThread.do({ url: world.cloud.url, callers, operations })), requests };
    } finally {
      unsubscribe(REQUESTS, count);
    }
  }

  return {
    view: (callers, count) =>
      measure(
        callers,
        Array.from({ length: count }, (_, at) => [
          call('shop.viewGoods', { goodsId: 'apple' }, members[at % buyers]!.token),
        ]),
      ),
    async place(callers, count) {
      const who = Array.from({ length: count }, (_, at) => members[at % buyers]!);
      const done = await measure(
        callers,
        who.map(({ token, addressId }) => [
          call(
            'shop.placeOrder',
            { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId, requestId: nextRequest() },
            token,
          ),
        ]),
      );
      unpaid = done.values.map((value, at) => ({
        orderId: (value as { orderId: string }).orderId,
        token: who[at]!.token,
      }));
      return done;
    },
    async pay(callers) {
      const done = await measure(
        callers,
        unpaid.map(({ orderId, token }) => [
          call('shop.payOrder', { orderId }, token),
          { path: '/local/pay', body: { outTradeNo: orderId, outcome: 'paid' } },
        ]),
      );
      const paid = world.cloud.engine.count('payments', { orderId: { $in: unpaid.map(({ orderId }) => orderId) } });
      if (paid !== unpaid.length) throw new Error(`${unpaid.length} orders, ${paid} payments booked`);
      unpaid = [];
      return done;
    },
    close: () => world.close(),
  };
}
