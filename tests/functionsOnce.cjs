// The functions are built once for all test files that run them (tests/functions/world.ts copies what it needs).
const { execFileSync } = require('node:child_process');
const { mkdtempSync, mkdirSync } = require('node:fs');
const { join } = require('node:path');

module.exports = function setUp() {
  const root = join(__dirname, '..');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'functions-once-'));
  execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/buildFunctions.ts', folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env.FUNCTIONS_ONCE = folder;
};
