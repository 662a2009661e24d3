import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../host/cleanup.mjs';
import { npm, run } from '../host/processes.mjs';
import { say } from '../host/progress.mjs';
import { root } from '../host/root.mjs';
import { binaryFile, binaryPackage } from './targets.mjs';

/** What of jieba is needed at run time. `dict.txt` is the dictionary; its `idf.txt` is not used. */
const library = ['package.json', 'index.js', 'dict.txt', 'LICENSE'];

/**
 * Puts jieba with the binary of one platform into the `node_modules` of a folder.
 * @param {string} target
 * @param {string} folder
 */
export async function addJieba(target, folder) {
  const name = binaryPackage(target);
  copyFiles(
    join(root, 'node_modules', '@node-rs', 'jieba'),
    join(folder, 'node_modules', '@node-rs', 'jieba'),
    library,
  );
  copyFiles(await folderOf(name), join(folder, 'node_modules', name), ['package.json', binaryFile(target)]);
}

/**
 * Where the files of a package are: in node_modules, where npm has put those of this platform, or freshly fetched.
 * @param {string} name
 */
function folderOf(name) {
  const installed = join(root, 'node_modules', name);
  return existsSync(installed) ? installed : fetched(name);
}

/**
 * Fetches the version of a package that package-lock.json names. Rejects when its bytes are not those locked.
 * @param {string} name
 * @returns {Promise<string>}
 */
async function fetched(name) {
  const { version, integrity } = locked(name);
  const folder = temporaryDirectory();
  say(`Fetching ${name} ${version}`);
  await npm(['pack', `${name}@${version}`, '--prefer-offline', '--loglevel=error'], folder);
  const [archive] = readdirSync(folder);
  if (archive === undefined) throw new Error(`npm fetched nothing for ${name}.`);
  const hash = createHash('sha512')
    .update(readFileSync(join(folder, archive)))
    .digest('base64');
  if (`sha512-${hash}` !== integrity) throw new Error(`${name} ${version} is not what package-lock.json says it is.`);
  await run('tar', ['-xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

/**
 * @param {string} name
 * @returns {{ version: string, integrity: string }}
 */
function locked(name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = packages[`node_modules/${name}`];
  if (found) return found;
  throw new Error(`package-lock.json does not name ${name}: run npm install.`);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {readonly string[]} files
 */
function copyFiles(from, to, files) {
  for (const file of files) cpSync(join(from, file), join(to, file));
}
