import type { BackingPool } from '@shared/rules';
import type { Stored } from '../../_platform/collection';

/** Who may work alone, until when. `_id` is `lease:NAME`. */
export interface LeaseDocument extends Stored {
  readonly holder: string;
  readonly untilMs: number;
}

/** `_id` is `day`: the business day that is open, and the strict order of settlements. */
export interface DayStateDocument extends Stored {
  readonly openDay: string;
  /** While a close runs nothing settles: the day is frozen. */
  readonly isClosing: boolean;
  /** While the close makes the day's hash nothing may be written into the day. Missing in older folders. */
  readonly isSealing?: boolean;
  /** Number of the newest settlement. */
  readonly sequence: number;
  /** Counts the changes of plans and clearances: every settlement writes beside it, so none rests on older ones. */
  readonly plansRevision?: number;
}

/**
 * `_id` is `gate:{shard}`: one of the gates that every entry of the journal passes, but those of the serial worker. An
 * entry and the freezing of a day both write it, so that neither comes between the other's look and its write.
 */
export interface GateDocument extends Stored {
  /** The first business day that entries may still be written into. */
  readonly openFromDay: string;
  readonly passed: number;
}

/** `_id` is `pool`: the backing pool as it is now (rules §1). Written by the serial worker alone. */
export interface PoolDocument extends Stored {
  readonly state: BackingPool;
  /** Points that the platform bought when the plan started and never sells (rules §1 Seed). */
  readonly seedMicroPoints: number;
  readonly purchases: number;
}

/** `_id` is `settings`: parameters outside the plans. */
export interface SettingsDocument extends Stored {
  readonly settleAfterDays: number;
  readonly payWithinMinutes: number;
  readonly autoReceiveAfterDays: number;
  readonly pointsUseRatioMillionths: number;
  readonly isDemo: boolean;
}
