import type { Proposal } from '@shared/contract';
import type { ReferrerChangeState } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** What a second administrator is asked to approve. */
export type ProposedWhat = Readonly<Proposal['what']>;

/** What a reversal does. */
export type ReversalFigures = Readonly<NonNullable<Proposal['reversal']>>;

/**
 * Another referrer, approved, and what became of it. `_id` is the proposal's. Done by the close of its day, or a later one
 * where member or referrer stand on no page yet. Kept for good: who joined by whom, and where lines stood, stays told.
 */
export interface ReferrerChangeDocument extends Stored {
  readonly memberId: string;
  readonly toReferrerId: string;
  readonly day: string;
  readonly atMs: number;
  /** 'left': it might not be done any more when its day was closed (shared/machines). */
  readonly state: ReferrerChangeState;
  /** Once moved: what was before, and the day whose close did it. */
  readonly fromReferrerId: string | null;
  /** The member's depth before, of changes of the time when a member's document followed it; null since. */
  readonly fromDepth: number | null;
  readonly movedDay: string | null;
  /** Of a line that moved with its pages, from the moment that nothing stops it any more; missing for somebody alone. */
  readonly line?: MovedLine;
  /** Pages of the line that are renumbered, while it moves. */
  readonly renumbered?: number;
  /** Once left: why. */
  readonly why: string | null;
}

/** A member and the whole downline, on pages of their own, as they went from one place of the directory to another. */
export interface MovedLine {
  /** The line's pages as they were, in pre-order. */
  readonly pageIds: readonly string[];
  /** The page that the line stood behind; null where it stood first. */
  readonly behind: string | null;
  /** The page that it stands behind now: it ends with the new referrer. */
  readonly toBehind: string;
  /** Number of the newest page of the time: what is newer split off since. */
  readonly made: number;
  /** What was added to each depth. */
  readonly deeperBy: number;
  /** Own and team volume of the member: counted above, and staying where it was counted. */
  readonly volumeFen: number;
}

/** A step that takes two administrators. Kept for good. */
export interface ProposalDocument extends Stored, Readonly<Omit<Proposal, 'proposalId' | 'expiresAtMs'>> {
  /** Missing where it was proposed before that was written down: counted from then. */
  readonly expiresAtMs?: number;
}
