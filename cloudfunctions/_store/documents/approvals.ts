import type { Proposal } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** What a second administrator is asked to approve. */
export type ProposedWhat = Readonly<Proposal['what']>;

/** What a reversal does. */
export type ReversalFigures = Readonly<NonNullable<Proposal['reversal']>>;

/**
 * Another referrer, approved, and what became of it. `_id` is the proposal's. Done by the close of its day, or a later one
 * where member or referrer stand on no page yet. Kept for good: who joined by whom stays told.
 */
export interface ReferrerChangeDocument extends Stored {
  readonly memberId: string;
  readonly toReferrerId: string;
  readonly day: string;
  readonly atMs: number;
  /** 'left': it might not be done any more when its day was closed. */
  readonly state: 'waiting' | 'moved' | 'left';
  /** Once moved: what was before, and the day whose close did it. */
  readonly fromReferrerId: string | null;
  readonly fromDepth: number | null;
  readonly movedDay: string | null;
  /** Once left: why. */
  readonly why: string | null;
}

/** A step that takes two administrators. Kept for good. */
export interface ProposalDocument extends Stored, Readonly<Omit<Proposal, 'proposalId'>> {}
