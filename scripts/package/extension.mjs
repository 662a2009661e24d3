import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../host/cleanup.mjs';
import { runNode } from '../host/processes.mjs';
import { root } from '../host/root.mjs';
import { thirdPartyNotices } from './notices.mjs';

/**
 * A folder that holds what every platform gets: the files that `files` of package.json names, the bundles as they are
 * released (small, without source maps) and the licences of what is in them.
 */
export async function releasedExtension() {
  const folder = temporaryDirectory();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const file of manifest.files.filter((/** @type {string} */ name) => name !== 'dist')) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  await bundle(folder);
  // Without one vsce warns: here all files ship.
  writeFileSync(join(folder, '.vscodeignore'), '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify(released(manifest), undefined, 2));
  return folder;
}

/** @param {string} folder */
async function bundle(folder) {
  const dist = join(folder, 'dist');
  await runNode(['scripts/build.mjs', '--release', '--metafile', '--outdir', dist]);
  const metafile = join(dist, 'meta.json');
  const notices = thirdPartyNotices(JSON.parse(readFileSync(metafile, 'utf8')));
  writeFileSync(join(folder, 'ThirdPartyNotices.txt'), `${notices}\n`);
  rmSync(metafile);
}

/**
 * The manifest without what only developers need. All packages but jieba are in the bundles.
 * @param {Record<string, any>} manifest
 */
function released({ files, scripts, devDependencies, dependencies, ...kept }) {
  const jieba = '@node-rs/jieba';
  return { ...kept, dependencies: { [jieba]: dependencies[jieba] } };
}
