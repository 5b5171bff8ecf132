import { rmSync } from 'node:fs';
import { addDays, type BusinessDay, businessDayOf } from '@shared/kernel';
import { built, openShop, removeBuilt, START_MS, startWorld } from '../../tests/functions/world';
import { scratchFolder } from '../../tests/scratch';
import { Wire } from '../actions/wire';
import { makeCrowd, pageIdOf, pagesOf } from './crowd';
import { closeOneDay, type DayCost } from './day';
import { Days } from './days';
import { dividendDayOver, type Least, leastOf } from './kernel';
import type { PageDocument } from './live';
import { meterMemory } from './memory';
import { type Engine, writeCrowd } from './shop';
import { Stages } from './stages';

interface CloseOptions {
  readonly members: number;
  readonly days: number;
  /** Beside the close, the rules and JSON alone over the same pages. */
  readonly kernel: boolean;
  /** Nothing is written into a folder. */
  readonly inMemory: boolean;
  /** Of a thousand members, how many have an order that settles on a day. */
  readonly settlePerThousand: number;
  readonly joinPerThousand: number;
  /** Each request of a function takes so much longer on its way. */
  readonly latencyMs: number;
}

/** What a run came to. */
export interface CloseRun {
  readonly options: CloseOptions;
  readonly makingMs: number;
  /** Resident memory of the process when the shop was made, and the most it ever was. */
  readonly madeBytes: number;
  readonly peakBytes: number;
  readonly days: readonly DayCost[];
  readonly least: Least | null;
}

const TURNOVER_FEN = 50_000_000;

function leastOver(engine: Engine, pages: number): Least {
  const pageAt = (index: number) => engine.rows('pages', { _id: pageIdOf(index) })[0] as unknown as PageDocument;
  const all = function* () {
    for (let index = 0; index < pages; index += 1) yield pageAt(index);
  };
  return leastOf(pageAt, pages, dividendDayOver(all(), TURNOVER_FEN));
}

/**
 * Makes a shop of so many members in a local cloud and closes its days through the functions, unmodified but for a meter
 * of their memory behind them, with the SDK, on a clock that stands.
 */
export async function runClose(options: CloseOptions, say: (line: string) => void): Promise<CloseRun> {
  const wire = new Wire();
  const stages = new Stages(wire);
  const ends: (() => Promise<void> | void)[] = [removeBuilt];
  try {
    const dataDir = options.inMemory ? undefined : scratchFolder('bench-close');
    if (dataDir) ends.push(() => rmSync(dataDir, { recursive: true, force: true }));
    meterMemory(await built(), ['dailyClose', 'settlement']);
    const world = await startWorld({
      ...(dataDir ? { dataDir } : {}),
      workers: 2,
      beforeRequest: (request) => {
        stages.look();
        return wire.beforeRequest(request);
      },
      onRequest: wire.onRequest,
    });
    ends.push(() => world.close());
    await openShop(world, { settleAfterDays: 7 });
    const { engine } = world.cloud;
    const crowd = makeCrowd(options.members);
    const first = businessDayOf(START_MS);
    const start = performance.now();
    await writeCrowd(engine, crowd, first);
    const makingMs = performance.now() - start;
    const madeBytes = process.memoryUsage.rss();
    say(`${options.members} members on ${pagesOf(crowd)} pages made in ${(makingMs / 1000).toFixed(1)} s.`);
    const least = options.kernel ? leastOver(engine, pagesOf(crowd)) : null;
    const days = new Days(engine, crowd, options);
    wire.latencyMs = options.latencyMs;
    const costs: DayCost[] = [];
    for (let day: BusinessDay = first; costs.length < options.days; day = addDays(day, 1)) {
      costs.push(await closeOneDay(world, { wire, stages, days, day }));
      say(`${day} closed in ${(costs.at(-1)!.closeMs / 1000).toFixed(1)} s.`);
    }
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    return { options, makingMs, madeBytes, peakBytes, days: costs, least };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
