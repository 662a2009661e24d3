// `npm run keybindings`: writes the key bindings into package.json that follow from others: one for each key of annotate mode,
// and for each chord (`alt+a s`) its twin with Alt held (`alt+a alt+s`), which an input method lets through.
// A test says when it has to be run again.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npm, runNode } from './host/processes.mjs';
import { root } from './host/root.mjs';

await npm(['run', '--silent', 'compile']);
const { withDerivedBindings } = createRequire(import.meta.url)(
  join(root, 'out/core/annotation/mode/derivedBindings.js'),
);
const file = join(root, 'package.json');
const manifest = JSON.parse(readFileSync(file, 'utf8'));
manifest.contributes.keybindings = withDerivedBindings(manifest.contributes.keybindings);
writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
await runNode(['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', file]);
