import type * as z from 'zod';
import type { CommonRefusal, Reply } from './action';
import { addressActions } from './addresses';
import { afterSalesActions } from './afterSales';
import { applicationActions } from './applications';
import { approvalActions } from './approvals';
import { auditActions } from './audit';
import { cartActions } from './cart';
import { catalogueActions } from './catalogue';
import { checkoutActions } from './checkout';
import { closeActions } from './closes';
import { closingActions } from './closing';
import { collectibleActions } from './collectibles';
import { couponActions } from './coupons';
import { dispatchActions } from './dispatch';
import { drawActions } from './draws';
import { exchangeActions } from './exchange';
import { exitActions } from './exits';
import { exportActions } from './exports';
import { freightActions } from './freight';
import { givingActions } from './giving';
import { holdingActions } from './holdings';
import { importActions } from './imports';
import { keepingActions } from './keeping';
import { memberActions } from './members';
import { merchantActions } from './merchant';
import { messageActions } from './messages';
import { offerActions } from './offers';
import { openingActions } from './opening';
import { orderActions } from './orders';
import { overviewActions } from './overview';
import { owedActions } from './owed';
import { ownOrderActions } from './ownOrders';
import { peopleActions } from './people';
import { pictureActions } from './pictures';
import { planActions } from './plans';
import { reviewActions } from './reviews';
import { securityActions } from './security';
import { serviceActions } from './service';
import { settingActions } from './settings';
import { shopActions } from './shops';
import { simulationActions } from './simulations';
import { stayActions } from './stays';
import { stockroomActions } from './stockroom';
import { stopActions } from './stops';
import { storefrontActions } from './storefront';
import { teamActions } from './team';
import { tillActions } from './tills';
import { topUpActions } from './topUps';
import { trustActions } from './trust';
import { voucherActions } from './vouchers';
import { walletActions } from './wallet';
import { withdrawalActions } from './withdrawals';

/** Every action there is. */
export const actions = [
  ...memberActions,
  ...securityActions,
  ...closingActions,
  ...closeActions,
  ...overviewActions,
  ...catalogueActions,
  ...collectibleActions,
  ...givingActions,
  ...drawActions,
  ...exchangeActions,
  ...keepingActions,
  ...reviewActions,
  ...messageActions,
  ...serviceActions,
  ...storefrontActions,
  ...offerActions,
  ...cartActions,
  ...addressActions,
  ...checkoutActions,
  ...couponActions,
  ...orderActions,
  ...ownOrderActions,
  ...afterSalesActions,
  ...walletActions,
  ...holdingActions,
  ...tillActions,
  ...exitActions,
  ...withdrawalActions,
  ...teamActions,
  ...pictureActions,
  ...planActions,
  ...topUpActions,
  ...voucherActions,
  ...stayActions,
  ...simulationActions,
  ...trustActions,
  ...settingActions,
  ...stopActions,
  ...approvalActions,
  ...auditActions,
  ...openingActions,
  ...peopleActions,
  ...stockroomActions,
  ...dispatchActions,
  ...shopActions,
  ...merchantActions,
  ...owedActions,
  ...applicationActions,
  ...freightActions,
  ...importActions,
  ...exportActions,
] as const;

export type AnyAction = (typeof actions)[number];
export type ActionName = AnyAction['name'];
/** The contract of one action, by name. */
export type ActionOf<Name extends ActionName> = Extract<AnyAction, { readonly name: Name }>;
/** What a client sends: defaults may be left out. */
export type InputOf<Name extends ActionName> = z.input<ActionOf<Name>['input']>;
/** What a function gets, parsed: defaults filled in. */
export type ParsedOf<Name extends ActionName> = z.output<ActionOf<Name>['input']>;
/** The value of a reply. */
export type OutputOf<Name extends ActionName> = z.output<ActionOf<Name>['output']>;
/** The codes that one action refuses with, the common ones included. */
export type RefusalOf<Name extends ActionName> = ActionOf<Name>['refusals'][number] | CommonRefusal;
/** Every code there is: the client's copy is complete by this type. */
export type RefusalCode = AnyAction['refusals'][number] | CommonRefusal;
export type ReplyOf<Name extends ActionName> = Reply<OutputOf<Name>, RefusalOf<Name>>;

/** The cloud functions that answer actions: the part of a name before the dot. */
export type FunctionName = ActionName extends `${infer Before}.${string}` ? Before : never;

const byName = new Map<string, AnyAction>(actions.map((one) => [one.name, one]));

/** The action of a name, or undefined. */
export const actionNamed = (name: string): AnyAction | undefined => byName.get(name);
