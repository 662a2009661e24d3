import { open, rename, stat, unlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isErrorWithCode, unlessCode } from './errorCode';
import { LOCK_STALE_AFTER_MS, lockPathFor, temporaryPathFor } from './ownFiles';

const PATIENCE_MS = 5000;
const LONGEST_PAUSE_MS = 20;

/**
 * Runs a task while no other process (or part of this one) runs one for the same file. Comparing a file and renaming over
 * it are two steps: without the lock two annotators' windows could both compare, then both rename, and one edit be lost.
 */
export async function withFileLock<Result>(target: string, task: () => Promise<Result>): Promise<Result> {
  const lock = lockPathFor(target);
  await acquire(lock, target);
  try {
    return await task();
  } finally {
    // One that stays becomes stale soon, and must not turn a finished write into an error.
    await unlink(lock).catch(() => undefined);
  }
}

async function acquire(lock: string, target: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await tryAcquire(lock))) {
    if (Date.now() > deadline) throw new Error(`${target} is being written by another program. Try again.`);
    await breakIfStale(lock);
    await pause(1 + Math.random() * LONGEST_PAUSE_MS);
  }
}

async function tryAcquire(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx')).close();
    return true;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves a stale lock away before removing it: of several processes that find it stale only one succeeds. */
async function breakIfStale(lock: string): Promise<void> {
  const found = await unlessCode(stat(lock), ['ENOENT'], undefined);
  if (found === undefined || Date.now() - found.mtimeMs < LOCK_STALE_AFTER_MS) return;
  const aside = temporaryPathFor(lock);
  await unlessCode(rename(lock, aside), ['ENOENT'], undefined);
  await unlessCode(unlink(aside), ['ENOENT'], undefined);
}
