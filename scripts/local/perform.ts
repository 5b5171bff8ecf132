import { existsSync, readFileSync } from 'node:fs';
import { serverFileOf, startLocalCloud } from '../../localcloud';
import { DataFolderError } from '../../localcloud/engine';
import type { Command } from './command';

interface PerformOptions {
  dataDir: string;
  /** Builds the functions where no server runs. @returns their folder. */
  prepareFunctions: () => Promise<string>;
}

/**
 * Asks the running local cloud, or opens its data folder for the length of one command when none runs (demo data is
 * made by npm start alone). @returns what to print. Rejects with what was refused.
 */
export async function perform(command: Command, options: PerformOptions): Promise<string> {
  const show = (value: unknown): string => command.show(value as never);
  const { dataDir } = options;
  const running = await runningServer(dataDir);
  if (running) return show(await ask(running, command));
  if (command.path === 'kill-worker') throw new Error('no local cloud runs');
  const cloud = await startLocalCloud({
    dataDir,
    functionsDir: await options.prepareFunctions(),
    isPassive: true,
    tell: console.error,
  }).catch((error: Error) => {
    if (error instanceof DataFolderError && command.path === 'reset')
      error.message += `\nNothing was removed. To start anew, move it away yourself: mv ${dataDir} ${dataDir}.old`;
    throw error;
  });
  try {
    return show(await ask(cloud.url, command));
  } finally {
    await cloud.close();
  }
}

/** The server runs, and has refused what was asked. */
class Refused extends Error {}

async function ask(url: string, { method, path, body }: Omit<Command, 'show'>): Promise<unknown> {
  const response = await fetch(`${url}/local/${path}`, {
    method,
    ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) } : {}),
  });
  const reply = (await response.json()) as { ok: boolean; value?: unknown; message?: string };
  if (!reply.ok) throw new Refused(reply.message);
  return reply.value;
}

/** The address of the server that has this folder open, if it answers. */
async function runningServer(dataDir: string): Promise<string | null> {
  const file = serverFileOf(dataDir);
  if (!existsSync(file)) return null;
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    try {
      await ask(url, { method: 'GET', path: 'status' });
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // it is busy, but it is there
    }
    return url;
  } catch {
    return null; // left behind by a server that was killed
  }
}
