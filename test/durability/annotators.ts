import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A running annotator process and what it has acknowledged. */
export interface Annotator {
  /** Resolves when it has read its sidecar. */
  readonly ready: Promise<void>;
  /** The ids that it said are saved; all of them once `ended` has resolved. */
  readonly acknowledged: readonly string[];
  /** Resolves with the exit code; null for one that was killed. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

export function startAnnotator(path: string, prefix: string, count: number, rest = 0): Annotator {
  const program = join(__dirname, 'annotator.js');
  const child = spawn(process.execPath, [program, path, prefix, String(count), String(rest)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  let unfinished = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      if (lines.includes('ready')) resolve();
      acknowledged.push(...lines.filter((line) => line !== 'ready'));
    });
    child.once('exit', () => resolve());
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { ready, acknowledged, ended, kill: () => void child.kill('SIGKILL') };
}
