import type { EditionPriceShown, EditionRow, Listing } from '@shared/contract';
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
  /** It is drawn who may take one; missing in what was made before there were draws. */
  readonly draw?: { readonly reservedHours: number } | null;
  /** Of a draw that was made and that somebody entered: those who may take one are known. */
  readonly isDrawn?: boolean;
  /** Of a draw that was made; see `draws`. */
  readonly drawn?: { readonly atMs: number; readonly entered: number; readonly reservedUntilMs: number } | null;
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
  /** What became of its holder's wish to have it listed at an exchange; null, or missing, where there is none. */
  readonly listing?: Listing | null;
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

/**
 * The draw of a series: `_id` is the series' own. The seed is told to nobody before it is drawn; the hash of it is frozen
 * in the series' record.
 */
export interface DrawDocument extends Stored {
  readonly state: 'entering' | 'drawn';
  /** The first moment at which nobody can enter any more. */
  readonly entriesUntilMs: number;
  readonly reservedHours: number;
  readonly places: number;
  readonly seed: string;
  /** What follows is null before it was drawn. */
  readonly entriesHash: string | null;
  /** The lot of the last who was drawn: whoever's is not above it was. Null where nobody entered, too. */
  readonly lastLot: string | null;
  /** How many records its list has. */
  readonly pages: number;
}

/** Somebody who entered a draw: `_id` is `{seriesId}:{memberId}`. */
export interface DrawEntryDocument extends Stored {
  readonly seriesId: string;
  readonly memberId: string;
  /** The pseudonym that the list is published under. */
  readonly holder: string;
  readonly atMs: number;
}

/** So many of a draw's published list, in their order: `_id` is `{seriesId}:{nth}`. */
export interface DrawPageDocument extends Stored {
  readonly seriesId: string;
  readonly nth: number;
  readonly entries: readonly string[];
}
