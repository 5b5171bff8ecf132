// npm run bench [-- WHAT] [-- --quick] [-- --json FILE]: the daily close of the release, or what USAGE names.
import { parseArgs } from 'node:util';

const USAGE = `usage: npm run bench [-- WHAT] [-- --quick] [-- --json FILE]
  release   the daily close of the release (when nothing is named)
  cloud     calls of the local cloud
  page      the close of one stored page
  team      the pages of a team of 100,000 with 10,000 direct members, 1,000 generations deep; --quick 10,000
  search    search and lists on a shelf of 50,000 goods against one of 500; --quick 5,000
  statement pages of a statement of 1,000 days, ten lines a day; --quick 100
  actions   requests, bytes, chain and time of every action; --latency-ms N of each request (15)`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'string' }, 'latency-ms': { type: 'string' } },
});
const [what = 'release', ...others] = positionals;
const { 'latency-ms': latencyMs, ...common } = options;

// Each is loaded only when it is asked for: the release bench tells the memory of its process.
if (others.length > 0) misused();
else if (what === 'actions') await (await import('./actions')).benchActions({ ...common, latencyMs });
else if (latencyMs !== undefined) misused();
else if (what === 'release') (await import('./release/run')).benchRelease(common);
else if (what === 'cloud') await (await import('./cloud')).benchCloud(common);
else if (what === 'team')
  await (await import('./team')).benchTeam(
    options.quick ? { members: 10_000, directs: 1_000, deep: 200 } : { members: 100_000, directs: 10_000, deep: 1_000 },
  );
else if (what === 'search')
  await (await import('./search')).benchSearch({ few: 500, many: options.quick ? 5_000 : 50_000 });
else if (what === 'statement') await (await import('./statement')).benchStatement(options.quick ? 100 : 1_000);
else if (what === 'page') (await import('./page')).benchPage(common);
else misused();

function misused(): void {
  console.error(USAGE);
  process.exitCode = 2;
}
