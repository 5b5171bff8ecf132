import type { VoucherState } from '@shared/machines';
import type { VoucherTerms } from '@shared/vouchers';
import type { Stored } from '../../_platform/collection';

/**
 * The right to the pieces of one line of a paid order, redeemed in its shop: all at once, or piece by piece. `_id` is its
 * code, digits by chance. How many pieces are left of it is told by the order alone.
 */
export interface VoucherDocument extends Stored {
  readonly orderId: string;
  readonly orderNo: string;
  readonly memberId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly goodsId: string;
  readonly skuId: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly ground: number;
  readonly priceFen: number;
  /** As bought. */
  readonly pieces: number;
  readonly terms: VoucherTerms;
  readonly fromMs: number;
  /** The first moment at which it is not valid any more. */
  readonly untilMs: number;
  readonly state: VoucherState;
  /** When the timer has to look at it: at its end; null once it has ended. */
  readonly dueAtMs: number | null;
  /** When its buyer is to be reminded of it; missing once that is done, and where it is not valid so long. */
  readonly remindAtMs?: number;
  readonly issuedAtMs: number;
  readonly redeemedPieces: number;
  /** When pieces of it were redeemed last; null before. */
  readonly redeemedAtMs: number | null;
  /** The visit that is booked with it; missing, or null, where none is. */
  readonly visit?: BookedVisit | null;
}

/** A visit to its shop, for so many pieces. */
interface BookedVisit {
  readonly day: string;
  readonly time: string;
  readonly pieces: number;
  readonly bookedAtMs: number;
}

/** Who visits for one product on one day: `_id` is of both. What there is room for is said by the terms of who books. */
export interface VisitsDocument extends Stored {
  readonly goodsId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly title: string;
  readonly day: string;
  readonly visits: readonly {
    readonly time: string;
    readonly code: string;
    readonly label: string;
    /** As others may see it. */
    readonly guest: string;
    readonly pieces: number;
    /** Somebody came with it. */
    readonly isDone: boolean;
    /** Nobody came, and its voucher has let go of it: booked anew, redeemed on a later day, given up or back. */
    readonly isMissed?: true;
  }[];
}
