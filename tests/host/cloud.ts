import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';
import { buildFunctions } from '../../scripts/functions/build';
import { scratchFolder as newScratchFolder } from '../scratch';

/** 1 March 2026, midnight in Shanghai. */
export const START_MS = Date.parse('2026-03-01T00:00:00+08:00');

// A cold worker takes a third of a second, and much more on a busy machine.
jest.setTimeout(30_000);

const cleanups: Array<() => Promise<void> | void> = [];
let built: string | undefined;

/** The fixture functions, built once a test file into a folder that cleanUp removes. */
export async function fixtureFunctions(): Promise<string> {
  if (!built) {
    const folder = scratchFolder();
    await buildFunctions({ sourceDir: join(projectRoot(), 'tests/host/fixtures'), outDir: folder });
    built = folder;
  }
  return built;
}

/** A folder inside the project, removed after the test. */
export function scratchFolder(): string {
  const folder = newScratchFolder('host-test');
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A cloud in memory whose clock stands at START_MS, unless told otherwise. */
export async function startFixtures(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: await fixtureFunctions(),
    clock: { startAtMs: START_MS, isFrozen: true },
    workers: 2,
    ...options,
  });
  cleanups.push(() => cloud.close());
  return cloud;
}

/** Closes every cloud and removes every folder, the last made first. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  built = undefined;
}

/** A session as account.signIn writes it. @returns the token. */
export async function signIn(cloud: LocalCloud, openid: string, livesMs = 3_600_000): Promise<string> {
  const token = `token-of-${openid}`;
  const reply = await cloud.call('account.signIn', { openid, token, livesMs });
  if (!reply.ok) throw new Error(reply.message);
  return token;
}

/** The value of a call that must succeed. */
export async function valueFrom<T>(cloud: LocalCloud, action: string, input: object = {}, token?: string): Promise<T> {
  const reply = await cloud.call(action, input as Record<string, unknown>, token);
  if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
  return reply.value as T;
}
