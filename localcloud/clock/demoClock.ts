/** "Not frozen" in the shared cell: no moment of the demo world lies before 1970. */
const RUNNING = -1n;

/** How a clock begins: at a moment of its own, or at the real one; running, or standing still (tests). */
export interface ClockStart {
  /** Milliseconds since 1970; the real time when left out. */
  startAtMs?: number;
  /** A frozen clock moves only when it is told to. */
  isFrozen?: boolean;
}

/** What must be kept so that the demo world goes on where it was. */
export interface ClockState {
  offsetMs: number;
  /** The moment the clock stands at, or null while it runs. */
  frozenAtMs: number | null;
}

/**
 * The clock of the local cloud: real time plus an offset, or standing still. Its two cells lie in shared memory, so
 * that `Date` inside every worker thread shows the same moment without a message being sent.
 */
export class DemoClock {
  /** Cells: [offset in ms, frozen moment in ms or -1]. Handed to the workers. */
  readonly shared = new SharedArrayBuffer(16);
  readonly #cells = new BigInt64Array(this.shared);
  readonly #realNow: () => number;

  constructor(start: ClockStart = {}, realNow: () => number = Date.now) {
    this.#realNow = realNow;
    const now = start.startAtMs ?? realNow();
    if (start.isFrozen) this.standAt(now);
    else this.runFrom(now);
  }

  /** The moment in the demo world, milliseconds since 1970. */
  now(): number {
    const frozen = Atomics.load(this.#cells, 1);
    return frozen === RUNNING ? this.#realNow() + Number(Atomics.load(this.#cells, 0)) : Number(frozen);
  }

  get isFrozen(): boolean {
    return Atomics.load(this.#cells, 1) !== RUNNING;
  }

  /** Stands still at a moment. The offset is set as well, so that a state kept now never lets the clock fall back. */
  standAt(ms: number): void {
    Atomics.store(this.#cells, 0, BigInt(Math.round(ms - this.#realNow())));
    Atomics.store(this.#cells, 1, BigInt(Math.round(ms)));
  }

  /** Runs on from a moment with real time. */
  runFrom(ms: number): void {
    Atomics.store(this.#cells, 0, BigInt(Math.round(ms - this.#realNow())));
    Atomics.store(this.#cells, 1, RUNNING);
  }

  /** Takes up a kept state; a frozen clock of a test stays frozen, at the kept moment. */
  restore(state: ClockState): void {
    const kept = state.frozenAtMs ?? this.#realNow() + state.offsetMs;
    if (this.isFrozen) this.standAt(kept);
    else this.runFrom(kept);
  }

  state(): ClockState {
    return {
      offsetMs: Number(Atomics.load(this.#cells, 0)),
      frozenAtMs: this.isFrozen ? this.now() : null,
    };
  }
}
