import type { Handler } from '../_actions/outcomes';
import { redeemVoucher as redeem, type Till, viewVoucher as view } from '../_orders/vouchers/redeem';
import { visitsOfDay } from '../_orders/vouchers/visitsOfDay';
import { shops } from '../_store/collections';

/** In the platform's own shops: those that nobody else owns. */
const till: Till = {
  by: 'admin',
  isTheirs: async ({ shopId }) => (await shops.getFields(shopId, { ownerId: true }))?.ownerId === null,
};

export const viewVoucher: Handler<'admin.viewVoucher'> = (input, caller) => view(input, caller, till);

export const redeemVoucher: Handler<'admin.redeemVoucher'> = (input, caller) => redeem(input, caller, till);

export const listVisits: Handler<'admin.listVisits'> = (input, { nowMs }) =>
  visitsOfDay('admin.listVisits', input, { nowMs });
