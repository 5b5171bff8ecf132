import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { carryToJson, createCarry } from '@shared/rules';
import { median, table } from '../measure';
import { type Crowd, makeCrowd, memberIdOf, orderIdOf, PAGE_SIZE } from './crowd';
import { dividendDayOver, kernelOf, plans } from './kernel';
import { closeOnePage, type InboxDocument } from './live';
import { pageOf } from './pages';

const DAY = '2026-03-02';
const TURNOVER_FEN = 50_000_000;
/** Orders of the page's members that settled on the day. */
const SETTLED = 20;

/** An order of 3,000 yuan that all plans count, waiting for the close. */
const itemOf = (crowd: Crowd, at: number): InboxDocument => ({
  _id: `settle:${orderIdOf(crowd.release.orders + at)}`,
  kind: 'order',
  memberId: memberIdOf((at * 37) % crowd.members),
  day: DAY,
  atMs: 0,
  referrerId: null,
  depth: 0,
  sequence: at + 1,
  orderId: orderIdOf(crowd.release.orders + at),
  volumeFen: 300_000,
  pointsVolumeCents: 0,
  quotaFen: 600_000,
  weightMicroShares: 3_000_000,
  grantedReleaseCents: 750_000,
  dailyReleaseCents: 3_600,
  mergeDay: DAY,
  pageId: 'p1',
});

const say = (text = '') => console.log(text);

/** Several measurements of the same work, taking turns with others; each after the last. */
function timed(works: Readonly<Record<string, () => unknown>>, times: number): Record<string, number> {
  const took = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let at = 0; at < times; at += 1)
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      work();
      took.get(name)!.push(performance.now() - start);
    }
  return Object.fromEntries([...took].map(([name, figures]) => [name, median(figures)]));
}

/**
 * `npm run bench -- page [--quick] [--json FILE]`: closing one page of 1,000 members with two orders each, as the live
 * function does it, beside the rules alone and the JSON of the page.
 */
export function benchPage(options: { quick?: boolean | undefined; json?: string | undefined }): void {
  const times = options.quick ? 40 : 300;
  const crowd = makeCrowd(PAGE_SIZE);
  const page = pageOf(crowd, 0);
  const items = Array.from({ length: SETTLED }, (_, at) => itemOf(crowd, at));
  const day = dividendDayOver([page], TURNOVER_FEN);
  const text = JSON.stringify(page);
  const close = () =>
    closeOnePage({
      page,
      items,
      day: DAY,
      atMs: 0,
      dividend: { plan: plans.dividend, day },
      release: plans.release,
      carry: createCarry(),
      made: 1,
    });
  const closed = close();
  const works = {
    parse: () => JSON.parse(text) as unknown,
    stringify: () => JSON.stringify(page),
    record: () => JSON.stringify(closed.pageDay),
    kernel: () => carryToJson(afterKernel()),
    close,
  };
  const afterKernel = () => {
    const carry = createCarry();
    kernelOf(page, day, carry);
    return carry;
  };
  timed(works, 30); // warm-up
  const ms = timed(works, times) as Record<keyof typeof works, number>;
  const least = ms.kernel + ms.parse + ms.stringify;
  const ratio = (ms.parse + ms.close + ms.stringify) / least;
  const bytes = { page: text.length, record: JSON.stringify(closed.pageDay).length };

  say(`Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}.`);
  say(`One page: ${PAGE_SIZE} members, ${page.orders.length} orders, ${SETTLED} of them new; medians of ${times}.`);
  const row = (name: string, took: number, size?: number) => [
    name,
    took.toFixed(3),
    (took / least).toFixed(2),
    size === undefined ? '' : (size / 1024).toFixed(0),
  ];
  say(
    table(
      ['', 'ms', 'of kernel + JSON', 'KB'],
      [
        row('kernel: arrays, dividend lines, release pass', ms.kernel),
        row('JSON.parse of the page', ms.parse, bytes.page),
        row('JSON.stringify of the page', ms.stringify, bytes.page),
        row('kernel + JSON', least),
        row('closeOnePage, as the close calls it', ms.close),
        row('closeOnePage + JSON of the page', ms.parse + ms.close + ms.stringify),
        row('JSON.stringify of the record of what was credited', ms.record, bytes.record),
      ],
    ),
  );
  say(`${ratio <= 2 ? 'met   ' : 'MISSED'}  closing a page costs at most twice kernel + JSON: ${ratio.toFixed(2)}`);
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, times, ms, bytes, ratio }, null, 2)}\n`);
}
