import * as z from 'zod';
import { action } from './action';
import { addressee } from './addresses';
import { orderCard, orderPage } from './orders';
import { day, id, moment, repeatable } from './values';

/** An order as those who send and decide see it: without the buyer's address, which is asked for by itself. */
const staffOrder = z.strictObject({
  ...orderCard.shape,
  lines: orderPage.shape.lines,
  delivery: orderPage.shape.delivery,
  /** Whether WeChat was told of the shipping; null before it is shipped. */
  upload: orderPage.shape.upload,
  log: orderPage.shape.log,
  memberId: id,
  buyerMasked: z.string(),
  /** What the buyer wrote to the shop. */
  note: z.string(),
  refund: z.strictObject({ reason: z.string(), atMs: moment }).nullable(),
  /** What is known of the buyer: orders of the last year that were paid, and how many of them went back. */
  buyer: z.strictObject({ joinDay: day, orders: z.number().int(), refunds: z.number().int() }),
  /** What its administrator may do now. */
  act: z.enum(['ship', 'decide', 'none']),
});
export type StaffOrder = z.infer<typeof staffOrder>;

export const dispatchActions = [
  action({
    name: 'admin.viewOrder',
    role: 'admin',
    input: z.strictObject({ orderId: id }),
    output: staffOrder,
    refusals: ['order/unknown'],
  }),
  /** Where an order that is to be sent, or is on its way, goes to. Each look is written down with who looked. */
  action({
    name: 'admin.viewShippingAddress',
    role: 'admin',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: addressee,
    refusals: ['order/unknown', 'order/notInState'],
  }),
] as const;
