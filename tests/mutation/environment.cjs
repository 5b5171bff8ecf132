const { TestEnvironment } = require('jest-environment-node');

/** A mutant is dead with its first failing test: the tests after it are skipped. */
module.exports = class FirstFailure extends TestEnvironment {
  hasFailed = false;

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
};
