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
  type Told = { timed: Answer; error?: string };
  let settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  worker.on('message', ({ timed, error }: Told) => {
    if (error === undefined) settle?.resolve(timed);
    else settle?.reject(new Error(error));
  });
  worker.on('error', (error: Error) => settle?.reject(error));
  worker.on('exit', (code) => settle?.reject(new Error(`the thread ${program} ended with ${code}`)));
  return {
    do: (job) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        worker.postMessage(job);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
