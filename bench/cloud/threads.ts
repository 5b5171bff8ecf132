import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { projectRoot } from '../../localcloud/host';

/** A thread that does one job at a time. */
export interface Thread<Asked, Answer> {
  /** Rejects when the job failed, or the thread ended. */
  do(job: Asked): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts a program of this folder in a thread with an environment of its own; it is bundled into `folder`. */
export async function startThread<Asked, Answer>(
  program: 'callers' | 'sdk',
  folder: string,
  env: Record<string, string> = {},
): Promise<Thread<Asked, Answer>> {
  const outfile = join(folder, `${program}.cjs`);
  await build({
    entryPoints: [join(projectRoot(), 'bench/cloud', `${program}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['wx-server-sdk'],
  });
  const worker = new Worker(outfile, { env });
  return {
    do: (job) =>
      new Promise((resolve, reject) => {
        const settle = (how: () => void) => {
          worker.removeAllListeners();
          how();
        };
        worker.once('message', ({ timed, error }: { timed: Answer; error?: string }) =>
          settle(() => (error === undefined ? resolve(timed) : reject(new Error(error)))),
        );
        worker.once('error', (error) => settle(() => reject(error)));
        worker.once('exit', (code) => settle(() => reject(new Error(`the thread ${program} ended with ${code}`))));
        worker.postMessage(job);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
