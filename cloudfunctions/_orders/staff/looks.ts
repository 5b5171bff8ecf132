import { type AuditedAction, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { unseal } from '../../_platform/phone';
import { orders } from '../../_store/collections';
import type { OrderDocument } from '../../_store/documents';
import { answersShown } from '../answers';

/** A look at what an order hides: by which action, and whether the order is one of the caller's to look at. */
interface Look {
  readonly action: AuditedAction;
  readonly isTheirs: (order: OrderDocument) => boolean;
}

/** An order whose goods are to be sent or on their way: nobody looks later. */
async function openOrder(orderId: string, isTheirs: Look['isTheirs']) {
  const order = await orders.get(orderId);
  if (!order?.isPlaced || !isTheirs(order)) return refuse('order/unknown');
  if (order.state !== 'paid' && order.state !== 'shipped') return refuse('order/notInState', { state: order.state });
  return done(order);
}

/** Writes a look down; what it showed is answered only where that was done. */
const writeDown = (action: AuditedAction, { _id: orderId, memberId }: OrderDocument, caller: Caller) =>
  once<null, never>(caller, async (transaction) => {
    await note(caller, action, { orderId, memberId }, transaction);
    return done(null);
  });

/**
 * Where an order goes to, for who sends it: while it is to be sent or on its way, and never later. Each look is written
 * down in the transaction that answers it.
 */
export async function lookAtAddress(orderId: string, caller: Caller, { action, isTheirs }: Look) {
  const order = await openOrder(orderId, isTheirs);
  if (!order.ok) return order;
  if (!order.value.address) return refuse('address/none');
  const { name, phoneSealed, region, detail } = order.value.address;
  const noted = await writeDown(action, order.value, caller);
  return noted.ok ? done({ name, phone: unseal(phoneSealed), region, detail }) : noted;
}

/** What an order's goods asked for, all of it, for who fulfils it: as long as there is something to fulfil. */
export async function lookAtAnswers(orderId: string, caller: Caller, { action, isTheirs }: Look) {
  const order = await openOrder(orderId, isTheirs);
  if (!order.ok) return order;
  const noted = await writeDown(action, order.value, caller);
  return noted.ok ? done({ answers: answersShown(order.value, true) }) : noted;
}
