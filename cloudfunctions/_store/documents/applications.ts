import type { Industry } from '@shared/contract';
import type { ApplicationEvent, ApplicationState } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** A member's application for a shop: `_id` is the member's, so that there is one at a time. */
export interface ApplicationDocument extends Stored {
  readonly memberId: string;
  readonly state: ApplicationState;
  readonly shopName: string;
  readonly industry: Industry;
  readonly contactName: string;
  readonly phoneSealed: string;
  readonly phoneMasked: string;
  readonly words: string;
  /** Pictures of licences: answered to their applicant and to administrators alone. */
  readonly licences: readonly string[];
  readonly atMs: number;
  readonly decided: { readonly reason: string; readonly atMs: number; readonly byId: string } | null;
  /** The shop that an approval made. */
  readonly shopId: string | null;
  /** Append-only, oldest first; the newest fifty. */
  readonly log: readonly {
    readonly event: ApplicationEvent | 'applicant.applied';
    readonly state: ApplicationState;
    readonly atMs: number;
    readonly byId: string;
    readonly note: string;
  }[];
}
