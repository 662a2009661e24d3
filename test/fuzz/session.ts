import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TELL_TEXT } from '../../core/protocol';
import { INSPECT, type Inspection } from '../server/inspectedServer';
import { BareServer, type BareServerOptions } from './bareServer';
import type { Message } from './messages';

/** What came of a run of messages. */
export interface MessagesSummary {
  readonly messages: number;
  readonly requests: number;
  /** Milliseconds from a request to its answer. */
  readonly slowest: number;
  /** For how long the server's event loop was held at most, but for one time in a hundred (milliseconds). */
  readonly held: number;
}

/** Stands for the address of the session's folder in every text of a message. */
export const FOLDER = 'file:///the-folder-of-the-session';

/** No message of the protocol: a file of the session's folder is written before the next message goes out. */
export const WRITE = 'test/write';
export interface FileToWrite {
  readonly name: string;
  readonly base64: string;
}

/** Milliseconds that a request may take. */
const PATIENCE = 5000;
/** One request in so many is cancelled right away, and one in so many when others have followed it. */
const CANCELLED = 7;
const CANCELLED_LATE = 11;
/** The most messages that are sent before their answers are waited for. */
const BURST = 60;
/** More notices and requests of the server than this for each message mean that it never comes to rest. */
const MOST_UNASKED = 20;

const USUAL_START: Message = {
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {}, initializationOptions: { annotationsFrom: 'client' } },
  isRequest: true,
};

/** What a client might tell when it is asked for a text, one after the other; undefined: it never answers. */
const TOLD: readonly unknown[] = [
  { version: 1e9, text: '郑州市。' },
  null,
  { version: 1, text: '旧' },
  { version: 'x', text: 7 },
  undefined,
  [],
  { version: 2 ** 53, text: '省委书记楼阳生。' },
];

/**
 * Sends messages to a real server. Throws with the last ones when the process ends, answers a request twice or not in time,
 * answers what was not asked, logs an error though all was sensible, never comes to rest, cannot answer a sensible
 * question at the end, or then keeps anything of what is closed.
 */
export async function checkMessages(
  given: readonly Message[],
  options: Partial<Pick<BareServerOptions, 'patience' | 'arguments'>> = {},
): Promise<MessagesSummary> {
  const [start, messages] = given[0]?.method === 'initialize' ? [given[0], given.slice(1)] : [USUAL_START, given];
  let asked = 0;
  const server = new BareServer({
    patience: PATIENCE,
    arguments: ['--rules'],
    mayLogErrors: messages.some(({ isBent }) => isBent === true),
    answerTo(method) {
      const told = method === TELL_TEXT ? TOLD[asked++ % TOLD.length] : null;
      return told === undefined ? undefined : { result: told };
    },
    ...options,
  });
  const session = new Session(server);
  try {
    await session.begin(start);
    for (const message of messages) await session.send(message);
    await session.finish();
    return session.summary();
  } finally {
    await session.end();
  }
}

class Session {
  readonly #server: BareServer;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  /** The addresses of all that was opened or told of. */
  readonly #named = new Set<string>();
  #burst: Promise<unknown>[] = [];
  #sent = 0;
  #requests = 0;
  #held = 0;

  constructor(server: BareServer) {
    this.#server = server;
  }

  async begin({ method, params }: Message): Promise<void> {
    await this.#server.request(method, this.#located(params));
    this.#server.notify('initialized', {});
  }

  async send({ method, params: given, isRequest, isBent }: Message): Promise<void> {
    const params = this.#located(given);
    this.#sent++;
    if (method === WRITE) this.#write(params as FileToWrite);
    else if (isRequest) this.#ask(method, params, isBent);
    else {
      this.#noteNames(params);
      this.#server.notify(method, params);
    }
    if (this.#sent % BURST === 0) await this.#rest();
  }

  /** After all that was sent the server still opens, reads and explains an article, and lets go of all that is closed. */
  async finish(): Promise<void> {
    await this.#rest();
    const { unasked } = this.#server;
    assert.ok(unasked <= MOST_UNASKED * (this.#sent + BURST), `${unasked} messages of the server to ${this.#sent}`);
    const textDocument = { uri: 'file:///sensible.txt' };
    this.#open(textDocument.uri, '省委书记楼阳生在郑州市调研。');
    const hover = { textDocument, position: { line: 0, character: 9 } };
    const { result } = await this.#server.request('textDocument/hover', hover);
    assert.match(JSON.stringify(result ?? null), /郑州市/, 'the server no longer knows 郑州市');
    for (const uri of this.#named) {
      this.#open(uri, '');
      this.#server.notify('textDocument/didClose', { textDocument: { uri } });
    }
    await this.#assertNothingKept();
    this.#server.assertFine();
  }

  summary(): MessagesSummary {
    return { messages: this.#sent, requests: this.#requests, slowest: this.#server.slowest, held: this.#held };
  }

  async end(): Promise<void> {
    await this.#server.end();
    rmSync(this.#folder, { recursive: true });
  }

  /** Answers that were under way when their article was closed may still be given up for a moment. */
  async #assertNothingKept(): Promise<void> {
    let kept: [string, number][] = [];
    for (let look = 0; look < 50; look++) {
      const { result } = await this.#server.request(INSPECT, {});
      const { sizes, loopHeld } = result as Inspection;
      this.#held = Math.max(this.#held, loopHeld);
      kept = Object.entries(sizes).filter(([what, size]) => what !== 'corpora' && size > 0);
      if (kept.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`the server keeps of what is closed: ${kept.map((pair) => pair.join(' ')).join(', ')}`);
  }

  #ask(method: string, params: unknown, isBent: boolean | undefined): void {
    this.#requests++;
    this.#burst.push(this.#server.request(method, params, isBent));
    const { lastId } = this.#server;
    if (this.#requests % CANCELLED === 0) this.#server.notify('$/cancelRequest', { id: lastId });
    if (this.#requests % CANCELLED_LATE === 0) this.#server.notify('$/cancelRequest', { id: lastId - 3 });
  }

  async #rest(): Promise<void> {
    const none = { textDocument: { uri: 'file:///none.txt' }, position: { line: 0, character: 0 } };
    this.#burst.push(this.#server.request('textDocument/hover', none));
    await Promise.all(this.#burst);
    this.#burst = [];
  }

  #open(uri: string, text: string): void {
    this.#named.add(uri);
    const textDocument = { uri, languageId: 'corpus-article', version: 1, text };
    this.#server.notify('textDocument/didOpen', { textDocument });
  }

  #noteNames(params: unknown): void {
    const { uri, textDocument } = (params ?? {}) as { uri?: unknown; textDocument?: { uri?: unknown } | null };
    for (const name of [uri, textDocument?.uri]) if (typeof name === 'string') this.#named.add(name);
  }

  #write({ name, base64 }: FileToWrite): void {
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.from(base64, 'base64'));
  }

  #located(params: unknown): unknown {
    const text = JSON.stringify({ params });
    if (!text.includes(FOLDER)) return params;
    return (JSON.parse(text.replaceAll(FOLDER, pathToFileURL(this.#folder).href)) as { params: unknown }).params;
  }
}
