import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import type { Random } from '../../model/random';

/** What came of a run of random messages. */
export interface MessagesSummary {
  readonly messages: number;
  readonly requests: number;
  /** Milliseconds from a request to its answer. */
  readonly slowest: number;
}

/** A message as it goes over the wire, without its number. */
export interface Message {
  readonly method: string;
  readonly params: unknown;
  readonly isRequest: boolean;
  /** Whether its parameters are not what the protocol asks for: then an error is a right answer. */
  readonly isBent?: boolean;
}

const PIECES = [
  '郑州市',
  '省委书记楼阳生',
  '，',
  '“',
  '”',
  '（',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '😀',
  '\ud800',
  '\0',
  '1',
  '%',
  'http://a.b',
];
const NUMBERS = [0, 1, 2, 7, -1, 1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY];
const STRANGE: readonly unknown[] = [null, '', 'x', [], {}, true, -1, 1e400, '__proto__', { line: 'x' }, [[[[]]]]];
const URIS = [
  'file:///a.txt',
  'file:///b.txt',
  'file:///c/d.txt',
  'untitled:x',
  'git:/a.txt',
  'file://host/x.txt',
  '',
  '::',
  'file:///%00',
  'file:///a.txt.ann.yaml',
  'file:///corpus.yaml',
  'file:///x.authority.yaml',
];

