import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer } from './saver';

/** A running saver process. */
export class Saver {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string, undefined>;
  readonly #ended: Promise<unknown>;

  /** `launcher` is a command that starts the rest of its arguments, as `unshare` does. */
  constructor(path: string, launcher: readonly string[] = []) {
    const program = [process.execPath, join(__dirname, 'saver.js'), path] as const;
    const [command, ...args] = launcher.length === 0 ? program : [...launcher, ...program];
    // One thread for files: all system calls of a save are made by it, one after the other, and can be counted.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' };
    this.#child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin?.on('error', () => undefined);
    this.#answers = createInterface(this.#child.stdout!)[Symbol.asyncIterator]();
    this.#ended = once(this.#child, 'exit');
  }

  get processId(): number {
    return this.#child.pid ?? 0;
  }

  /** The answer to a command; undefined when the process has died of it. */
  async ask(command: string): Promise<Answer | undefined> {
    this.#child.stdin?.write(`${command}\n`);
    const line = await this.#answers.next();
    return line.done === true ? undefined : (JSON.parse(line.value) as Answer);
  }

  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
