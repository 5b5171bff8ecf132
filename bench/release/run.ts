import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { growthExponent, table } from '../measure';
import { type Comparison, compareWithDecimals, isWalk } from './baselines';
import { SHAPES } from './forest';
import { kernelRun, medianMs, ORDERS_PER_MEMBER, warmUp } from './kernel';

const full = {
  members: 1_000_000,
  closes: 25,
  growth: [100_000, 300_000, 1_000_000, 2_500_000, 5_000_000],
  decimals: [10_000, 100_000],
  decimalTimes: 3,
};
const quick = {
  members: 200_000,
  closes: 9,
  growth: [50_000, 100_000, 200_000, 500_000],
  decimals: [2_000, 10_000],
  decimalTimes: 3,
};
type Plan = typeof full;

const count = (figure: number) => figure.toLocaleString('en');
const ms = (figure: number) => figure.toFixed(figure < 10 ? 2 : 1);
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const say = (text = '') => console.log(text);

/**
 * The kernel on every shape, the shapes taking turns: on a shared machine the processor is slowed for seconds at a time.
 * Memory is read before the others are made.
 */
function measureKernel(plan: Plan) {
  const rssBefore = process.memoryUsage().rss;
  const first = kernelRun(SHAPES[0], plan.members);
  first.close();
  const peakRss = process.resourceUsage().maxRSS * 1024;
  const runs = [first, ...SHAPES.slice(1).map((shape) => kernelRun(shape, plan.members))];
  medianMs(runs, 3);
  const medians = medianMs(runs, plan.closes);
  const shapes = SHAPES.map((shape, i) => {
    const { figures, numbers } = runs[i]!.forest.page;
    const pageBytesPerMember = (figures.byteLength + numbers.byteLength) / plan.members;
    return { shape, closeMs: medians[i]!, pageBytesPerMember };
  });
  return { shapes, rssBefore, peakRss };
}

function measureGrowth(plan: Plan) {
  const runs = plan.growth.map((members) => kernelRun('random', members));
  medianMs(runs, 2);
  const medians = medianMs(runs, plan.closes >> 1);
  return plan.growth.map((size, i) => ({ size, ms: medians[i]! }));
}

/** `npm run bench [-- --quick] [--json FILE]`: what the daily close of the release costs, and against what. */
export function benchRelease(options: { quick?: boolean; json?: string }): void {
  const plan = options.quick ? quick : full;
  say(`Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}.`);
  say('Medians of one run, after a warm-up; each time is that of the clock or of the processor, whichever is less.');
  warmUp();

  const kernel = measureKernel(plan);
  say(`\nDaily close of ${count(plan.members)} members with ${count(plan.members * ORDERS_PER_MEMBER)} orders`);
  say(
    table(
      ['referrer forest', 'ms', 'ns per member', 'page bytes per member'],
      kernel.shapes.map(({ shape, closeMs, pageBytesPerMember }) => [
        shape,
        ms(closeMs),
        ((closeMs * 1e6) / plan.members).toFixed(0),
        pageBytesPerMember.toFixed(0),
      ]),
    ),
  );
  say(
    `Process: ${megabytes(kernel.rssBefore)} before, ${megabytes(kernel.peakRss)} at its peak (a forest, its copy to begin again from, and what made it).`,
  );

  const growth = measureGrowth(plan);
  const exponent = growthExponent(growth);
  say('\nGrowth, random forest');
  say(
    table(
      ['members', 'ms', 'ns per member'],
      growth.map(({ size, ms: taken }) => [count(size), ms(taken), ((taken * 1e6) / size).toFixed(0)]),
    ),
  );
  say(`time ~ members^${exponent.toFixed(3)}`);

  const comparisons = compareWithDecimals(plan.decimals, plan.decimalTimes);
  say('\nAgainst decimal.js, random forest, results equal member by member');
  say(
    table(
      ['', 'members', 'ms', 'kernel ms', 'times as long'],
      comparisons.map((row) => [
        row.name,
        count(row.members),
        ms(row.baselineMs),
        ms(row.kernelMs),
        count(Math.round(row.ratio)),
      ]),
    ),
  );

  const last = (rows: readonly Comparison[]) => rows.at(-1)!.ratio;
  const slowestMs = Math.max(...kernel.shapes.map(({ closeMs }) => closeMs));
  const largest = count(plan.decimals.at(-1)!);
  const targets = [
    {
      claim: `the walk at ${largest} takes at least 1,000 times as long`,
      isMet: last(comparisons.filter(isWalk)) >= 1_000,
    },
    { claim: `the bottom-up pass at ${largest} takes at least 500 times as long`, isMet: last(comparisons) >= 500 },
    {
      claim: `growth from ${count(growth[0]!.size)} to ${count(growth.at(-1)!.size)} at most members^1.08`,
      isMet: exponent <= 1.08,
    },
    { claim: `${count(plan.members)} members of any shape within 0.1 s`, isMet: slowestMs <= 100 },
  ];
  say('\nTargets');
  for (const { claim, isMet } of targets) say(`${isMet ? 'met   ' : 'MISSED'}  ${claim}`);
  if (options.quick) say('(a quick run: smaller than what the targets are meant for)');

  if (options.json)
    writeFileSync(
      options.json,
      `${JSON.stringify({ node: process.version, kernel, growth, exponent, comparisons, targets }, null, 2)}\n`,
    );
}
