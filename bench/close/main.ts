// npm run close:bench -- --members 100000 [--days 2]: a shop of that size, closed through the real functions.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { report } from './report';
import { runClose } from './run';

const USAGE = `usage: npm run close:bench -- [--members N] [--days N] [--kernel] [--memory] [--settle N] [--join N] [--latency-ms N] [--json FILE]
  --members N   members of the shop (10000); 1000000 need about 9 GB of memory
  --days N      days closed, one after the other (1)
  --kernel      beside it the rules and JSON alone over the same pages
  --memory      nothing is written into a folder; else a temporary one holds the shop
  --settle N    of a thousand members, those whose order settles on a day (10)
  --join N      of a thousand members, newcomers of a day (1)
  --latency-ms N  each request of a function takes so much longer (0)`;

const whole = (text: string | undefined, otherwise: number, most: number): number => {
  const number = text === undefined ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) throw new RangeError(USAGE);
  return number;
};

try {
  const { values } = parseArgs({
    options: {
      members: { type: 'string' },
      days: { type: 'string' },
      kernel: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      settle: { type: 'string' },
      join: { type: 'string' },
      'latency-ms': { type: 'string' },
      json: { type: 'string' },
    },
  });
  const options = {
    members: Math.max(1, whole(values.members, 10_000, 2_000_000)),
    days: Math.max(1, whole(values.days, 1, 60)),
    kernel: values.kernel,
    inMemory: values.memory,
    settlePerThousand: whole(values.settle, 10, 1000),
    joinPerThousand: whole(values.join, 1, 1000),
    latencyMs: whole(values['latency-ms'], 0, 9999),
  };
  const say = (line: string) => console.log(line);
  say(`Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}.`);
  const run = await runClose(options, say);
  report(run, say);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ node: process.version, ...run }, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof RangeError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')))
    throw error;
  console.error((error as Error).message === USAGE ? USAGE : `${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
