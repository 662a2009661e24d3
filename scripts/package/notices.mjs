import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/root.mjs';

/**
 * The licences of the packages that are part of the bundles, as one text. Throws for a package without one, so that
 * nothing ships whose terms are unknown.
 * @param {import('esbuild').Metafile} metafile
 */
export function thirdPartyNotices(metafile) {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((file) => packageFolder(file) ?? []));
  const notices = [...folders].sort().map(notice);
  return ['The bundles in dist/ contain the following packages.', ...notices].join(`\n\n${'-'.repeat(80)}\n\n`);
}

/**
 * The folder of the package that a file belongs to, undefined for our own.
 * @param {string} file relative to the root, with slashes
 */
function packageFolder(file) {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} is in the bundles and has no licence file.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
}
