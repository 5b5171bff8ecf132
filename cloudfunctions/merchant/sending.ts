import { done } from '@shared/kernel';
import type { Caller, Handler } from '../_actions/outcomes';
import { changePrice as reprice } from '../_orders/changePrice';
import { lookAtAddress, lookAtAnswers } from '../_orders/staff/looks';
import { correctParcel as correct, type Sender, seeReminder as see, ship as send } from '../_orders/staff/sending';
import { tellOfOrder } from '../_orders/telling/tell';
import { orders } from '../_store/collections';
import { shopOrderOf } from './orders';
import { isOfShop } from './own';

/** The owner sends for the own shop alone. */
const senderOf = (caller: Caller): Sender => ({ by: 'merchant', isTheirs: isOfShop(caller) });

/** The order as it is after what was done, of which its buyer is told at once. */
const orderOf = async (orderId: string, { nowMs }: Caller) => {
  const order = (await orders.get(orderId))!;
  await tellOfOrder(order);
  return shopOrderOf(order, nowMs);
};

export const viewShippingAddress: Handler<'merchant.viewShippingAddress'> = ({ orderId }, caller) =>
  lookAtAddress(orderId, caller, { action: 'merchant.viewShippingAddress', isTheirs: isOfShop(caller) });

export const viewAnswers: Handler<'merchant.viewAnswers'> = ({ orderId }, caller) =>
  lookAtAnswers(orderId, caller, { action: 'merchant.viewAnswers', isTheirs: isOfShop(caller) });

export const ship: Handler<'merchant.ship'> = async (input, caller) => {
  const sent = await send(input, caller, senderOf(caller));
  return sent.ok ? done(await orderOf(input.orderId, caller)) : sent;
};

export const changePrice: Handler<'merchant.changePrice'> = async (input, caller) => {
  const changed = await reprice(input, caller, senderOf(caller));
  return changed.ok ? done(await orderOf(input.orderId, caller)) : changed;
};

export const correctParcel: Handler<'merchant.correctParcel'> = async (input, caller) => {
  const corrected = await correct(input, caller, senderOf(caller));
  return corrected.ok ? done(await orderOf(input.orderId, caller)) : corrected;
};

export const seeReminder: Handler<'merchant.seeReminder'> = ({ orderId }, caller) =>
  see(orderId, caller, senderOf(caller));
