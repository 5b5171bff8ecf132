import { setTimeout as pause } from 'node:timers/promises';
import { addDays, type BusinessDay, startOfBusinessDay } from '@shared/kernel';
import type { TestWorld } from '../../tests/functions/world';
import type { Wire } from '../actions/wire';
import type { DayCounts, Days } from './days';
import { type Metered, meteredOf } from './memory';
import { processorMs, type StageCost, type Stages } from './stages';

/** The last quarter of an hour of a day before which timers have run, and a moment after it before they run again. */
const EVENING_MS = 23 * 3_600_000 + 58 * 60_000;
const AFTER_MIDNIGHT_MS = 60_000;
const POLL_MS = 20;
/** Nothing is asked for so long although somebody holds the lease. */
const STUCK_AFTER_MS = 60_000;
/** Nothing is asked for so long, and nobody works: the close was not handed on. */
const ENDED_AFTER_MS = 2_000;
const MOST_STARTS = 100;

/** What closing one day took, the settlement of its orders apart. */
export interface DayCost extends DayCounts {
  readonly day: string;
  readonly settled: number;
  readonly settlement: StageCost;
  readonly stages: readonly StageCost[];
  readonly closeMs: number;
  /** By how many timers it was started: more than one where invocations could not hand on any further. */
  readonly starts: number;
  readonly pages: number;
  readonly forcedExits: number;
  readonly isBalanced: boolean;
  /** Of the close's workers. */
  readonly metered: Metered;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Writes a day, settles it and closes it through the functions, the clock standing at its evening and after midnight. */
export async function closeOneDay(
  world: TestWorld,
  { wire, stages, days, day }: { wire: Wire; stages: Stages; days: Days; day: BusinessDay },
): Promise<DayCost> {
  const { cloud } = world;
  const eveningMs = startOfBusinessDay(day) + EVENING_MS;
  await cloud.advance({ until: isoOf(eveningMs) }, 'long');
  const counts = await days.write(day, eveningMs);
  const { settled, settlement } = await settle(world, wire, counts.orders);
  const nightMs = startOfBusinessDay(addDays(day, 1)) + AFTER_MIDNIGHT_MS;
  await cloud.advance({ until: isoOf(nightMs) });
  stages.begin(cloud, day);
  const start = performance.now();
  const starts = await closed(world, wire, day);
  const closeMs = performance.now() - start;
  const costs = stages.end();
  const close = cloud.engine.get('closes', day)!;
  return {
    ...counts,
    day,
    settled,
    settlement,
    stages: costs,
    closeMs,
    starts,
    pages: cloud.engine.count('pages'),
    forcedExits: (close.exits as { members: number } | null)?.members ?? 0,
    isBalanced: close.balanced === true,
    // The clock stands: every line of this close is of this moment.
    metered: meteredOf(cloud.logs().filter((line) => line.startsWith(`${isoOf(nightMs)} dailyClose `))),
  };
}

/** Runs the settlement until nothing is due any more. */
async function settle({ cloud }: TestWorld, wire: Wire, orders: number) {
  let settled = 0;
  const [start, used] = [performance.now(), processorMs()];
  const { value: _, ...traffic } = await wire.count(async () => {
    for (let now = -1; now !== 0 && settled < orders; settled += now)
      ({ settled: now } = (await cloud.trigger('settlement')) as { settled: number });
  });
  if (settled < orders)
    throw new Error(`of ${orders} due orders ${settled} settled\n${cloud.logs().slice(-3).join('\n')}`);
  const took = { ms: performance.now() - start, processorMs: processorMs() - used };
  return { settled, settlement: { stage: 'settlement', ...took, ...traffic } };
}

/**
 * Starts the close and waits for its end, through as many invocations as hand it on. Functions may call each other only
 * a few levels deep: where nobody hands on any more it is started again, as the next timer would.
 * @returns how often it was started.
 */
async function closed({ cloud }: TestWorld, wire: Wire, day: string): Promise<number> {
  const isClosed = () => cloud.engine.rows('closes', { _id: day })[0]?.stage === 'closed';
  const isFree = () => cloud.engine.rows('platform', { _id: 'lease:serial' })[0]?.untilMs === 0;
  await cloud.trigger('dailyClose');
  let starts = 1;
  let seen = wire.total.requests;
  for (let since = performance.now(); !isClosed() || !isFree(); await pause(POLL_MS)) {
    const now = wire.total.requests;
    if (now !== seen) since = performance.now();
    seen = now;
    const idleMs = performance.now() - since;
    if (isFree() && idleMs > ENDED_AFTER_MS && starts < MOST_STARTS) {
      starts += 1;
      await cloud.trigger('dailyClose');
    } else if (idleMs > STUCK_AFTER_MS)
      throw new Error(`the close of ${day} is stuck\n${cloud.logs().slice(-5).join('\n')}`);
  }
  return starts;
}
