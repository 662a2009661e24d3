import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

/** How a server is run: how long a request may take, in milliseconds, and how the process is started. */
export interface BareServerOptions {
  readonly patience: number;
  readonly arguments: readonly string[];
  /** Whether the server may say that a handler of it has failed: it may where what it was sent is no protocol. */
  readonly mayLogErrors: boolean;
  /** What the client answers to a request of the server. Undefined: never anything. */
  readonly answerTo: (method: string) => { readonly result: unknown } | { readonly error: object } | undefined;
}

export interface Answer {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Waiting {
  readonly since: number;
  readonly isBent: boolean;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

/** Messages of which an error tells the last ones. */
const REMEMBERED = 120;
/** ContentModified and RequestCancelled. */
const EXPECTED_ERRORS = new Set([-32801, -32800]);
const ERROR_LOGGED = 1;

/**
 * The server process, spoken to over its standard streams in messages written by hand, so that nothing is put right on the
 * way. The first thing that it does wrong fails every request: it ends, answers twice, late, or what was not asked.
 */
export class BareServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #options: BareServerOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #recent: string[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #errors = '';
  #failure: Error | undefined;
  #isEnding = false;
  lastId = 0;
  /** Milliseconds from a request to its answer. */
  slowest = 0;
  /** Requests and notices that the server sent. */
  unasked = 0;

  constructor(options: BareServerOptions) {
    this.#options = options;
    const program = join(__dirname, '../server/inspectedServer.js');
    this.#process = spawn(process.execPath, ['--expose-gc', program, '--stdio', ...options.arguments]);
    this.#process.stdout.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#process.stderr.on('data', (bytes: Buffer) => (this.#errors = (this.#errors + bytes.toString()).slice(-4000)));
    this.#process.stdin.on('error', () => undefined);
    this.#process.on('exit', (code, signal) => {
      if (!this.#isEnding) this.fail(`The server ended (${String(code ?? signal)}). ${this.#errors}`);
    });
  }

  /** Sends a request; one that is bent may be answered with any error. */
  request(method: string, params: unknown, isBent = false): Promise<Answer> {
    const id = ++this.lastId;
    const { patience } = this.#options;
    const promise = new Promise<Answer>((resolve, reject) => {
      const late = (): void => this.fail(`Request ${id} (${method}) was not answered in ${patience} ms.`);
      const timer = setTimeout(late, patience);
      const answer = (found: Answer): void => {
        clearTimeout(timer);
        resolve(found);
      };
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
      };
      this.#waiting.set(id, { since: performance.now(), isBent, answer, fail });
    });
    // Whoever sends many waits for all of them at once: the first failure is told then.
    promise.catch(() => undefined);
    if (this.#failure !== undefined) this.#waiting.get(id)?.fail(this.#failure);
    else this.#send({ jsonrpc: '2.0', id, method, params });
    return promise;
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** Ends the process, whatever it does. */
  async end(): Promise<void> {
    this.#isEnding = true;
    for (const { fail } of this.#waiting.values()) fail(new Error('The session is over.'));
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Notes what went wrong first, with the messages before it; every request fails with it. */
  fail(reason: string): void {
    if (this.#failure !== undefined || this.#isEnding) return;
    this.#failure = new Error(`${reason}\nThe last messages:\n${this.#recent.join('\n')}`);
    for (const { fail } of this.#waiting.values()) fail(this.#failure);
  }

  /** Throws what went wrong, if anything did. */
  assertFine(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #send(message: object): void {
    const text = JSON.stringify(message);
    if (this.#recent.push(text) > REMEMBERED) this.#recent.shift();
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('ascii', 0, head))?.[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const text = this.#buffer.toString('utf8', head + 4, head + 4 + length);
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      const message = JSON.parse(text) as Answer;
      if (message.method === undefined) this.#take(message);
      else this.#hear(message, message.method);
    }
  }

  #take(answer: Answer): void {
    const waiting = typeof answer.id === 'number' ? this.#waiting.get(answer.id) : undefined;
    if (typeof answer.id !== 'number' || waiting === undefined) {
      this.fail(`An answer that nobody waits for: ${JSON.stringify(answer).slice(0, 300)}`);
      return;
    }
    this.#waiting.delete(answer.id);
    this.slowest = Math.max(this.slowest, performance.now() - waiting.since);
    if (answer.error !== undefined && !waiting.isBent && !EXPECTED_ERRORS.has(answer.error.code)) {
      this.fail(`Request ${answer.id} failed: ${answer.error.message}`);
    }
    waiting.answer(answer);
  }

  #hear({ id, params }: Answer, method: string): void {
    this.unasked++;
    const answer = id === undefined ? undefined : this.#options.answerTo(method);
    if (answer !== undefined) this.#send({ jsonrpc: '2.0', id, ...answer });
    if (method !== 'window/logMessage' || this.#options.mayLogErrors) return;
    const { type, message } = params as { readonly type: number; readonly message: string };
    if (type === ERROR_LOGGED) this.fail(`The server logged an error: ${message}`);
  }
}
