import type { StaffArea } from '@shared/roles';
import type { ActionName } from './actions';
import { type StopKind, stopKinds } from './stops';

interface Stop {
  /** Who stops and lets go on, beside the owners. */
  readonly area: StaffArea;
  /** Whether another administrator than the one who stopped it lets it go on: money and points leave again. */
  readonly liftedByAnother: boolean;
  /** The actions that are refused meanwhile. */
  readonly actions: readonly ActionName[];
}

/** What each stop stops, and whose it is. */
export const stops: Readonly<Record<StopKind, Stop>> = {
  orders: {
    area: 'staff.shop',
    liftedByAnother: false,
    actions: ['shop.placeOrder', 'collectibles.enterDraw', 'collectibles.take', 'collectibles.collect'],
  },
  payments: { area: 'staff.shop', liftedByAnother: false, actions: ['shop.payOrder'] },
  /** Who has an account signs in: `account` asks, which alone knows who has none. */
  signUp: { area: 'staff.shop', liftedByAnother: false, actions: [] },
  merchantPayments: {
    area: 'staff.money',
    liftedByAnother: true,
    actions: ['wallet.payMerchant', 'wallet.showPayCode', 'merchant.askPayment'],
  },
  sales: { area: 'staff.money', liftedByAnother: true, actions: ['wallet.sell', 'merchant.sellPoints'] },
  exchanges: { area: 'staff.money', liftedByAnother: true, actions: ['wallet.exchange'] },
  redemptions: {
    area: 'staff.money',
    liftedByAnother: true,
    actions: ['wallet.redeem', 'wallet.exportHolding', 'merchant.redeemStable'],
  },
  /** No close begins: `dailyClose` asks. */
  credits: { area: 'staff.money', liftedByAnother: true, actions: [] },
};

const stopOf = new Map<string, StopKind>(
  stopKinds.flatMap((kind) => stops[kind].actions.map((name) => [name, kind] as const)),
);

/** Which stop refuses an action; undefined where none does. */
export const stopOfAction = (name: string): StopKind | undefined => stopOf.get(name);
