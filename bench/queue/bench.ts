import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DidChangeTextDocumentNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver-protocol';
import { QUEUE, SUGGESTIONS, type Queue } from '../../core/protocol';
import { TestServer } from '../../test/server/languageServer';
import { figuresOf, type Figures } from '../server/figures';
import { samples } from '../server/samples';

/*
 * What the queue of suggestions over a corpus costs: reading it, reading it again, and how long an open article that is
 * being edited waits while it is read, beside how long it waits when nothing else is done. The corpus is made of the sample
 * articles, each copy with a line of its own.
 */

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: { articles: { type: 'string', default: '1000' }, server: { type: 'string' } },
  });
  const count = Number(options.articles);
  const folder = mkdtempSync(join(tmpdir(), 'queue-bench-'));
  const uri = (name: string): string => pathToFileURL(join(folder, name)).toString();
  try {
    makeCorpus(folder, count);
    const program = options.server === undefined ? {} : { main: options.server };
    const server = await new TestServer(program).start({ annotationsFrom: 'client' }, 'en', {}, [
      { uri: uri(''), name: 'corpus' },
    ]);
    const edited = new EditedArticle(server, uri('0/0.txt'), readFileSync(join(folder, '0', '0.txt'), 'utf8'));
    await edited.open();
    const quiet = await edited.waits(() => true, 60);
    const started = performance.now();
    let isReading = true;
    const first = readQueue(server).finally(() => (isReading = false));
    const busy = await edited.waits(() => isReading, 60);
    const queue = await first;
    const readIn = performance.now() - started;
    const again = await timed(() => readQueue(server, true));
    writeFileSync(
      join(folder, '1', '1.txt.ann.yaml'),
      'version: 1\ntext: {sha256: "", length: 0}\nannotations: []\n...\n',
    );
    const changes = [{ uri: uri('1/1.txt.ann.yaml'), type: 2 as const }];
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    const afterDecision = await timed(() => readQueue(server));
    const suggestions = queue.articles.reduce((sum, { total = 0 }) => sum + total, 0);
    const report = {
      articles: queue.articles.length,
      suggestions,
      readInSeconds: round(readIn / 1000),
      millisecondsAnArticle: round(readIn / count),
      readAgainInSeconds: round(again / 1000),
      afterOneDecisionInMilliseconds: round(afterDecision),
      editedArticleWaits: {
        quiet: rounded(quiet),
        whileReading: rounded(busy),
        ratioOfMedians: round(busy.median / quiet.median),
      },
    };
    console.log(JSON.stringify(report, undefined, 2));
    await server.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeCorpus(folder: string, count: number): void {
  const texts = samples().map(({ text }) => text);
  writeFileSync(join(folder, 'corpus.yaml'), 'name: "bench"\n');
  for (let article = 0; article < count; article++) {
    const part = String(article % 10);
    mkdirSync(join(folder, part), { recursive: true });
    const text = texts[article % texts.length] ?? '';
    writeFileSync(join(folder, part, `${article}.txt`), `${text}\n本报记者供稿，第${article}版。\n`);
  }
}

/** An article in which a person types: its suggestions are asked for after each key. */
class EditedArticle {
  readonly #server: TestServer;
  readonly #uri: string;
  readonly #text: string;
  #version = 1;

  constructor(server: TestServer, uri: string, text: string) {
    this.#server = server;
    this.#uri = uri;
    this.#text = text;
  }

  async open(): Promise<void> {
    await this.#server.open(this.#uri, this.#text);
    await this.#suggestions();
  }

  /** How long each key waits for its suggestions. */
  async waits(goesOn: () => boolean, most: number): Promise<Figures> {
    const times: number[] = [];
    while (goesOn() && times.length < most) {
      const start = { line: 0, character: 0 };
      const text = this.#version % 2 === 0 ? '' : '新';
      const range = { start, end: { line: 0, character: this.#version % 2 === 0 ? 1 : 0 } };
      this.#version++;
      const textDocument = { uri: this.#uri, version: this.#version };
      await this.#server.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument,
        contentChanges: [{ range, text }],
      });
      times.push(await timed(() => this.#suggestions()));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return figuresOf(times);
  }

  #suggestions(): Promise<unknown> {
    return this.#server.connection.sendRequest(SUGGESTIONS, { uri: this.#uri, version: this.#version });
  }
}

async function readQueue(server: TestServer, rereads = false): Promise<Queue> {
  let queue = await server.connection.sendRequest<Queue>(QUEUE, { rereads, mostGroups: 500 });
  while (queue.isRead === false) queue = await server.connection.sendRequest<Queue>(QUEUE, { mostGroups: 500 });
  return queue;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const rounded = ({ median, p95 }: Figures): Figures => ({ median: round(median), p95: round(p95) });

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
