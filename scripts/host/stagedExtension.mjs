import { cpSync, existsSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './cleanup.mjs';
import { root } from './root.mjs';

/** What the extension needs at run time, and the test suites. */
const parts = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'l10n',
  'syntaxes',
  'media',
  'docs/schemas',
  'dist',
  'node_modules',
  'out',
];

/**
 * A folder that holds the extension and nothing else, by links to the real ones. The project's own folder cannot serve:
 * the web VS Code is installed below it, and VS Code takes the themes below an extension under development for the
 * ones to show, whatever the settings say.
 */
export function stagedExtension() {
  const stage = temporaryDirectory();
  for (const part of parts.filter((name) => existsSync(join(root, name)))) {
    const source = join(root, part);
    mkdirSync(dirname(join(stage, part)), { recursive: true });
    if (lstatSync(source).isDirectory()) symlinkSync(source, join(stage, part), 'junction');
    else cpSync(source, join(stage, part));
  }
  return stage;
}
