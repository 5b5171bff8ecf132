import type { StaffOrder } from '@shared/contract';

/** Who sends: an administrator for every shop, the owner of a shop for the own. Their actions are alike. */
export type Staff = 'admin' | 'merchant';

/** What of an order those need who send it. */
export type OrderToSend = Pick<
  StaffOrder,
  'orderId' | 'state' | 'lines' | 'parcels' | 'toSend' | 'toSendPieces' | 'reminder'
>;

/** The reads that show something else once an order was sent, by who sent it. */
export const TOUCHED = {
  admin: ['admin.viewOrder', 'admin.listOrders', 'admin.viewOpening'],
  merchant: ['merchant.viewOrder', 'merchant.listOrders', 'merchant.home'],
} as const;
