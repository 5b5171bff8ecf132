import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BeforeRequest } from '../../localcloud';
import { Rounds } from './rounds';

const STARTED = 'http.server.request.start';
const FINISHED = 'http.server.response.finish';

/** What a piece of work asked of the cloud. */
export interface Traffic {
  readonly requests: number;
  /** Bytes of the bodies that the functions sent, and of those that they got. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const isOfFunction = ({ request }: Exchange): boolean => request.url?.startsWith('/admin') ?? false;

/**
 * Listens at the door through which the functions ask the cloud (`/admin`): counts their requests and bytes, puts a
 * latency before each, or holds them in rounds. Starting, committing and aborting a transaction are requests as well.
 * For one local cloud in this process, given `beforeRequest`; what runs at the same moment is counted together.
 */
export class Wire {
  /** How long each request is on its way, ms; what a bench measures with. */
  latencyMs = 0;
  #requests = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  #unanswered = 0;
  #rounds: Rounds | undefined;

  readonly beforeRequest: BeforeRequest = ({ action }) => {
    // Asked of another function: answered only when that one's own requests have passed.
    if (action === 'functions.invokeFunction') return;
    if (this.#rounds) return this.#rounds.hold();
    if (this.latencyMs > 0) return new Promise((resolve) => setTimeout(resolve, this.latencyMs));
  };

  constructor() {
    subscribe(STARTED, this.#onStart);
    subscribe(FINISHED, this.#onFinish);
  }

  close(): void {
    unsubscribe(STARTED, this.#onStart);
    unsubscribe(FINISHED, this.#onFinish);
  }

  readonly #onStart = (message: unknown): void => {
    const exchange = message as Exchange;
    if (!isOfFunction(exchange)) return;
    this.#requests += 1;
    this.#unanswered += 1;
    this.#sentBytes += Number(exchange.request.headers['content-length'] ?? 0);
    this.#rounds?.touch();
  };

  readonly #onFinish = (message: unknown): void => {
    const exchange = message as Exchange;
    if (!isOfFunction(exchange)) return;
    this.#unanswered -= 1;
    this.#receivedBytes += Number(exchange.response.getHeader('content-length') ?? 0);
    this.#rounds?.touch();
  };

  /** What some work costs, without holding it. */
  async count<T>(work: () => Promise<T>): Promise<Traffic & { readonly value: T }> {
    const [requests, sent, received] = [this.#requests, this.#sentBytes, this.#receivedBytes];
    const value = await work();
    return {
      value,
      requests: this.#requests - requests,
      sentBytes: this.#sentBytes - sent,
      receivedBytes: this.#receivedBytes - received,
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
