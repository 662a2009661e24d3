// `npm test`: every check of the project. `--only unit`, `--only e2e`, `--only restricted`, `--only chinese`, `--only vsix` and `--grep X` choose, `--host` forces an editor.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choice } from './host/choice.mjs';
import { temporaryDirectory } from './host/cleanup.mjs';
import { runInEditor } from './host/inEditor.mjs';
import { installDependencies } from './host/prepare.mjs';
import { npm, runNode } from './host/processes.mjs';
import { elapsed, heading, sentence } from './host/progress.mjs';
import { totalsFile } from './host/totals.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, grep: { type: 'string' }, host: { type: 'string' } },
});
const { grep } = options;
const totals = totalsFile();

/**
 * In the order in which they run; the first that fails is the last.
 * @type {readonly { name: string, neededBy?: readonly string[], run: () => Promise<void> }[]}
 */
const stages = [
  { name: 'lint', run: () => runNode(['node_modules/eslint/bin/eslint.js', '.']) },
  { name: 'format', run: () => runNode(['node_modules/prettier/bin/prettier.cjs', '--check', '.']) },
  {
    name: 'types',
    neededBy: ['unit', 'e2e', 'restricted', 'chinese', 'vsix'],
    run: () => npm(['run', '--silent', 'compile']),
  },
  { name: 'unit', run: () => someTests(unitTests) },
  { name: 'bundles', neededBy: ['e2e', 'restricted', 'chinese'], run: () => npm(['run', '--silent', 'build']) },
  { name: 'e2e', run: () => someTests(() => inEditorTests()) },
  { name: 'restricted', run: () => someTests(() => inEditorTests({ variant: 'restricted' })) },
  { name: 'chinese', run: () => someTests(() => inEditorTests({ variant: 'chinese' })) },
  { name: 'vsix', run: () => someTests(installedTests) },
];

try {
  await installDependencies();
  for (const stage of chosenStages()) await timed(stage);
} catch (error) {
  console.error(`\n${sentence(error)}`);
  process.exitCode = 1;
}
const { passed, failed } = totals.sum();
// A stage that broke counts, so that the line below never says that nothing failed when something did.
console.log(`\n${passed} passed, ${process.exitCode ? Math.max(failed, 1) : failed} failed`);

function chosenStages() {
  const names = stages.map(({ name }) => name);
  const only = choice('only', options.only, names);
  return only ? stages.filter(({ name, neededBy }) => name === only || neededBy?.includes(only)) : stages;
}

/** @param {(typeof stages)[number]} stage */
async function timed({ name, run }) {
  heading(name);
  const start = performance.now();
  await run();
  console.log(`${name}: ${elapsed(start)}`);
}

/**
 * A suite that runs no test passes easily; only `--grep` may leave none.
 * @param {() => Promise<void>} run
 */
async function someTests(run) {
  const before = totals.sum().passed;
  await run();
  if (!grep && totals.sum().passed === before) throw new Error('No test ran.');
}

/** The suites that need no editor; .mocharc.json says which. */
function unitTests() {
  const reporter = ['--reporter', 'scripts/host/countingReporter.cjs'];
  return runNode(['node_modules/mocha/bin/mocha.js', ...reporter, ...(grep ? ['--grep', grep] : [])], {
    env: { ...process.env, ...totals.environment },
  });
}

/** Packs the extension for this platform, and tries it as its users get it. */
async function installedTests() {
  const folder = temporaryDirectory();
  await npm(['run', '--silent', 'package', '--', '--target', 'current', '--outdir', folder]);
  const [vsix = ''] = readdirSync(folder);
  await inEditorTests({ variant: 'installed', vsix: join(folder, vsix) });
}

/** @param {{ variant?: keyof typeof import('./host/variants.mjs').variants, vsix?: string }} [chosen] */
function inEditorTests(chosen) {
  return runInEditor({
    ...chosen,
    host: choice('host', options.host, ['desktop', 'web']),
    environment: { ...totals.environment, ...(grep && { CORPUS_TEST_GREP: grep }) },
  });
}
