import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The bytes of the file that a `file:` address names; undefined where there is none or the scheme is another. */
export async function readLocalFile(address: string): Promise<Uint8Array | undefined> {
  if (!address.startsWith('file:')) return undefined;
  try {
    return await readFile(fileURLToPath(address));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
