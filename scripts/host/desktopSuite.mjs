import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './cleanup.mjs';
import { hasDisplay } from './desktop.mjs';
import { installedProgram, run as runProgram, runNode } from './processes.mjs';
import { root } from './root.mjs';
import { writeSettings } from './settings.mjs';

/** Whether the suite can have a window: on the screen, or on a virtual one. */
export function canShowWindow() {
  return hasDisplay() || virtualDisplay() !== undefined;
}

/**
 * Runs the in-editor suite in a desktop VS Code.
 * @param {string} program
 * @param {import('./inEditor.mjs').InEditorRun} run
 */
export async function runInDesktop(program, { suite, workspace, environment }) {
  const userData = temporaryDirectory();
  writeSettings(userData);
  const options = {
    vscodeExecutablePath: program,
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    extensionTestsEnv: environment,
    launchArgs: [workspace, '--user-data-dir', userData, '--extensions-dir', join(userData, 'extensions')],
  };
  const launch = [fileURLToPath(new URL('desktopLaunch.mjs', import.meta.url)), JSON.stringify(options)];
  const xvfb = hasDisplay() ? undefined : virtualDisplay();
  await (xvfb ? runProgram(xvfb, ['--auto-servernum', process.execPath, ...launch]) : runNode(launch));
}

function virtualDisplay() {
  return installedProgram('xvfb-run');
}
