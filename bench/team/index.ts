import { createHash } from 'node:crypto';
import type { OutputOf } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf } from '@shared/kernel';
import { openShop, removeBuilt, START_MS, startWorld, type TestWorld } from '../../tests/functions/world';
import { act } from '../actions/scene';
import { Wire } from '../actions/wire';
import { type Crowd, memberIdOf, PAGE_SIZE, pageIdOf } from '../close/crowd';
import { type Engine, insert, writeCrowd } from '../close/shop';
import { makeTeam } from './deepCrowd';
import { recordOfPage } from './live';

/** What the first screen of a team may cost, however large the team is. */
const MOST_REQUESTS = 6;
const MOST_BYTES = 60 * 1024;

const DAYS = 30;

/** One measured call, or several that a screen makes at once. */
interface Cost {
  readonly row: string;
  readonly requests: number;
  /** From the database to the functions, and from them to the client. */
  readonly receivedBytes: number;
  readonly replyBytes: number;
  readonly ms: number;
}

/** Signs in as the first of the crowd, past the code. */
async function signInAsFirst(engine: Engine): Promise<string> {
  const token = 'bench-team-token';
  const _id = createHash('sha256').update(token).digest('hex');
  await insert(engine, 'sessions', [
    { _id, openid: `h5-${memberIdOf(0)}`, expiresAt: START_MS + 30 * 86_400_000 } as { _id: string },
  ]);
  return token;
}

/** Thirty days that the first page was closed on, with bonuses of everybody on it. */
async function closeDays(engine: Engine, { release }: Crowd, today: BusinessDay): Promise<void> {
  const members = Array.from({ length: Math.min(PAGE_SIZE, release.size) }, (_, number) => memberIdOf(number));
  for (let back = 1; back <= DAYS; back += 1)
    await insert(engine, 'pageDays', [recordOfPage(pageIdOf(0), addDays(today, -back), members)]);
  await engine.update('pages', {}, { $set: { day: addDays(today, -1) } }, { multi: true });
}

async function measure(wire: Wire, row: string, work: () => Promise<unknown>): Promise<Cost> {
  await work(); // loads what a worker loads once
  const start = performance.now();
  const { value, requests, receivedBytes } = await wire.count(work);
  const ms = performance.now() - start;
  return { row, requests, receivedBytes, replyBytes: Buffer.byteLength(JSON.stringify(value)), ms };
}

/** Opens a line of the tree to so many generations: the first member of each level that opens, deepest first. */
async function branchAt(world: TestWorld, token: string, generations: number): Promise<string> {
  let of: string | undefined;
  for (let level = 0; level < generations; level += 1) {
    const listed: OutputOf<'team.listDirect'> = await act(
      world.cloud,
      'team.listDirect',
      { limit: 50, sort: 'joinedFirst', ...(of ? { of } : {}) },
      token,
    );
    const opening = listed.members.filter(({ opens }) => opens).sort((a, b) => b.downline - a.downline)[0];
    if (!opening?.opens) break;
    of = opening.opens;
  }
  return of!;
}

/** The cursors of a list, to its last page. */
async function cursorsOf(world: TestWorld, token: string): Promise<string[]> {
  const cursors: string[] = [];
  for (let next: string | null = null; ; cursors.push(next)) {
    const listed: OutputOf<'team.listDirect'> = await act(
      world.cloud,
      'team.listDirect',
      { limit: 50, ...(next ? { cursor: next } : {}) },
      token,
    );
    next = listed.next;
    if (next === null) return cursors;
  }
}

export interface TeamOptions {
  readonly members: number;
  readonly directs: number;
  readonly deep: number;
}

/** A team of that shape in a local cloud: what its screens cost, through the functions. */
export async function benchTeam({ members, directs, deep }: TeamOptions): Promise<void> {
  const wire = new Wire();
  const world = await startWorld({ workers: 2, beforeRequest: wire.beforeRequest, onRequest: wire.onRequest });
  try {
    await openShop(world, { settleAfterDays: 7 });
    const { engine } = world.cloud;
    const crowd = makeTeam(members, directs, deep);
    const today = businessDayOf(START_MS);
    await writeCrowd(engine, crowd, today);
    await closeDays(engine, crowd, today);
    const token = await signInAsFirst(engine);
    const view = () => act(world.cloud, 'team.view', {}, token);
    const list = (input: object) => () => act(world.cloud, 'team.listDirect', { limit: 20, ...input }, token);
    const team = await view();
    console.log(`${team.members} members, ${team.generations[0]?.members} direct, ${team.deepest} generations deep.`);
    const cursors = await cursorsOf(world, token);
    const branch = await branchAt(world, token, 100);
    const costs = [
      await measure(wire, 'the first screen', () => Promise.all([view(), list({})()])),
      await measure(wire, 'team.view', view),
      await measure(wire, 'direct members, first 50', list({ limit: 50 })),
      await measure(
        wire,
        'direct members, 50 in the middle',
        list({ limit: 50, cursor: cursors[cursors.length >> 1] }),
      ),
      await measure(wire, 'direct members, last 50', list({ limit: 50, cursor: cursors.at(-1) })),
      await measure(wire, 'a level, deep below', list({ of: branch })),
    ];
    for (const { row, requests, receivedBytes, replyBytes, ms } of costs)
      console.log(
        `${row.padEnd(34)} ${String(requests).padStart(3)} requests  ${kilobytes(receivedBytes)} read  ${kilobytes(replyBytes)} answered  ${ms.toFixed(0).padStart(5)} ms`,
      );
    await benchMove(world, wire, crowd, today);
    const [screen] = costs;
    if (screen!.requests > MOST_REQUESTS || screen!.receivedBytes > MOST_BYTES) {
      console.error(`the first screen is over ${MOST_REQUESTS} requests or ${MOST_BYTES} bytes`);
      process.exitCode = 1;
    }
  } finally {
    await world.close();
    removeBuilt();
  }
}

/**
 * The first member, with everybody below, goes behind somebody who joined alone, by the close of the day: what it adds to
 * a close that moves nothing, the second of two, so that both find everything loaded.
 */
async function benchMove(world: TestWorld, wire: Wire, { release, members }: Crowd, today: BusinessDay): Promise<void> {
  const { engine } = world.cloud;
  const closing = async () => {
    const start = performance.now();
    const { requests } = await wire.count(() => world.advance('1d'));
    return { requests, ms: performance.now() - start };
  };
  const other = await world.signIn('13700000009');
  await closing();
  const still = await closing();
  const change = {
    memberId: memberIdOf(0),
    toReferrerId: other.memberId,
    day: addDays(today, 2),
    atMs: START_MS,
    state: 'waiting',
    fromReferrerId: null,
    fromDepth: null,
    movedDay: null,
    why: null,
  };
  await insert(engine, 'referrerChanges', [{ _id: 'bench-move', ...change }]);
  const moving = await closing();
  const done = engine.get('referrerChanges', 'bench-move') as unknown as {
    state: string;
    line?: { pageIds: string[] };
  };
  let size = 1;
  while (size < members && release.depth[size]! > 0) size += 1;
  console.log(
    `a line of ${size} on ${done.line?.pageIds.length} pages: ${done.state}; ${moving.requests} requests in ${moving.ms.toFixed(0)} ms, a day without: ${still.requests} in ${still.ms.toFixed(0)} ms`,
  );
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(7)} KB`;
