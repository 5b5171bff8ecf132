import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askMiniProgram } from '../libraries';
import type { Fault } from './fault';

/** Any AppID does: nothing is sent. */
const NOBODY = 'wx0000000000000000';

/**
 * Compiles the built mini-program as an upload would, without the network: pages, components, templates and scripts by
 * miniprogram-ci. It only passes sheets on, which is why those go to `wcsc`.
 * @returns the faults, and how many files came out.
 */
export async function checkCompiled(root: string, projectPath: string): Promise<{ faults: Fault[]; files: number }> {
  const keys = mkdtempSync(join(tmpdir(), 'no-key-'));
  const privateKeyPath = join(keys, 'none.key');
  writeFileSync(privateKeyPath, 'compiling needs no key');
  try {
    const request = { kind: 'compile', appId: NOBODY, projectPath, privateKeyPath, desc: 'check' } as const;
    const files = (await askMiniProgram(root, request)) as Record<string, number>;
    return { faults: [], files: Object.keys(files).length };
  } catch (error) {
    return { faults: [{ place: 'dist/weapp', what: `miniprogram-ci: ${(error as Error).message}` }], files: 0 };
  } finally {
    rmSync(keys, { recursive: true, force: true });
  }
}
