// npm run local -- COMMAND: talks to the running local cloud, or opens its data folder when none runs.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalStatus, serverFileOf, startLocalCloud } from '../localcloud';
import { DataFolderError } from '../localcloud/engine';
import { projectRoot } from '../localcloud/host';
import { prepareFunctions } from './functions/prepare';

const USAGE = `usage: npm run local -- [--data DIR] COMMAND
  status               the clock, what comes next, the accounts
  advance 1d|12h|next  let the demo clock go on (or until an ISO moment)
  inbox [PHONE]        the messages sent, newest first
  events               what timers and notices did
  logs                 what the cloud functions printed
  faults JSON          make the sandboxes misbehave, {} for no more: {"payCallback":{"repeat":2}}
  kill-worker          end a function worker as a crash would
  export FILE          write everything to a file
  import FILE          replace everything by a file's
  reset                start anew`;

interface Command {
  method: 'GET' | 'POST';
  path: string;
  body?: Record<string, unknown>;
  show?: (value: never) => string;
}

const { dataDir, words } = readArguments();
const command = readCommand(words);
try {
  const value = await perform(command);
  console.log(command.show ? command.show(value as never) : JSON.stringify(value, null, 2));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

async function perform(asked: Command): Promise<unknown> {
  const running = await runningServer();
  if (running) return ask(running, asked);
  if (asked.path === 'kill-worker') throw new Error('no local cloud runs');
  // The same doors, opened for the length of one command. Demo data is made by npm start alone.
  const functionsDir = await prepareFunctions(console.error);
  const cloud = await startLocalCloud({ dataDir, functionsDir, isPassive: true }).catch((error: Error) => {
    if (error instanceof DataFolderError && asked.path === 'reset')
      error.message += `\nNothing was removed. Move the folder away yourself to start anew: mv ${dataDir} ${dataDir}.old`;
    throw error;
  });
  try {
    return await ask(cloud.url, asked);
  } finally {
    await cloud.close();
  }
}

async function ask(url: string, { method, path, body }: Command): Promise<unknown> {
  const response = await fetch(`${url}/local/${path}`, {
    method,
    ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) } : {}),
  });
  const reply = (await response.json()) as { ok: boolean; value?: unknown; message?: string };
  if (!reply.ok) throw new Error(reply.message);
  return reply.value;
}

/** The address of the server that has this folder open, if it answers. */
async function runningServer(): Promise<string | null> {
  const file = serverFileOf(dataDir);
  if (!existsSync(file)) return null;
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    await ask(url, { method: 'GET', path: 'status' });
    return url;
  } catch {
    return null; // left behind by a server that was killed
  }
}

function showStatus(status: LocalStatus): string {
  const lines = [
    `clock    ${shown(status.clock.now)}${status.clock.isFrozen ? ' (frozen)' : ''}`,
    ...status.next.map((event) => `next     ${shown(event.at)}  ${event.name}`),
    ...status.functions.map(
      ({ name, timeoutMs, timers }) => `function ${name} (${timeoutMs / 1000} s) ${timers.join()}`,
    ),
    ...status.accounts.map(({ name, phone, shows }) => `account  ${phone}  ${name}  ${shows}`),
  ];
  return lines.join('\n');
}

function shown(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function readCommand([name = 'status', argument, ...rest]: string[]): Command {
  if (rest.length > 0) return refuse(`too many arguments: ${rest.join(' ')}`);
  const needed = (what: string): string => argument ?? refuse(`${name} needs ${what}`);
  switch (name) {
    case 'status':
      return { method: 'GET', path: 'status', show: showStatus };
    case 'advance': {
      const far = needed('a time');
      const body = far === 'next' ? { to: 'next' } : /^\d+[dhms]$/.test(far) ? { by: far } : { until: far };
      const show = ({ now, events }: { now: string; events: number }): string => `${shown(now)}, ${events} events`;
      return { method: 'POST', path: 'advance', body, show };
    }
    case 'inbox': {
      const show = (messages: Array<{ to: string; text: string; at: string }>): string =>
        messages.map(({ to, text, at }) => `${shown(at)}  ${to}  ${text}`).join('\n') || 'no messages';
      return { method: 'GET', path: argument ? `inbox?phone=${encodeURIComponent(argument)}` : 'inbox', show };
    }
    case 'events':
      return { method: 'GET', path: 'events' };
    case 'logs':
      return { method: 'GET', path: 'logs', show: (lines: string[]) => lines.join('\n') };
    case 'faults':
      try {
        return { method: 'POST', path: 'faults', body: JSON.parse(needed('JSON')), show: () => 'as you wish' };
      } catch {
        return refuse(`"${argument}" is not JSON`);
      }
    case 'kill-worker':
      return { method: 'POST', path: 'kill-worker' };
    case 'export':
    case 'import': {
      const file = resolve(needed('a file'));
      return { method: 'POST', path: name, body: { file }, show: () => `${name}ed ${file}` };
    }
    case 'reset':
      return { method: 'POST', path: 'reset', show: () => 'everything is new' };
    default:
      return refuse(`"${name}" is no command`);
  }
}

function readArguments(): { dataDir: string; words: string[] } {
  try {
    const { values, positionals } = parseArgs({
      options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return { dataDir: resolve(values.data ?? join(projectRoot(), '.local/data')), words: positionals };
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(2);
}
