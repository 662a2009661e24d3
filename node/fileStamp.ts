import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unlessCode } from './errorCode';

/** What changes when the file of a `file:` address is written or replaced; undefined where there is none. */
export async function localFileStamp(address: string): Promise<string | undefined> {
  const stats = await unlessCode(stat(fileURLToPath(address), { bigint: true }), ['ENOENT', 'ENOTDIR'], undefined);
  return stats && `${stats.mtimeNs} ${stats.size} ${stats.ino}`;
}
