import { limitsNow } from '../compute';
import { failedAggregate, failedQuery } from '../errors';
import { storedSize } from '../value/size';
import type { Value } from '../value/value';

/** The memory that an ordering, or a stage, has for what it holds at a time; in the words of MongoDB. */
export class Room {
  readonly #most: number;
  readonly #exceeded: () => Error;
  #held = 0;

  constructor(most: number, exceeded: () => Error) {
    this.#most = most;
    this.#exceeded = exceeded;
  }

  /** Holds one value more. @returns its bytes. @throws DatabaseError when there is no room for it. */
  take(value: Value): number {
    const bytes = storedSize(value, this.#most - this.#held);
    this.#held += bytes;
    if (this.#held > this.#most) throw this.#exceeded();
    return bytes;
  }

  /** Holds so many bytes less. */
  leave(bytes: number): void {
    this.#held -= bytes;
  }
}

/** For the order of a query. */
export function roomOfQuery(): Room {
  const { sortBytes } = limitsNow();
  return new Room(sortBytes, () =>
    failedQuery(
      `Executor error during find command :: caused by :: Sort operation used more than the maximum ${sortBytes} bytes of RAM. Add an index, or specify a smaller limit`,
    ),
  );
}

/** For an ordering stage of a pipeline. */
export function roomOfSort(): Room {
  const { stageBytes } = limitsNow();
  return new Room(stageBytes, () =>
    failedAggregate(
      `(Location16819) Sort exceeded memory limit of ${stageBytes} bytes, but did not opt in to external sorting. Aborting operation. Pass allowDiskUse:true to opt in`,
    ),
  );
}

/** For the groups of a pipeline's stage. */
export function roomOfGroups(): Room {
  return new Room(limitsNow().stageBytes, () =>
    failedAggregate(
      "(Location16945) Exceeded memory limit for $group, but didn't allow external sort. Pass allowDiskUse:true to opt in",
    ),
  );
}
