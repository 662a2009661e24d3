import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './cleanup.mjs';
import { hasDisplay } from './desktop.mjs';
import { installedProgram, run as runProgram, runNode } from './processes.mjs';
import { root } from './root.mjs';
import { writeSettings } from './settings.mjs';
import { emptyExtension } from './stagedExtension.mjs';

/** Whether the suite can have a window: on the screen, or on a virtual one. */
export function canShowWindow() {
  return hasDisplay() || virtualDisplay() !== undefined;
}

/**
 * Runs the in-editor suite in a desktop VS Code.
 * @param {string} program
 * @param {import('./inEditor.mjs').InEditorRun} run
 */
export async function runInDesktop(program, { suite, workspace, environment, vsix }) {
  const userData = temporaryDirectory();
  writeSettings(userData);
  const profile = ['--user-data-dir', userData, '--extensions-dir', join(userData, 'extensions')];
  if (vsix) await install(program, vsix, profile);
  const options = {
    vscodeExecutablePath: program,
    extensionDevelopmentPath: vsix ? emptyExtension() : root,
    extensionTestsPath: suite,
    extensionTestsEnv: environment,
    launchArgs: [workspace, ...profile],
  };
  const launch = [fileURLToPath(new URL('desktopLaunch.mjs', import.meta.url)), JSON.stringify(options)];
  const xvfb = hasDisplay() ? undefined : virtualDisplay();
  await (xvfb ? runProgram(xvfb, ['--auto-servernum', process.execPath, ...launch]) : runNode(launch));
}

/**
 * @param {string} program
 * @param {string} vsix
 * @param {readonly string[]} profile
 */
async function install(program, vsix, profile) {
  const { resolveCliArgsFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(program, { reuseMachineInstall: true });
  await runProgram(cli, [...args, ...profile, '--install-extension', vsix]);
}

function virtualDisplay() {
  return installedProgram('xvfb-run');
}
