import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sidecarsBeside } from '../../core/annotation/sidecarPath';
import type { SidecarFiles } from '../../core/annotation/store';
import { moveFile, readFileIfThere, replaceFile } from '../../node/atomicFile';

/** The store's files on the real disk, named by paths. */
export const localFiles: SidecarFiles = {
  read: readFileIfThere,
  replace: replaceFile,
  move: moveFile,
  async beside(article) {
    const names = await readdir(dirname(article));
    return sidecarsBeside(basename(article), names).map((name) => join(dirname(article), name));
  },
};
