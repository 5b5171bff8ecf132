import type { Stored } from '../../_platform/collection';

/** A picture that WeChat was asked to look at: `_id` is the SHA-256 of its file id. */
export interface PictureCheckDocument extends Stored {
  readonly fileId: string;
  /** What WeChat calls the check by; empty where it could not be asked. */
  readonly traceId: string;
  readonly state: 'pending' | 'passed' | 'risky';
  readonly askedAtMs: number;
  /** Goods that wait for it. */
  readonly usedBy: readonly string[];
  /** Reviews that wait for it; missing where none ever did. */
  readonly usedByReviews?: readonly string[];
  /** Members whose avatar waits for it; missing where it is nobody's. */
  readonly usedByMembers?: readonly string[];
}
