import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OutsideError } from '../core/corpus/corpusFiles';
import { readFileIfThere } from './atomicFile';
import { unlessCode } from './errorCode';

/** The bytes of the file that a `file:` address names; undefined where there is none or the scheme is another. */
export async function readLocalFile(address: string): Promise<Uint8Array | undefined> {
  return address.startsWith('file:') ? readFileIfThere(fileURLToPath(address)) : undefined;
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
  for (const folder of folders) if (await isWithin(path, folder)) return readFileIfThere(path);
  throw new OutsideError();
}

async function isWithin(path: string, folder: string): Promise<boolean> {
  if (!folder.startsWith('file:')) return false;
  const real = await unlessCode(realpath(fileURLToPath(folder)), ['ENOENT', 'ENOTDIR'], undefined);
  return real !== undefined && path.startsWith(real.endsWith(sep) ? real : real + sep);
}
