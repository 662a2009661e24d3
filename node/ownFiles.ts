import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isErrorWithCode } from './errorCode';

/*
 * The names of the files that exist only while a sidecar is replaced. They are recognisable, so that what a crash leaves
 * behind can be swept up, and short, so that they fit where the sidecar's own name barely does.
 */

const TEMPORARY = /^\.corpus-annotator-(?<processId>\d+)-[0-9a-f]{16}\.tmp$/;
const LOCK = /^\.corpus-annotator-[0-9a-f]{16}\.lock$/;

/** No write takes this long; a temporary file of this age is stray even if its process id is in use (again). */
const STRAY_AFTER_MS = 10 * 60 * 1000;

/** A lock is held for one comparison and one rename; one of this age was left by a crash. */
export const LOCK_STALE_AFTER_MS = 10 * 1000;

/** A fresh name for a temporary file beside `target`. */
export function temporaryPathFor(target: string): string {
  return join(dirname(target), `.corpus-annotator-${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
}

/** The lock file for `target`, the same in every process. */
export function lockPathFor(target: string): string {
  const name = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16);
  return join(dirname(target), `.corpus-annotator-${name}.lock`);
}

/**
 * Removes the temporary files and locks that crashed processes left in a directory, and nothing else. Returns the paths
 * that were removed; a file that cannot be removed, or a directory that cannot be read, is left for the next time.
 */
export async function sweepStrayTemporaries(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  const swept = await Promise.all(names.map((name) => sweepIfStray(join(directory, name))));
  return swept.filter((path) => path !== undefined);
}

async function sweepIfStray(path: string): Promise<string | undefined> {
  const name = basename(path);
  const processId = TEMPORARY.exec(name)?.groups?.['processId'];
  if (processId === undefined && !LOCK.test(name)) return undefined;
  try {
    const { mtimeMs } = await stat(path);
    const age = Date.now() - mtimeMs;
    const isStray =
      processId === undefined ? age > LOCK_STALE_AFTER_MS : age > STRAY_AFTER_MS || !isRunning(Number(processId));
    if (!isStray) return undefined;
    await unlink(path);
    return path;
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    // Signal 0 asks whether the process is there; EPERM says that it is, under another user.
    return process.kill(processId, 0);
  } catch (error) {
    return isErrorWithCode(error, 'EPERM');
  }
}
