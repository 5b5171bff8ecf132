import type { FunctionRequest } from '../../localcloud';

type Is = (request: FunctionRequest) => boolean;

interface Hold {
  readonly is: Is;
  left: number;
  readonly reached: () => void;
  readonly released: Promise<void>;
}

/** A caller that stands between two of its steps. */
export interface Held {
  /** Settles when the caller has come there. */
  readonly reached: Promise<void>;
  /** Lets it go on. */
  readonly release: () => void;
}

/**
 * The seam between the steps of the functions: whichever request a test names is held before it is done, so that
 * another caller does its whole work meanwhile. Nothing here waits for a clock.
 */
export class Seam {
  readonly #holds: Hold[] = [];
  /** All requests so far, newest last: what an action asked for. */
  readonly seen: FunctionRequest[] = [];

  #step: ((request: FunctionRequest) => Promise<void> | undefined) | undefined;

  readonly beforeRequest = async (request: FunctionRequest): Promise<void> => {
    this.seen.push(request);
    await this.#step?.(request);
    const hold = this.#holds.find(({ is, left }) => left > 0 && is(request));
    if (!hold) return;
    hold.left -= 1;
    if (hold.left === 0) this.#holds.splice(this.#holds.indexOf(hold), 1);
    hold.reached();
    await hold.released;
  };

  /** Holds the next request (or the next `count`) that `is` tells, until it is released. */
  hold(is: Is, count = 1): Held {
    let reached = () => {};
    let release = () => {};
    const reachedOnce = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = 0;
    const arrive = () => {
      arrived += 1;
      if (arrived === count) reached();
    };
    this.#holds.push({ is, left: count, reached: arrive, released });
    return { reached: reachedOnce, release };
  }

  /**
   * Holds the first invocation that asks from now on before its request number `step`, from 1, of those that `is` tells.
   */
  holdStep(step: number, is: Is = () => true): HeldStep {
    let invocationId: string | undefined;
    let count = 0;
    let isWritten = false;
    let reached = () => {};
    let release = () => {};
    const reachedOnce = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#step = (request) => {
      invocationId ??= request.invocationId;
      if (request.invocationId !== invocationId) return undefined;
      if (is(request)) count += 1;
      if (is(request) && count === step) {
        this.#step = undefined;
        reached();
        return released;
      }
      if (/commitTransaction|abortTransaction/.test(request.action)) isWritten = false;
      else if (request.params.transactionId && !isRead(request)) isWritten = true;
      return undefined;
    };
    return { reached: reachedOnce, release, isLocking: () => isWritten };
  }

  /**
   * Lets `count` callers come to the same step, and only then lets them go on, all at once: where they collide.
   */
  meet(count: number, is: Is): Promise<void> {
    const held = this.hold(is, count);
    return held.reached.then(held.release);
  }

  /** Before the next request that `is` tells, once, something else is done. */
  before(is: Is, act: () => Promise<unknown>): void {
    const held = this.hold(is);
    void held.reached.then(act).then(held.release);
  }

  /** Holds nobody any more who has not come yet. */
  open(): void {
    this.#holds.length = 0;
    this.#step = undefined;
  }
}

/** A caller held before one of its steps, the first caller that came after it was armed. */
export interface HeldStep extends Held {
  /** Whether it holds documents that it has written in a transaction: others would only wait for it. */
  readonly isLocking: () => boolean;
}

/** A request that writes into a collection. */
export const writes =
  (collection: string): Is =>
  (request) =>
    request.collection === collection && /modifyDocument|insertDocument|removeDocument/.test(request.action);

/** A request that reads a collection. */
export const reads =
  (collection: string): Is =>
  (request) =>
    request.collection === collection && /getDocument|calculateDocument|aggregateDocuments/.test(request.action);

/** A request that does more than read a collection. */
export const changes: Is = ({ action }) =>
  !/^database\.(getDocument|countDocument|calculateDocument|aggregateDocuments)$/.test(action);

const isRead = ({ action }: FunctionRequest): boolean => action === 'database.getDocument';

export const commits: Is = ({ action }) => action === 'database.commitTransaction';
