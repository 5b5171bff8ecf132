import { randomBytes } from 'node:crypto';
import { FunctionError } from './functionError';
import type { HostedFunction } from './functions';
import type { LogSink } from './functionWorker';
import { WorkerPool } from './workerPool';

export const REQUEST_LIMIT_BYTES = 100 * 1024;
const RESULT_LIMIT_BYTES = 1024 * 1024;

/** Who stands behind an invocation: what getWXContext tells the function. */
export interface Identity {
  /** Left out for timers and payment callbacks, empty for an anonymous visitor. */
  openid?: string;
  unionid?: string;
  /** `wx_client`, `wx_http`, `wx_trigger`, `wx_paycallback`, with `,scf` for each call by a function. */
  source: string;
  /** Address of the caller, IPv4 or IPv6; left out for what does not come over the network. */
  clientIp?: string;
  /** Id of the session that the door vouched for; getWXContext tells it as SESSIONID. WeChat's own calls have none. */
  sessionId?: string;
}

/** An invocation that runs now. */
export interface Invocation {
  readonly id: string;
  readonly function: HostedFunction;
  readonly identity: Identity;
  readonly depth: number;
  /** Settles when it has ended, however it ended. */
  readonly ended: Promise<void>;
}

interface FunctionHostOptions {
  functions: ReadonlyMap<string, HostedFunction>;
  /** Invocations from outside at one time. */
  size: number;
  clock: SharedArrayBuffer;
  envId: string;
  appId: string;
  /** Variables every worker has, the server's address and credentials among them. */
  environment: () => Record<string, string>;
  log: LogSink;
  /** Called once when an invocation ended, however it ended. */
  onEnd: (invocationId: string) => void;
}

interface Live extends Invocation {
  openRequests: number;
}

/** Runs cloud functions by name, each invocation under an identity of its own. */
export class FunctionHost {
  readonly functions: ReadonlyMap<string, HostedFunction>;
  readonly #options: FunctionHostOptions;
  readonly #pool: WorkerPool;
  readonly #live = new Map<string, Live>();

  constructor(options: FunctionHostOptions) {
    this.functions = options.functions;
    this.#options = options;
    this.#pool = new WorkerPool(options);
  }

  /**
   * Invokes a function with an event given as JSON text; `callerId` names the invocation that calls it.
   * @returns the result as JSON text. @throws FunctionError.
   */
  async invoke(name: string, event: string, identity: Identity, callerId?: string): Promise<string> {
    const hosted = this.functions.get(name);
    if (!hosted) throw new FunctionError('notFound', `FunctionName parameter could not be found. functionName:${name}`);
    if (Buffer.byteLength(event) > REQUEST_LIMIT_BYTES)
      throw new FunctionError('requestTooLarge', `the request body of a function exceeds ${REQUEST_LIMIT_BYTES} bytes`);
    const caller = callerId === undefined ? undefined : this.#live.get(callerId);
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const live: Live = {
      id: `inv${randomBytes(16).toString('hex')}`,
      function: hosted,
      identity,
      depth: caller ? caller.depth + 1 : 0,
      ended,
      openRequests: 0,
    };
    try {
      const result = await this.#pool.run(
        {
          id: live.id,
          functionName: name,
          file: hosted.file,
          event,
          variables: this.#variables(live),
          memoryMb: hosted.memoryMb,
          timeoutMs: hosted.timeoutMs,
        },
        live.depth,
        () => {
          const isWanted = callerId === undefined || this.#live.has(callerId);
          if (isWanted) this.#live.set(live.id, live);
          return isWanted;
        },
        () => this.#isClean(live),
      );
      if (Buffer.byteLength(result) > RESULT_LIMIT_BYTES)
        throw new FunctionError('resultTooLarge', 'cloudfunction result size exceed limit (1MB)');
      return result;
    } finally {
      this.#live.delete(live.id);
      end();
      this.#options.onEnd(live.id);
    }
  }

  /** A function calls another one: same caller, one step longer a source. */
  invokeNested(name: string, event: string, callerId: string): Promise<string> {
    const caller = this.#live.get(callerId);
    if (!caller) throw new FunctionError('closed', 'the invocation that calls has ended');
    const identity = { ...caller.identity, source: `${caller.identity.source},scf` };
    return this.invoke(name, event, identity, callerId);
  }

  /** The invocation with this id, while it runs. */
  invocation(id: string): Invocation | undefined {
    return this.#live.get(id);
  }

  /**
   * Notes that an invocation has sent a request. @returns what to call just before it is answered, or null when the
   * invocation has ended: what a killed function had still on its way must not be written.
   */
  beginRequest(id: string): (() => void) | null {
    const live = this.#live.get(id);
    if (!live) return null;
    live.openRequests += 1;
    return () => {
      live.openRequests -= 1;
    };
  }

  /** Loads the functions of the commonest memory size into the usual number of workers. */
  warm(): Promise<void> {
    const all = [...this.functions.values()];
    const howMany = (memoryMb: number): number => all.filter((hosted) => hosted.memoryMb === memoryMb).length;
    const commonest = all.toSorted((a, b) => howMany(b.memoryMb) - howMany(a.memoryMb))[0]?.memoryMb;
    return this.#pool.warm(
      all
        .filter(({ memoryMb }) => memoryMb === commonest)
        .map(({ name, file, memoryMb, timeoutMs }) => {
          return { id: `warm ${name}`, functionName: name, file, event: null, variables: {}, memoryMb, timeoutMs };
        }),
    );
  }

  counts(): { workers: number; running: number; waiting: number } {
    return this.#pool.counts();
  }

  /** Ends one worker by force, as a crash would. */
  killWorker(): boolean {
    return this.#pool.killOne();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #isClean(live: Live): boolean {
    if (live.openRequests === 0) return true;
    const text = `returned while ${live.openRequests} of its requests were unanswered: await them; the worker is not used again`;
    this.#options.log(live.function.name, 'warn', text);
    return false;
  }

  #variables(live: Live): Record<string, string> {
    const { identity } = live;
    const wx: Record<string, string> = {
      WX_APPID: this.#options.appId,
      WX_API_TOKEN: live.id,
    };
    // As on the platform: one of the two, by the family of the address.
    if (identity.clientIp) wx[identity.clientIp.includes(':') ? 'WX_CLIENTIPV6' : 'WX_CLIENTIP'] = identity.clientIp;
    if (identity.sessionId) wx.WX_SESSIONID = identity.sessionId;
    if (identity.openid !== undefined) wx.WX_OPENID = identity.openid;
    if (identity.unionid) wx.WX_UNIONID = identity.unionid;
    return {
      ...wx,
      WX_CONTEXT_KEYS: Object.keys(wx).join(','),
      TCB_SOURCE: identity.source,
      ...(identity.source.startsWith('wx_trigger') ? { TRIGGER_SRC: 'timer' } : {}),
    };
  }
}
