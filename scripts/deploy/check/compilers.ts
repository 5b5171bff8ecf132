import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../../localcloud/host';
import type { Fault } from './fault';
import { filesBelow } from './files';

const PLACES: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' };

/** Runs the platform's compiler of sheets (wcsc) or of templates (wcc) over files and answers what it said. */
function run(name: 'wcsc' | 'wcc', args: readonly string[], folder: string): string {
  const place = PLACES[process.platform];
  if (!place) throw new Error(`the platform's compilers are not made for ${process.platform}`);
  const fileName = place === 'windows' ? `${name}.exe` : name;
  const main = createRequire(join(projectRoot(), 'package.json')).resolve('miniprogram-compiler');
  const cache = join(projectRoot(), '.cache');
  mkdirSync(cache, { recursive: true });
  // A copy: the package's own is not executable, and node_modules is not ours to change.
  const own = mkdtempSync(join(cache, 'compiler-'));
  try {
    const file = join(own, fileName);
    copyFileSync(join(dirname(main), 'bin', place, fileName), file);
    chmodSync(file, 0o755);
    const done = spawnSync(file, args, { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    if (done.error) throw done.error;
    if (done.signal) throw new Error(`${name} was ended by ${done.signal}`);
    // wcsc ends with 0 on some faults: what counts is what it says.
    return done.stderr + (done.status === 0 ? '' : `\nended with ${done.status}`);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * What the platform's own compiler of style sheets refuses: it stops at the first fault, and one stops an upload. All
 * sheets in one call, since they import each other.
 */
export function checkSheets(folder: string, shown = folder): Fault[] {
  const sheets = filesBelow(folder, ['.wxss']);
  if (sheets.length === 0) return [{ place: shown, what: 'holds no style sheet: was it built?' }];
  const said = run('wcsc', ['-lc', ...sheets], folder);
  const faults = [...said.matchAll(/^ERR: ([^\s(]+)\((\d+):(\d+)\): (.*)$/gm)].map(([, file, line, column, what]) => ({
    place: `${shown}/${file}:${line}:${column}`,
    what: `wcsc: ${what}`,
  }));
  if (faults.length === 0 && /ERR:|ended with/.test(said)) return [{ place: shown, what: `wcsc: ${said.trim()}` }];
  return faults;
}

/** What the platform's own compiler of templates refuses. */
export function checkTemplates(folder: string, shown = folder): Fault[] {
  const files = filesBelow(folder, ['.wxml', '.wxs']);
  const said = run('wcc', ['-d', ...files], folder);
  const faults = [...said.matchAll(/^([^\s:]+\.(?:wxml|wxs)):(\d+):(\d+):\s*(.*)$/gm)].map(
    ([, file, line, column, what]) => ({ place: `${shown}/${file}:${line}:${column}`, what: `wcc: ${what}` }),
  );
  if (faults.length === 0 && /ended with/.test(said)) return [{ place: shown, what: `wcc: ${said.trim()}` }];
  return faults;
}
