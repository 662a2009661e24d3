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
 * @property {Record<string, string>} environment for the extension host
 */

/**
 * Runs the suite of test/e2e in VS Code: in the desktop one where that can be had, else in the web server.
 * @param {object} options
 * @param {'desktop' | 'web' | undefined} options.host forced by the developer
 * @param {Record<string, string>} options.environment
 */
export async function runInEditor({ host, environment }) {
  const workspace = freshCorpus();
  const run = {
    suite: join(root, 'out', 'test', 'e2e', 'index.js'),
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
