import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { LocalCloudOptions } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';

/** A local cloud in a process of its own. */
export interface Killable {
  readonly url: string;
  /** SIGKILL: nothing is flushed, nothing is said. Settles when the process is gone. */
  kill(): Promise<void>;
}

/** How often the server is killed in each such test: `KILLS=50 npx jest tests/functions/kills.test.ts`. */
export const killsAsked = (usually: number): number => {
  const asked = Number(process.env.KILLS ?? usually);
  if (!Number.isInteger(asked) || asked < 1) throw new Error(`KILLS is no count: ${process.env.KILLS}`);
  return asked;
};

const children = new Set<ChildProcess>();

/** To be called after the last test: no process stays. */
export function endServers(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** Bundles a program of these tests, the server's when left out, into a folder inside the project. @returns its file. */
export async function buildServer(folder: string, program = 'serverProcess'): Promise<string> {
  const script = join(folder, `${program}.mjs`);
  await build({
    entryPoints: [join(projectRoot(), `tests/host/${program}.ts`)],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql', 'esbuild'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return script;
}

/** Starts the program of buildServer and waits until it answers. Rejects when it cannot start. */
export async function startServer(script: string, options: LocalCloudOptions): Promise<Killable> {
  const child = fork(script, [JSON.stringify(options)], { silent: true });
  children.add(child);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      children.delete(child);
      resolve();
    });
  });
  const told = await new Promise<{ url: string; error?: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string }));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  if (told.error) throw new Error(told.error);
  return {
    url: told.url,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
