import type { WithdrawalState } from '@shared/contract';
import type { WithdrawalEvent } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** One step of a withdrawal: what happened, and the state that it led to. */
export interface WithdrawalLog {
  readonly event: WithdrawalEvent | 'requested';
  readonly state: WithdrawalState;
  readonly atMs: number;
  /** The administrator whose step it was; null for the member and the platform. */
  readonly by: string | null;
  readonly note: string;
}

/** Cash that a member asked for. `_id` is its bill number at the payment platform, for ever. */
export interface WithdrawalDocument extends Stored {
  readonly memberId: string;
  /** Whom it is paid to: the WeChat identity that asked. */
  readonly openid: string;
  readonly state: WithdrawalState;
  readonly atMs: number;
  readonly day: string;
  readonly amountFen: number;
  readonly feeFen: number;
  /** amountFen − feeFen: what is transferred. */
  readonly arrivesFen: number;
  /** Of which cash it was taken; together amountFen. */
  readonly parts: { readonly dividendFen: number; readonly saleFen: number };
  readonly taxFen: number;
  /** What its member had drawn in its month before it. */
  readonly monthFen: number;
  readonly needsReviews: number;
  readonly reviewedBy: readonly string[];
  /** While it is open. */
  readonly isOpen: boolean;
  /** Not before then the payment platform is asked (again); null where there is nothing to ask. */
  readonly dueAtMs: number | null;
  readonly sends: number;
  readonly queries: number;
  readonly sentAtMs: number | null;
  /** By whom it is worked on outside, and until when that keeps others from it: sent once at a time. */
  readonly workedUntilMs: number;
  /** What the member confirms by, and until when; null where nothing waits for the member. */
  readonly confirmPackage: string | null;
  readonly confirmBeforeMs: number | null;
  /** The payment platform's own number of it. */
  readonly transferNo: string | null;
  /** What the payment platform last said that kept it from its end. */
  readonly stuckWhy: string;
  /** Whether, when it was last asked for, the payment platform had nothing of this number. */
  readonly isNotThere: boolean;
  readonly endedAtMs: number | null;
  /** Why it was declined or came back. */
  readonly why: string;
  /** Its end is to be told to its member. */
  readonly isUntold?: boolean;
  readonly log: readonly WithdrawalLog[];
}

/**
 * Who is paid. `_id` is the member's. Kept with a consent of its own for withdrawals alone, sealed as phones are; gone
 * with the consent, and with the account, unless the records of the tax name it.
 */
export interface PayeeDocument extends Stored {
  readonly nameSealed: string;
  readonly nameMasked: string;
  /** '' where no number was asked for. */
  readonly numberSealed: string;
  readonly numberMasked: string;
  readonly consentedAtMs: number;
  readonly consentVersion: number;
  /** Of an account that is closed and was paid: until then the records of the tax name who it was. */
  readonly expiresAtMs?: number;
}
