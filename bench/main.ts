// npm run bench [-- WHAT] [-- --quick] [-- --json FILE]: the daily close of the release, or what USAGE names.
import { parseArgs } from 'node:util';

const USAGE = `usage: npm run bench [-- WHAT] [-- --quick] [-- --json FILE]
  release   the daily close of the release (when nothing is named)
  cloud     calls of the local cloud
  page      the close of one stored page
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
else if (what === 'page') (await import('./page')).benchPage(common);
else misused();

function misused(): void {
  console.error(USAGE);
  process.exitCode = 2;
}
