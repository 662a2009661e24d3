import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {(() => void)[]} */
const actions = [];

/**
 * Registers what must be undone when the script ends, also by Ctrl+C. Last registered, first undone.
 * @param {() => void} action synchronous: nothing else runs while Node exits
 */
export function whenDone(action) {
  if (actions.length === 0) listen();
  actions.unshift(action);
}

/**
 * A fresh directory that is removed at the end. Its path is short, because sockets below it
 * may have no more than 103 characters on macOS and Linux.
 */
export function temporaryDirectory() {
  const parent = process.platform === 'win32' ? tmpdir() : '/tmp';
  const directory = realpathSync(mkdtempSync(join(parent, 'corpus-')));
  whenDone(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return directory;
}

function listen() {
  process.once('exit', () => actions.forEach(attempt));
  const signals = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  for (const [signal, code] of Object.entries(signals)) process.once(signal, () => process.exit(code));
}

/** @param {() => void} action */
function attempt(action) {
  try {
    action();
  } catch (error) {
    console.error(`Cleaning up: ${error}`);
  }
}
