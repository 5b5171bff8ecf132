import { Line } from './line';
import { Rate } from './rate';

/** The conditions of the real platform that a local cloud plays; whatever is left out is not played. */
export interface ConditionOptions {
  /** How much longer each request of a function takes, half of it going and half coming back, ms. */
  latencyMs?: number;
  /** Requests that are worked on at a time; the platform's entry tier has 20. */
  connections?: number;
  /** Requests that may wait for a connection; ten for each of them when left out. */
  waitingRequests?: number;
  /** Requests taken within any second; the platform's entry tier has 30. */
  requestsPerSecond?: number;
  /** How a delay passes, in the place of a timer. */
  wait?: (delayMs: number) => Promise<void>;
  /** The clock of the rate, in the place of the real one: ms that never go back. */
  nowMs?: () => number;
}

const WAITING_FOR_EACH_CONNECTION = 10;

const timer = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

/** What happens to a request of a function on its way to the cloud and back. */
export class Conditions {
  readonly #latencyMs: number;
  readonly #wait: (delayMs: number) => Promise<void>;
  readonly #line: Line | null;
  readonly #rate: Rate | null;

  readonly #isPaused: () => boolean;

  /** @param isPaused tells, for each request anew, that nothing is played: what makes demo data is no shop at work. */
  constructor(options: ConditionOptions = {}, isPaused: () => boolean = () => false) {
    const { latencyMs = 0, connections, requestsPerSecond, wait = timer, nowMs = () => performance.now() } = options;
    const { waitingRequests = (connections ?? 0) * WAITING_FOR_EACH_CONNECTION } = options;
    this.#isPaused = isPaused;
    this.#latencyMs = latencyMs;
    this.#wait = wait;
    this.#line = connections === undefined ? null : new Line(connections, waitingRequests);
    this.#rate = requestsPerSecond === undefined ? null : new Rate(requestsPerSecond, nowMs);
  }

  /** Goes there, works, and comes back; whatever else is on its way does so meanwhile. */
  async travel<Result>(work: () => Promise<Result>): Promise<Result> {
    const oneWayMs = this.#isPaused() ? 0 : this.#latencyMs / 2;
    if (oneWayMs > 0) await this.#wait(oneWayMs);
    try {
      return await work();
    } finally {
      if (oneWayMs > 0) await this.#wait(oneWayMs);
    }
  }

  /** Works on a request when it is its turn. Rejects with ConditionRefusal when it is one too many. */
  async admit<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
    // A function that is called by another one asks for itself. A connection held for it meanwhile would be waited for
    // by what it asks; the platform counts calls of functions apart as well.
    if (action === 'functions.invokeFunction' || this.#isPaused()) return work();
    this.#rate?.take();
    return this.#line ? this.#line.through(work) : work();
  }
}
