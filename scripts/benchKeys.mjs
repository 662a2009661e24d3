// `npm run bench:keys`: how many keys an article takes, counted by annotating it in a real VS Code until its annotation file
// equals a gold file. Without an argument the gold file of article 000; `-- FILE.tsv` takes another, of an article of seeds/.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryDirectory } from './host/cleanup.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';
import { root } from './host/root.mjs';
import { runInWeb } from './host/webSuite.mjs';
import { freshCorpus } from './host/workspace.mjs';

const gold = resolve(process.argv[2] ?? join(root, 'test/golden/entities/000_c0c3e37c3b1e3dc6.tsv'));

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b']);
  await buildBundles();
  const workspace = freshCorpus();
  const report = join(temporaryDirectory(), 'report.txt');
  const environment = { CORPUS_BENCH_GOLD: gold, CORPUS_BENCH_REPORT: report };
  await runInWeb({ suite: join(root, 'out/bench/editor/keys.js'), workspace, environment });
  if (!existsSync(report)) throw new Error('There is no report.');
  console.log(readFileSync(report, 'utf8'));
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
