import type { Stored } from '../../_platform/collection';

/** What a second administrator is asked to approve, in the contract's own words. */
export type ProposedWhat =
  | {
      readonly kind: 'reversal';
      readonly orderId: string;
      readonly orderNo: string;
      readonly memberId: string;
      readonly cashFen: number;
    }
  | {
      readonly kind: 'adjustment';
      readonly memberId: string;
      readonly change: 'add' | 'remove';
      readonly asset: 'appreciating' | 'stable' | 'spendable';
      readonly units: number;
    };

export interface ReversalFigures {
  readonly cashFen: number;
  readonly recoveredFen: number;
  readonly refundableFen: number;
  readonly owedExitQuotaFen: number;
  readonly owedQuotaFen: number;
  readonly owedSpendableCents: number;
}

/** A step that takes two administrators. Kept for good. */
export interface ProposalDocument extends Stored {
  readonly state: 'proposed' | 'done' | 'rejected';
  readonly what: ProposedWhat;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly reversal: ReversalFigures | null;
  readonly adjustment: { readonly fundedFen: number; readonly boughtBackFen: number } | null;
}
