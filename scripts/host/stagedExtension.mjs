import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './cleanup.mjs';
import { root } from './root.mjs';

/**
 * A folder that holds the extension and nothing else, by links to the real ones. The project's own folder cannot serve:
 * the web VS Code is installed below it, and VS Code takes the themes below an extension under development for the
 * ones to show, whatever the settings say.
 * @param {object} [options]
 * @param {boolean} [options.isTranslated] the window has another language than English: VS Code tells the extension's strings by
 *   where its code really lies, so that the code is a copy
 */
export function stagedExtension({ isTranslated = false } = {}) {
  const stage = temporaryDirectory();
  for (const part of parts().filter((name) => existsSync(join(root, name)))) {
    const source = join(root, part);
    mkdirSync(dirname(join(stage, part)), { recursive: true });
    if (lstatSync(source).isDirectory() && !(isTranslated && part === 'dist'))
      symlinkSync(source, join(stage, part), 'junction');
    else cpSync(source, join(stage, part), { recursive: true });
  }
  return stage;
}

/** An extension that does nothing: VS Code runs a test suite only beside an extension under development. */
export function emptyExtension() {
  const folder = temporaryDirectory();
  const manifest = { name: 'nothing', publisher: 'corpus-annotator', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** What ships, what is installed, and the test suites. */
function parts() {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return ['package.json', ...files, 'node_modules', 'out'];
}
