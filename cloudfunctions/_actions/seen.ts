import { refuse } from '@shared/contract';
import { canonical } from '@shared/proofs';
import { sha256 } from '../_platform/ids';

/** What a view shows, in short, for a form to say what it was filled from. */
export const seenOf = (shown: unknown): string => sha256(canonical(shown)).slice(0, 16);

/** Refuses a form that was filled from something else than what is there now; one that does not say is not looked at. */
export const changedMeanwhile = <Seen extends string | number>(filledFrom: Seen | undefined, now: Seen) =>
  filledFrom === undefined || filledFrom === now ? null : refuse('form/changedMeanwhile');
