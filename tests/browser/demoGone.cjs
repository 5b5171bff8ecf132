const { dirname } = require('node:path');
const { rmSync } = require('node:fs');

module.exports = function tearDown() {
  if (process.env.DEMO_ONCE) rmSync(dirname(process.env.DEMO_ONCE), { recursive: true, force: true });
};
