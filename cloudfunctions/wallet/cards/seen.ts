import type { PricePoint } from '@shared/contract';
import type { PlatformNow } from '../../_books/platformNow';
import type { OffSince } from '../../_plans/offSince';
import type { PlansInForce } from '../../_plans/plans';
import type { MemberDocument } from '../../_store/documents';
import type { DayCredit } from '../../_store/documents/pages';
import type { Held } from '../held';

/** What was read for a wallet's cards: each shows a part of it. */
export interface Seen {
  readonly member: MemberDocument;
  readonly held: Held;
  readonly plans: PlansInForce;
  readonly platform: PlatformNow;
  /** What the last close credited to the member, if it did. */
  readonly credit: DayCredit | null;
  readonly offSinceDay: OffSince;
  readonly history: PricePoint[];
  /** The member's newest line of appreciating points. */
  readonly lastPointsEntryId: string | null;
}
