import type { Me } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import type { OrderState } from '@shared/machines';
import { PLAN_KINDS } from '@shared/plans';
import { balancesOf } from '../_books/balances';
import { closeShown, lastClose } from '../_books/closesRead';
import { downlineOf } from '../_books/pages/downline';
import { plansOn } from '../_plans/plans';
import { rankName } from '../_plans/ranks';
import { _, aggregate } from '../_platform/cloud';
import { addresses, carts, members, orders, shops } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';

/** How many of a member's orders wait for what: counted by the database, all in one request. */
async function openOrders(memberId: string) {
  const rows = await orders.aggregate((pipeline) =>
    pipeline
      .match({ memberId, isPlaced: true, state: _.in(['awaitingPayment', 'paid', 'shipped', 'received']) })
      .group({ _id: { state: '$state', isRefundPending: '$isRefundPending' }, orders: aggregate.sum(1) })
      .limit(20),
  );
  type Group = { readonly state: OrderState; readonly isRefundPending: boolean };
  const count = (isOne: (group: Group) => boolean) =>
    rows.reduce((sum, { _id, orders: some }) => sum + (isOne(_id as Group) ? Number(some) : 0), 0);
  const waiting = (state: OrderState) => count((group) => group.state === state && !group.isRefundPending);
  return {
    awaitingPayment: waiting('awaitingPayment'),
    paid: waiting('paid'),
    shipped: waiting('shipped'),
    refunding: count(({ isRefundPending }) => isRefundPending),
  };
}

/** All that a member sees of himself. */
export async function readMe(memberId: string): Promise<Me> {
  const member = (await members.get(memberId)) as MemberDocument;
  const balances = await balancesOf(member);
  const [settings, close, plans, shop, cart, addressCount, waiting, downline] = await Promise.all([
    readSettings(),
    lastClose(),
    plansOn(businessDayOf(Date.now())),
    member.shopId ? shops.get(member.shopId) : null,
    carts.get(memberId),
    addresses.count({ memberId }),
    openOrders(memberId),
    downlineOf(balances.standing),
  ]);
  const { wallet, standing } = balances;
  const rank = standing?.page.rank[standing.at] ?? 0;
  return {
    memberId,
    nickname: member.nickname,
    phoneMasked: member.phoneMasked,
    joinDay: member.joinDay,
    roles: [...member.roles],
    shop: shop ? { shopId: shop._id, name: shop.name } : null,
    inviteCode: member.inviteCode,
    level: wallet.level,
    levelFromFen: wallet.levelFromFen,
    rank,
    rankName: rankName(rank),
    accepted: PLAN_KINDS.flatMap((plan) => {
      const last = member.accepted[plan]?.at(-1);
      return last ? [{ plan, ...last }] : [];
    }),
    plansInForce: PLAN_KINDS.flatMap((plan) => {
      const inForce = plans[plan];
      return inForce ? [{ plan, version: inForce.version }] : [];
    }),
    counts: {
      cart: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
      ...waiting,
      team: downline.count,
      addresses: addressCount,
    },
    wallet: {
      spendableCents: balances.spendableCents,
      cashFen: balances.cashFen,
      stableCents: wallet.stableCents,
    },
    lastClose: closeShown(close),
    isDemo: settings.isDemo,
  };
}
