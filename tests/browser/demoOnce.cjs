// The demo's history is played once for all browser tests (world.ts copies it): each of them begins with the same shop.
const { execFileSync } = require('node:child_process');
const { mkdirSync, mkdtempSync } = require('node:fs');
const { join } = require('node:path');

module.exports = function setUp() {
  const root = join(__dirname, '../..');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'demo-once-'));
  execFileSync(process.execPath, ['scripts/run.mjs', 'tests/browser/seedOnce.ts', folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env.DEMO_ONCE = folder;
};
