import type { ClosingAsset, ClosingHindrance } from '@shared/contract';
import { isStaff } from '@shared/roles';
import type { HeldMember } from '../_books/member';
import { _ } from '../_platform/cloud';
import { afterSales, applications, editions, holdings, orders, vouchers } from '../_store/collections';

/** States of an order in which something of it is still to come, for its buyer or for the books. */
const OPEN = ['awaitingPayment', 'paid', 'shipped', 'received', 'refunding'];

interface Hindrance {
  readonly kind: ClosingHindrance;
  readonly count: number;
}

/** What keeps a member's account open now, counted by the database. */
export async function hindrancesOf({ document, wallet }: HeldMember): Promise<Hindrance[]> {
  const { _id: memberId, shopId, roles } = document;
  const [openOrders, openCases, heldVouchers, openApplications, out] = await Promise.all([
    orders.count({ memberId, isPlaced: true, state: _.in(OPEN) }),
    afterSales.count({ memberId, isOpen: true }),
    vouchers.count({ memberId, state: 'issued' }),
    applications.count({ memberId, state: 'submitted' }),
    holdings.count({ memberId, state: 'out' }),
  ]);
  const frozen = wallet.frozenCashFen ?? 0;
  const owes = (wallet.owedQuotaFen ?? 0) + (wallet.owedExitQuotaFen ?? 0) > 0;
  const all: Hindrance[] = [
    { kind: 'orders', count: openOrders },
    { kind: 'cases', count: openCases },
    { kind: 'vouchers', count: heldVouchers },
    { kind: 'withdrawal', count: frozen > 0 ? 1 : 0 },
    { kind: 'debts', count: owes ? 1 : 0 },
    // Its points are locked, and to give them up is a way out.
    { kind: 'holdings', count: out },
    { kind: 'application', count: openApplications },
    { kind: 'shop', count: shopId === null ? 0 : 1 },
    { kind: 'administrator', count: isStaff(roles) ? 1 : 0 },
  ];
  return all.filter(({ count }) => count > 0);
}

/** What goes back to the platform when it is given up: what is not an edition, which stays in its register. */
export type BalanceGivenUp = Exclude<ClosingAsset, 'editions'>;

/** How many editions of collectibles a member holds. */
export const editionsOf = (memberId: string): Promise<number> => editions.count({ ownerId: memberId });

/** Whether something that is held is not named among what is given up, and what; balances first. */
export async function notGivenUp(held: HeldMember, giveUp: readonly ClosingAsset[]) {
  const balance = heldOf(held).find(({ asset }) => !giveUp.includes(asset));
  if (balance || giveUp.includes('editions')) return balance ?? null;
  const units = await editionsOf(held.document._id);
  return units > 0 ? { asset: 'editions' as const, units } : null;
}

/** What a member holds that would be given up, in the units of each asset; only what there is. */
export function heldOf({ member, wallet }: HeldMember): { asset: BalanceGivenUp; units: number }[] {
  const all: { asset: BalanceGivenUp; units: number }[] = [
    { asset: 'cash', units: member.cash },
    { asset: 'appreciating', units: wallet.pointsMicroPoints },
    { asset: 'stable', units: wallet.stableCents },
    { asset: 'spendable', units: member.spendable },
  ];
  return all.filter(({ units }) => units > 0);
}
