import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, whenDone } from './cleanup.mjs';
import { writeLanguagePack } from './languagePack.mjs';
import { run } from './processes.mjs';
import { downloads } from './root.mjs';
import { writeSettings } from './settings.mjs';
import { stagedExtension } from './stagedExtension.mjs';
import { webInstallation } from './webInstall.mjs';

const startDeadline = 60_000;
const log = join(downloads, 'server.log');

/** @typedef {import('node:child_process').ChildProcessByStdio<null, Readable, Readable>} Child */
/** @typedef {import('node:stream').Readable} Readable */

/**
 * @typedef {object} WebServer
 * @property {string} authority host and port
 * @property {Promise<unknown>} ended settles when the server has ended, for whatever reason
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code's web server with a data directory of its own, on a loopback address.
 * @param {object} [options]
 * @param {number} [options.port] 0 lets the system choose a free one
 * @param {NodeJS.ProcessEnv} [options.environment] for the extension host, which is the server's child
 * @param {Record<string, unknown>} [options.settings] user settings
 * @param {readonly object[]} [options.keybindings] of the user
 * @param {string} [options.locale] the language of its windows
 * @param {string} [options.vsix] a package to install
 * @returns {Promise<WebServer>}
 */
export async function startWebServer({ port = 0, environment = {}, settings = {}, keybindings, locale, vsix } = {}) {
  const { node, main } = await webInstallation();
  const data = temporaryDirectory();
  writeSettings(join(data, 'data'), settings, keybindings);
  if (locale) writeLanguagePack(join(data, 'data'), locale);
  if (vsix) await install(node, [main, '--install-extension', vsix, ...dataFlags(data)]);
  const child = spawn(node, [main, ...serverFlags(port, data), ...(locale ? ['--locale', locale] : [])], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  keepLog(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  whenDone(() => child.kill('SIGKILL'));
  try {
    return { authority: `127.0.0.1:${await portOf(child)}`, ended, stop };
  } catch (error) {
    child.kill();
    throw error;
  }
}

/**
 * The address of a window with the extension under development, and with a test suite when one is given.
 * @param {WebServer} server
 * @param {string} folder the workspace
 * @param {object} [options]
 * @param {string} [options.suite] the path of the module that exports `run`
 * @param {string} [options.extension] the folder of another extension than ours
 */
export function windowAddress(server, folder, { suite, extension = stagedExtension() } = {}) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (suite) payload.push(['extensionTestsPath', remote(suite)]);
  const query = `folder=${encodeURI(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return `http://${server.authority}/?${query}`;
}

/**
 * @param {number} port
 * @param {string} data
 */
function serverFlags(port, data) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...dataFlags(data),
    '--without-connection-token',
    // Lets the page call out to us: `codeAutomationExit` and `codeAutomationLog`.
    '--enable-smoke-test-driver',
  ];
}

/**
 * Its errors go to the log: code-server complains about the compiled parts that we do without.
 * @param {string} node
 * @param {readonly string[]} args
 */
function install(node, args) {
  mkdirSync(downloads, { recursive: true });
  return run(node, args, { stdio: ['ignore', 'inherit', openSync(log, 'w')] });
}

/** @param {string} data */
function dataFlags(data) {
  return ['--server-data-dir', data, '--telemetry-level', 'off', '--accept-server-license-terms'];
}

/**
 * The port, as soon as the server says that it listens on it.
 * @param {Child} child
 * @returns {Promise<number>}
 */
function portOf(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (/** @type {string} */ why) => reject(new Error(`VS Code's web server ${why}. What it said: ${log}`));
    const read = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      const listening = /Extension host agent listening on (\d+)/.exec(output);
      if (listening) resolve(Number(listening[1]));
      if (output.includes('EADDRINUSE')) fail('found its port in use by another program');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with exit code ${code}`));
    AbortSignal.timeout(startDeadline).addEventListener('abort', () => fail('did not start in a minute'));
  });
}

/** @param {Child} child */
function keepLog(child) {
  mkdirSync(downloads, { recursive: true });
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
}
