import { fileAt, type LocalStatus } from '../../localcloud';

export const USAGE = `usage: npm run local -- [--data DIR] COMMAND
  status               the clock, what comes next, the accounts
  advance 1d|12h|next  let the demo clock go on (or until an ISO moment)
  inbox [PHONE]        the messages sent, newest first
  events               what timers and notices did
  logs                 what the cloud functions printed
  faults JSON          make the sandboxes misbehave, {} for no more: {"payCallback":{"repeat":2}}
  kill-worker          end a function worker as a crash would
  export FILE          write everything to a file (a relative path is meant from the project's folder)
  import FILE          replace everything by a file's, all of it or nothing
  reset                start anew`;

/** A request to the /local door, and how its answer is shown. */
export interface Command {
  method: 'GET' | 'POST';
  path: string;
  body?: Record<string, unknown>;
  show: (value: never) => string;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** Beijing time, as the shop shows it. */
const shown = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

function showStatus(status: LocalStatus): string {
  return [
    `clock    ${shown(status.clock.now)}${status.clock.isFrozen ? ' (frozen)' : ''}`,
    ...status.next.map((event) => `next     ${shown(event.at)}  ${event.name}`),
    ...status.functions.map(({ name, timeoutMs, timers }) =>
      `function ${name} (${timeoutMs / 1000} s) ${timers.join()}`.trimEnd(),
    ),
    ...status.accounts.map(({ name, phone, shows }) => `account  ${phone}  ${name}  ${shows}`),
  ].join('\n');
}

interface Event {
  at: string;
  name: string;
  outcome: string;
  message?: string;
}

const showEvents = ({ past }: { past: Event[] }): string =>
  past
    .map(({ at, name, outcome, message }) => `${shown(at)}  ${name}  ${outcome} ${message ?? ''}`.trimEnd())
    .join('\n') || 'nothing has happened yet';

const showMessages = (messages: Array<{ to: string; text: string; at: string }>): string =>
  messages.map(({ to, text, at }) => `${shown(at)}  ${to}  ${text}`).join('\n') || 'no messages';

/** Reads the words of a command line. @throws UsageError */
export function readCommand(words: readonly string[]): Command {
  const [name = 'status', argument, ...rest] = words;
  const refuse = (why: string): never => {
    throw new UsageError(why);
  };
  if (rest.length > 0) return refuse(`too many arguments: ${rest.join(' ')}`);
  const needed = (what: string): string => argument ?? refuse(`${name} needs ${what}`);
  switch (name) {
    case 'status':
      return { method: 'GET', path: 'status', show: showStatus };
    case 'advance': {
      const far = needed('a time');
      const body = far === 'next' ? { to: 'next' } : /^\d+[dhms]$/.test(far) ? { by: far } : { until: far };
      const show = ({ now, events }: { now: string; events: number }): string =>
        `${shown(now)}, ${events} event${events === 1 ? '' : 's'}`;
      return { method: 'POST', path: 'advance', body, show };
    }
    case 'inbox':
      return {
        method: 'GET',
        path: argument ? `inbox?phone=${encodeURIComponent(argument)}` : 'inbox',
        show: showMessages,
      };
    case 'events':
      return { method: 'GET', path: 'events', show: showEvents };
    case 'logs':
      return { method: 'GET', path: 'logs', show: (lines: string[]) => lines.join('\n') || 'nothing was printed' };
    case 'faults':
      return { method: 'POST', path: 'faults', body: readJson(needed('JSON')), show: () => 'as you wish' };
    case 'kill-worker':
      return {
        method: 'POST',
        path: 'kill-worker',
        show: ({ isKilled }: { isKilled: boolean }) => (isKilled ? 'a worker was ended' : 'no worker is alive'),
      };
    case 'export':
    case 'import': {
      const file = fileAt(needed('a file'));
      return { method: 'POST', path: name, body: { file }, show: () => `${name}ed ${file}` };
    }
    case 'reset':
      return { method: 'POST', path: 'reset', show: () => 'everything is new' };
    default:
      return refuse(`"${name}" is no command`);
  }
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new UsageError(`"${text}" is not JSON`);
  }
}
