import { join } from 'node:path';
import { downloadedCode } from './desktop.mjs';
import { canShowWindow, runInDesktop } from './desktopSuite.mjs';
import { say, sentence } from './progress.mjs';
import { root } from './root.mjs';
import { variants } from './variants.mjs';
import { runInWeb } from './webSuite.mjs';
import { freshCorpus } from './workspace.mjs';

/**
 * @typedef {object} InEditorRun
 * @property {string} suite the module that exports `run`
 * @property {string} workspace a copy of the sample corpus
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string} [locale] the language of the window
 * @property {string} [vsix] a package to install; without one the extension is under development
 * @property {Record<string, string>} environment for the extension host
 */

/**
 * Runs the suite of a variant in VS Code: in the desktop one where that can be had, else in the web server.
 * @param {object} options
 * @param {keyof typeof variants} [options.variant]
 * @param {'desktop' | 'web' | undefined} options.host forced by the developer
 * @param {Record<string, string>} options.environment
 * @param {string} [options.vsix]
 */
export async function runInEditor({ variant = 'e2e', host, environment, vsix }) {
  const { suite, settings, locale, isWebOnly } = variants[variant];
  const workspace = freshCorpus();
  const run = {
    suite: join(root, 'out', 'test', suite, 'index.js'),
    settings,
    locale,
    vsix,
    workspace,
    environment: { ...environment, CORPUS_TEST_WORKSPACE: workspace },
  };
  const desktop = host === 'web' || isWebOnly ? undefined : await desktopProgram(host === 'desktop');
  await (desktop ? runInDesktop(desktop, run) : runInWeb(run));
}

/**
 * The program of a desktop VS Code, or undefined where the web server has to do.
 * @param {boolean} required
 */
async function desktopProgram(required) {
  try {
    if (!canShowWindow()) throw new Error('There is neither a display nor xvfb-run.');
    return await downloadedCode();
  } catch (error) {
    if (required) throw error;
    say(`${sentence(error)} The suite runs in VS Code's web server instead.`);
    return undefined;
  }
}
