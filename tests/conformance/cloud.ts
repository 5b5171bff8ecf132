import type { DatabaseSchema, Limits } from '../../localcloud/engine';
import { type Endpoint, startEndpoint } from '../../localcloud/wire';

/** The database as wx-server-sdk gives it; its own types miss half of what it takes. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Any = any;

export interface CloudUnderTest {
  /** The unmodified wx-server-sdk, pointed at an endpoint of its own. */
  cloud: Any;
  db: Any;
  endpoint: Endpoint;
  /** Makes collections that a test uses, emptied when they exist. */
  fresh(name: string, documents?: object[]): Promise<Any>;
  /** Moves the cloud's clock on by so many milliseconds. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

/** The instant at which the clock of a cloud under test stands. */
export const startOfTime = Date.UTC(2026, 0, 15, 8, 0, 0);

/** Starts a local cloud on a free port and loads the SDK with an environment that points at it. */
export async function openCloud(
  options: {
    schema?: DatabaseSchema;
    limits?: Partial<Limits>;
    dataDir?: string | null;
    token?: string;
    strictTransactions?: boolean;
  } = {},
): Promise<CloudUnderTest> {
  let now = startOfTime;
  const endpoint = await startEndpoint({
    port: 0,
    dataDir: options.dataDir ?? null,
    schema: options.schema ?? { collections: {} },
    limits: options.limits,
    strictTransactions: options.strictTransactions,
    now: () => now,
  });
  Object.assign(process.env, endpoint.environment);
  if (options.token !== undefined)
    Object.assign(process.env, { WX_CONTEXT_KEYS: 'WX_API_TOKEN', WX_API_TOKEN: options.token });
  let cloud: Any;
  jest.isolateModules(() => {
    cloud = require('wx-server-sdk');
  });
  cloud.init({ env: 'local-env' });
  const db = cloud.database();
  return {
    cloud,
    db,
    endpoint,
    async fresh(name, documents = []) {
      if (endpoint.engine.hasCollection(name)) await endpoint.engine.remove(name, {});
      else await endpoint.engine.createCollection(name);
      const collection = db.collection(name);
      for (const document of documents) await collection.add({ data: document });
      return collection;
    },
    advance(milliseconds) {
      now += milliseconds;
    },
    close: () => endpoint.close(),
  };
}

/** The refusal of a call: its text, which carries the platform's code. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { errCode, message, code } = error as { errCode?: number; message?: string; code?: string };
    return [errCode, code, message ?? String(error)].filter((part) => part !== undefined).join(' ');
  }
  throw new Error('the call was not refused');
}
