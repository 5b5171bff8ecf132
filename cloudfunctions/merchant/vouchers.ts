import { done } from '@shared/kernel';
import type { Caller, Handler } from '../_actions/outcomes';
import { redeemVoucher as redeem, type Till, viewVoucher as view } from '../_orders/vouchers/redeem';
import { visitsOfDay } from '../_orders/vouchers/visitsOfDay';
import { _ } from '../_platform/cloud';
import { vouchers } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';
import { isOfShop, shopOf } from './own';

const tillOf = (caller: Caller): Till => ({ by: 'merchant', isTheirs: isOfShop(caller) });

export const viewVoucher: Handler<'merchant.viewVoucher'> = (input, caller) => view(input, caller, tillOf(caller));

export const redeemVoucher: Handler<'merchant.redeemVoucher'> = (input, caller) =>
  redeem(input, caller, tillOf(caller));

export const listRedeemed: Handler<'merchant.listRedeemed'> = async (input, caller) => {
  const list = await listPage(vouchers, input, {
    name: 'merchant.listRedeemed',
    condition: { shopId: shopOf(caller), redeemedAtMs: _.gt(0) },
    keys: [
      ['redeemedAtMs', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  return done({
    vouchers: shownOf(list.value.found, (one) => ({
      code: one._id,
      title: one.title,
      label: one.label,
      redeemedPieces: one.redeemedPieces,
      pieces: one.pieces,
      priceFen: one.priceFen,
      redeemedAtMs: one.redeemedAtMs ?? 0,
    })),
    next: list.value.next,
  });
};

export const listVisits: Handler<'merchant.listVisits'> = (input, caller) =>
  visitsOfDay('merchant.listVisits', input, { shopId: shopOf(caller), nowMs: caller.nowMs });
