/** What the host and a worker thread say to each other. Everything is plain text: nothing shared but the clock. */

/** Handed over once, when a worker starts. */
export interface WorkerStart {
  /** The demo clock's cells (see clock/demoClock.ts). */
  clock: SharedArrayBuffer;
}

/** One invocation. */
export interface InvokeMessage {
  id: string;
  functionName: string;
  /** The built file: absolute path of the function's index.js. */
  file: string;
  /** The event as JSON text; null loads the function and does not call it. */
  event: string | null;
  /** Set in `process.env` before the call; variables of the call before it are taken away first. */
  variables: Record<string, string>;
  memoryMb: number;
  timeoutMs: number;
}

export type LogLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'started'; id: string }
  | { type: 'log'; functionName: string; level: LogLevel; text: string }
  | { type: 'done'; id: string; result: string }
  | { type: 'failed'; id: string; message: string; stack: string };
