import { isStaffArea, type Role } from '@shared/roles';
import type { ActionName } from './actions';

/**
 * What a blocked member cannot do: order and pay, take value out, take new benefits, and say what others read. Everything
 * else goes on: to sign in, to read, refunds and after-sales, customer service, the export, the safety of the account and
 * its closing, and what a shop owes its buyers (parcels, vouchers, returns).
 */
const STOPS: ReadonlySet<string> = new Set<ActionName>([
  'shop.placeOrder',
  'shop.payOrder',
  'shop.takeCoupon',
  'wallet.sell',
  'wallet.exchange',
  'wallet.redeem',
  'wallet.exportHolding',
  'wallet.payMerchant',
  'wallet.showPayCode',
  'wallet.withdraw',
  'collectibles.enterDraw',
  'collectibles.take',
  'collectibles.collect',
  'collectibles.offer',
  'collectibles.acceptOffer',
  'exchange.askListing',
  'account.acceptRules',
  'account.updateProfile',
  'account.setAvatar',
  'reviews.write',
  'reviews.add',
  'merchant.apply',
  'merchant.changeShop',
  'merchant.askPayment',
  'merchant.sellPoints',
  'merchant.redeemStable',
]);

/** Whether an action is refused to who is blocked: those above, and whatever the staff does. */
export const stopsWhenBlocked = ({ name, role }: { readonly name: string; readonly role: Role }): boolean =>
  isStaffArea(role) || STOPS.has(name);
