import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../localcloud/host';
import { buildFunctions, DIST_FUNCTIONS } from './build';
import { makeWhenChanged } from './fresh';

const stampOf = (root: string, name: string): string => join(root, '.cache/built', name);

/** Builds the cloud functions when their sources changed. @returns their folder. */
export async function prepareFunctions(log: (line: string) => void): Promise<string> {
  const root = projectRoot();
  const result = join(root, DIST_FUNCTIONS);
  await makeWhenChanged({
    root,
    sources: ['cloudfunctions', 'shared', 'config/plans', 'scripts/functions', 'package-lock.json', 'tsconfig.json'],
    result,
    stamp: stampOf(root, 'functions'),
    make: async () => {
      log('Building the cloud functions …');
      await buildFunctions();
    },
  });
  return result;
}

/** Where the H5 client is built to. */
export const clientFolder = (): string => join(projectRoot(), 'dist/h5');

/** Builds the H5 client when its sources changed. @returns its folder. Rejects with the end of the build's output. */
export async function prepareClient(log: (line: string) => void): Promise<string> {
  const root = projectRoot();
  const result = clientFolder();
  await makeWhenChanged({
    root,
    sources: ['client', 'shared', 'config', 'babel.config.cjs', 'project.config.json', 'package-lock.json'],
    result: join(result, 'index.html'),
    stamp: stampOf(root, 'h5'),
    make: async () => {
      log('Building the H5 client (only when it changed; about a minute) …');
      await runTaro(root, ['build', '--type', 'h5']);
    },
  });
  return result;
}

function runTaro(root: string, args: string[]): Promise<void> {
  const taro = join(root, 'node_modules/@tarojs/cli/bin/taro');
  const build = spawn(process.execPath, [taro, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void build.kill();
  process.once('exit', stop); // Ctrl-C in the middle of it leaves nothing running
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8000);
  };
  build.stdout.on('data', keep);
  build.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    build.on('error', reject);
    build.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(output.trim() || `taro ended with ${code}`)),
    );
  });
}
