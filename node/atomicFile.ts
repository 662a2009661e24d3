import { constants, type Stats } from 'node:fs';
import { access, lstat, open, readFile, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Moved, Replaced } from '../core/annotation/store';
import { isErrorWithCode, unlessCode } from './errorCode';
import { withFileLock } from './fileLock';
import { temporaryPathFor } from './ownFiles';

/** The bytes of a file; undefined where there is none. */
export function readFileIfThere(path: string): Promise<Uint8Array | undefined> {
  return unlessCode(readFile(path), ['ENOENT'], undefined);
}

/**
 * Puts the bytes of `chunks` in the place of a file that holds exactly `expected` (undefined: there must be none). The file is at every
 * moment wholly old or wholly new, also when the machine stops: a temporary file beside it is written and flushed, then
 * renamed over it, and the directory is flushed. A link stays a link, mode and (where the system allows it) owner stay.
 * Rejects, with the old file intact, for a read-only file, a hard link, or any error of the system.
 */
export async function replaceFile(
  path: string,
  chunks: readonly Uint8Array[],
  expected: Uint8Array | undefined,
): Promise<Replaced> {
  const target = await resolveLinks(path);
  const old = await unlessCode(stat(target), ['ENOENT'], undefined);
  if (old !== undefined) await refuseUnlessReplaceable(path, target, old);

  const temporary = temporaryPathFor(target);
  try {
    await writeTemporary(temporary, chunks, old);
    const result = await withFileLock(target, async (assertHeld): Promise<Replaced> => {
      const changedMeanwhile = await changedFrom(target, expected);
      if (changedMeanwhile !== undefined) return changedMeanwhile;
      await assertHeld();
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

/**
 * Gives a file another name, never replacing one that has it (a name that differs in case only may be the file's own).
 * A link is moved as a link. Rejects for any error of the system; the file then still has its old name.
 */
export async function moveFile(from: string, to: string): Promise<Moved> {
  const source = await unlessCode(lstat(from), ['ENOENT'], undefined);
  if (source === undefined) return { kind: 'missing' };
  return withFileLock(to, async (assertHeld): Promise<Moved> => {
    const target = await unlessCode(lstat(to), ['ENOENT'], undefined);
    const isOwn = target?.ino === source.ino && target.dev === source.dev && sameButForCase(from, to);
    if (target !== undefined && !isOwn) return { kind: 'exists' };
    await assertHeld();
    await rename(from, to);
    await flushDirectory(dirname(to));
    if (dirname(from) !== dirname(to)) await flushDirectory(dirname(from));
    return { kind: 'moved' };
  });
}

function sameButForCase(a: string, b: string): boolean {
  return a.normalize().toLowerCase() === b.normalize().toLowerCase();
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
  return isSame(current, expected) ? undefined : { kind: 'changed', current };
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}

async function writeTemporary(temporary: string, chunks: readonly Uint8Array[], old: Stats | undefined): Promise<void> {
  // With the mode from the start: nobody may read for a moment what only its owner may.
  const handle = await open(temporary, 'wx', old === undefined ? 0o666 : old.mode & 0o777);
  try {
    await writeAll(handle, chunks);
    if (old !== undefined) await keepOwnerAndMode(handle, old);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all bytes at the start of a file: one `writev` may write a part only, and on a nearly full disk it does. */
export async function writeAll(handle: Pick<FileHandle, 'writev'>, chunks: readonly Uint8Array[]): Promise<void> {
  let rest = chunks.filter(({ length }) => length > 0);
  for (let position = 0; rest.length > 0;) {
    const { bytesWritten } = await handle.writev(rest, position);
    if (bytesWritten === 0) throw new Error('the system wrote nothing and did not say why');
    position += bytesWritten;
    rest = without(rest, bytesWritten);
  }
}

/** The chunks without so many bytes at their beginning. */
function without(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  const first = chunks.findIndex(({ length }) => {
    if (left < length) return true;
    left -= length;
    return false;
  });
  return first === -1 ? [] : chunks.slice(first).with(0, (chunks[first] as Uint8Array).subarray(left));
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
