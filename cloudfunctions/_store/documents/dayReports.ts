import type { Stored } from '../../_platform/collection';

/** Members who share something, the first of them by id. */
export interface SharedBy {
  readonly accounts: number;
  readonly memberIds: readonly string[];
}

/** What operators watch of one closed business day (`_id`): made by the settlement's timer, in steps, once. */
export interface DayReportDocument extends Stored {
  readonly isDone: boolean;
  /** Orders of the day are counted up to here; null before the first. */
  readonly after: readonly [placedAtMs: number, orderId: string] | null;
  readonly orders: {
    readonly paid: number;
    readonly paidFen: number;
    /** Of their cash, what had gone back when the report was made. */
    readonly backFen: number;
    /** Paid by who joined within the thirty days that end with this one. */
    readonly newMembersFen: number;
    /** Paid by owners in their own shops. */
    readonly ownShopFen: number;
  };
  readonly joined: number;
  /** Members in each generation; null before they are counted. */
  readonly perDepth: readonly number[] | null;
  /** Accounts that signed in from one network, and that have goods sent to one address; most first. */
  readonly networks: readonly SharedBy[];
  readonly addresses: readonly SharedBy[];
}
