import type { EditionPriceShown, EditionRow } from '@shared/contract';
import type { EditionState } from '@shared/machines';
import type { EditionStep, SeriesRecord } from '@shared/proofs';
import type { Stored } from '../../_platform/collection';

/** The goods behind an edition, by the words that they had when it was drafted. */
interface GoodsBehind {
  readonly skuId: string;
  readonly goodsId: string;
  readonly title: string;
  readonly label: string;
}

/**
 * A series of collectibles. A draft may change in everything; issued, it never changes again, but for `left`. In between,
 * `issuing`: its record is frozen, and its editions are being brought into being.
 */
export interface SeriesDocument extends Stored {
  readonly title: string;
  readonly story: string;
  readonly pictures: readonly string[];
  readonly ground: number;
  readonly rights: EditionRow['rights'];
  readonly goods: GoodsBehind | null;
  readonly supply: number;
  readonly limit: number | null;
  readonly price: EditionPriceShown;
  readonly opensAtMs: number;
  readonly closesAtMs: number | null;
  readonly state: 'draft' | 'issuing' | 'issued';
  readonly madeAtMs: number;
  /** The shop that issues it: the platform's own. */
  readonly issuer: { readonly shopId: string; readonly name: string };
  /** What was frozen, its hash, and when; null before it is issued. */
  readonly record: SeriesRecord | null;
  readonly fingerprint: string | null;
  readonly issuedAtMs: number | null;
  /**
   * How many are free, as of the last look: the truth is in `editions`. It only falls, so that whoever counts last says
   * what is so, however many count at once.
   */
  readonly left: number;
}

/** A step of an edition's history, and where the chain stands behind it. */
interface EditionStepKept extends EditionStep {
  readonly hash: string;
}

/** One edition: `_id` follows from series and number. It comes into being free, when its series is issued. */
export interface EditionDocument extends Stored {
  readonly seriesId: string;
  readonly number: number;
  readonly state: EditionState;
  /** It is somebody's. */
  readonly isTaken: boolean;
  /** Whose it is; null while it is free. */
  readonly ownerId: string | null;
  /** The owner's pseudonym; null while it is free. */
  readonly holder: string | null;
  readonly heldSinceMs: number | null;
  /** Its goods were sent for. */
  readonly isCollected: boolean;
  readonly collected: { readonly orderId: string; readonly atMs: number } | null;
  readonly steps: readonly EditionStepKept[];
  /** Where its history ends; '' before its first step. */
  readonly head: string;
  /** What it was taken for, and by whom; null while it is free. */
  readonly paid: {
    readonly memberId: string;
    readonly asset: EditionPriceShown['asset'];
    readonly units: number;
  } | null;
  /** By which code it may be accepted, and until when; null, or missing, where it is not offered. */
  readonly offer?: OfferKept | null;
}

/** An offer of an edition. Its code is kept as a keyed hash: it was told to who offers it. */
export interface OfferKept {
  readonly offerId: string;
  readonly codeHash: string;
  readonly untilMs: number;
}

/**
 * Leaves of the tree over all editions that somebody had as a day ended, up to 512 in the order of their ids: `_id` is
 * of the day and the record's number. Kept for two days: what a certificate has once is in its file.
 */
export interface EditionDayDocument extends Stored {
  readonly day: string;
  readonly nth: number;
  readonly firstId: string;
  readonly ids: readonly string[];
  readonly hashes: readonly string[];
  readonly root: string;
}

/** How many editions of a series a member has taken: `_id` is `{seriesId}:{memberId}`. */
export interface TakenDocument extends Stored {
  readonly seriesId: string;
  readonly memberId: string;
  readonly taken: number;
}

/** When a member has given editions away, in the 365 days before the last time: `_id` is the member's. */
export interface GivenDocument extends Stored {
  readonly atMs: readonly number[];
}
