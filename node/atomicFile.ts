import { constants, type Stats } from 'node:fs';
import { access, lstat, open, readFile, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sameBytes } from '../core/annotation/sidecar/bytes';
import type { Replaced } from '../core/annotation/store';
import { isErrorWithCode, unlessCode } from './errorCode';
import { withFileLock } from './fileLock';
import { temporaryPathFor } from './ownFiles';

/** The bytes of a file; undefined where there is none. */
export function readFileIfThere(path: string): Promise<Uint8Array | undefined> {
  return unlessCode(readFile(path), ['ENOENT'], undefined);
}

/**
 * Puts `bytes` in the place of a file that holds exactly `expected` (undefined: there must be none). The file is at every
 * moment wholly old or wholly new, also when the machine stops: a temporary file beside it is written and flushed, then
 * renamed over it, and the directory is flushed. A link stays a link, mode and (where the system allows it) owner stay.
 * Rejects, with the old file intact, for a read-only file, a hard link, or any error of the system.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  expected: Uint8Array | undefined,
): Promise<Replaced> {
  const target = await resolveLinks(path);
  const old = await unlessCode(stat(target), ['ENOENT'], undefined);
  if (old !== undefined) await refuseUnlessReplaceable(path, target, old);

  const changed = await changedFrom(target, expected);
  if (changed !== undefined) return changed;

  const temporary = temporaryPathFor(target);
  try {
    await writeTemporary(temporary, bytes, old);
    const result = await withFileLock(target, async (): Promise<Replaced> => {
      const changedMeanwhile = await changedFrom(target, expected);
      if (changedMeanwhile !== undefined) return changedMeanwhile;
      await rename(temporary, target);
      return { kind: 'written' };
    });
    if (result.kind === 'written') await flushDirectory(dirname(target));
    return result;
  } finally {
    // Gone after the rename; one that cannot be removed is swept later and must not hide what happened.
    await unlink(temporary).catch(() => undefined);
  }
}

/** The file a path means, through all links. The last part need not exist, but a link must lead somewhere. */
async function resolveLinks(path: string): Promise<string> {
  const real = await unlessCode(realpath(path), ['ENOENT'], undefined);
  if (real !== undefined) return real;
  const link = await unlessCode(lstat(path), ['ENOENT'], undefined);
  if (link?.isSymbolicLink() === true) throw new Error(`${path} is a link to a file that does not exist.`);
  return join(await realpath(dirname(path)), basename(path));
}

async function refuseUnlessReplaceable(path: string, target: string, old: Stats): Promise<void> {
  if (!old.isFile()) throw new Error(`${path} is not a file.`);
  if (old.nlink > 1) throw new Error(`${path} has further hard links; replacing it would part them.`);
  const isReadOnly = (old.mode & 0o222) === 0;
  const isWritable = await unlessCode(
    access(target, constants.W_OK).then(() => true),
    ['EACCES', 'EPERM', 'EROFS'],
    false,
  );
  if (isReadOnly || !isWritable) throw new Error(`${path} is read-only.`);
}

async function changedFrom(target: string, expected: Uint8Array | undefined): Promise<Replaced | undefined> {
  const current = await readFileIfThere(target);
  return sameBytes(current, expected) ? undefined : { kind: 'changed', current };
}

async function writeTemporary(temporary: string, bytes: Uint8Array, old: Stats | undefined): Promise<void> {
  const handle = await open(temporary, 'wx');
  try {
    // Not `handle.write`: it may write a part only, and on a full disk it does.
    await handle.writeFile(bytes);
    if (old !== undefined) await keepOwnerAndMode(handle, old);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepOwnerAndMode(handle: FileHandle, old: Stats): Promise<void> {
  const { uid, gid } = await handle.stat();
  // Only the superuser can give a file away: for others the annotator becomes the owner, the group stays if it can.
  if (uid !== old.uid || gid !== old.gid) await unlessCode(handle.chown(old.uid, old.gid), ['EPERM'], undefined);
  await handle.chmod(old.mode & 0o7777);
}

/** Makes the rename itself durable. Some systems cannot flush a directory; there nothing more can be done. */
async function flushDirectory(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(directory, 'r');
    await handle.sync();
  } catch (error) {
    if (!isErrorWithCode(error, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP')) throw error;
  } finally {
    await handle?.close();
  }
}
