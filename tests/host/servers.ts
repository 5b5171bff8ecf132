import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEndpoint } from '../../localcloud/wire';
import { cleanUp, scratchFolder, startFixtures } from './cloud';
import { type RawAnswer, sendRaw } from './wire';

const ARRIVAL_MS = 400;
const urls: Record<string, string> = {};
const closings: Array<() => Promise<void>> = [];
/** Starts the local cloud with a client, one without, and the database and storage alone. */
export async function startServers(): Promise<void> {
  const staticDir = join(scratchFolder(), 'h5');
  mkdirSync(staticDir);
  writeFileSync(join(staticDir, 'index.html'), 'shop');
  const cloud = await startFixtures({ staticDir, arrivalMs: ARRIVAL_MS });
  const bare = await startFixtures({ arrivalMs: ARRIVAL_MS });
  const endpoint = await startEndpoint({
    port: 0,
    dataDir: null,
    schema: { collections: {} },
    arrivalMs: ARRIVAL_MS,
  });
  closings.push(() => endpoint.close());
  Object.assign(urls, { shop: cloud.url, bare: bare.url, endpoint: endpoint.url });
}

export async function endServers(): Promise<void> {
  for (const close of closings) await close();
  await cleanUp();
}

export const SERVERS = ['shop', 'bare', 'endpoint'];
export const hostOf = (server: string): string => urls[server]!.slice('http://'.length);

/** A request that ends its connection; `host` is the server's own. */
export const text = (server: string, line: string, headers: string[] = [], body = ''): string =>
  [
    `${line} HTTP/1.1`,
    ...(headers.some((header) => /^host/i.test(header)) ? [] : [`Host: ${hostOf(server)}`]),
    'Connection: close',
    ...headers,
    '',
    body,
  ].join('\r\n');

function expectProtected({ headers, status, body }: RawAnswer): void {
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'self'"),
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
  expect(body).not.toMatch(/\/work\/|node_modules|at \w+ \(|localcloud\//);
  if (status >= 400 && headers['content-type']?.startsWith('application/json') && body !== '')
    expect(JSON.parse(body)).toMatchObject({ message: expect.stringMatching(/\w+ \w+/) });
}

/** Sends bytes to a server. @returns its answer, which is below 500 and protected whatever it is. */
export async function ask(server: string, bytes: string | Buffer): Promise<RawAnswer> {
  const [answer] = await sendRaw(urls[server]!, bytes);
  expect(answer).toBeDefined();
  expectProtected(answer!);
  expect(answer!.status).toBeLessThan(500);
  return answer!;
}
