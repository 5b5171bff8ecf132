// What the steps of a history are made of: numbers by chance, who and what they mean, and the making of a call.
import type { ActionName, InputOf } from '@shared/contract';
import type { AfterSalesDocument, OrderDocument } from '../../../cloudfunctions/_store/documents';
import type { Reply } from '../../../localcloud';
import { all } from '../books';
import type { TestWorld } from '../world';
import type { Bazaar } from './bazaar';

/** Numbers by chance, of which a step takes as many as it needs, the same at every playing. */
export class Chance {
  #at = 0;
  constructor(readonly numbers: readonly number[]) {}
  /** From 0 to below `below`. */
  number(below: number): number {
    const drawn = this.numbers[this.#at % this.numbers.length]! + this.#at;
    this.#at += 1;
    return drawn % below;
  }
  of<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.number(list.length)];
  }
  is(oneIn: number): boolean {
    return this.number(oneIn) === 0;
  }
}

/** One call, ready to be made, and to be made again with the same request id. */
export interface Call {
  readonly action: ActionName | 'pay' | 'payCallback' | 'advance' | 'settlement' | 'dailyClose';
  readonly input: Record<string, unknown>;
  readonly token?: string;
}

type Step = (bazaar: Bazaar, chance: Chance, requestId: string) => Call | undefined;

/** Steps by name, each with how often it comes. */
export type Steps = Readonly<Record<string, readonly [weight: number, step: Step]>>;

export const orders = ({ world }: Bazaar): OrderDocument[] =>
  all<OrderDocument>(world, 'orders')
    .filter(({ isPlaced, placedAtMs, orderNo }) => isPlaced && placedAtMs > 0 && orderNo !== '')
    .sort((a, b) => (a._id < b._id ? -1 : 1));
export const cases = ({ world }: Bazaar): AfterSalesDocument[] =>
  all<AfterSalesDocument>(world, 'afterSales').sort((a, b) => (a._id < b._id ? -1 : 1));
export const tokenOf = ({ buyers }: Bazaar, memberId: string): string | undefined =>
  buyers.find((buyer) => buyer.memberId === memberId)?.token;
export const call = <Name extends ActionName>(action: Name, input: InputOf<Name>, token?: string): Call => ({
  action,
  input: input as Record<string, unknown>,
  ...(token ? { token } : {}),
});

/** Mostly an order in one of these states, now and then any: what is impossible is tried too. */
export function orderIn(
  bazaar: Bazaar,
  chance: Chance,
  ...states: OrderDocument['state'][]
): OrderDocument | undefined {
  const there = orders(bazaar);
  const fit = there.filter(({ state }) => states.includes(state));
  return chance.is(15) ? chance.of(there) : chance.of(fit);
}
export function caseIn(bazaar: Bazaar, chance: Chance, ...states: AfterSalesDocument['state'][]) {
  const there = cases(bazaar);
  const fit = there.filter(({ state }) => states.includes(state));
  return chance.is(15) ? chance.of(there) : chance.of(fit);
}

/** What a buyer does to an order of his own. */
export const ofOrder =
  (states: OrderDocument['state'][], make: (order: OrderDocument, chance: Chance, requestId: string) => Call): Step =>
  (bazaar, chance, requestId) => {
    const order = orderIn(bazaar, chance, ...states);
    return order && { ...make(order, chance, requestId), token: tokenOf(bazaar, order.memberId)! };
  };
export const ofCase =
  (
    states: AfterSalesDocument['state'][],
    make: (one: AfterSalesDocument, chance: Chance, requestId: string) => Call,
  ): Step =>
  (bazaar, chance, requestId) => {
    const one = caseIn(bazaar, chance, ...states);
    return one && { ...make(one, chance, requestId), token: tokenOf(bazaar, one.memberId)! };
  };

/** The answer of who the case's shop is: its owner, or an administrator for the platform's own. */
export const answering =
  (
    states: AfterSalesDocument['state'][],
    answer: (one: AfterSalesDocument, chance: Chance) => InputOf<'admin.answerAfterSales'>['answer'],
  ): Step =>
  (bazaar, chance, requestId) => {
    const one = caseIn(bazaar, chance, ...states);
    if (!one) return undefined;
    const input = { caseId: one._id, answer: answer(one, chance), requestId };
    return one.shopOwnerId === bazaar.keeper.memberId
      ? call('afterSales.answer', input, bazaar.keeper.token)
      : call('admin.answerAfterSales', input, bazaar.world.admins[0]);
  };

/**
 * Whether a reply tells that the machine was too busy to answer in time, which is no answer of the call: a caller that is
 * held waits for as long as another does its work.
 */
export const isTooSlow = ({ cloud }: Pick<TestWorld, 'cloud'>, reply: Reply): boolean =>
  !reply.ok &&
  (['busy', 'function/timeout'].includes(reply.code) ||
    (reply.code === 'internal' && cloud.logs().slice(-20).join('\n').includes('request timeout')));

/** Makes a call; what a timer or a payer does is answered as an action is. */
export async function make({ world }: Bazaar, { action, input, token }: Call): Promise<Reply> {
  const done = async (what: Promise<unknown>): Promise<Reply> => {
    await what;
    return { ok: true, value: {} } as Reply;
  };
  const refused = (code: string): Reply => ({ ok: false, code, message: '', details: {} }) as Reply;
  if (action === 'advance') return done(world.advance(String(input.by)));
  if (action === 'pay')
    return done(world.cloud.pay({ outTradeNo: String(input.outTradeNo) }, 'paid')).catch(() =>
      refused('pay/impossible'),
    );
  if (action === 'settlement' || action === 'dailyClose' || action === 'payCallback')
    return done(world.cloud.trigger(action, action === 'payCallback' ? input : undefined)).catch((error: Error) =>
      refused(`${action}: ${error.message}`),
    );
  return world.cloud.call(action, input, token);
}
