import { DATA_VERSION_PLACE } from '@shared/contract';
import type { BeforeRequest, FunctionRequest, LocalCloudOptions } from '../../localcloud';
import { Rounds } from './rounds';

const CALL = 'functions.invokeFunction';

/** The look at the data's version: once in the life of a function's instance, and so of no action. */
const isOfInstance = ({ collection, params }: FunctionRequest): boolean =>
  collection === DATA_VERSION_PLACE.collection && String(params.query).includes(DATA_VERSION_PLACE.id);

/** What a piece of work asked of the cloud. */
export interface Traffic {
  readonly requests: number;
  /** Bytes of the bodies that the functions sent, and of those that they got. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/**
 * Listens at the door through which the functions ask the cloud: counts their requests and bytes, puts a latency before
 * each, or holds them in rounds. Starting, committing and aborting a transaction are requests as well. For one local
 * cloud, given both `beforeRequest` and `onRequest`; what runs at the same moment is counted together.
 */
export class Wire {
  /** How long each request is on its way, ms; what a bench measures with. */
  latencyMs = 0;
  #requests = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  #unanswered = 0;
  #rounds: Rounds | undefined;

  readonly beforeRequest: BeforeRequest = (request) => {
    const { action } = request;
    if (!isOfInstance(request)) this.#requests += 1;
    // Asked of another function: answered only when that one's own requests have passed.
    if (action === CALL) return;
    this.#unanswered += 1;
    if (this.#rounds) return this.#rounds.hold();
    if (this.latencyMs > 0) return new Promise((resolve) => setTimeout(resolve, this.latencyMs));
  };

  readonly onRequest: NonNullable<LocalCloudOptions['onRequest']> = ({ action, bytesIn, bytesOut }) => {
    this.#sentBytes += bytesIn;
    this.#receivedBytes += bytesOut;
    if (action !== CALL) this.#unanswered -= 1;
    this.#rounds?.touch();
  };

  /** Everything so far. */
  get total(): Traffic {
    return { requests: this.#requests, sentBytes: this.#sentBytes, receivedBytes: this.#receivedBytes };
  }

  /** What some work costs, without holding it. */
  async count<T>(work: () => Promise<T>): Promise<Traffic & { readonly value: T }> {
    const before = this.total;
    const value = await work();
    return {
      value,
      requests: this.#requests - before.requests,
      sentBytes: this.#sentBytes - before.sentBytes,
      receivedBytes: this.#receivedBytes - before.receivedBytes,
    };
  }

  /** The longest chain of requests that wait for one another in some work: see Rounds. */
  async chainOf(work: () => Promise<unknown>): Promise<number> {
    const rounds = new Rounds((held) => this.#unanswered > held);
    this.#rounds = rounds;
    try {
      return await rounds.during(work);
    } finally {
      this.#rounds = undefined;
    }
  }
}
