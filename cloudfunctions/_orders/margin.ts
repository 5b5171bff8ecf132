import { type Fen, fen } from '@shared/kernel';
import type { OrderDocument, OrderLine } from '../_store/documents';

type Sold = Pick<OrderLine, 'amountFen' | 'reducedFen' | 'couponFen' | 'costFen' | 'quantity'>;

/** Who bears what nobody pays of a line: the coupon, and what a merchant took off its own goods. */
interface Bearing {
  readonly coupon: OrderDocument['coupon'];
  readonly isOfMerchant?: boolean;
}

/**
 * What a line brings, and what the platform owes for it, once its coupon has paid its share: what the platform bears it
 * does not get, and what the shop bears it does not owe (rules §5: plans count only cash that can pay for them).
 */
export function marginOf(
  { amountFen, reducedFen = 0, couponFen = 0, costFen, quantity }: Sold,
  { coupon, isOfMerchant = false }: Bearing,
): { readonly price: Fen; readonly cost: Fen } {
  const borne = (coupon?.isBorneByShop ? couponFen : 0) + (isOfMerchant ? reducedFen : 0);
  return { price: fen(amountFen - couponFen - reducedFen), cost: fen(Math.max(costFen * quantity - borne, 0)) };
}
