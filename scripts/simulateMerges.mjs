// `npm run test:merges [-- --count 1000 --seed 1]`: merges of two annotators' simulated work, by id as the merge driver
// does it and by lines as git does without. The last line is the summary; the exit status tells whether all is well.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { npm } from './host/processes.mjs';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
await npm(['run', '--silent', 'compile']);
const { mergeById, mergeByLinesIn, simulateMerges } = createRequire(import.meta.url)(
  '../out/test/git/simulatedMerges.js',
);

const folder = mkdtempSync(join(tmpdir(), 'corpus-merges-'));
const withDriver = simulateMerges(count, seed, mergeById);
const withoutDriver = simulateMerges(count, seed, mergeByLinesIn(folder));
rmSync(folder, { recursive: true });

console.log('with the driver:   ', describe(withDriver));
console.log('without the driver:', describe(withoutDriver));
const isWell =
  withDriver.right === count &&
  withoutDriver['silently wrong'] === 0 &&
  withoutDriver['conflict that cannot be resolved'] === 0;
console.log(
  `${count} merges: ${withDriver.right} clean and right with the driver, ` +
    `${withoutDriver['silently wrong']} silently wrong without it: ${isWell ? 'passed' : 'FAILED'}`,
);
process.exitCode = isWell ? 0 : 1;

/** @param {Record<string, number>} outcomes */
function describe(outcomes) {
  return Object.entries(outcomes)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', ');
}
