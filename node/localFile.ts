import { fileURLToPath } from 'node:url';
import { readFileIfThere } from './atomicFile';

/** The bytes of the file that a `file:` address names; undefined where there is none or the scheme is another. */
export async function readLocalFile(address: string): Promise<Uint8Array | undefined> {
  return address.startsWith('file:') ? readFileIfThere(fileURLToPath(address)) : undefined;
}
