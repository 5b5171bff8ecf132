import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { removeBuilt } from '../../tests/functions/world';
import { scratchFolder } from '../../tests/scratch';
import { table } from '../measure';
import { type Bare, startBare } from './bare';
import type { Job, Timed } from './callers';
import { type Measured, openBenchShop, type Shop } from './shop';
import { startThread } from './threads';

const CALLERS = [1, 8, 32];
const WORKERS = Math.max(2, Math.min(4, cpus().length));

interface Row {
  readonly callers: number;
  readonly what: string;
  readonly store: string;
  readonly callsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The SDK's requests for one call. */
  readonly requests: number;
  /** How many reads of the bare SDK pass in the time of one call, at as many callers. */
  readonly timesBare: number;
}

/** The figure that so many of a hundred do not exceed. */
function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]!;
}

/** Every figure at one number of callers: the bare SDK before and after the cloud, so that both meet the same machine. */
async function measureAt(
  callers: number,
  counts: Counts,
  bare: Bare,
  shops: readonly [string, Shop][],
): Promise<Row[]> {
  const measured: [what: string, store: string, Measured][] = [];
  const before = await bare.read(callers, counts.reads);
  for (const [store, shop] of shops) {
    measured.push(['shop.viewGoods', store, await shop.view(callers, counts.views)]);
    measured.push(['shop.placeOrder', store, await shop.place(callers, counts.orders)]);
    measured.push(['pay', store, await shop.pay(callers)]);
  }
  const after = await bare.read(callers, counts.reads);
  const latenciesMs = [...before.latenciesMs, ...after.latenciesMs];
  const tookMs = before.tookMs + after.tookMs;
  const barePerSecond = (latenciesMs.length / tookMs) * 1000;
  const row = (what: string, store: string, { latenciesMs, tookMs, requests }: Measured): Row => {
    const callsPerSecond = (latenciesMs.length / tookMs) * 1000;
    return {
      callers,
      what,
      store,
      callsPerSecond,
      p50Ms: percentile(latenciesMs, 50),
      p95Ms: percentile(latenciesMs, 95),
      requests: requests / latenciesMs.length,
      timesBare: barePerSecond / callsPerSecond,
    };
  };
  return [
    row('bare SDK, one read', 'none', { latenciesMs, tookMs, requests: latenciesMs.length }),
    ...measured.map((one) => row(...one)),
  ];
}

interface Counts {
  readonly reads: number;
  readonly views: number;
  readonly orders: number;
}

const say = (text = '') => console.log(text);
const load = () => loadavg()[0]!.toFixed(1);

/**
 * `npm run bench -- cloud [--quick] [--json FILE]`: calls of the real functions through HTTP, worker, SDK and the
 * cloud's own endpoint, beside the SDK alone against an endpoint that does nothing, in one run.
 */
export async function benchCloud(options: { quick?: boolean; json?: string }): Promise<void> {
  const counts = options.quick ? { reads: 300, views: 96, orders: 64 } : { reads: 2000, views: 600, orders: 320 };
  const folder = scratchFolder('bench-cloud');
  const ends: (() => Promise<void>)[] = [];
  try {
    const callers = await startThread<Job, Timed>('callers', folder);
    ends.push(callers.end);
    const bare = await startBare(WORKERS, folder);
    ends.push(bare.close);
    const shops: [string, Shop][] = [];
    for (const [store, dataDir] of [
      ['memory', undefined],
      ['disk', join(folder, 'data')],
    ] as const) {
      const shop = await openBenchShop(dataDir, WORKERS, Math.max(...CALLERS), callers);
      ends.push(shop.close);
      shops.push([store, shop]);
    }
    say(
      `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${WORKERS} workers, load ${load()}.`,
    );
    await measureAt(WORKERS, { reads: 100, views: 30, orders: 30 }, bare, shops); // warm-up
    const rows: Row[] = [];
    for (const count of CALLERS) rows.push(...(await measureAt(count, counts, bare, shops)));
    report(rows);
    if (options.json)
      writeFileSync(options.json, `${JSON.stringify({ node: process.version, counts, rows }, null, 2)}\n`);
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
    removeBuilt();
  }
}

function report(rows: readonly Row[]): void {
  const figure = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  say('\nCalls of the local cloud, beside the SDK alone against an endpoint that does nothing');
  say(
    table(
      ['call', 'store', 'callers', 'calls/s', 'p50 ms', 'p95 ms', 'SDK requests', 'times bare', 'per request'],
      rows.map(({ what, store, callers, callsPerSecond, p50Ms, p95Ms, requests, timesBare }) => [
        what,
        store,
        String(callers),
        ...[callsPerSecond, p50Ms, p95Ms, requests, timesBare, timesBare / requests].map(figure),
      ]),
    ),
  );
  say(`Load after it ${load()}. Times bare: reads of the bare SDK that pass in the time of one call; per request: the`);
  say(
    'same for each request that the call makes of the SDK. Pay: payOrder, the payer’s decision, the callback booked.',
  );
}
