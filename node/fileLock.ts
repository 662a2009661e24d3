import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isErrorWithCode, unlessCode } from './errorCode';
import { isRunning, lockPathFor, temporaryPathFor, thisMachine, type ProcessName } from './ownFiles';

/** A lock is held for one comparison and one rename: one of this age is broken where its process cannot be asked … */
const ABANDONED_AFTER_MS = 10_000;
/** … and one of this age also where a process has its number: that may be another process, or one that hangs. */
const HANGING_AFTER_MS = 60_000;
/** Longer than a lock of another machine can be in the way after a crash there. */
const PATIENCE_MS = ABANDONED_AFTER_MS + 2000;
const LONGEST_PAUSE_MS = 20;
/** How often work is done again whose lock was broken by others, because this process had slept for too long. */
const MOST_ATTEMPTS = 3;

/** Rejects where the lock is not held any more; to be asked right before the step that needs it. */
export type AssertHeld = () => Promise<void>;

/**
 * Runs a task while no other process (or part of this one) runs one for the same file. Comparing a file and renaming over
 * it are two steps: without the lock two annotators' windows could both compare, then both rename, and one edit be lost.
 * The lock names its process, so that what a killed one left is removed at once; a task that lost it is run again.
 */
export async function withFileLock<Result>(
  target: string,
  task: (assertHeld: AssertHeld) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const lock = await acquire(target);
    try {
      return await task(() => assertHeld(lock, target));
    } catch (error) {
      if (!(error instanceof LockLost) || attempt === MOST_ATTEMPTS) throw error;
    } finally {
      await release(lock);
    }
  }
}

interface OwnLock {
  readonly path: string;
  /** The process that holds it and a word of its own, so that no two locks are the same. */
  readonly content: string;
}

class LockLost extends Error {
  constructor(target: string) {
    super(`${target} was locked by another program meanwhile. Try again.`);
  }
}

async function assertHeld({ path, content }: OwnLock, target: string): Promise<void> {
  if ((await readLock(path))?.content !== content) throw new LockLost(target);
}

/** One that stays names a process that has ended, or is this one's and gets old; it must not make a finished write fail. */
async function release({ path, content }: OwnLock): Promise<void> {
  try {
    if ((await readLock(path))?.content === content) await unlink(path);
  } catch {
    // As above.
  }
}

async function acquire(target: string): Promise<OwnLock> {
  const path = lockPathFor(target);
  const content = `${process.pid} ${thisMachine()} ${randomBytes(8).toString('hex')}\n`;
  const candidate = temporaryPathFor(target);
  await writeFile(candidate, content, { flag: 'wx' });
  try {
    const { mtimeMs } = await stat(candidate);
    const start = performance.now();
    while (!(await tryAcquire(candidate, path, content))) {
      const waited = performance.now() - start;
      if (waited > PATIENCE_MS) throw new Error(`${target} is being written by another program. Try again.`);
      // The file system's clock, not this machine's: they may differ on a shared folder.
      await breakIfAbandoned(path, mtimeMs + waited);
      await pause(1 + Math.random() * LONGEST_PAUSE_MS);
    }
  } finally {
    await unlink(candidate).catch(() => undefined);
  }
  return { path, content };
}

/** Linking makes the lock appear with its content: there is no moment at which it stands for nobody. */
async function tryAcquire(candidate: string, path: string, content: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false;
    if (!isErrorWithCode(error, ...NO_LINKS)) throw error;
  }
  return tryCreate(path, content);
}

/** What systems answer that have no hard links (FAT, some network folders). */
const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EMLINK'];

async function tryCreate(path: string, content: string): Promise<boolean> {
  const handle = await unlessCode(open(path, 'wx'), ['EEXIST'], undefined);
  if (handle === undefined) return false;
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
  return true;
}

async function breakIfAbandoned(path: string, now: number): Promise<void> {
  const found = await readLock(path);
  if (found === undefined) return;
  const age = now - found.mtimeMs;
  const isDead = found.holder !== undefined && isRunning(found.holder) === false;
  const mayRun = found.holder !== undefined && isRunning(found.holder) === true;
  if (isDead || age > (mayRun ? HANGING_AFTER_MS : ABANDONED_AFTER_MS)) await removeLock(path, found.content);
}

interface FoundLock {
  readonly content: string;
  readonly mtimeMs: number;
  /** Undefined for a lock that does not say whose it is. */
  readonly holder: ProcessName | undefined;
}

/** What a lock says of itself; undefined where there is none. */
export async function readLock(path: string): Promise<FoundLock | undefined> {
  // Through one handle: by name the two answers could be of two locks.
  const handle = await unlessCode(open(path, 'r'), ['ENOENT'], undefined);
  if (handle === undefined) return undefined;
  try {
    const { mtimeMs } = await handle.stat();
    const content = await handle.readFile('utf8');
    const { processId, machine } = HOLDER.exec(content)?.groups ?? {};
    const holder = machine === undefined ? undefined : { machine, processId: Number(processId) };
    return { content, mtimeMs, holder };
  } finally {
    await handle.close();
  }
}

const HOLDER = /^(?<processId>\d+) (?<machine>[0-9a-f]{8}) /;

/**
 * Removes a lock with just this content; answers whether it did. Between looking and removing it may have become another's:
 * so it is moved aside, looked at again, and given back if it is not the one.
 */
export async function removeLock(path: string, content: string): Promise<boolean> {
  const aside = temporaryPathFor(path);
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return false;
    throw error;
  }
  const isRight = (await readFile(aside, 'utf8')) === content;
  // Where a third has taken the place meanwhile, the owner of this one finds out before it does anything.
  if (!isRight) await unlessCode(link(aside, path), ['EEXIST', ...NO_LINKS], undefined);
  await unlessCode(unlink(aside), ['ENOENT'], undefined);
  return isRight;
}
