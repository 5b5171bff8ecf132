/** A price that was changed before it was paid: of the goods with the freight, and what of it was left in cash. */
export interface PriceChange {
  /** From 1. */
  readonly no: number;
  readonly atMs: number;
  readonly by: 'admin' | 'merchant';
  readonly reason: string;
  readonly before: { readonly priceFen: number; readonly cashFen: number };
  readonly after: { readonly priceFen: number; readonly cashFen: number };
}

/** Money that came under a payment's number which a change of the price had ended: it goes back whole. */
export interface StrayPayment {
  /** Of the number. */
  readonly tradeNo: number;
  readonly transactionId: string;
  readonly totalFen: number;
  readonly atMs: number;
  /** The cashier has told that it is back. */
  readonly isBack: boolean;
}

/** What an order gave under one plan when it settled; the figures explain it. */
export type OrderGrant =
  | {
      readonly plan: 'appreciation';
      readonly version: number;
      readonly countedFen: number;
      readonly contributionFen: number;
      readonly pointsMicroPoints: number;
      readonly referrerMicroPoints: number;
      readonly priceFen: number;
      readonly priceMicroPoints: number;
      readonly exitQuotaFen: number;
      readonly entryId: string;
    }
  | {
      readonly plan: 'dividend';
      readonly version: number;
      readonly countedFen: number;
      readonly quotaFen: number;
      readonly weightMicroShares: number;
      readonly fromDay: string;
      readonly entryId: string;
    }
  | {
      readonly plan: 'release';
      readonly version: number;
      readonly countedFen: number;
      readonly multipleMillionths: number | null;
      readonly dailyRateMillionths: number;
      readonly grantedReleaseCents: number;
      readonly dailyReleaseCents: number;
      readonly entryId: string;
    };
