// `npm run bench:analysis`: how fast analysis is, how its time grows, what it holds in memory. `-- speed growth` chooses
// sections. It measures against jieba alone in the same run, so the machine matters little; other work on it matters.
import { installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b', 'model']);
  await runNode(['--expose-gc', 'out/model/bench.js', ...process.argv.slice(2)]);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
