import { existsSync } from 'node:fs';
import { answer, installedProgram } from './processes.mjs';
import { say } from './progress.mjs';
import { downloads } from './root.mjs';
import { versions } from './versions.mjs';

const updateServer = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether a window can be shown. */
export function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The `code` command of an installed VS Code, if there is one that can open a window. */
export function installedCode() {
  // In a terminal of VS Code, also a remote one, `code` talks to the window that is already there.
  if (!hasDisplay() && !process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const code = installedProgram('code');
  // Other programs are called `code` too, and root may not start VS Code just so.
  return code && /^\d+\.\d+\.\d+/.test(answer(code, ['--version']) ?? '') ? code : undefined;
}

/**
 * The program of a VS Code that is downloaded for development. Rejects with the reason when it cannot be had.
 * @returns {Promise<string>}
 */
export async function downloadedCode() {
  if (!(await isOnline())) throw new Error("VS Code's update server cannot be reached.");
  say(`Downloading VS Code ${versions.vscode}, unless it is there`);
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const program = await downloadAndUnzipVSCode({ version: versions.vscode, cachePath: downloads });
  if (existsSync(program) && startsHere(program)) return program;
  throw new Error('The downloaded VS Code does not start here: the system lacks libraries it needs.');
}

async function isOnline() {
  try {
    const { ok } = await fetch(updateServer, { signal: AbortSignal.timeout(5_000) });
    return ok;
  } catch {
    return false;
  }
}

/** @param {string} program */
function startsHere(program) {
  return answer(program, ['--version'], { ELECTRON_RUN_AS_NODE: '1' }) !== undefined;
}
