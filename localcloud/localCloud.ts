import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type ClockStart, DemoClock } from './clock';
import { type ConditionOptions, Conditions } from './conditions';
import { createControls } from './controls';
import { refuseNewerFolder, withVersion } from './dataVersion';
import type { Demo } from './demo';
import { type Engine, openEngine } from './engine';
import { FunctionHost, type LogSink, readFunctions } from './host';
import { HttpRefusal } from './http';
import { Living } from './living';
import { Passage } from './passage';
import { Replacement } from './replacement';
import { type Faults, reservedCollections } from './sandbox';
import { readSchema } from './schemaFile';
import {
  type BeforeRequest,
  CallDoor,
  type Doors,
  ExchangeDoor,
  type LocalControls,
  LocalDoor,
  LocalServer,
  type OnRequest,
  PayDoor,
  type Reply,
  StaticFiles,
  TopUpDoor,
  UploadDoor,
  WechatDoor,
  WireDoor,
} from './server';

import { exportAll } from './snapshot';
import { type FileStorage, openStorage } from './storage';
import { bringUpToDate, MIGRATION } from './upToDate';
import { createWire } from './wire';
import { APP_ID, ENV_ID, invokeNested, localVariables, workerEnvironment } from './workerEnvironment';
import { openWorld, type World } from './world';

export interface LocalCloudOptions {
  /** The data folder; null keeps everything in memory only. */
  dataDir: string | null;
  /** Port of 127.0.0.1; any free one when left out. */
  port?: number;
  clock?: ClockStart;
  /** The built functions, with database.json beside them. */
  functionsDir: string;
  /** The built H5 client; without it only the doors answer. */
  staticDir?: string;
  /** Invocations from outside that run at one time. */
  workers?: number;
  /** Output of the functions; the last lines are kept and shown at /local/logs in any case. */
  log?: LogSink;
  /** Variables that the deployment sets for its functions. */
  variables?: Record<string, string>;
  /** Name of the environment. Under another than the local cloud's own the functions do without whatever stands in there. */
  envId?: string;
  /** No timer runs of itself until letTimeRun(): the demo data comes first, or a command opens the folder for a moment. */
  isPassive?: boolean;
  /**
   * Default true: a query in a transaction is refused, as the platform's documents do, so that what passes here passes
   * there. False answers it, as the platform's server does.
   */
  strictTransactions?: boolean;
  /** Awaited before each request of the functions: where a test holds a caller between two steps. */
  beforeRequest?: BeforeRequest;
  /** Told of each request of the functions with its bytes and times, in the moment before they get the answer. */
  onRequest?: OnRequest;
  /** The conditions of the platform that are played to the functions, but while demo data is made; none when left out. */
  conditions?: ConditionOptions;
  /** How long a request may take to arrive at the doors, ms; a minute when left out. */
  arrivalMs?: number;
  /** Told what is done to data of an older version. */
  tell?: (line: string) => void;
  /** Moving the clock by the door lets members and staff of the demo live on the way; never where it is left out. */
  lives?: boolean;
  /** Called after a reset, to make the demo data anew. */
  onReset?: (cloud: LocalCloud) => Promise<void>;
}

