// `npm run bench:authority`: how fast an entity is found among 100,000 of authority files at each typed key, against one bare
// pass over all names in the same run. Other work on the machine matters little for the ratios, and much for the milliseconds.
import { installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b', 'bench']);
  await runNode(['out/bench/authority/bench.js']);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
