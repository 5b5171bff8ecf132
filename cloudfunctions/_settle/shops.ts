import { fen } from '@shared/kernel';
import { type OwedFigures, owedForOrder, owedPostings } from '@shared/rules';
import type { NewEntry } from '../_books/journal';
import { backOf, paidLineOf } from '../_orders/remains';
import type { OrderDocument, ShopLineDocument } from '../_store/documents';
import type { BatchDocument } from '../_store/documents/platform';
import { stableOf } from './stable';

/** What the platform owes the shop of an order that settles (rules §5). */
export const owedOf = (order: OrderDocument): OwedFigures =>
  owedForOrder(
    order.lines.map((line) => ({ paid: paidLineOf(line), cost: fen(line.costFen), back: backOf(line) })),
    fen(order.freightFen - (order.freightBackFen ?? 0)),
    order.coupon?.isBorneByShop === true,
  );

export { owedPostings };

/** The figures as the order keeps them. */
export const owedKept = ({ cost, freight, coupon, stable, owed, owing }: OwedFigures): OrderDocument['owed'] => ({
  costFen: cost,
  freightFen: freight,
  couponFen: coupon,
  stableCents: stable,
  owedFen: owed - owing,
});

/** What orders bring their shops and take out of what members hold, when they settle together. */
export class ShopsSettled {
  readonly ofMembers = new Map<string, number>();
  readonly lines: ShopLineDocument[] = [];
  readonly #ofShops = new Map<string, { stableCents: number; owedFen: number; orders: number }>();

  /** Adds an order with its entry. `owed`: undefined where its shop is the platform's own. */
  add(
    order: OrderDocument,
    owed: OrderDocument['owed'],
    { id, atMs, day }: Pick<NewEntry, 'id' | 'atMs' | 'day'>,
  ): void {
    const paid = stableOf(order);
    if (paid > 0) this.ofMembers.set(order.memberId, (this.ofMembers.get(order.memberId) ?? 0) + paid);
    if (paid === 0 && !owed) return;
    const { shopId } = order;
    const before = this.#ofShops.get(shopId) ?? { stableCents: 0, owedFen: 0, orders: 0 };
    this.#ofShops.set(shopId, {
      stableCents: before.stableCents + paid,
      owedFen: before.owedFen + (owed?.owedFen ?? 0),
      orders: before.orders + (owed ? 1 : 0),
    });
    const line = { shopId, day: day!, atMs, journalId: id, orderId: order._id, orderNo: order.orderNo, note: '' };
    if (owed) {
      const { owedFen: units, ...parts } = owed;
      this.lines.push({ ...line, _id: `${id}:owed`, kind: 'order', asset: 'cash', units, parts });
    }
    if (paid > 0)
      this.lines.push({ ...line, _id: `${id}:stable`, kind: 'stableOrder', asset: 'stable', units: paid, parts: {} });
  }

  /** What changes of a member's wallet. */
  of(memberId: string): { readonly settledStableCents?: number } {
    const settledStableCents = this.ofMembers.get(memberId);
    return settledStableCents === undefined ? {} : { settledStableCents };
  }

  get merchants(): NonNullable<BatchDocument['merchants']> {
    return [...this.#ofShops].map(([shopId, settled]) => ({ shopId, ...settled }));
  }
}
