import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { openPromise } from 'yauzl';
import { temporaryDirectory } from '../host/cleanup.mjs';
import { addJieba } from './jieba.mjs';
import { binaryFile, binaryPackage } from './targets.mjs';

/**
 * Packs the extension for one platform and makes sure of its binary.
 * @param {string} extension the folder with what every platform gets
 * @param {string} target
 * @param {string} path of the package, which is replaced
 */
export async function packVsix(extension, target, path) {
  const folder = temporaryDirectory();
  cpSync(extension, folder, { recursive: true });
  await addJieba(target, folder);
  mkdirSync(join(path, '..'), { recursive: true });
  // The project has no public address that links of the README could be completed with.
  await createVSIX({
    cwd: folder,
    packagePath: path,
    target,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const binaries = (await entries(path)).filter((entry) => entry.endsWith('.node'));
  const wanted = `extension/node_modules/${binaryPackage(target)}/${binaryFile(target)}`;
  if (binaries.length !== 1 || binaries[0] !== wanted)
    throw new Error(`${path} has the binaries [${binaries.join(', ')}] in place of ${wanted}.`);
}

/**
 * @param {string} path of a zip file
 * @returns {Promise<string[]>}
 */
async function entries(path) {
  const names = [];
  for await (const { fileName } of (await openPromise(path)).eachEntry()) names.push(fileName);
  return names;
}
