/** What becomes of an order, in days counted from its shipping, which is the morning after it was paid. */
export type Course =
  | { readonly kind: 'received' /** Null: it receives itself. */; readonly confirmAfterDays: number | null }
  | { readonly kind: 'unpaid' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refundedUnshipped' }
  | {
      readonly kind: 'refundAsked';
      readonly afterDays: number;
      /** What the administrator decides the morning after; null: nothing yet. */
      readonly decision: 'approve' | 'reject' | null;
    };

/** An order as the demo places it. All lines are of one shop. */
export interface OrderPlan {
  /** Unique: the request id of its placing. */
  readonly key: string;
  readonly day: number;
  /** Part of the day, 0 to SLOTS - 1. */
  readonly slot: number;
  readonly buyer: string;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  /** Whether it is paid in part with what spendable points the buyer has by then. */
  readonly usesPoints: boolean;
  readonly course: Course;
  /** What its goods are told in the place of the buyer's own phone. */
  readonly account?: string;
}

/** Parts of a day in which orders are placed. */
export const SLOTS = 3;
