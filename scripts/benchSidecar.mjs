// `npm run bench:sidecar`: how fast sidecars of 10,000 annotations are read, against JSON.parse of the same data in the
// same run, and what one more annotation costs before the file is flushed. Other work on the machine matters little for
// the ratios, and much for the milliseconds.
import { installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b', 'bench']);
  await runNode(['--expose-gc', 'out/bench/sidecar/bench.js', ...process.argv.slice(2)]);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
