import { stableCents } from '@shared/kernel';
import { merchantAccount, type Posting, post, system } from '@shared/ledger';
import { lineRemains } from '../_orders/remains';
import type { OrderDocument } from '../_store/documents';

/** What remains paid of an order with stable points. */
export const stableOf = ({ lines }: OrderDocument): number =>
  lines.reduce((sum, line) => sum + lineRemains(line).stable, 0);

/** Stable points that an order was paid with are its shop's once it settles (rules §2 Pay); held till then. */
export const stablePostings = (order: OrderDocument): readonly Posting[] =>
  post('stable', system.orders, merchantAccount(order.shopId), stableCents(stableOf(order)));
