import { faceFenOf } from '@shared/asks';
import { firstTopUpState, next, type TopUpEvent, type TopUpState, topUpMachine } from '@shared/machines';
import { _ } from '../../_platform/cloud';
import { raise } from '../../_store/alerts';
import { orders } from '../../_store/collections';
import type { OrderDocument, TopUp } from '../../_store/documents';
import { wholeAnswer } from '../answers';
import { refundNoOf } from '../cashier';
import { isToppingUp, piecesLeft } from '../remains';
import type { Tried } from '../tries';
import { bookTopUpEnd, isOpenTopUp } from './end';
import { topUpProvider } from './provider';
import type { TopUpAnswer, TopUpAsked } from './topUp';

// A top-up is asked for once, under a number that is its own for ever. Whoever asks marks it first: killed behind the
// mark, it is queried, and sent again under the same number where the provider has none of it. Money goes back only for
// what has failed for certain; what nobody knows of after two hours is told to an operator, and asked about all the same.

/** So long after it was sent an operator is told of one whose end is not known. */
const TOLD_AFTER_MS = 2 * 3_600_000;

const firstOf = (order: OrderDocument): TopUp[] =>
  order.lines.map(({ skuId }, at) => ({
    skuId,
    requestNo: `${refundNoOf(order._id).slice(0, -1)}T${at + 1}`,
    state: firstTopUpState,
    sentAtMs: null,
    endedAtMs: null,
    why: '',
  }));

/** The order with its lines at the provider, written down the first time. */
async function begun(order: OrderDocument): Promise<OrderDocument | null> {
  if (order.topUps) return order;
  const waiting = { _id: order._id, state: 'paid', topUps: _.exists(false) };
  await orders.changeWhere(waiting, { topUps: firstOf(order) });
  return orders.get(order._id);
}

/** What is to be topped up by one line; null where its goods did not ask for an account, or all of it is given back. */
function askedOf(order: OrderDocument, { skuId, requestNo }: TopUp): TopUpAsked | null {
  const line = order.lines.find((one) => one.skuId === skuId);
  const answer = order.answers?.find((one) => one.skuId === skuId);
  if (!line || !answer || piecesLeft(line) === 0) return null;
  return {
    requestNo,
    product: skuId,
    faceFen: faceFenOf(line.label),
    quantity: piecesLeft(line),
    account: wholeAnswer(answer),
  };
}

/** Asks for one line, or what became of it. */
async function answerTo(order: OrderDocument, at: number, nowMs: number): Promise<TopUpAnswer> {
  const topUp = order.topUps![at]!;
  const provider = topUpProvider();
  const asked = askedOf(order, topUp);
  if (!provider || !asked) return { is: 'unreachable', why: provider ? 'no account was told' : 'there is no provider' };
  if (topUp.state === 'asked') {
    const became = await provider.query(topUp.requestNo);
    return became.is === 'notThere' ? provider.ask(asked) : became;
  }
  const mark = `topUps.${at}`;
  const state = next<TopUpState, TopUpEvent>(topUpMachine, topUp.state, 'request.sent');
  const isMine = await orders.changeWhere(
    { _id: order._id, state: 'paid', [`${mark}.state`]: topUp.state },
    { [`${mark}.state`]: state, [`${mark}.sentAtMs`]: nowMs },
  );
  return isMine > 0 ? provider.ask(asked) : { is: 'processing' };
}

/**
 * Asks the provider for every line of a top-up order that has no end yet, and books what it says. Safe to repeat, beside
 * itself as well, and to be killed at any step. @returns how the try ended: done when the order is through.
 */
export async function runTopUps(paid: OrderDocument, nowMs: number): Promise<Tried> {
  const order = await begun(paid);
  if (!order?.topUps || !isToppingUp(order)) return { is: 'done' };
  let worst: Tried = { is: 'done' };
  for (const [at, topUp] of order.topUps.entries()) {
    if (!isOpenTopUp(topUp)) continue;
    const answer = await answerTo(order, at, nowMs);
    if (answer.is === 'succeeded' || answer.is === 'failed') {
      const end = answer.is === 'failed' ? { atMs: nowMs, why: answer.why } : { atMs: answer.atMs, why: '' };
      await bookTopUpEnd(order, topUp.skuId, { ...end, event: `provider.${answer.is}`, by: 'platform' }, nowMs);
      continue;
    }
    const isLate = nowMs - (topUp.sentAtMs ?? order.paidAtMs ?? nowMs) >= TOLD_AFTER_MS;
    if (isLate) await raise('topUpStuck', nowMs, { orderId: order._id });
    worst = answer.is === 'unreachable' ? { is: 'failed', why: answer.why } : { is: 'onItsWay' };
  }
  return worst;
}
