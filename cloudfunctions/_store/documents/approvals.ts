import type { Proposal } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** What a second administrator is asked to approve. */
export type ProposedWhat = Readonly<Proposal['what']>;

/** What a reversal does. */
export type ReversalFigures = Readonly<NonNullable<Proposal['reversal']>>;

/** A step that takes two administrators. Kept for good. */
export interface ProposalDocument extends Stored, Readonly<Omit<Proposal, 'proposalId'>> {}
