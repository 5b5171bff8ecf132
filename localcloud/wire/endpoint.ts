import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DatabaseSchema, type Engine, type Limits, openEngine } from '../engine';
import { openStorage } from '../storage';
import { createWire, type ExtraHandler, type WireRequest } from './wire';

export interface EndpointOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** The data folder; null keeps everything in memory. */
  dataDir: string | null;
  schema: DatabaseSchema;
  envId?: string;
  now?: () => number;
  limits?: Partial<Limits>;
  /** Default false: a query in a transaction is answered, as the platform's server does. True refuses it, as its documents do. */
  strictTransactions?: boolean;
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

/** Serves the wire and the storage over HTTP on 127.0.0.1, with no functions. @throws DataFolderError */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { dataDir, schema, limits, strictTransactions, envId = 'local-env', now = Date.now } = options;
  const engine = openEngine({ dataDir, schema, limits, strictTransactions, now });
  let url = '';
  const storage = openStorage({ dataDir, envId, baseUrl: () => `${url}/storage` });
  const wire = createWire({ engine, storage, extra: options.extra ?? {} });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // No web page may reach it: SDKs send no origin, and a page that was given this address by a trick names another host.
    if (request.headers.origin !== undefined || !isOwnHost(request.headers.host))
      return reply(response, 403, { code: 'FORBIDDEN', message: 'Only programs on this machine are answered.' });
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (path.startsWith('/storage/')) return storage.handle(request, response, path.slice('/storage/'.length));
    if (path !== '/admin' || request.method !== 'POST')
      return reply(response, 404, { code: 'NOT_FOUND', message: path });
    const body = parseBody(await bodyOf(request));
    if (body === null)
      return reply(response, 200, { code: 'INVALID_PARAM', message: 'The request is no JSON object.' });
    const token = body.wxCloudApiToken;
    const invocationId = typeof token === 'string' && token !== '' ? token : null;
    reply(response, 200, await wire.handle(body, { invocationId }));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      if (!response.headersSent) reply(response, 400, { code: 'BAD_REQUEST', message: error.message });
      else response.destroy();
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    engine,
    environment: environmentFor(url, envId),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await engine.flush();
      server.closeAllConnections();
      await closed;
      await engine.close();
    },
  };
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

const isOwnHost = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new Error(`The request is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): WireRequest | null {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as WireRequest) : null;
  } catch {
    return null;
  }
}

function reply(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
