// `npm run evaluate -- GOLDDIR ARTICLEDIR`: how well recognition does on annotated articles.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { root } from './host/root.mjs';

await installDependencies();
await buildBundles();
const { status } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'evaluate', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
