import * as z from 'zod';
import { action } from './action';
import { orderPage } from './orders';
import { text } from './text';
import { id, repeatable } from './values';

export const afterSalesActions = [
  /** The whole order, before it settles. Not shipped: given back at once; otherwise an administrator decides. */
  action({
    name: 'shop.requestRefund',
    role: 'member',
    input: z.strictObject({ orderId: id, reason: text(1, 200), ...repeatable }),
    output: orderPage,
    refusals: [
      'order/unknown',
      'order/notInState',
      'topUp/underWay',
      'refund/tooLate',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Cash goes back through the payment platform, points as paid. */
  action({
    name: 'admin.approveRefund',
    role: 'admin',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'refund/none', 'refund/notSent', 'order/notInState'],
  }),
  action({
    name: 'admin.rejectRefund',
    role: 'admin',
    input: z.strictObject({ orderId: id, reason: text(1, 200), ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'refund/none', 'order/notInState', 'words/forbidden', 'words/risky'],
  }),
] as const;
