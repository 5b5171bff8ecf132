import { createHash } from 'node:crypto';
import type { InputOf } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import { openShop, removeBuilt, START_MS, startWorld, type TestWorld } from '../../tests/functions/world';
import { act } from '../actions/scene';
import { Wire } from '../actions/wire';
import { makeCrowd, memberIdOf, pageIdOf } from '../close/crowd';
import { type Engine, insert, writeCrowd } from '../close/shop';
import { median, table } from '../measure';
import { recordOfPage } from '../team/live';
import { landmarkOfDay, linesOfDay } from './live';

const LINES_OF_PAGE = 30;
const FAR_PAGE = 300;
/** Credited members of a page's record of a day: about 40 KB, as a page of a thousand has in which some rest. */
const CREDITED = 250;
const ROUNDS = 9;
/** What a page far down may cost beside the first, of the same run. */
const MOST_TIMES = { requests: 1, bytes: 1.5 };
/** What a page of days long ago, or of what is seldom, may cost, wherever it lies. */
const MOST_OF_JUMP = { requests: 14, bytes: 4 };

interface Cost {
  readonly row: string;
  readonly requests: number;
  readonly receivedBytes: number;
  readonly ms: number;
}

/** Signs in as the first of the crowd, past the code. */
async function signInAsFirst(engine: Engine): Promise<string> {
  const token = 'bench-statement-token';
  const _id = createHash('sha256').update(token).digest('hex');
  await insert(engine, 'sessions', [
    { _id, openid: `h5-${memberIdOf(0)}`, expiresAt: START_MS + 30 * 86_400_000 } as { _id: string },
  ]);
  return token;
}

/** Days of closes and of the first member's own events, past the functions: from so many days back, to so many. */
async function writeDays(engine: Engine, today: BusinessDay, from: number, to: number): Promise<void> {
  const members = Array.from({ length: CREDITED }, (_, number) => memberIdOf(number));
  for (let back = from; back > to; back -= 1) {
    const day = addDays(today, -back);
    await insert(engine, 'pageDays', [recordOfPage(pageIdOf(0), day, members)]);
    await insert(engine, 'lines', linesOfDay(memberIdOf(0), day, startOfBusinessDay(day)));
    await insert(engine, 'balanceDays', landmarkOfDay(pageIdOf(0), day, members));
  }
}

/**
 * The statement of a member of so many days, ten lines a day: what a page costs on the first day, on the last, and far
 * down. Fails where a page far down asks more, or brings half as much again.
 */
export async function benchStatement(days: number): Promise<void> {
  const wire = new Wire();
  const world = await startWorld({ workers: 2, beforeRequest: wire.beforeRequest, onRequest: wire.onRequest });
  try {
    await openShop(world, { settleAfterDays: 7 });
    const { engine } = world.cloud;
    const today = businessDayOf(START_MS);
    await writeCrowd(engine, makeCrowd(1_000), today);
    await engine.update('pages', {}, { $set: { day: addDays(today, -1) } }, { multi: true });
    // Enough of what the lines move, so that no balance was ever below zero.
    const enough = { stableCents: 100_000_000, adjustedSpendableCents: 100_000_000 };
    await engine.update('wallets', { _id: memberIdOf(0) }, { $set: enough });
    const token = await signInAsFirst(engine);
    const page = (input: InputOf<'wallet.statement'>) => () =>
      act(world.cloud, 'wallet.statement', { limit: LINES_OF_PAGE, ...input }, token);
    await writeDays(engine, today, 1, 0);
    const firstDay = await costOf(wire, 'page 1 on the first day', page({}));
    await writeDays(engine, today, days, 1);
    const { cursor, at } = await cursorOf(world, token, FAR_PAGE);
    const toDay = addDays(today, 50 - days);
    report([
      firstDay,
      ...(await costsOf(wire, [
        [`page 1 after ${days} days`, page({})],
        [`page ${at} after ${days} days`, page({ cursor })],
        ['page 1 of stable points', page({ asset: 'stable' })],
        ['page 1 of cash, of which there is none', page({ asset: 'cash' })],
        ['page 1 of a kind of which there is none', page({ kinds: ['order.refund'] })],
        ['the same of a kind of closes', page({ kinds: ['release.sameRank'] })],
        [`page 1 of days ${days - 50} days ago`, page({ toDay })],
        ['the same of stable points', page({ asset: 'stable', toDay })],
        ['the same of a kind of events', page({ kinds: ['order.pay'], toDay })],
        ['the same of a kind of closes', page({ kinds: ['release.team'], toDay })],
      ])),
    ]);
  } finally {
    await world.close();
    removeBuilt();
  }
}

/** The cursor of a page, or of the last before the end. */
async function cursorOf(world: TestWorld, token: string, page: number): Promise<{ cursor: string; at: number }> {
  let cursor: string | undefined;
  for (let at = 1; at < page; at += 1) {
    const { next } = await act(
      world.cloud,
      'wallet.statement',
      { limit: LINES_OF_PAGE, ...(cursor ? { cursor } : {}) },
      token,
    );
    if (!next) return { cursor: cursor!, at };
    cursor = next;
  }
  return { cursor: cursor!, at: page };
}

type Work = readonly [row: string, work: () => Promise<unknown>];

const costOf = async (wire: Wire, ...work: Work): Promise<Cost> => (await costsOf(wire, [work]))[0]!;

/** What each piece of work asks, and its median time: in rounds, so that whatever else the machine does meets all alike. */
async function costsOf(wire: Wire, all: readonly Work[]): Promise<Cost[]> {
  const costs: Omit<Cost, 'ms'>[] = [];
  for (const [row, work] of all) {
    const { requests, receivedBytes } = await wire.count(work);
    costs.push({ row, requests, receivedBytes });
  }
  const times = all.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, [, work]] of all.entries()) {
      const start = performance.now();
      await work();
      times[at]!.push(performance.now() - start);
    }
  return costs.map((cost, at) => ({ ...cost, ms: median(times[at]!) }));
}

function report(costs: readonly Cost[]): void {
  const [, first, far] = costs as [Cost, Cost, Cost];
  const times = (figure: number, of: number) => `${(figure / of).toFixed(2)}x`;
  console.log(
    table(
      ['', 'requests', 'KB read', 'ms', 'KB beside page 1', 'ms beside page 1'],
      costs.map(({ row, requests, receivedBytes, ms }) => [
        row,
        String(requests),
        (receivedBytes / 1024).toFixed(1),
        ms.toFixed(0),
        times(receivedBytes, first.receivedBytes),
        times(ms, first.ms),
      ]),
    ),
  );
  if (
    far.requests > first.requests * MOST_TIMES.requests ||
    far.receivedBytes > first.receivedBytes * MOST_TIMES.bytes
  ) {
    console.error('a page far down costs more than the first');
    process.exitCode = 1;
  }
  for (const { row, requests, receivedBytes } of costs.slice(3))
    if (requests > MOST_OF_JUMP.requests || receivedBytes > first.receivedBytes * MOST_OF_JUMP.bytes) {
      console.error(`${row} costs more than a page may`);
      process.exitCode = 1;
    }
}
