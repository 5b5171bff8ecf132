import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environmentFor } from '../../localcloud/wire';
import type { Reads } from './sdk';
import { startThread, type Thread } from './threads';

const REPLY = JSON.stringify({
  requestId: 'bare',
  data: {
    list: ['{"_id":"apple-1","goodsId":"apple","left":{"$numberInt":"1000"},"sold":{"$numberInt":"0"},"holds":{}}'],
    limit: 1,
    offset: 0,
  },
});

/** The SDK alone: what every request of a function costs before anything has been done for it. */
export interface Bare {
  /** Reads by so many callers, shared out among the threads. */
  read(callers: number, count: number): Promise<{ tookMs: number; latenciesMs: number[] }>;
  close(): Promise<void>;
}

/**
 * Starts an endpoint that reads every request and answers with one fixed document, and the SDK in as many threads as
 * the cloud has workers.
 */
export async function startBare(threads: number, folder: string): Promise<Bare> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(REPLY) });
      response.end(REPLY);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const environment = environmentFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'local-env');
  const readers: Thread<Reads, number[]>[] = [];
  for (let at = 0; at < threads; at += 1) readers.push(await startThread('sdk', folder, environment));
  return {
    async read(callers, count) {
      const some = readers.slice(0, callers);
      const share = (total: number, at: number) => Math.floor((total + at) / some.length);
      const start = performance.now();
      const latenciesMs = await Promise.all(
        some.map((reader, at) => reader.do({ callers: share(callers, at), count: share(count, at) })),
      );
      return { tookMs: performance.now() - start, latenciesMs: latenciesMs.flat() };
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.end()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
