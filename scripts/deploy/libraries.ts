import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder of the deployment's own libraries, with a lock file of its own. */
const FOLDER = 'deploy';

/** Whether the deployment's libraries are there, at the versions of their lock file. */
function hasLibraries(root: string): boolean {
  const installed = join(root, FOLDER, 'node_modules/.package-lock.json');
  const lock = join(root, FOLDER, 'package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Installs the deployment's libraries where they are missing or older than their lock file. Throws when npm fails. */
export function fillLibraries(root: string, log: (line: string) => void): void {
  if (hasLibraries(root)) return;
  log("Installing the deployment's libraries (once, 292 MB) …");
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: join(root, FOLDER),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`npm could not install the libraries of ${FOLDER}/`);
}

/** One of the deployment's libraries, loaded from its own folder. */
export const loadLibrary = (root: string, name: string): unknown =>
  createRequire(join(root, FOLDER, 'package.json'))(name);

/** What miniprogram-ci is asked for. */
export interface MiniProgramRequest {
  readonly kind: 'compile' | 'upload' | 'preview';
  readonly appId: string;
  /** Folder of project.config.json. */
  readonly projectPath: string;
  readonly privateKeyPath: string;
  readonly version?: string;
  readonly desc: string;
  readonly qrFile?: string;
}

/** Longer than an upload takes on a slow line. */
const MOST_MS = 300_000;

/** Asks miniprogram-ci in a process of its own. Rejects with its words when it refuses, and when it does not answer. */
export async function askMiniProgram(root: string, request: MiniProgramRequest): Promise<unknown> {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(join(cache, 'miniprogram-'));
  try {
    const [asked, answered] = [join(own, 'request.json'), join(own, 'answer.json')];
    const project = JSON.parse(readFileSync(join(request.projectPath, 'project.config.json'), 'utf8')) as {
      setting?: object;
    };
    writeFileSync(asked, JSON.stringify({ ...request, setting: { ...project.setting, es6: false, minify: false } }));
    const said = await run(join(root, FOLDER, 'miniprogram.cjs'), [asked, answered], root);
    if (!existsSync(answered)) throw new Error(`miniprogram-ci gave no answer: ${said.slice(-2000)}`);
    const answer = JSON.parse(readFileSync(answered, 'utf8')) as { ok: boolean; value?: unknown; message?: string };
    if (!answer.ok) throw new Error(answer.message);
    return answer.value;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Runs a script to its end and answers what it printed. */
function run(script: string, args: readonly string[], cwd: string): Promise<string> {
  // A group of its own: the compiler's processes stay behind otherwise.
  const isGroup = process.platform !== 'win32';
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isGroup,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = (): void => {
    try {
      if (isGroup) process.kill(-child.pid!, 'SIGKILL');
      else child.kill();
    } catch {
      // Gone already.
    }
  };
  process.once('exit', end);
  const timer = setTimeout(end, MOST_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      process.off('exit', end);
      end();
      resolve(said);
    });
  });
}
