// The demo's history is played once for all files of browser tests; each takes in a copy (world.ts).
const { execFileSync } = require('node:child_process');
const { mkdtempSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

module.exports = function setUp() {
  const root = join(__dirname, '../..');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'demo-once-'));
  process.env.DEMO_ONCE = join(folder, 'demo.export');
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
