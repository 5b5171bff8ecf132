import type { About } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** What a member and a shop say to each other. `_id` follows from the two. */
export interface ThreadDocument extends Stored {
  readonly memberId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly buyerMasked: string;
  /** Whether the shop was the platform's own when the buyer last wrote: whose list it stands in. */
  readonly isOfPlatform: boolean;
  /** How much was said: the number of the last. */
  readonly count: number;
  readonly lastWords: string;
  readonly lastBy: 'buyer' | 'shop';
  readonly lastAtMs: number;
  readonly unreadOfBuyer: number;
  readonly unreadOfShop: number;
  /** Since when the buyer waits for an answer; missing where he does not. */
  readonly waitsSinceMs?: number;
}

/** Something that was said. `_id` is the thread's and its number. */
export interface SaidDocument extends Stored {
  readonly threadId: string;
  readonly no: number;
  readonly by: 'buyer' | 'shop';
  /** The member who said it: of a shop, who answered for it. */
  readonly byId: string;
  readonly words: string;
  readonly pictures: readonly string[];
  readonly about: About | null;
  readonly atMs: number;
}
