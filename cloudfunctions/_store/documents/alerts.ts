import type { Stored } from '../../_platform/collection';

/** What operators are alerted of. */
export type AlertKind =
  | 'closeBehind'
  | 'refundStuck'
  | 'noticeMissing'
  | 'failures'
  | 'shippingStuck'
  | 'closingStuck'
  | 'topUpStuck'
  | 'withdrawalStuck'
  | 'picturesUnchecked';

/** `_id` is `{kind}:{day}`: a condition is told once a business day. */
export interface AlertDocument extends Stored {
  readonly kind: AlertKind;
  readonly day: string;
  readonly atMs: number;
  /** Counts, days and ids of orders. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly isTold: boolean;
  /** How often it was tried to tell it. */
  readonly tries: number;
  readonly expiresAtMs: number;
}

/** `_id` is `failures:{hour}`: how many calls failed in an hour. In the collection of the alerts. */
export interface FailureHourDocument extends Stored {
  readonly count: number;
  readonly expiresAtMs: number;
}
