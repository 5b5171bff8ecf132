import { tooManyASecond } from './refusal';

const SECOND_MS = 1000;

/** A cap on the requests of any second, not of a second of the clock alone. What was refused does not count. */
export class Rate {
  readonly #requestsPerSecond: number;
  readonly #nowMs: () => number;
  /** When the last so many were taken, in turn from #next on. */
  readonly #takenMs: number[] = [];
  #next = 0;

  constructor(requestsPerSecond: number, nowMs: () => number) {
    this.#requestsPerSecond = requestsPerSecond;
    this.#nowMs = nowMs;
  }

  /** @throws ConditionRefusal when as many as may be were taken within the last second. */
  take(): void {
    const now = this.#nowMs();
    const oldest = this.#takenMs[this.#next];
    if (oldest !== undefined && now - oldest < SECOND_MS) throw tooManyASecond(this.#requestsPerSecond);
    this.#takenMs[this.#next] = now;
    this.#next = (this.#next + 1) % this.#requestsPerSecond;
  }
}
