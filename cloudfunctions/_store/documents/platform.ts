import type {
  PlanDraft,
  PresetName,
  SettingFigure,
  SettingValues,
  StoppedCash,
  ToldStop,
  WatchLimits,
} from '@shared/contract';
import type { BackingPool } from '@shared/rules';
import type { Stored } from '../../_platform/collection';
import type { WalletDocument } from './people';

/** Who may work alone, until when. `_id` is `lease:NAME`. */
export interface LeaseDocument extends Stored {
  readonly holder: string;
  readonly untilMs: number;
}

/** `_id` is `ticket:NAME`: lets the one who was handed it go on with something, once. */
export interface TicketDocument extends Stored {
  /** SHA-256 of the ticket; null once it was shown. */
  readonly hash: string | null;
}

/** `_id` is `accessToken`: by which WeChat's interfaces are called over HTTPS. */
export interface AccessTokenDocument extends Stored {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** `_id` is `carriers`: the platform's list of those who carry parcels, as it was last read. */
export interface CarriersDocument extends Stored {
  readonly readAtMs: number;
  readonly carriers: readonly { readonly id: string; readonly name: string }[];
}

/** `_id` is `day`: the business day that is open, and the strict order of settlements. */
export interface DayStateDocument extends Stored {
  readonly openDay: string;
  /** While a close runs nothing settles: the day is frozen. */
  readonly isClosing: boolean;
  /** While the close makes the day's hash nothing may be written into the day. */
  readonly isSealing: boolean;
  /** Number of the newest settlement. */
  readonly sequence: number;
  /** Counts the changes of plans and clearances: every settlement writes beside it, so none rests on older ones. */
  readonly plansRevision: number;
}

/** What a settlement changes of one wallet: figures as they were, and as they are to be. */
export interface WalletChange {
  readonly memberId: string;
  readonly before: { readonly pointsMicroPoints: number; readonly exitQuotaFen: number };
  readonly after: {
    readonly pointsMicroPoints: number;
    readonly exitQuotaFen: number;
    readonly exitAt: number | null;
  };
  /** Stable points that were held for the member's orders and are their shops' now; missing is none. */
  readonly settledStableCents?: number;
  /** Written by the serial worker alone. */
  readonly others: Readonly<Partial<WalletDocument>>;
}

/**
 * `_id` is `settling`: the newest batch of settlements. It is committed together with books, pool and day, and says what
 * is left to be written into wallets, orders and goods, each once, by whoever comes next should its worker be gone.
 */
export interface BatchDocument extends Stored {
  readonly batch: string;
  readonly isFinished: boolean;
  readonly wallets: readonly WalletChange[];
  readonly orders: readonly { readonly orderId: string; readonly changes: Readonly<Record<string, unknown>> }[];
  /**
   * What the shops get which the orders were bought from: stable points, and what is owed for the orders, both missing as
   * 0. Missing in older batches, which had none.
   */
  readonly merchants?: readonly {
    readonly shopId: string;
    readonly stableCents: number;
    readonly owedFen?: number;
    readonly orders?: number;
  }[];
  readonly sold: readonly { readonly goodsId: string; readonly pieces: number }[];
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

/** One thing that is stopped for everybody: by whom, since when and why, and what members are told. */
export interface StopKept {
  readonly by: string;
  readonly sinceMs: number;
  readonly reason: string;
  readonly told: string;
}

/** `_id` is `settings`: figures outside the plans, and what is stopped. Those of the watch are in `watchLimits`. */
export interface SettingsDocument
  extends Stored,
    Readonly<Pick<SettingValues, Exclude<SettingFigure, `watch${string}`> | 'withdrawNeeds'>> {
  /** Payouts of which nothing leaves; see `admin.stopWithdrawals`. */
  readonly withdrawStopped: StoppedCash;
  /** What is stopped for everybody; `withdrawals` says who stopped these. Missing where nothing ever was. */
  readonly stops?: Readonly<Partial<Record<ToldStop, StopKept | null>>>;
  /** The newest of `settingsVersions`; missing before the first change. */
  readonly version?: number;
  readonly isDemo: boolean;
}

/** `_id` is `phrases`: settings that are words and lists; what is not named is as shipped. */
export interface PhrasesDocument
  extends Stored,
    Readonly<Partial<Omit<SettingValues, SettingFigure | 'withdrawNeeds'>>> {}

/** Where a migration goes on: the pass of its step, and the last document that was done. */
export interface MigrationPlace {
  readonly pass: number;
  readonly after: string | null;
}

/** `_id` is `dataVersion`: the form of all that is stored (docs/migrations.md). Written by the migration alone. */
export interface DataVersionDocument extends Stored {
  readonly version: number;
  /** Of the step to the next version; null where none was begun. */
  readonly place: MigrationPlace | null;
}

/** `_id` is `rekey`: how far phones are written again by the key of today. Written by `migration`, gone at its end. */
export interface RekeyDocument extends Stored {
  /** Tells the key of today from others: with another one everything is begun anew. */
  readonly key: string;
  readonly place: MigrationPlace;
  /** Whether this walk has found nothing yet that another key made. */
  readonly isClean: boolean;
  /** Texts of this walk that no key opens which the function has. */
  readonly unread: number;
}

/** `_id` is `watchLimits`: thresholds that the owner set; what is not named is as shipped. */
export interface WatchLimitsDocument extends Stored, Readonly<Partial<WatchLimits>> {}

/** `_id` is `opening`: what the owner decided while opening the shop. */
export interface OpeningDocument extends Stored {
  readonly isWithoutPoints: boolean;
}

/** `_id` is `planDraft`: plans that wait to be published, by the names of the shipped ones they are, or in their own words. */
export interface PlanDraftDocument extends Stored {
  readonly presets: readonly PresetName[];
  /** Missing where they are the shipped ones. */
  readonly plans?: PlanDraft['plans'];
  readonly savedAtMs: number;
  readonly savedBy: string;
}

/** `_id` is `claim:` and the hash of an owner's one-time code: it was used, by whom and when. */
export interface ClaimDocument extends Stored {
  readonly memberId: string;
  readonly atMs: number;
}
