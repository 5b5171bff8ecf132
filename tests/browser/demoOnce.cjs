// The demo's history is played once for all files of browser tests; each takes in a copy (world.ts).
const { execFileSync } = require('node:child_process');
const { mkdtempSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_MS = 8 * HOUR_MS;

module.exports = function setUp() {
  const root = join(__dirname, '../..');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'demo-once-'));
  process.env.DEMO_ONCE = join(folder, 'demo.export');
  // Shops begin at eight in the evening of this day, behind the times of visits: whenever tests are run, none meets midnight
  // and the close behind it.
  const today = Math.floor((Date.now() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  process.env.DEMO_START_MS = String(today + 20 * HOUR_MS);
  try {
    execFileSync(process.execPath, ['scripts/run.mjs', 'tests/browser/demoOnce.ts', process.env.DEMO_ONCE], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};
