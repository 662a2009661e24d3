import { join } from 'node:path';
import { downloadedCode } from './desktop.mjs';
import { canShowWindow, runInDesktop } from './desktopSuite.mjs';
import { say, sentence } from './progress.mjs';
import { root } from './root.mjs';
import { runInWeb } from './webSuite.mjs';
import { freshCorpus } from './workspace.mjs';

/**
 * @typedef {object} InEditorRun
 * @property {string} suite the module that exports `run`
 * @property {string} workspace a copy of the sample corpus
 * @property {string} [vsix] a package to install; without one the extension is under development
 * @property {Record<string, string>} environment for the extension host
 */

/**
 * Runs a suite in VS Code, that of test/installed on an installed VSIX, else that of test/e2e: in the desktop one where that can be had, else in the web server.
 * @param {object} options
 * @param {'desktop' | 'web' | undefined} options.host forced by the developer
 * @param {Record<string, string>} options.environment
 * @param {string} [options.vsix]
 */
export async function runInEditor({ host, environment, vsix }) {
  const workspace = freshCorpus();
  const run = {
    suite: join(root, 'out', 'test', vsix ? 'installed' : 'e2e', 'index.js'),
    vsix,
    workspace,
    environment: { ...environment, CORPUS_TEST_WORKSPACE: workspace },
  };
  const desktop = host === 'web' ? undefined : await desktopProgram(host === 'desktop');
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
