import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { projectRoot } from './projectRoot';

let compiled: string | undefined;

/** The worker's code as JavaScript text, compiled once a process: it runs the same under jest and in a bundle. */
export function workerSource(): string {
  compiled ??= transformSync(readFileSync(join(projectRoot(), 'localcloud/host/worker.ts'), 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
  }).code;
  return compiled;
}
