import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { scratchFolder } from '../../tests/scratch';
import { table } from '../measure';
import { type Budget, budgets } from './budgets';
import { everyCase } from './cases';
import { openDemo } from './demo';
import { measureCallback, measureCase, measureClose, measureSettlement, type Repetitions, type Row } from './measure';
import { Wire } from './wire';

const full = { members: 200, days: 60, held: 3, timed: 5, due: 200 };
const quick: typeof full = { members: 60, days: 12, held: 1, timed: 3, due: 40 };
const LATENCY_MS = 15;

export interface ActionsOptions {
  readonly quick?: boolean | undefined;
  readonly json?: string | undefined;
  /** Whole milliseconds, as text. */
  readonly latencyMs?: string | undefined;
}

const say = (text = '') => console.log(text);

function latencyOf(text: string | undefined): number {
  if (text === undefined) return LATENCY_MS;
  if (!/^\d{1,4}$/.test(text)) throw new RangeError('--latency-ms takes whole milliseconds, at most 9999');
  return Number(text);
}

/**
 * `npm run bench -- actions [--latency-ms 15] [--json FILE] [--quick]`: every action of the contract on the demo shop,
 * and what the platform calls: requests, bytes, the longest chain of requests that wait for one another, and the time
 * when each is so long on its way.
 */
export async function benchActions(options: ActionsOptions): Promise<void> {
  const size = options.quick ? quick : full;
  const latencyMs = latencyOf(options.latencyMs);
  const times: Repetitions = { held: size.held, timed: size.timed, latencyMs };
  const cases = everyCase(); // an action without a case is told before anything is made
  const folder = scratchFolder('bench-actions');
  const wire = new Wire();
  const ends: (() => Promise<void> | void)[] = [];
  try {
    say(
      `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}.`,
    );
    say(`The demo shop is made: ${size.members} members, ${size.days} days …`);
    const scene = await openDemo(folder, wire, size);
    ends.push(() => scene.cloud.close());
    const rows: Row[] = [];
    for (const one of cases) {
      rows.push(await measureCase(wire, scene, one, times));
      if (one.action === 'shop.payOrder') rows.push(await measureCallback(wire, scene, times));
    }
    rows.push(await measureSettlement(wire, scene, size.due, latencyMs));
    rows.push(await measureClose(wire, scene, latencyMs));
    report(rows, latencyMs, scene.cloud.engine.count('pages'), size.due);
    if (options.json)
      writeFileSync(
        options.json,
        `${JSON.stringify({ node: process.version, latencyMs, size, rows, budgets }, null, 2)}\n`,
      );
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const figure = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);

/** The budget, and whether the row keeps it. */
function verdict({ requests, chain }: Row, budget: Budget | undefined): [budget: string, kept: string] {
  if (!budget) return ['', ''];
  const isKept = requests <= budget.requests && (chain ?? 0) <= (budget.chain ?? Infinity);
  return [[budget.requests, ...(budget.chain ? [budget.chain] : [])].join(' / '), isKept ? 'kept' : 'OVER'];
}

function report(rows: readonly Row[], latencyMs: number, pages: number, due: number): void {
  say(`\nRequests of the functions, each ${latencyMs} ms on its way`);
  say(
    table(
      ['action', 'requests', 'chain', 'budget', '', 'KB sent', 'KB got', 'p50 ms'],
      rows.map((row) => [
        row.row,
        figure(row.requests),
        row.chain === null ? '' : figure(row.chain),
        ...verdict(row, budgets[row.row]),
        kilobytes(row.sentBytes),
        kilobytes(row.receivedBytes),
        row.p50Ms.toFixed(0),
      ]),
    ),
  );
  say('Chain: the longest row of requests that wait for one another. Budget: requests / chain.');
  say(
    `Settlement: one run over ${due} due orders, for each. Daily close: one whole close, for each of ${pages} pages.`,
  );
}
