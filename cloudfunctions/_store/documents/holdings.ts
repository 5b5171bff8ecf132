import type { HoldingAnswer } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** A certificate that a member held so many appreciating points as of a close: so many are locked while it is out. */
export interface HoldingDocument extends Stored {
  readonly memberId: string;
  readonly microPoints: number;
  /** The close that it is as of. */
  readonly day: string;
  readonly state: 'out' | 'released';
  readonly atMs: number;
  /** The open day on which its points were locked, and the one on which they were released: neither while one is closed. */
  readonly lockedDay: string;
  readonly releasedDay: string | null;
  readonly releasedAtMs: number | null;
  /** What the exchange said; null while it is out. */
  readonly answer: HoldingAnswer | null;
  readonly tellsBalances: boolean;
  /** What was given out, byte for byte; '' once its holder's account is closed. */
  readonly file: string;
}
