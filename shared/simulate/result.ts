import type {
  BusinessDay,
  ExitQuotaFen,
  Fen,
  MicroPoints,
  MicroShares,
  QuotaFen,
  ReleaseCents,
  SpendableCents,
  StableCents,
} from '@shared/kernel';
import type { Price } from '@shared/plans';
import type { Credited, Owed } from '../rules';

/** One member's forced exit of a day. */
export interface ForcedExitResult {
  readonly member: string;
  readonly points: MicroPoints;
  readonly gross: Fen;
  readonly fee: Fen;
}

/** What one day came to; a plan that is off has no block. */
export interface DayResult {
  readonly day: number;
  readonly date: BusinessDay;
  readonly turnover: Fen;
  readonly appreciation?: {
    readonly pool: Fen;
    readonly circulating: MicroPoints;
    readonly minted: MicroPoints;
    readonly burned: MicroPoints;
    readonly price: Price;
    readonly reservePoints: MicroPoints;
    readonly stableOutstanding: StableCents;
    readonly sweptToPlatform: Fen;
    readonly forcedExits: readonly ForcedExitResult[];
  };
  readonly dividend?: {
    readonly proportionalPool: Fen;
    readonly tierPool: Fen;
    readonly paidProportional: Fen;
    readonly paidTier: Fen;
    readonly carried: Fen;
    /** Of both pools together, which may pass 2^53. */
    readonly returned: bigint;
  };
  readonly release?: Credited;
}

/** What one member was credited on one day. */
export interface MemberDay {
  readonly day: number;
  readonly proportional: number;
  readonly tier: number;
  readonly static: number;
  readonly firstGeneration: number;
  readonly secondGeneration: number;
  readonly team: number;
  readonly sameRank: number;
  readonly forcedExit: number;
}

/** An order that reached a release tier as it settled, as it is after what was reversed. */
interface OrderResult {
  readonly day: number;
  readonly amount: Fen;
  readonly granted: ReleaseCents;
  readonly remaining: ReleaseCents;
}

/** What one member ends up with. */
export interface MemberResult {
  readonly id: string;
  readonly cash: Fen;
  readonly stable: StableCents;
  readonly appreciating: MicroPoints;
  readonly exitQuota: ExitQuotaFen;
  /** Quota and weight with today's grants. */
  readonly quota: QuotaFen;
  readonly weight: MicroShares;
  readonly spendable: SpendableCents;
  readonly owed: Owed;
  readonly level: number;
  readonly rank: number;
  readonly teamVolume: Fen;
  readonly orders: readonly OrderResult[];
  readonly days: readonly MemberDay[];
}

/** What one merchant ends up with. */
export interface MerchantResult {
  readonly id: string;
  readonly stable: StableCents;
  readonly appreciating: MicroPoints;
  readonly cash: Fen;
}

/** What became of one series: who took which number, on which day, and whom it was given to since. */
export interface SeriesResult {
  readonly id: string;
  readonly left: number;
  readonly editions: readonly {
    readonly number: number;
    readonly member: string;
    readonly day: number;
    readonly given: readonly { readonly to: string; readonly day: number }[];
  }[];
}

/** A reversal that was played, by its index in the file. */
export interface ReversalResult {
  readonly event: number;
  /** What its points were bought back for, and what may be paid back (rules §5 reversal). */
  readonly recovered: Fen;
  readonly refundable: Fen;
}

/** An event that the rules refused, by its index in the file. */
export interface RefusedEvent {
  readonly event: number;
  readonly reason: string;
}

/** A whole run, in units; written as text by resultChunks. */
export interface SimulationResult {
  readonly title: string;
  readonly days: readonly DayResult[];
  readonly members: readonly MemberResult[];
  readonly merchants: readonly MerchantResult[];
  readonly series: readonly SeriesResult[];
  readonly reversals: readonly ReversalResult[];
  readonly refused: readonly RefusedEvent[];
}
