import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAXIMUM_SIDECAR_BYTES } from '../core/annotation/sidecar/version';
import { OutsideError } from '../core/corpus/corpusFiles';
import { MAXIMUM_ARTICLE_BYTES } from '../core/text/decode';
import { readFileIfThere } from './atomicFile';
import { unlessCode } from './errorCode';

/** Every reader of a corpus refuses what is longer, so one byte more says as much as all of them. */
const MOST_BYTES = Math.max(MAXIMUM_ARTICLE_BYTES, MAXIMUM_SIDECAR_BYTES) + 1;

/**
 * The bytes of the file that a `file:` address names; undefined where there is none or the scheme is another. Of a file that
 * is larger than any reader takes, its beginning: too much for them, and too little to fill the memory. Rejects for what
 * is no file: a pipe or a device may never end.
 */
export async function readLocalFile(address: string): Promise<Uint8Array | undefined> {
  return address.startsWith('file:') ? readWithinBounds(fileURLToPath(address)) : undefined;
}

async function readWithinBounds(path: string): Promise<Uint8Array | undefined> {
  const found = await unlessCode(stat(path), ['ENOENT'], undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) throw new Error(`${path} is not a file.`);
  return found === undefined || found.size <= MOST_BYTES ? readFileIfThere(path) : readBeginning(path);
}

async function readBeginning(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const bytes = new Uint8Array(MOST_BYTES);
    for (let length = 0; length < MOST_BYTES;) {
      const { bytesRead } = await handle.read(bytes, length);
      if (bytesRead === 0) return bytes.subarray(0, length);
      length += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/**
 * As {@link readLocalFile}, for a file that lies, all links followed, in one of the folders (`file:` addresses; others are
 * passed over). Rejects with an {@link OutsideError} for one that lies elsewhere.
 */
export async function readLocalFileWithin(
  address: string,
  folders: readonly string[],
): Promise<Uint8Array | undefined> {
  if (!address.startsWith('file:')) return undefined;
  const path = await unlessCode(realpath(fileURLToPath(address)), ['ENOENT', 'ENOTDIR'], undefined);
  if (path === undefined) return undefined;
  for (const folder of folders) if (await isWithin(path, folder)) return readWithinBounds(path);
  throw new OutsideError();
}

/**
 * Rejects with an {@link OutsideError} where a file that is to be written (a `file:` address; its folders may not be there yet)
 * would lie, all links followed, outside a folder.
 */
export async function assertWithin(address: string, folder: string): Promise<void> {
  const [path, root] = await Promise.all([address, folder].map((name) => realPathOf(fileURLToPath(name))));
  if (!(path as string).startsWith((root as string) + sep)) throw new OutsideError();
}

/** A path with all links followed, as far as it is there. */
async function realPathOf(path: string): Promise<string> {
  const real = await unlessCode(realpath(path), ['ENOENT', 'ENOTDIR'], undefined);
  if (real !== undefined) return real === sep ? '' : real;
  return dirname(path) === path ? path : join(await realPathOf(dirname(path)), basename(path));
}

async function isWithin(path: string, folder: string): Promise<boolean> {
  if (!folder.startsWith('file:')) return false;
  const real = await unlessCode(realpath(fileURLToPath(folder)), ['ENOENT', 'ENOTDIR'], undefined);
  return real !== undefined && path.startsWith(real.endsWith(sep) ? real : real + sep);
}
