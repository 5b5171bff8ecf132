import { FunctionError } from './functionError';
import { FunctionWorker, type LogSink } from './functionWorker';
import { Gate } from './gate';
import type { InvokeMessage } from './protocol';

/** Calls of calls of calls: deeper is a design fault, and there is always a free place for the deepest. */
const MAX_DEPTH = 4;
const WAITING_LIMIT = 2000;
/** Workers beyond the usual number, made for a burst of nested calls, go when they had nothing to do for so long. */
const IDLE_MS = 20_000;
const CLOSING = 'the local cloud is closing';

interface WorkerPoolOptions {
  /** Invocations that run at one time at each depth; those from outside are depth 0. */
  size: number;
  clock: SharedArrayBuffer;
  environment: () => Record<string, string>;
  log: LogSink;
}

/**
 * The workers, lent out for one invocation each. Places are counted by depth: an invocation that waits for another one
 * holds a place of its own depth and waits for one a level deeper, and the deepest level waits for nobody. So nested
 * calls cannot wait for one another in a circle, whatever the load.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #gates: Gate[];
  readonly #idle: FunctionWorker[] = [];
  readonly #all = new Set<FunctionWorker>();
  #isClosed = false;
  #trimming: NodeJS.Timeout | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#gates = Array.from({ length: MAX_DEPTH + 1 }, () => new Gate(options.size, WAITING_LIMIT));
  }

  /** Workers alive, and invocations that run and wait. */
  counts(): { workers: number; running: number; waiting: number } {
    return {
      workers: this.#all.size,
      running: this.#gates.reduce((sum, gate) => sum + gate.inside, 0),
      waiting: this.#gates.reduce((sum, gate) => sum + gate.waiting, 0),
    };
  }

  /**
   * Runs an invocation in a worker. `isStillWanted` is asked when its turn comes; `isClean` afterwards: a worker whose
   * invocation left work behind is not used again, since that work would go on under the next caller's name.
   * @throws FunctionError
   */
  async run(
    message: InvokeMessage,
    depth: number,
    isStillWanted: () => boolean,
    isClean: () => boolean,
  ): Promise<string> {
    const gate = this.#gates[depth];
    if (!gate) throw new FunctionError('tooDeep', `functions call each other more than ${MAX_DEPTH} levels deep`);
    if (!(await gate.enter())) throw new FunctionError('busy', 'too many invocations wait already');
    try {
      if (this.#isClosed) throw new FunctionError('closed', CLOSING);
      if (!isStillWanted()) throw new FunctionError('closed', 'the function that called this one has ended');
      const worker = this.#take(message);
      try {
        return await worker.run(message);
      } finally {
        this.#giveBack(worker, isClean());
      }
    } finally {
      gate.leave();
    }
  }

  /** Loads functions into idle workers, one worker after the other so that calls are served meanwhile. */
  async warm(messages: readonly InvokeMessage[]): Promise<void> {
    for (let count = this.#all.size; count < this.#options.size && !this.#isClosed; count += 1) {
      const [first] = messages;
      if (!first) return;
      const worker = this.#make(first.memoryMb);
      for (const message of messages) if (!worker.isDead) await worker.run(message).catch(() => undefined); // told when it is called
      this.#giveBack(worker, true);
    }
  }

  /** Ends one worker by force, a running one if there is any. @returns false when there is none. */
  killOne(): boolean {
    const worker = [...this.#all].find((candidate) => !candidate.isDead && !this.#idle.includes(candidate));
    const chosen = worker ?? this.#idle.find((candidate) => !candidate.isDead);
    if (!chosen) return false;
    void chosen.end('crashed', 'Process exited before completing request: killed');
    return true;
  }

  /** Ends every worker by force. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#trimming);
    await Promise.all([...this.#all].map((worker) => worker.end('closed', CLOSING)));
    this.#all.clear();
    this.#idle.length = 0;
  }

  #take(message: InvokeMessage): FunctionWorker {
    for (let index = this.#idle.length - 1; index >= 0; index -= 1)
      if (this.#idle[index]!.isDead) this.#all.delete(this.#idle.splice(index, 1)[0]!);
    const fits = this.#idle.filter((worker) => worker.memoryMb === message.memoryMb);
    // The one used last that knows the function; else the one used last: the others stay for their own functions.
    const worker = fits.findLast((candidate) => candidate.loaded.has(message.functionName)) ?? fits.at(-1);
    if (worker) {
      this.#idle.splice(this.#idle.indexOf(worker), 1);
      return worker;
    }
    return this.#make(message.memoryMb);
  }

  #make(memoryMb: number): FunctionWorker {
    const { clock, environment, log } = this.#options;
    const fresh = new FunctionWorker({ clock, memoryMb, environment: environment(), log });
    this.#all.add(fresh);
    return fresh;
  }

  #giveBack(worker: FunctionWorker, isClean: boolean): void {
    if (isClean && !worker.isDead && !this.#isClosed) {
      this.#idle.push(worker);
      this.#trim();
    } else this.#drop(worker);
  }

  #drop(worker: FunctionWorker): void {
    this.#all.delete(worker);
    if (!worker.isDead) void worker.end('closed', CLOSING);
  }

  /** Looks again when a burst is over: the worker idle for longest stands first. */
  #trim(): void {
    if (this.#idle.length <= this.#options.size || this.#trimming) return;
    const oldest = this.#idle[0]!;
    this.#trimming = setTimeout(() => {
      this.#trimming = undefined;
      if (this.#idle[0] === oldest && this.#idle.length > this.#options.size) {
        this.#idle.shift();
        this.#drop(oldest);
      }
      this.#trim();
    }, IDLE_MS);
    this.#trimming.unref();
  }
}