/** Makes messages of a session: mostly sensible ones, some of them bent. */
export class MessageMaker {
  readonly #random: Random;
  #version = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Message {
    const message = this.#sensible();
    return this.#random.chance(0.15) ? { ...message, params: this.#bent(message.params), isBent: true } : message;
  }

  #sensible(): Message {
    const random = this.#random;
    const uri = random.pick(random.chance(0.8) ? URIS.slice(0, 3) : URIS);
    const textDocument = { uri };
    const request = (method: string, params: object): Message => ({ method, params, isRequest: true });
    const notice = (method: string, params: object): Message => ({ method, params, isRequest: false });
    const version = this.#someVersion();
    switch (random.below(14)) {
      case 0:
        return notice('textDocument/didOpen', {
          textDocument: { uri, languageId: 'corpus-article', version, text: this.#text(60) },
        });
      case 1:
      case 2:
      case 3:
        return notice('textDocument/didChange', { textDocument: { uri, version }, contentChanges: this.#changes() });
      case 4:
        return notice('textDocument/didClose', { textDocument });
      case 5:
        return notice('textDocument/didSave', { textDocument, ...(random.chance(0.5) && { text: this.#text(60) }) });
      case 6:
        return request('textDocument/hover', { textDocument, position: this.#place() });
      case 7:
        return request('textDocument/semanticTokens/full', { textDocument });
      case 8:
        return request('textDocument/semanticTokens/full/delta', {
          textDocument,
          previousResultId: String(random.below(99)),
        });
      case 9:
        return request('textDocument/semanticTokens/range', { textDocument, range: this.#range() });
      case 10:
        return request(random.pick(['textDocument/documentSymbol', 'textDocument/foldingRange']), { textDocument });
      case 11:
        return request(random.pick(['corpusAnnotator/spanAt', 'corpusAnnotator/suggestions']), {
          uri,
          version,
          offset: this.#number(),
        });
      case 12:
        return notice('corpusAnnotator/annotationsChanged', { uri, annotations: this.#annotations() });
      default:
        return notice('workspace/didChangeWatchedFiles', {
          changes: [{ uri: random.pick(URIS), type: 1 + random.below(3) }],
        });
    }
  }

  #someVersion(): number {
    return this.#random.chance(0.9) ? ++this.#version : this.#number();
  }

  #number(): number {
    return this.#random.chance(0.7) ? this.#random.below(80) : this.#random.pick(NUMBERS);
  }

  #text(longest: number): string {
    return Array.from({ length: this.#random.below(longest) }, () => this.#random.pick(PIECES)).join('');
  }

  #place(): object {
    return { line: this.#random.chance(0.8) ? this.#random.below(4) : this.#number(), character: this.#number() };
  }

  #range(): object {
    return { start: this.#place(), end: this.#place() };
  }

  #changes(): object[] {
    return Array.from({ length: this.#random.below(4) }, () =>
      this.#random.chance(0.2) ? { text: this.#text(60) } : { range: this.#range(), text: this.#text(5) },
    );
  }

  #annotations(): object[] {
    return Array.from({ length: this.#random.below(5) }, (_, index) => ({
      id: `a${index}`,
      label: this.#random.pick(['PER', 'ORG', 'x', '', '[x](command:y)']),
      start: this.#number(),
      end: this.#number(),
      state: this.#random.pick(['anchored', 'review', 'lost']),
      note: this.#text(4),
    }));
  }

  /** One value somewhere in the parameters is another one, of any type, or is left out. */
  #bent(value: unknown): unknown {
    const random = this.#random;
    if (typeof value !== 'object' || value === null || random.chance(0.2)) return random.pick(STRANGE);
    if (Array.isArray(value)) {
      const items: unknown[] = [...(value as unknown[])];
      if (items.length > 0) items[random.below(items.length)] = this.#bent(items[0]);
      return items;
    }
    const entries: [string, unknown][] = Object.entries(value);
    const [key, inner]: [string, unknown] = entries.length === 0 ? ['x', 0] : random.pick(entries);
    if (random.chance(0.2)) return Object.fromEntries(entries.filter(([other]) => other !== key));
    return { ...value, [key]: this.#bent(inner) };
  }
}

/** How a server is run: how long a request may take, in milliseconds, and how the process is started. */
export interface MessagesOptions {
  readonly patience: number;
  readonly arguments: readonly string[];
}

const USUAL: MessagesOptions = { patience: 5000, arguments: ['--rules'] };
/** One request in so many is cancelled right away. */
const CANCELLED = 7;
/** The most messages that are sent before their answers are waited for. */
const BURST = 60;

/**
 * Sends messages to a real server over its standard streams, written by hand so that nothing is put right on the way.
 * Throws with the last messages when the process ends, answers a request twice or not in time, answers what was
 * not asked, or cannot answer a sensible question at the end.
 */
export async function checkMessages(
  messages: Iterable<Message>,
  options: MessagesOptions = USUAL,
): Promise<MessagesSummary> {
  const server = new BareServer(options);
  let [sent, requests] = [0, 0];
  try {
    await server.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: { annotationsFrom: 'client' },
    });
    server.notify('initialized', {});
    let burst: Promise<unknown>[] = [];
    for (const { method, params, isRequest, isBent } of messages) {
      sent++;
      if (isRequest) {
        requests++;
        burst.push(server.request(method, params, isBent));
        if (requests % CANCELLED === 0) server.notify('$/cancelRequest', { id: server.lastId });
      } else server.notify(method, params);
      if (sent % BURST === 0) {
        burst.push(
          server.request('textDocument/hover', {
            textDocument: { uri: 'file:///none.txt' },
            position: { line: 0, character: 0 },
          }),
        );
        await Promise.all(burst);
        burst = [];
      }
    }
    await Promise.all(burst);
    await server.askSensibly();
    return { messages: sent, requests, slowest: server.slowest };
  } finally {
    await server.end();
  }
}

interface Answer {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

class BareServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #patience: number;
  readonly #waiting = new Map<
    number,
    {
      readonly since: number;
      readonly isBent: boolean;
      readonly answer: (answer: Answer) => void;
      readonly fail: (error: Error) => void;
    }
  >();
  readonly #recent: string[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #errors = '';
  #failure: Error | undefined;
  #isEnding = false;
  lastId = 0;
  slowest = 0;

  constructor({ patience, arguments: given }: MessagesOptions) {
    this.#patience = patience;
    this.#process = spawn(process.execPath, [join(__dirname, '../server/inspectedServer.js'), '--stdio', ...given]);
    this.#process.stdout.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#process.stderr.on('data', (bytes: Buffer) => (this.#errors = (this.#errors + bytes.toString()).slice(-4000)));
    this.#process.stdin.on('error', () => undefined);
    this.#process.on('exit', (code, signal) => {
      if (!this.#isEnding) this.#fail(`The server ended (${String(code ?? signal)}). ${this.#errors}`);
    });
  }

  request(method: string, params: unknown, isBent = false): Promise<Answer> {
    const id = ++this.lastId;
    const promise = new Promise<Answer>((answer, fail) => {
      const timer = setTimeout(
        () => this.#fail(`Request ${id} (${method}) was not answered in ${this.#patience} ms.`),
        this.#patience,
      );
      this.#waiting.set(id, {
        since: performance.now(),
        isBent,
        answer: (found) => {
          clearTimeout(timer);
          answer(found);
        },
        fail: (error) => {
          clearTimeout(timer);
          fail(error);
        },
      });
    });
    if (this.#failure !== undefined) this.#waiting.get(id)?.fail(this.#failure);
    else this.#send({ jsonrpc: '2.0', id, method, params });
    return promise;
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** After all that was sent the server still opens, reads and explains an article. */
  async askSensibly(): Promise<void> {
    const uri = 'file:///sensible.txt';
    this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'corpus-article', version: 1, text: '省委书记楼阳生在郑州市调研。' },
    });
    const { result } = await this.request('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 9 },
    });
    if (!JSON.stringify(result ?? null).includes('郑州市')) throw new Error('The server no longer knows 郑州市.');
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    for (const { fail } of this.#waiting.values()) fail(new Error('The session is over.'));
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }

  #send(message: object): void {
    const text = JSON.stringify(message);
    if (this.#recent.push(text) > 2 * BURST) this.#recent.shift();
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
      this.#take(JSON.parse(text) as Answer);
    }
  }

  #take(answer: Answer): void {
    if (answer.method !== undefined) return;
    const waiting = typeof answer.id === 'number' ? this.#waiting.get(answer.id) : undefined;
    if (typeof answer.id !== 'number' || waiting === undefined) {
      this.#fail(`An answer that nobody waits for: ${JSON.stringify(answer).slice(0, 300)}`);
      return;
    }
    this.#waiting.delete(answer.id);
    this.slowest = Math.max(this.slowest, performance.now() - waiting.since);
    if (answer.error !== undefined && !waiting.isBent && !EXPECTED_ERRORS.has(answer.error.code)) {
      this.#fail(`Request ${answer.id} failed: ${answer.error.message}`);
    }
    waiting.answer(answer);
  }

  #fail(reason: string): void {
    if (this.#failure !== undefined || this.#isEnding) return;
    this.#failure = new Error(`${reason}\nThe last messages:\n${this.#recent.join('\n')}`);
    for (const { fail } of this.#waiting.values()) fail(this.#failure);
  }
}

/** ContentModified and RequestCancelled. */
const EXPECTED_ERRORS = new Set([-32801, -32800]);
