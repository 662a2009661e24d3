// `npm run bench`: what the language server costs over its protocol, for each article of the sample corpus and from a cold
// start, as ratios to an empty round trip, to `jieba.tag` and to bare processes in the same run; how soon it is back after a
// crash, and how long a very long article holds its event loop. `-- --json` prints all
// figures as JSON; `--rounds N` and `--starts N` say how often. Measure on an idle machine.
import { installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b', 'bench']);
  await runNode(['out/bench/server/bench.js', '--server', await shippedServer(), ...process.argv.slice(2)]);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/** The server as the VSIX of this platform has it. */
async function shippedServer() {
  // These use packages, which a fresh clone has only now.
  const { releasedExtension } = await import('./package/extension.mjs');
  const { addJieba } = await import('./package/jieba.mjs');
  const { currentTarget } = await import('./package/targets.mjs');
  const folder = await releasedExtension();
  await addJieba(currentTarget(), folder);
  return `${folder}/dist/server.js`;
}
