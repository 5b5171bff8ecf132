import { type Fen, fen } from '@shared/kernel';
import type { OrderDocument, OrderLine } from '../_store/documents';

/**
 * What a line brings, and what the platform owes for it, once its coupon has paid its share: what the platform bears it
 * does not get, and what the shop bears it does not owe (rules §5: plans count only cash that can pay for them).
 */
export function marginOf(
  { amountFen, couponFen = 0, costFen, quantity }: Pick<OrderLine, 'amountFen' | 'couponFen' | 'costFen' | 'quantity'>,
  coupon: OrderDocument['coupon'],
): { readonly price: Fen; readonly cost: Fen } {
  const owed = costFen * quantity;
  const cost = coupon?.isBorneByShop ? Math.max(owed - couponFen, 0) : owed;
  return { price: fen(amountFen - couponFen), cost: fen(cost) };
}
