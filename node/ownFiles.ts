import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isErrorWithCode } from './errorCode';

/*
 * The names of the files that exist only while a sidecar is replaced. They are recognisable, so that what a crash leaves
 * behind can be swept up, and short, so that they fit where the sidecar's own name barely does.
 */

const TEMPORARY = /^\.corpus-annotator-(?<machine>[0-9a-f]{8})-(?<processId>\d+)-[0-9a-f]{16}\.tmp$/;
const LOCK = /^\.corpus-annotator-[0-9a-f]{16}\.lock$/;

/** A process: its number means something on its own machine only. */
export interface ProcessName {
  readonly machine: string;
  readonly processId: number;
}

/** A fresh name for a temporary file beside `target`. */
export function temporaryPathFor(target: string): string {
  const unique = `${thisMachine()}-${process.pid}-${randomBytes(8).toString('hex')}`;
  return join(dirname(target), `.corpus-annotator-${unique}.tmp`);
}

/** The lock file for `target`, the same in every process. */
export function lockPathFor(target: string): string {
  const name = createHash('sha256').update(basename(target)).digest('hex').slice(0, 16);
  return join(dirname(target), `.corpus-annotator-${name}.lock`);
}

/** Which process made a temporary file, by its name; undefined for any other file. */
export function makerOfTemporary(name: string): ProcessName | undefined {
  const { machine, processId } = TEMPORARY.exec(name)?.groups ?? {};
  return machine === undefined ? undefined : { machine, processId: Number(processId) };
}

export function isLockName(name: string): boolean {
  return LOCK.test(name);
}

/**
 * What stands for this machine in names and locks: eight hexadecimal digits. Containers that share a folder, and even a
 * host name, number their processes apart, so they are machines of their own.
 */
export function thisMachine(): string {
  let processes = '';
  try {
    processes = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux numbers processes apart in this way.
  }
  return createHash('sha256').update(`${hostname()}\n${processes}`).digest('hex').slice(0, 8);
}

/** Whether a process runs; undefined where it is another machine's and cannot be asked. */
export function isRunning({ machine, processId }: ProcessName): boolean | undefined {
  if (machine !== thisMachine()) return undefined;
  try {
    // Signal 0 asks whether the process is there; EPERM says that it is, under another user.
    return process.kill(processId, 0);
  } catch (error) {
    return isErrorWithCode(error, 'EPERM');
  }
}
