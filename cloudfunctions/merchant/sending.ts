import { done } from '@shared/kernel';
import type { Caller, Handler } from '../_actions/outcomes';
import { lookAtAddress, lookAtAnswers } from '../_orders/staff/looks';
import { correctParcel as correct, type Sender, seeReminder as see, ship as send } from '../_orders/staff/sending';
import { orders } from '../_store/collections';
import { shopOrderOf } from './orders';
import { isOfShop } from './own';

/** The owner sends for the own shop alone. */
const senderOf = (caller: Caller): Sender => ({ by: 'merchant', isTheirs: isOfShop(caller) });

const orderOf = async (orderId: string, { nowMs }: Caller) => shopOrderOf((await orders.get(orderId))!, nowMs);

export const viewShippingAddress: Handler<'merchant.viewShippingAddress'> = ({ orderId }, caller) =>
  lookAtAddress(orderId, caller, { action: 'merchant.viewShippingAddress', isTheirs: isOfShop(caller) });

export const viewAnswers: Handler<'merchant.viewAnswers'> = ({ orderId }, caller) =>
  lookAtAnswers(orderId, caller, { action: 'merchant.viewAnswers', isTheirs: isOfShop(caller) });

export const ship: Handler<'merchant.ship'> = async (input, caller) => {
  const sent = await send(input, caller, senderOf(caller));
  return sent.ok ? done(await orderOf(input.orderId, caller)) : sent;
};

export const correctParcel: Handler<'merchant.correctParcel'> = async (input, caller) => {
  const corrected = await correct(input, caller, senderOf(caller));
  return corrected.ok ? done(await orderOf(input.orderId, caller)) : corrected;
};

export const seeReminder: Handler<'merchant.seeReminder'> = ({ orderId }, caller) =>
  see(orderId, caller, isOfShop(caller));
