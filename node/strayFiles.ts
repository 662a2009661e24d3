import { readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readLock, removeLock } from './fileLock';
import { isLockName, isRunning, makerOfTemporary, type ProcessName } from './ownFiles';

/** No write takes this long: a file of this age is stray, whoever made it, and even if its process number is in use. */
const STRAY_AFTER_MS = 10 * 60 * 1000;

/**
 * Removes the temporary files and locks that crashed processes left in a directory, and nothing else. Returns the paths
 * that were removed; a file that cannot be removed, or a directory that cannot be read, is left for the next time.
 */
export async function sweepStrayFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  const swept = await Promise.all(names.map((name) => sweepIfStray(join(directory, name))));
  return swept.filter((path) => path !== undefined);
}

async function sweepIfStray(path: string): Promise<string | undefined> {
  const name = basename(path);
  try {
    if (isLockName(name)) {
      const found = await readLock(path);
      const isSwept =
        found !== undefined && (await isStray(path, found.holder)) && (await removeLock(path, found.content));
      return isSwept ? path : undefined;
    }
    const maker = makerOfTemporary(name);
    if (maker === undefined || !(await isStray(path, maker))) return undefined;
    await unlink(path);
    return path;
  } catch {
    return undefined;
  }
}

async function isStray(path: string, maker: ProcessName | undefined): Promise<boolean> {
  if (maker !== undefined && isRunning(maker) === false) return true;
  return Date.now() - (await stat(path)).mtimeMs > STRAY_AFTER_MS;
}
