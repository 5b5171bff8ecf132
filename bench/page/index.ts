import { cpus, loadavg } from 'node:os';
import { fen } from '@shared/kernel';
import { dividendSchema, releaseSchema } from '@shared/plans';
import { closePage, createCarry, createReleasePage, freezeDividendDay, standingOf } from '@shared/rules';
import { type Columns, columnsOf, emptyPage, FIGURES, packed } from '../../cloudfunctions/_books/pages/columns';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { closeOnePage } from '../../cloudfunctions/dailyClose/onePage';
import { presets } from '../../config/plans';
import { table } from '../measure';

const release = releaseSchema.parse(presets.release.plan);
const dividend = dividendSchema.parse(presets.cyclic.plan);
const DAY = '2026-03-02';
const MOST_TIMES = 2;

/** A page of so many members in a random referral tree, all of whom take part in everything. */
function pageOf(members: number, ordersOfEach: number): PageDocument {
  let seed = 20_260_302;
  const below = (bound: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * bound);
  };
  const depth = [0];
  while (depth.length < members) depth.push(1 + below(Math.min(12, depth.at(-1)! + 1)));
  const figures = Object.fromEntries(FIGURES.map((name) => [name, depth.map(() => below(5_000_000))]));
  const orders = Array.from({ length: members * ordersOfEach }, (_, at) => `O${String(at).padStart(24, '7')}`);
  const columns: Columns = {
    ...(figures as Record<(typeof FIGURES)[number], number[]>),
    members: depth.map((_, at) => `M${String(at).padStart(12, '5')}`),
    depth,
    handRank: depth.map(() => -1),
    owedSpendable: depth.map(() => 0),
    rank: depth.map(() => 0),
    orderCount: depth.map(() => ordersOfEach),
    orders,
    remaining: orders.map(() => 500_000 + below(400_000)),
    daily: orders.map(() => 3_600 + below(7_200)),
  };
  return { ...emptyPage('p1'), ...packed(columns) };
}

interface Step {
  readonly name: string;
  readonly run: () => unknown;
}

function stepsOf(stored: PageDocument): Step[] {
  const text = JSON.stringify(stored);
  const page = columnsOf(stored);
  const members = page.quota.map((quota, at) => ({ quota, weight: page.weight[at] }));
  const day = freezeDividendDay(fen(100_000_000), fen(0), standingOf(members as never, dividend), dividend);
  const close = (read: PageDocument) =>
    closeOnePage({
      page: read,
      items: [],
      day: DAY,
      atMs: 0,
      dividend: { plan: dividend, day },
      release,
      carry: createCarry(),
      made: 1,
    });
  const closed = close(stored);
  const kernel = () => {
    const typed = createReleasePage(page.members.length, page.orders.length);
    typed.depth.set(page.depth);
    typed.remaining.set(page.remaining);
    typed.daily.set(page.daily);
    let order = 0;
    for (let at = 0; at < page.members.length; at += 1) {
      typed.orderStart[at] = order;
      order += page.orderCount[at]!;
    }
    typed.orderStart[page.members.length] = order;
    typed.teamVolume.set(page.teamVolume);
    return () => closePage(typed, createCarry(), release);
  };
  return [
    { name: 'kernel: the release alone, on typed arrays', run: () => time(kernel()) },
    { name: 'columns: the page read into them and written', run: () => time(() => columnsRound(text)) },
    { name: 'JSON: the record of the day written', run: () => time(() => JSON.stringify(closed.pageDay)) },
    { name: 'close: page in, page and record out', run: () => time(() => close(JSON.parse(text) as PageDocument)) },
    {
      name: 'whole: read, closed, page and record written',
      run: () =>
        time(() => {
          const { pages, pageDay } = close(JSON.parse(text) as PageDocument);
          return JSON.stringify(pages) + JSON.stringify(pageDay);
        }),
    },
  ];
}

/** What reading and writing a page cannot do without: JSON, and columns out of texts and into them. */
const columnsRound = (text: string): string => {
  const page = JSON.parse(text) as PageDocument;
  return JSON.stringify({ ...page, ...packed(columnsOf(page)) });
};

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** What a step takes in the quiet tenth of its runs: beside others the longer steps are hit more often. */
const quiet = (some: readonly number[]): number => some.toSorted((a, b) => a - b)[Math.floor(some.length / 10)]!;

/**
 * `npm run bench -- page`: what the close of one page costs beside what it cannot do without: the kernel, and the JSON of
 * what is read and written, columns with it.
 */
export function benchPage({ quick = false }: { quick?: boolean }): void {
  const times = quick ? 60 : 400;
  console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}.`);
  for (const [members, orders] of [
    [1_000, 1],
    [1_000, 2],
  ] as const) {
    const page = pageOf(members, orders);
    const steps = stepsOf(page);
    const taken = steps.map(() => [] as number[]);
    // The steps take turns, so that a busy moment of the machine hits them all.
    for (let nth = 0; nth < times; nth += 1)
      for (const [at, { run }] of steps.entries()) taken[at]!.push(run() as number);
    const ms = taken.map((some) => quiet(some.slice(times >> 2)));
    const [kernel, columns, record, close, whole] = ms as [number, number, number, number, number];
    console.log(`\nOne page of ${members} members with ${orders} orders each, ${JSON.stringify(page).length} bytes`);
    console.log(
      table(
        ['step', 'ms'],
        steps.map(({ name }, at) => [name, ms[at]!.toFixed(2)]),
      ),
    );
    const ratio = whole / (kernel + columns + record);
    console.log(`close / kernel and columns: ${(close / (kernel + columns)).toFixed(2)}`);
    console.log(`whole / kernel, columns and the record's JSON: ${ratio.toFixed(2)}`);
    console.log(`${ratio <= MOST_TIMES ? 'met   ' : 'MISSED'}  at most ${MOST_TIMES} times kernel, columns and JSON`);
  }
}
