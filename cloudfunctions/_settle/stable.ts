import { stableCents } from '@shared/kernel';
import { merchantAccount, type Posting, post, system } from '@shared/ledger';
import { lineRemains } from '../_orders/remains';
import type { OrderDocument } from '../_store/documents';
import type { BatchDocument } from '../_store/documents/platform';

/** What remains paid of an order with stable points. */
const stableOf = ({ lines }: OrderDocument): number => lines.reduce((sum, line) => sum + lineRemains(line).stable, 0);

/** Stable points that an order was paid with are its shop's once it settles (rules §2 Pay); held till then. */
export const stablePostings = (order: OrderDocument): readonly Posting[] =>
  post('stable', system.orders, merchantAccount(order.shopId), stableCents(stableOf(order)));

/** The same of the orders of a batch, by member and by shop. */
export class StableSettled {
  readonly ofMembers = new Map<string, number>();
  readonly #ofShops = new Map<string, number>();

  add(order: OrderDocument): void {
    const paid = stableOf(order);
    if (paid === 0) return;
    this.ofMembers.set(order.memberId, (this.ofMembers.get(order.memberId) ?? 0) + paid);
    this.#ofShops.set(order.shopId, (this.#ofShops.get(order.shopId) ?? 0) + paid);
  }

  /** What changes of a member's wallet. */
  of(memberId: string): { readonly settledStableCents?: number } {
    const settledStableCents = this.ofMembers.get(memberId);
    return settledStableCents === undefined ? {} : { settledStableCents };
  }

  get merchants(): NonNullable<BatchDocument['merchants']> {
    return [...this.#ofShops].map(([shopId, paid]) => ({ shopId, stableCents: paid }));
  }
}
