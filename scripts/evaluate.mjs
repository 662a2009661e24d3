// `npm run evaluate`: how well recognition does on the gold articles and on the test sentences of Universal NER.
// `npm run evaluate -- GOLDDIR ARTICLEDIR`, `--universal-ner FILE` and `--tagged FILE_OR_DIR...` name other texts;
// `--errors` lists all errors. `--rehearsal`: the articles that the rehearsal of `npm run train` has not seen.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { root } from './host/root.mjs';

const args = process.argv.slice(2);
const namesTexts = args.some((arg) => arg !== '--errors' && arg !== '--rehearsal');
const usual = ['test/golden/entities', 'seeds', '--universal-ner', 'model/uner/zh_gsdsimp-ud-test.iob2'];

await installDependencies();
await buildBundles();
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'dist/cli.js'),
    'evaluate',
    ...(namesTexts || args.includes('--rehearsal') ? [] : usual),
    ...args.flatMap((arg) => (arg === '--rehearsal' ? rehearsal() : [arg])),
  ],
  // The usual texts are named from the root, so that the report names no machine's directories.
  { stdio: 'inherit', ...(namesTexts ? {} : { cwd: root }) },
);
process.exitCode = status ?? 1;

/** The arguments that test the rehearsal: its model, and the articles it was not trained on. */
function rehearsal() {
  const unseen = readFileSync(join(root, 'out/rehearsal.txt'), 'utf8').trim().split('\n');
  return ['--model', 'out/rehearsal.bin', '--tagged', ...unseen.map((name) => `model/articles/${name}`)];
}
