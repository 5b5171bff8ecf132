/**
 * The inside of a worker thread: loads built functions on first use and runs one invocation at a time. It is compiled
 * by itself and given to the thread as text (see workerSource.ts), so it may import nothing but node's own modules.
 */
import { createRequire, Module } from 'node:module';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { InvokeMessage, LogLevel, WorkerMessage, WorkerStart } from './protocol';

type Main = (event: unknown, context: unknown) => unknown;

const port = parentPort!;
const say = (message: WorkerMessage): void => port.postMessage(message);
let current = '';

showDemoTime(new BigInt64Array((workerData as WorkerStart).clock));
captureConsole();

const mains = new Map<string, Main>();
let variablesSet: string[] = [];

port.on('message', (message: InvokeMessage) => void run(message));
say({ type: 'ready' });

async function run(message: InvokeMessage): Promise<void> {
  const { id, functionName } = message;
  current = functionName;
  try {
    setVariables(message.variables);
    const main = load(functionName, message.file);
    say({ type: 'started', id });
    const value = message.event === null ? null : await main(JSON.parse(message.event), contextOf(message));
    // As in the cloud, what is returned travels as JSON: undefined becomes null, a Date becomes text.
    say({ type: 'done', id, result: JSON.stringify(value ?? null) ?? 'null' });
  } catch (error) {
    const isError = error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error);
    const thrown = isError ? (error as Error) : new Error(typeof error === 'string' ? error : JSON.stringify(error));
    say({ type: 'failed', id, message: String(thrown.message), stack: String(thrown.stack ?? thrown.message) });
  }
}

function setVariables(variables: Record<string, string>): void {
  for (const name of variablesSet) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) process.env[name] = value;
  variablesSet = Object.keys(variables);
}

/**
 * Each function gets an instance of wx-server-sdk of its own (`cloud.init` keeps its settings in the module), while
 * the SDK's dependencies, which hold no settings, are shared: 12 ms for a function instead of 340 ms.
 */
function load(functionName: string, file: string): Main {
  const loaded = mains.get(file);
  if (loaded) return loaded;
  const require = createRequire(file);
  const sdk = resolved(require, 'wx-server-sdk');
  const cache = (Module as unknown as { _cache: Record<string, unknown> })._cache;
  if (sdk) delete cache[sdk];
  const main = (require(file) as { main?: unknown }).main;
  if (typeof main !== 'function') throw new Error(`function "${functionName}" exports no main(event, context)`);
  mains.set(file, main as Main);
  return main as Main;
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined; // a function need not use the SDK
  }
}

function contextOf(message: InvokeMessage): unknown {
  return {
    callbackWaitsForEmptyEventLoop: false,
    request_id: message.id,
    function_name: message.functionName,
    function_version: '$LATEST',
    namespace: process.env.SCF_NAMESPACE,
    memory_limit_in_mb: message.memoryMb,
    time_limit_in_ms: message.timeoutMs,
    environment: JSON.stringify(message.variables),
  };
}

/** `Date` shows the demo clock's time to all code of this thread. */
function showDemoTime(cells: BigInt64Array): void {
  const RealDate = Date;
  const now = (): number => {
    const frozen = Atomics.load(cells, 1);
    return frozen >= 0n ? Number(frozen) : RealDate.now() + Number(Atomics.load(cells, 0));
  };
  const DemoDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === DemoDate ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: DemoDate, writable: true, configurable: true });
  globalThis.Date = DemoDate;
}

function captureConsole(): void {
  const levels: LogLevel[] = ['log', 'info', 'warn', 'error', 'debug'];
  for (const level of levels)
    console[level] = (...parts: unknown[]) =>
      say({ type: 'log', functionName: current, level, text: format(...parts).slice(0, 10_000) });
}
