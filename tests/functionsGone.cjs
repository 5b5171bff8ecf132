const { rmSync } = require('node:fs');

module.exports = function tearDown() {
  if (process.env.FUNCTIONS_ONCE) rmSync(process.env.FUNCTIONS_ONCE, { recursive: true, force: true });
};
