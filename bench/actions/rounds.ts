/** How often the worker is looked at. */
const TICK_MS = 4;
/** Nothing came and nothing was computed for so long: everything that will be asked now has been. */
const QUIET_MS = 14;
/** Of a tick's time: above it somebody is still computing what to ask next. */
const BUSY_SHARE = 0.5;
/** Requests wait no longer than this, whatever else is on: something then waits for a request that is held. */
const LONGEST_HOLD_MS = 3000;

/**
 * The longest chain of requests that wait for one another, as the number of rounds: every request is held until nothing
 * else can come (no request on its way, none unanswered, the processor quiet for some milliseconds), then all that are
 * held pass together. In each round pass exactly those requests whose predecessors have all been answered in earlier
 * rounds, so the number of rounds is the length of the longest chain, however long one answer or one computation takes.
 *
 * The functions run in threads, whose end of computing cannot be seen from here: quiet is a short real time. Too short,
 * a round falls into two, and the count is too high, never too low: the least of some repetitions is right.
 */
export class Rounds {
  readonly #isBusy: (held: number) => boolean;
  readonly #held: (() => void)[] = [];
  #lastMs = performance.now();
  #heldSinceMs = 0;
  #count = 0;

  /** `isBusy`: whether a request beside the held ones is on its way or unanswered. */
  constructor(isBusy: (held: number) => boolean) {
    this.#isBusy = isBusy;
  }

  /** Something happened on the wire. */
  touch(): void {
    this.#lastMs = performance.now();
  }

  /** Holds a request until its round. */
  hold(): Promise<void> {
    this.touch();
    if (this.#held.length === 0) this.#heldSinceMs = this.#lastMs;
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** Lets some work pass in rounds. @returns how many there were. */
  async during(work: () => Promise<unknown>): Promise<number> {
    let isDone = false;
    const working = work().finally(() => {
      isDone = true;
    });
    // Awaited below: a failure in the meantime is not unhandled.
    working.catch(() => undefined);
    while (!isDone) await this.#tick();
    await working;
    return this.#count;
  }

  async #tick(): Promise<void> {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const nowMs = performance.now();
    const { user, system } = process.cpuUsage(used);
    if ((user + system) / 1000 > (nowMs - start) * BUSY_SHARE) this.touch();
    if (this.#held.length === 0) return;
    const isQuiet = nowMs - this.#lastMs >= QUIET_MS && !this.#isBusy(this.#held.length);
    if (!isQuiet && nowMs - this.#heldSinceMs < LONGEST_HOLD_MS) return;
    this.#count += 1;
    for (const pass of this.#held.splice(0)) pass();
  }
}
