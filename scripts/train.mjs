// `npm run train`: trains the tagger on what lies in `model/` and writes `model/tagger.bin`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies } from './host/prepare.mjs';
import { root } from './host/root.mjs';

await installDependencies();
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run(join(root, 'node_modules/typescript/bin/tsc'), '-b', 'model');
run('--max-old-space-size=8000', join(root, 'out/model/train.js'), ...process.argv.slice(2));
