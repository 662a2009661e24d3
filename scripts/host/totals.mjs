import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './cleanup.mjs';

/** @typedef {{ readonly passed: number, readonly failed: number }} Totals */

/** Where the Mocha runs, also those inside VS Code, leave their totals, and the sum of them. */
export function totalsFile() {
  const file = join(temporaryDirectory(), 'totals.jsonl');
  return {
    environment: { CORPUS_TEST_TOTALS: file },
    sum: () => lines(file).reduce(plus, { passed: 0, failed: 0 }),
  };
}

/**
 * @param {string} file
 * @returns {Totals[]}
 */
function lines(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/**
 * @param {Totals} left
 * @param {Totals} right
 */
function plus(left, right) {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed };
}
