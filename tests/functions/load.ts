import type { Chance } from '../../localcloud/seed/chance';
import { type Joined, nextRequest } from './world';

/** What a server has said of an order. What it has said must be true for ever. */
export interface Promised {
  readonly orderId: string;
  readonly said: Set<'placed' | 'paid' | 'shipped' | 'received' | 'cancelled' | 'refunded'>;
}

type Reply = { ok: true; value: Record<string, unknown> | null } | { ok: false; code: string };
interface Placing {
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly [field: string]: unknown;
}
type Known = Promised & { readonly member: Joined; readonly lines: Placing['lines'] };

const GOODS = ['apple', 'share', 'bed', 'both', 'plain'];
/** Sessions live 30 days; the clock moves on less. */
const MOST_HOURS = 25 * 24;
/** Orders that are still paid, shipped and received: the newest. */
const RECENT = 16;

/**
 * Buyers and an administrator who do what they do all day, over HTTP, against a server that may be gone at any moment.
 * A call without an answer promises nothing; a placing without an answer is asked for again, as a client does.
 */
export class Load {
  /** Answered `ok`. */
  acknowledged = 0;
  /** Cut off by a kill. */
  unanswered = 0;
  readonly refusals = new Map<string, number>();
  readonly orders: Known[] = [];
  readonly #again: { member: Joined; input: Placing }[] = [];
  #hours = 0;

  constructor(
    readonly members: readonly Joined[],
    readonly admin: string,
    readonly chance: Chance,
  ) {}

  /** Does one thing. @returns false when the server did not answer. */
  async step(url: string): Promise<boolean> {
    const { chance } = this;
    const again = this.#again.pop();
    if (again) return this.#place(url, again.member, again.input);
    const what = chance.below(100);
    if (what < 12) return (await this.#call(url, 'shop.viewGoods', { goodsId: chance.pick(GOODS) })) !== null;
    if (what < 16) return this.#advance(url);
    if (what < 20) return this.#do(url, 'cancelled');
    if (what < 23) return this.#do(url, 'refunded');
    if (what < 45) return this.#do(url, 'paid');
    if (what < 58) return this.#do(url, 'shipped');
    if (what < 70) return this.#do(url, 'received');
    return this.#placeNew(url);
  }

  #placeNew(url: string): Promise<boolean> {
    const { chance } = this;
    const member = chance.pick(this.members);
    const skus = [...new Set([chance.pick(GOODS), chance.pick(GOODS)])];
    const lines = skus.map((goodsId) => ({ skuId: `${goodsId}-1`, quantity: chance.between(1, 2) }));
    const useSpendableCents = chance.happens(30) ? 100 : 0;
    return this.#place(url, member, {
      lines,
      addressId: member.addressId,
      useSpendableCents,
      requestId: nextRequest(),
    });
  }

  async #place(url: string, member: Joined, input: Placing): Promise<boolean> {
    const reply = await this.#call(url, 'shop.placeOrder', input, member.token);
    if (!reply) this.#again.push({ member, input });
    else if (reply.ok)
      this.orders.push({
        orderId: String(reply.value!.orderId),
        member,
        lines: input.lines,
        said: new Set(['placed'] as const),
      });
    return reply !== null;
  }

  /** The next thing to be done to one of the newest orders that may bear it; a new order where there is none. */
  async #do(url: string, what: 'paid' | 'shipped' | 'received' | 'cancelled' | 'refunded'): Promise<boolean> {
    const before = {
      paid: 'placed',
      cancelled: 'placed',
      shipped: 'paid',
      refunded: 'paid',
      received: 'shipped',
    } as const;
    const fit = this.orders
      .slice(-RECENT)
      .filter(
        ({ said }) => said.has(before[what]) && !['cancelled', 'refunded', what].some((end) => said.has(end as never)),
      );
    if (fit.length === 0) return this.#placeNew(url);
    const order = this.chance.pick(fit);
    const { orderId, member } = order;
    const ask = {
      paid: () => this.#pay(url, orderId, member.token),
      shipped: () =>
        this.#call(url, 'admin.ship', { orderId, carrier: '德邦', trackingNo: `DPK${orderId.slice(-6)}` }, this.admin),
      received: () => this.#call(url, 'shop.confirmReceipt', { orderId }, member.token),
      cancelled: () => this.#call(url, 'shop.cancelOrder', { orderId }, member.token),
      refunded: () => this.#call(url, 'afterSales.apply', this.#allBack(order), member.token),
    };
    const reply = await ask[what]();
    // A refund of what is shipped waits for an administrator: it is asked for, not done.
    const isDone = reply?.ok && (what !== 'refunded' || reply.value?.state === 'done');
    if (isDone) order.said.add(what);
    return reply !== null;
  }

  #allBack({ orderId, lines }: Known): object {
    return { orderId, kind: 'refund', lines, reason: 'unwanted', requestId: nextRequest() };
  }

  async #pay(url: string, orderId: string, token: string): Promise<Reply | null> {
    const started = await this.#call(url, 'shop.payOrder', { orderId }, token);
    if (!started?.ok || started.value!.payment === null) return started;
    return this.#post(`${url}/local/pay`, { outTradeNo: orderId, outcome: 'paid' });
  }

  /** The shop's clock stands; now and then it moves on, and timers with it: settlement, expiry, the daily close. */
  async #advance(url: string): Promise<boolean> {
    const hours = this.chance.pick([1, 2, 7]);
    if (this.#hours + hours > MOST_HOURS) return this.#placeNew(url);
    this.#hours += hours;
    return (await this.#post(`${url}/local/advance`, { by: `${hours}h` })) !== null;
  }

  #call(url: string, action: string, input: object, token?: string): Promise<Reply | null> {
    return this.#post(`${url}/call`, { action, input }, token);
  }

  async #post(url: string, body: object, token?: string): Promise<Reply | null> {
    let reply: Reply;
    try {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      reply = (await response.json()) as Reply;
    } catch {
      this.unanswered += 1;
      return null;
    }
    if (reply.ok) this.acknowledged += 1;
    else this.refusals.set(reply.code, (this.refusals.get(reply.code) ?? 0) + 1);
    return reply;
  }
}
