import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ConditionOptions, ConditionRefusal, Conditions } from '../conditions';
import { type DatabaseSchema, type Engine, type Limits, openEngine } from '../engine';
import { HttpRefusal, HttpServer, readJsonBody, sendJson, type Target } from '../http';
import { openStorage } from '../storage';
import type { WireRequest } from './request';
import { createWire, type ExtraHandler } from './wire';

interface EndpointOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** The data folder; null keeps everything in memory. */
  dataDir: string | null;
  schema: DatabaseSchema;
  envId?: string;
  now?: () => number;
  limits?: Partial<Limits>;
  /** How long a request may take to arrive, ms; a minute when left out. */
  arrivalMs?: number;
  /** Default false: a query in a transaction is answered, as the platform's server does. True refuses it, as its documents do. */
  strictTransactions?: boolean;
  /** The conditions of the platform that are played; none when left out. */
  conditions?: ConditionOptions;
  /** Answers for actions other than those of the database and the storage. */
  extra?: Record<string, ExtraHandler>;
}

export interface Endpoint {
  /** `http://127.0.0.1:PORT` */
  url: string;
  engine: Engine;
  /** What a program must have in its environment to reach it through the unmodified SDK. */
  environment: Record<string, string>;
  /** Answers what is being asked, then closes the data folder. */
  close(): Promise<void>;
}

/** Largest request body, in bytes: a document of the largest size with its encoding. */
const maxBodyBytes = 64 * 1024 * 1024;

/** What is taken for JSON: an SDK says so, a small program may say nothing. */
const jsonTypes = ['application/json', 'text/plain', 'none'];

/**
 * Serves the wire and the storage over HTTP on 127.0.0.1, with no functions. No web page may reach it.
 * @throws DataFolderError; rejects with EADDRINUSE or EACCES when the port cannot be had.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { dataDir, schema, limits, strictTransactions, envId = 'local-env', now = Date.now } = options;
  const engine = openEngine({ dataDir, schema, limits, strictTransactions, now });
  const server: HttpServer = new HttpServer({ answer, arrivalMs: options.arrivalMs });
  const storage = openStorage({ dataDir, envId, engine, baseUrl: () => `${server.url}/storage` });
  const conditions = new Conditions(options.conditions);
  const wire = createWire({ engine, storage, extra: options.extra ?? {} });

  async function answer(request: IncomingMessage, response: ServerResponse, { path }: Target): Promise<void> {
    // A page of this very server has no business here either: SDKs send no origin.
    if (request.headers.origin !== undefined)
      throw new HttpRefusal(403, 'FORBIDDEN', 'Only programs on this machine are answered.');
    if (path.startsWith('/storage/')) {
      const handle = () => storage.handle(request, response, path.slice('/storage/'.length));
      return request.method === 'PUT' ? conditions.travel(handle) : handle();
    }
    if (path !== '/admin') throw new HttpRefusal(404, 'NOT_FOUND', 'There is nothing here but /admin and /storage/.');
    if (request.method !== 'POST') throw new HttpRefusal(404, 'NOT_FOUND', 'Only POST is answered here.');
    sendJson(response, 200, await replyTo(request));
  }

  async function replyTo(request: IncomingMessage): Promise<unknown> {
    let body: WireRequest;
    try {
      body = (await readJsonBody(request, { limit: maxBodyBytes, types: jsonTypes })) as WireRequest;
    } catch (error) {
      // The SDK reads refusals from answers that say 200.
      if (!(error instanceof HttpRefusal && error.status === 400)) throw error;
      return { code: 'INVALID_PARAM', message: `The request is no JSON object: ${error.message}.` };
    }
    const token = body.wxCloudApiToken;
    const invocationId = typeof token === 'string' && token !== '' ? token : null;
    return conditions.travel(() =>
      conditions.admit(body.action, () => wire.handle(body, { invocationId })).catch(refused),
    );
  }

  try {
    await server.listen(options.port);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { url } = server;
  return {
    url,
    engine,
    environment: environmentFor(url, envId),
    async close() {
      await server.close(() => engine.flush());
      await engine.close();
    },
  };
}

function refused(error: unknown): unknown {
  if (!(error instanceof ConditionRefusal)) throw error;
  return { code: error.code, message: error.message };
}

/** The variables by which the unmodified SDK reaches a local cloud. The keys are no secrets: nothing is checked by them. */
export const environmentFor = (url: string, envId: string): Record<string, string> => ({
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
  TENCENTCLOUD: 'true',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  TENCENTCLOUD_SESSIONTOKEN: 'local',
  SCF_NAMESPACE: envId,
  TCB_ENV: envId,
  SILENCE: 'true',
});
