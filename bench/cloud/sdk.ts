import { parentPort } from 'node:worker_threads';
import * as sdk from 'wx-server-sdk';

/** So many reads of one document, so many of them at one time. */
export interface Reads {
  readonly callers: number;
  readonly count: number;
}

interface Sdk {
  init(options: { env: unknown }): void;
  readonly DYNAMIC_CURRENT_ENV: unknown;
  database(): { collection(name: string): { doc(id: string): { get(): Promise<{ data: unknown }> } } };
}

// The unmodified SDK with nothing round it, in a thread as a function's worker is one.

const cloud = sdk as unknown as Sdk;
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const stock = cloud.database().collection('stock');

async function run({ callers, count }: Reads): Promise<number[]> {
  const latenciesMs: number[] = [];
  let left = count;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await stock.doc('apple-1').get();
      latenciesMs.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return latenciesMs;
}

parentPort!.on('message', (reads: Reads) => {
  run(reads).then(
    (latenciesMs) => parentPort!.postMessage({ timed: latenciesMs }),
    (error: Error) => parentPort!.postMessage({ error: error.message }),
  );
});