/** A running local cloud. */
export interface LocalCloud extends LocalControls {
  readonly url: string;
  readonly engine: Engine;
  readonly storage: FileStorage;
  /** The moment in the demo world, ms. */
  now(): number;
  /** Calls an action as the HTTP door does; failures of every kind are replies. */
  call(action: string, input?: Record<string, unknown>, token?: string): Promise<Reply>;
  /**
   * Runs a function as its timer would, or as a deployment calls it with an event, now. @returns what it returned.
   * @throws FunctionError.
   */
  trigger(functionName: string, event?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Loads the functions into workers ahead of the first calls. */
  warm(): Promise<void>;
  /** Does what is due now: under a frozen clock nothing else does. @returns how many events ran. */
  runDue(): Promise<number>;
  /**
   * Lets the demo world begin at a moment, the clock standing: history is then played by advance(). Timers start there.
   * For a world without history alone: the clock of one that has some does not go back.
   */
  beginAt(ms: number): Promise<void>;
  /** Lets the clock run on from where it stands, and timers with it. */
  letTimeRun(): Promise<void>;
  /** What the folder holds, and the demo accounts; see Demo. */
  readonly demo: Demo;
  /** Empties everything and sets the clock back, as reset does, but makes no demo data. Timers go on as before. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const LOGS_KEPT = 2000;

/** The file in the data folder by which commands find the running server. */
export const serverFileOf = (dataDir: string): string => join(dataDir, '.server.json');

/**
 * Opens the data folder, starts the server, and lets time pass. A folder of older data is brought up to date first, after
 * a copy of it was written beside it. Rejects with DataFolderError, also for newer data, or EADDRINUSE.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { dataDir, functionsDir, envId = ENV_ID } = options;
  const clock = new DemoClock(options.clock);
  const now = (): number => clock.now();
  const functions = readFunctions(functionsDir);
  const declared = readSchema(join(functionsDir, 'database.json'));
  const schema = { collections: { ...declared.collections, ...reservedCollections } };
  const engine = openEngine({
    dataDir,
    now,
    schema,
    strictTransactions: options.strictTransactions ?? true,
    look: refuseNewerFolder(dataDir),
  });
  const secretId = `local${randomBytes(12).toString('hex')}`;
  const logs: string[] = [];
  const log: LogSink = (functionName, level, text) => {
    logs.push(`${new Date(now()).toISOString()} ${functionName} ${level}: ${text.trimEnd()}`);
    if (logs.length > LOGS_KEPT) logs.shift();
    options.log?.(functionName, level, text);
  };

  let world: World;
  let closing: Promise<void> | undefined;
  let isTimeRunning = !options.isPassive;
  const [outside, inside, requests] = [new Passage(), new Passage(), new Passage()];
  const conditions = new Conditions(options.conditions, () => world.demo.isBeingMade());
  const unopened = (): never => {
    throw new HttpRefusal(
      503,
      'server/starting',
      'the local cloud is not open: it is starting, or must be started anew',
    );
  };
  let doors: () => Doors = unopened;
  const server: LocalServer = new LocalServer({
    doors: () => doors(),
    outside,
    functions: requests,
    conditions,
    arrivalMs: options.arrivalMs,
  });
  const storage = openStorage({ dataDir, envId, engine, baseUrl: () => `${server.url}/storage` });
  const host: FunctionHost = new FunctionHost({
    functions,
    size: options.workers ?? Math.max(2, Math.min(4, cpus().length)),
    clock: clock.shared,
    envId,
    appId: APP_ID,
    environment: () => ({
      ...localVariables(server.url),
      ...options.variables,
      ...workerEnvironment(server.url, secretId, envId),
    }),
    log,
    onEnd: (invocationId) => wire.endInvocation(invocationId),
  });
  const wire = createWire({ engine, storage, extra: { 'functions.': invokeNested(host) } });
  const call = new CallDoor({ host, engine, now, appId: APP_ID, passage: inside });
  const files = options.staticDir ? new StaticFiles(options.staticDir) : null;
  const upload = new UploadDoor(call, storage);
  const resume = (): void => {
    if (isTimeRunning && !closing) world.schedule.start();
  };
  /** Everything that stands on the documents is built anew; while that fails, no door is open. */
  const open = async (faults?: Faults): Promise<void> => {
    doors = unopened;
    world = await openWorld({ engine, clock, host, appId: APP_ID, envId, faults });
    const { openapi, payment, wechat, topUps, transfers, exchange } = world;
    const built: Doors = {
      call,
      wire: new WireDoor({
        wire,
        host,
        openapi,
        payment,
        secretId,
        conditions,
        beforeRequest: options.beforeRequest,
        onRequest: options.onRequest,
      }),
      wechat: new WechatDoor(wechat),
      topUp: new TopUpDoor(topUps),
      exchange: new ExchangeDoor(exchange),
      pay: new PayDoor(transfers),
      local: new LocalDoor(cloud),
      storage,
      upload,
      files,
    };
    doors = () => built;
  };
  const upToDate = (copyTo: ((version: number) => string) | null): Promise<void> =>
    bringUpToDate({ engine, storage, host, copyTo, tell: options.tell ?? (() => {}) });
  const replacement = new Replacement({
    prepare: (content) => (functions.has(MIGRATION) ? withVersion(content) : content),
    // What was imported is its own copy.
    bringUpToDate: () => upToDate(null),
    engine,
    storage,
    outside,
    inside,
    functions: requests,
    isDemoBeingMade: () => world.demo.isBeingMade(),
    stop: () => world.schedule.stop(),
    reopen: (keepsFaults) => open(keepsFaults ? world.faults() : undefined),
    resume,
    isFrozen: () => clock.isFrozen,
    letTimeRun: () => world.schedule.letTimeRun(),
  });
  const setClockBack = (): void => {
    const { startAtMs = Date.now(), isFrozen } = options.clock ?? {};
    if (isFrozen) clock.standAt(startAtMs);
    else clock.runFrom(startAtMs);
  };

  const cloud: LocalCloud = {
    ...createControls({
      world: () => world,
      clock,
      host,
      functions,
      logs,
      inside,
      moving: () => living?.moving ?? null,
    }),
    move: (request) => (living ? living.move(request) : cloud.advance(request)),
    get url() {
      return server.url;
    },
    engine,
    storage,
    now,
    call: async (action, input = {}, token) => {
      try {
        return await call.call(action, input, token);
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error;
        const { code, message, details } = error;
        return { ok: false, code, message, ...(details ? { details } : {}) };
      }
    },
    trigger: async (functionName, asked) => {
      const timer = { Type: 'Timer', TriggerName: 'manual', Time: new Date(now()).toISOString(), Message: '' };
      const event = asked ?? timer;
      const result = await inside.through(() =>
        host.invoke(functionName, JSON.stringify(event), { source: 'wx_trigger' }),
      );
      return JSON.parse(result) as unknown;
    },
    warm: () => host.warm(),
    runDue: () => inside.through(() => world.schedule.runDue()),
    beginAt: (ms) => inside.through(() => world.schedule.beginAt(ms)),
    letTimeRun: () =>
      inside.through(async () => {
        await world.schedule.letTimeRun();
        isTimeRunning = true;
        resume();
      }),
    get demo() {
      return world.demo;
    },
    clear: () => replacement.clear(setClockBack),
    reset: () => replacement.reset(setClockBack, async () => options.onReset?.(cloud)),
    exportTo: async (file) => {
      inside.check();
      const kept = world.schedule.keepClock(); // so that a copy goes on from this moment, whatever ran so far
      await Promise.all([kept, exportAll(engine, storage, file)]);
    },
    importFrom: (file) => replacement.importFrom(file),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
  const living = options.lives
    ? new Living({
        engine,
        now,
        call: (action, input, token) => cloud.call(action, input, token),
        inbox: (phone) => world.inbox.list(phone),
        forget: (phone) => world.inbox.forget(phone),
        pay: (number, outcome) => cloud.pay(number, outcome),
        confirmTransfer: (confirmPackage) => cloud.confirmTransfer(confirmPackage),
        advance: (request) => cloud.advance(request),
        demo: () => world.demo,
        life: () => world.life,
        nextAt: () => world.schedule.upcoming(1)[0]?.at,
      })
    : null;
  const close = async (): Promise<void> => {
    await world.schedule.stop();
    await server.close();
    await host.close();
    await engine.close();
    if (dataDir) rmSync(serverFileOf(dataDir), { force: true });
  };

  try {
    await server.listen(options.port ?? 0);
    const letIn = outside.close('the data is being brought up to date: ask again in a moment');
    await open();
    await upToDate(dataDir === null ? null : (version) => `${dataDir}.version-${version}.export`);
    letIn();
    resume();
  } catch (error) {
    await server.close();
    await host.close();
    await engine.close();
    throw error;
  }
  if (dataDir) noteAddress(serverFileOf(dataDir), server.url);
  return cloud;
}

/** For the owner's commands alone; made anew, so that its rights are those of now. */
function noteAddress(file: string, url: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ url, pid: process.pid }), { flag: 'wx', mode: 0o600 });
}
