'use strict';
const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/**
 * Mocha's `spec` report, and a line of totals added to the file that CORPUS_TEST_TOTALS names.
 * `scripts/test.mjs` sums these lines.
 */
module.exports = class CountingReporter extends reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.CORPUS_TEST_TOTALS;
    if (!file) return;
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passed, failed })}\n`);
    });
  }
};
