// npm run -s simulate -- FILE: plays a scenario and prints the result, or courses drawn from it (docs/simulator.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RATE_ONE, type Rate, rate, readDecimal } from '../shared/kernel';
import { MOST_DAYS, readScenario, resultChunks, runScenario, type Scenario } from '../shared/simulate';

const USAGE = `usage: npm run -s simulate -- FILE.json [--html OUT.html]
       npm run -s simulate -- FILE.json --courses N [--days 365] [--seed 1] [--trend 1] [--cost 0]`;

/** What the words of the command ask for; a fault in words where they are off. */
type Asked = { readonly file: string; readonly html?: string | undefined; readonly courses?: CoursesWanted };
interface CoursesWanted {
  readonly count: number;
  readonly days: number;
  readonly seed: number;
  readonly trend: Rate;
  readonly costRate: Rate;
}

const OPTIONS = {
  html: { type: 'string' },
  courses: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  trend: { type: 'string' },
  cost: { type: 'string' },
} as const;

const MOST_COURSES = 10_000;

function argumentsOf(words: readonly string[]): Asked | string {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return (error as Error).message;
  }
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return 'one file is wanted';
  const { html, courses, ...terms } = values;
  if (courses === undefined)
    return Object.keys(terms).length > 0 ? `--${Object.keys(terms)[0]} goes with --courses` : { file, html };
  if (html !== undefined) return '--html does not go with --courses';
  const wanted = coursesOf(courses, terms);
  return typeof wanted === 'string' ? wanted : { file, courses: wanted };
}

function coursesOf(
  courses: string,
  { days = '365', seed = '1', trend = '1', cost = '0' }: Partial<Record<'days' | 'seed' | 'trend' | 'cost', string>>,
): CoursesWanted | string {
  const whole = (text: string, name: string, least: number, most: number): number => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) throw new Error(`--${name}: a whole number from ${least} to ${most}`);
    return number;
  };
  const factor = (text: string, name: string, most: number): Rate => {
    const read = readDecimal(text, 6);
    if ('fault' in read) throw new Error(`--${name}: ${read.fault}`);
    if (read.units > most * RATE_ONE) throw new Error(`--${name}: at most ${most}`);
    return rate(read.units);
  };
  try {
    return {
      count: whole(courses, 'courses', 1, MOST_COURSES),
      days: whole(days, 'days', 1, MOST_DAYS),
      seed: whole(seed, 'seed', 0, 2 ** 32 - 1),
      trend: factor(trend, 'trend', 10),
      costRate: factor(cost, 'cost', 1),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

/** Plays the courses one after the other, told how far it is where somebody watches. */
async function coursesTold(scenario: Scenario, wanted: CoursesWanted): Promise<string> {
  const { coursesText, fanOf, playCourse } = await import('../shared/simulate');
  const { count, days, seed, trend, costRate } = wanted;
  const outcomes = Array.from({ length: count }, (_none, number) => {
    const outcome = playCourse(scenario, { days, trend, draw: { seed, number } }, costRate);
    if (process.stderr.isTTY) process.stderr.write(`\r${number + 1} / ${count}`);
    return outcome;
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  const asked = { title: scenario.title, historyDays: scenario.days, days, seed, trend, costRate };
  return coursesText(asked, fanOf(outcomes), outcomes);
}

/** Writes to standard output piece by piece, never faster than the reader takes it. */
async function print(chunks: Iterable<string>): Promise<void> {
  let held: string[] = [];
  let length = 0;
  const flush = () =>
    new Promise<void>((resolve, reject) =>
      process.stdout.write(held.join(''), (error) => (error ? reject(error) : resolve())),
    );
  for (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    if (length < 1 << 20) continue;
    await flush();
    held = [];
    length = 0;
  }
  await flush();
}

async function main(): Promise<number> {
  const asked = argumentsOf(process.argv.slice(2));
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USAGE}`);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(asked.file, 'utf8');
  } catch (error) {
    console.error(`${asked.file}: cannot be read: ${(error as Error).message}`);
    return 2;
  }
  const read = readScenario(text);
  if ('faults' in read) {
    process.stderr.write(read.faults.map(({ place, message }) => `${place}: ${message}\n`).join(''));
    return 2;
  }
  if (asked.courses) {
    const { CourseFault } = await import('../shared/simulate');
    try {
      await print([await coursesTold(read.scenario, asked.courses)]);
      return 0;
    } catch (error) {
      if (!(error instanceof CourseFault)) throw error;
      console.error(error.message);
      return 2;
    }
  }
  const result = runScenario(read.scenario);
  if (asked.html !== undefined) {
    const { reportPage } = await import('../shared/simulate/report');
    writeFileSync(asked.html, reportPage(read.scenario, result));
  }
  await print(resultChunks(result));
  return 0;
}

// A reader that stops early (| head) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main();
