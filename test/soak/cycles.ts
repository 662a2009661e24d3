import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidCloseTextDocumentNotification, HoverRequest, SemanticTokensRequest } from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED } from '../../core/protocol';
import { Random } from '../../model/random';
import { INSPECT, type Inspection } from '../server/inspectedServer';
import { INSPECTED, TestServer } from '../server/languageServer';

/** One look at the server after a full collection of its heap. */
export interface Look {
  readonly cycles: number;
  readonly hours: number;
  readonly heap: number;
  readonly rss: number;
}

export interface CyclesOptions {
  /** Cycles between two looks; the first look comes after as many, when all is warm. */
  readonly every: number;
  /** Without the native segmenter and the tagger, which takes a tenth of the time. */
  readonly rulesOnly: boolean;
  readonly isOver: (cycles: number) => boolean;
  readonly onLook?: (look: Look) => void;
}

/**
 * Opens, edits, reads and closes articles of one server, each under a new name, and looks at its heap now and then. Throws
 * when it keeps anything of an article that is closed.
 */
export async function runCycles({ every, rulesOnly, isOver, onLook }: CyclesOptions): Promise<readonly Look[]> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  writeFileSync(join(folder, 'corpus.yaml'), 'authority: [a.authority.yaml]\n');
  writeFileSync(join(folder, 'a.authority.yaml'), 'entities:\n- {id: zz, label: LOC, name: 郑州市}\n');
  const random = new Random(3);
  const looks: Look[] = [];
  const started = performance.now();
  // Half of the articles have their annotations from a client, half from a file beside them.
  const servers = await Promise.all(
    [{ annotationsFrom: 'client' }, undefined].map((options) =>
      new TestServer({ ...INSPECTED, args: rulesOnly ? ['--rules'] : [] }).start(options),
    ),
  );
  try {
    for (let cycles = 1; ; cycles++) {
      for (const server of servers) await cycle(server, folder, cycles, random);
      const over = isOver(cycles);
      if (cycles % every !== 0 && !over) continue;
      const inspections = await Promise.all(servers.map(inspect));
      const sum = (of: (inspection: Inspection) => number): number =>
        inspections.reduce((all, one) => all + of(one), 0);
      const hours = (performance.now() - started) / 3_600_000;
      const look = { cycles, hours, heap: sum(({ heap }) => heap), rss: sum(({ rss }) => rss) };
      looks.push(look);
      onLook?.(look);
      if (over) return looks;
    }
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function cycle(server: TestServer, folder: string, number: number, random: Random): Promise<void> {
  // Every tenth article is in a folder of its own.
  const path = number % 10 === 0 ? join(folder, String(number), 'a.txt') : join(folder, `${number}.txt`);
  const uri = pathToFileURL(path).href;
  const text = `省委书记楼阳生在郑州市调研。\n\n第${number}次，${random.next()}。\n`.repeat(1 + random.below(8));
  const textDocument = { uri };
  await server.open(uri, text);
  const annotations = [{ id: 'a', label: 'TERM', start: 4, end: 7, state: 'anchored', note: `${number}`.repeat(50) }];
  await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations });
  await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  await server.change(uri, 2, [{ text: `${text}${random.next()}` }]);
  const hover = server.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 9 } });
  // Some are closed while they are being read.
  if (number % 3 !== 0) await hover;
  await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  await hover.catch(() => undefined);
}

async function inspect(server: TestServer): Promise<Inspection> {
  const inspection = await server.connection.sendRequest<Inspection>(INSPECT, { collect: true });
  const { corpora, ...sizes } = inspection.sizes;
  assert.ok((corpora ?? Infinity) <= 1000, `${corpora} folders are remembered`);
  for (const [what, size] of Object.entries(sizes))
    assert.equal(size, 0, `${what} are kept of articles that are closed`);
  return inspection;
}

/** By how many bytes the heap has grown since the first look. */
export function growthOf(looks: readonly Look[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  return first === undefined || last === undefined ? 0 : last.heap - first.heap;
}
