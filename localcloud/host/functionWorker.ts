import { Worker } from 'node:worker_threads';
import { type FailureKind, FunctionError } from './functionError';
import type { InvokeMessage, LogLevel, WorkerMessage, WorkerStart } from './protocol';
import { workerSource } from './workerSource';

/** How long a function may take to load, beside its own timeout. */
const LOAD_LIMIT_MS = 20_000;

export type LogSink = (functionName: string, level: LogLevel, text: string) => void;

interface FunctionWorkerOptions {
  clock: SharedArrayBuffer;
  memoryMb: number;
  /** The worker's own `process.env`: nothing of the host's is inherited. */
  environment: Record<string, string>;
  log: LogSink;
}

interface Running {
  message: InvokeMessage;
  settle: (outcome: { result: string } | { error: FunctionError }) => void;
  timer: NodeJS.Timeout;
}

/** One worker thread with its own environment: one invocation at a time, ended by force at its limits. */
export class FunctionWorker {
  readonly memoryMb: number;
  /** Functions that this worker has loaded. */
  readonly loaded = new Set<string>();
  readonly #worker: Worker;
  readonly #log: LogSink;
  #running: Running | undefined;
  #isDead = false;

  constructor(options: FunctionWorkerOptions) {
    this.memoryMb = options.memoryMb;
    this.#log = options.log;
    this.#worker = new Worker(workerSource(), {
      eval: true,
      env: options.environment,
      workerData: { clock: options.clock } satisfies WorkerStart,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: 32 },
      stdout: true,
      stderr: true,
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) => this.#die(error));
    this.#worker.on('exit', () => this.#die());
    for (const [stream, level] of [
      [this.#worker.stdout, 'log'],
      [this.#worker.stderr, 'error'],
    ] as const)
      stream.on('data', (chunk: Buffer) => this.#log(this.#running?.message.functionName ?? '', level, String(chunk)));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Runs one invocation. @returns the result as JSON text. @throws FunctionError; after a limit the worker is dead. */
  run(message: InvokeMessage): Promise<string> {
    if (this.#running || this.#isDead) throw new Error('a worker runs one invocation at a time');
    return new Promise((resolve, reject) => {
      this.#running = {
        message,
        settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.result)),
        timer: this.#limit(LOAD_LIMIT_MS, message),
      };
      this.loaded.add(message.functionName);
      this.#worker.postMessage(message);
    });
  }

  /** Ends the thread by force; the invocation that runs in it fails for the reason given. */
  async end(kind: FailureKind, reason: string): Promise<void> {
    this.#isDead = true;
    this.#finish({ error: new FunctionError(kind, reason) });
    await this.#worker.terminate();
  }

  #limit(ms: number, message: InvokeMessage): NodeJS.Timeout {
    return setTimeout(() => {
      this.#isDead = true;
      void this.#worker.terminate();
      const seconds = message.timeoutMs / 1000;
      this.#finish({ error: new FunctionError('timeout', `Invoking task timed out after ${seconds} seconds`) });
    }, ms);
  }

  #hear(message: WorkerMessage): void {
    if (message.type === 'log') this.#log(message.functionName, message.level, message.text);
    const running = this.#running;
    if (!('id' in message) || running?.message.id !== message.id) return;
    if (message.type === 'started') {
      // The function's own time counts from here: loading it is not its fault.
      clearTimeout(running.timer);
      running.timer = this.#limit(running.message.timeoutMs, running.message);
    } else if (message.type === 'done') this.#finish({ result: message.result });
    else {
      this.#log(running.message.functionName, 'error', message.stack);
      this.#finish({ error: new FunctionError('thrown', message.message) });
    }
  }

  #die(error?: NodeJS.ErrnoException): void {
    this.#isDead = true;
    const running = this.#running;
    if (!running) return;
    const { functionName, memoryMb } = running.message;
    if (error) this.#log(functionName, 'error', String(error.stack ?? error.message));
    this.#finish({
      error:
        error?.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new FunctionError('memory', `Memory limit exceeded: ${memoryMb} MB`)
          : new FunctionError('crashed', `Process exited before completing request: ${error?.message ?? 'exit'}`),
    });
  }

  #finish(outcome: { result: string } | { error: FunctionError }): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    running.settle(outcome);
  }
}
