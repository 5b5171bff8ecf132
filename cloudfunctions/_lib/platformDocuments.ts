import type { BackingPool } from '@shared/rules';
import type { Stored } from './collection';

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
  /** Number of the newest settlement. */
  readonly sequence: number;
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
