// npm run bench [-- cloud|page] [-- --quick] [-- --json FILE]: the daily close of the release, calls of the local
// cloud, or the close of one stored page.
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'string' } },
});
const [what = 'release', ...others] = positionals;

// Each is loaded only when it is asked for: the release bench tells the memory of its process.
if (what === 'release' && others.length === 0) (await import('./release/run')).benchRelease(options);
else if (what === 'cloud' && others.length === 0) await (await import('./cloud')).benchCloud(options);
else if (what === 'page' && others.length === 0) (await import('./page')).benchPage(options);
else {
  console.error('usage: npm run bench [-- cloud|page] [-- --quick] [-- --json FILE]');
  process.exitCode = 2;
}
