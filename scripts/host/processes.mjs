import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/**
 * Runs a program with its output shown. Rejects with a sentence when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(...startable(command, args), {
      cwd: root,
      stdio: 'inherit',
      ...options,
      shell: isBatch(command),
    });
    child.once('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${[command, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}

/**
 * Runs a script with the Node that runs us. A path is relative to the root.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/**
 * @param {readonly string[]} args
 * @param {string} [folder]
 */
export function npm(args, folder = root) {
  return run(installedProgram('npm') ?? 'npm', args, { cwd: folder });
}

/**
 * The full path of the first of these programs that is installed.
 * @param {readonly string[]} names
 */
export function installedProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return names
    .flatMap((name) => folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))))
    .find(isProgram);
}

/**
 * The output of a short command, or undefined when it fails or does not answer in ten seconds.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to ours
 */
export function answer(command, args, environment) {
  const { status, stdout } = spawnSync(...startable(command, args), {
    env: { ...process.env, ...environment },
    shell: isBatch(command),
    encoding: 'utf8',
    timeout: 10_000,
  });
  return status === 0 ? stdout : undefined;
}

/**
 * A batch file of Windows can only be started by a shell, which takes what is quoted.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {[string, string[]]}
 */
function startable(command, args) {
  const quoted = (/** @type {string} */ word) => (isBatch(command) ? `"${word}"` : word);
  return [quoted(command), args.map(quoted)];
}

/** @param {string} command */
function isBatch(command) {
  return command.endsWith('.cmd');
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
