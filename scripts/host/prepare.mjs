import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './processes.mjs';
import { say } from './progress.mjs';
import { root } from './root.mjs';

/** Makes node_modules what package-lock.json says. Uses Node built-ins only: a fresh clone has nothing else. */
export async function installDependencies() {
  if (dependenciesAreInstalled()) return;
  say('Installing the dependencies of the project');
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  await npm([command, '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Bundles the extension, its server and the command line tool into dist/. */
export async function buildBundles() {
  say('Building the extension');
  await npm(['run', '--silent', 'build']);
}

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by path
 */

/** Compares contents, not times: a checkout or a restored cache sets times as it likes. */
function dependenciesAreInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  if (!wanted) return true;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === '' || (found ? found.version === version : optional === true);
  });
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined}
 */
function lockedPackages(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}
