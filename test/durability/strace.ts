import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** The system calls that a save makes to change the disk. Where a kernel has another name, it is never called. */
export const SYSCALLS = ['openat', 'pwrite64', 'pwritev', 'fsync', 'close', 'link', 'rename', 'unlink'] as const;
export type Syscall = (typeof SYSCALLS)[number];

/** Which system call goes wrong, in the words of strace's `inject`. */
export interface Injection {
  readonly syscall: Syscall;
  /** `error=EIO` or `signal=KILL`. */
  readonly what: string;
  /** `3` is the third call, `1+` is every one. */
  readonly when: string;
}

/** Why processes cannot be traced here, or undefined where they can. */
export function tracingRefused(): string | undefined {
  if (process.platform !== 'linux') return 'strace exists on Linux only';
  const { status } = spawnSync('strace', ['-V'], { stdio: 'ignore' });
  if (status !== 0) return 'strace is not installed';
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const { stderr } = spawnSync('timeout', ['-s', 'INT', '1', 'strace', '-p', String(child.pid)], { encoding: 'utf8' });
  child.kill('SIGKILL');
  return stderr.includes('attached') ? undefined : `strace may not look into processes: ${stderr.trim()}`;
}

/** Longer than any save, one that waits for a lock of another machine included. */
const LONGEST_TRACE_MS = 15_000;
const LONGEST_END_MS = 2000;

/** Runs `action` while a process is traced; resolves with what it did and the log of its calls. */
export async function whileTraced<Result>(
  processId: number,
  log: string,
  injection: Injection | undefined,
  action: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly log: string }> {
  const inject = injection && ['-e', `inject=${injection.syscall}:${injection.what}:when=${injection.when}`];
  const traced = ['-f', '-y', '-s', '0', '-o', log, '-e', `trace=${SYSCALLS.join(',')}`, ...(inject ?? [])];
  const strace = spawn('strace', [...traced, '-p', String(processId)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(strace, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('attached')) resolve();
    });
    void ended.then(() => reject(new Error(`strace: ${said}`)));
  });
  // Strace may wait for ever for a thread that it saw dying; the process is gone only when strace lets go of it.
  const letGo = setTimeout(
    () => strace.kill('SIGKILL'),
    injection?.what.startsWith('signal') === true ? LONGEST_END_MS : LONGEST_TRACE_MS,
  );
  const result = await action();
  clearTimeout(letGo);
  strace.kill('SIGINT');
  const end = setTimeout(() => strace.kill('SIGKILL'), LONGEST_END_MS);
  await ended;
  clearTimeout(end);
  return { result, log: await readFile(log, 'utf8') };
}
