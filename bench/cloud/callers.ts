import { Agent, request } from 'node:http';
import { parentPort } from 'node:worker_threads';

/** One HTTP request of an operation, as a client sends it. */
export interface Step {
  readonly path: string;
  readonly body: object;
  readonly token?: string;
}

/** Operations, each of one or more requests in a row, done by so many callers at one time. */
export interface Job {
  readonly url: string;
  readonly callers: number;
  readonly operations: readonly (readonly Step[])[];
}

export interface Timed {
  readonly tookMs: number;
  /** Of each operation, in the order of the operations. */
  readonly latenciesMs: readonly number[];
  /** What the last request of each operation answered. */
  readonly values: readonly unknown[];
}

// The callers have a thread of their own: their work is not the server's.

function send(agent: Agent, url: string, { path, body, token }: Step): Promise<unknown> {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const reply = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { ok: boolean; value: unknown };
        if (reply.ok) resolve(reply.value);
        else reject(new Error(`${path} ${text}: ${JSON.stringify(reply)}`));
      });
    });
    sent.once('error', reject);
    sent.end(text);
  });
}

/** @throws Error when any request was refused: a refusal is quicker than the work that is to be timed. */
async function run({ url, callers, operations }: Job): Promise<Timed> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const latenciesMs: number[] = [];
  const values: unknown[] = [];
  let next = 0;
  const caller = async () => {
    for (let at = next++; at < operations.length; at = next++) {
      const start = performance.now();
      for (const step of operations[at]!) values[at] = await send(agent, url, step);
      latenciesMs[at] = performance.now() - start;
    }
  };
  const start = performance.now();
  try {
    await Promise.all(Array.from({ length: callers }, caller));
  } finally {
    agent.destroy();
  }
  return { tookMs: performance.now() - start, latenciesMs, values };
}

parentPort!.on('message', (job: Job) => {
  run(job).then(
    (timed) => parentPort!.postMessage({ timed }),
    (error: Error) => parentPort!.postMessage({ error: error.message }),
  );
});
