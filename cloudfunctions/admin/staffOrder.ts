import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { lookAtAddress, lookAtAnswers } from '../_orders/staff/looks';
import { staffOrderOf } from '../_orders/staff/staffOrder';
import { orders } from '../_store/collections';

const isTheirs = () => true;

export const viewOrder: Handler<'admin.viewOrder'> = async ({ orderId }, { nowMs }) => {
  const order = await orders.get(orderId);
  return order?.isPlaced ? done(await staffOrderOf(order, false, nowMs)) : refuse('order/unknown');
};

export const viewShippingAddress: Handler<'admin.viewShippingAddress'> = ({ orderId }, caller) =>
  lookAtAddress(orderId, caller, { action: 'admin.viewShippingAddress', isTheirs });

export const viewAnswers: Handler<'admin.viewAnswers'> = ({ orderId }, caller) =>
  lookAtAnswers(orderId, caller, { action: 'admin.viewAnswers', isTheirs });
