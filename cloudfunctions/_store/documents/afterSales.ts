import type { AfterSalesReason } from '@shared/contract';
import type { AfterSalesKind, AfterSalesState } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** A line of a case: as it was bought, and how many of its pieces the case is over. */
interface CaseLine {
  readonly skuId: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly ground: number;
  readonly priceFen: number;
  readonly bought: number;
  readonly quantity: number;
  /** What they are exchanged for, held on the shelf until the case ends; null where they are not. */
  readonly to: { readonly skuId: string; readonly label: string } | null;
}

interface CaseLog {
  readonly event: string;
  readonly state: AfterSalesState;
  readonly atMs: number;
  readonly by: 'buyer' | 'merchant' | 'admin' | 'platform';
  /** The member who did it; null where it came by itself. */
  readonly memberId: string | null;
  readonly words: string;
  readonly pictures: readonly string[];
}

interface Parcel {
  readonly carrier: string;
  readonly trackingNo: string;
}

/** A shop's place for what is sent back. */
export interface ReturnPlace {
  readonly name: string;
  readonly phone: string;
  readonly region: string;
  readonly detail: string;
}

/** A case of after-sales, over pieces of one order before it settles. */
export interface AfterSalesDocument extends Stored {
  readonly orderId: string;
  readonly orderNo: string;
  readonly memberId: string;
  readonly shopId: string;
  readonly shopName: string;
  /** As it was bought; null for a shop of the platform's own. */
  readonly shopOwnerId: string | null;
  readonly kind: AfterSalesKind;
  readonly state: AfterSalesState;
  readonly isOpen: boolean;
  /** Whose step is next: what lists are of. */
  readonly waitsFor: 'shop' | 'buyer' | 'platform' | 'nobody';
  /** Only those of which the case has pieces. */
  readonly lines: readonly CaseLine[];
  readonly reason: AfterSalesReason;
  readonly words: string;
  readonly pictures: readonly string[];
  readonly askedAtMs: number;
  readonly changedAtMs: number;
  /** When it goes on by itself; null where it does not. */
  readonly dueAtMs: number | null;
  readonly returnTo: ReturnPlace | null;
  readonly returnParcel: Parcel | null;
  readonly exchangeParcel: Parcel | null;
  /** The numbers of what it gave back: those of the order's `givenBack`. */
  readonly refundNos: readonly string[];
  readonly log: readonly CaseLog[];
  /** The first line of its record that its buyer is to be told of; missing where there is none. */
  readonly untoldFrom?: number;
}
