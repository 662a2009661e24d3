import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { DocumentSymbolRequest, type DocumentSymbol, type Position } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SPAN_AT, type SpanAt } from '../../core/protocol';
import { sources } from '../core/text/documents';
import { TestServer } from './languageServer';

/** Articles with names between line ends of every kind, astral and joined characters, with or without a BOM. */
const DOCUMENTS = fc.sample(
  fc
    .tuple(sources, fc.constantFrom('\n', '\r\n', '\r'))
    .map(([source, end]) => `${source}${end}${end}省委书记楼阳生在郑州市调研。${end}`)
    // Of two BOMs, editors may show the second or not.
    .filter((source) => !/\p{Surrogate}|^\ufeff{2}/u.test(source)),
  { numRuns: 60, seed: 1 },
);

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node extends Span {
  readonly name: string;
  readonly children: readonly Node[];
}

interface Analysed {
  readonly mentions: readonly Span[];
  readonly outline: readonly Node[];
}

describe('places in an article', () => {
  let folder: string;
  let server: TestServer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-offsets-'));
    server = await new TestServer({ args: ['--rules'] }).start({ annotationsFrom: 'client' });
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** The command line reads bytes; this is what it says of all documents. */
  function onTheCommandLine(): readonly Analysed[] {
    const paths = DOCUMENTS.map((source, index) => {
      const path = join(folder, `${index}.txt`);
      writeFileSync(path, source);
      return path;
    });
    const main = join(__dirname, '../../cli/main.js');
    const { stdout } = spawnSync(process.execPath, [main, 'analyse', '--json', ...paths], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Analysed);
  }

  it('are the same for the command line, which reads bytes, and the server, which an editor tells its text', async () => {
    const analysed = onTheCommandLine();
    assert.equal(analysed.length, DOCUMENTS.length);
    let [nodes, spans] = [0, 0];
    for (const [index, source] of DOCUMENTS.entries()) {
      const uri = pathToFileURL(join(folder, `${index}.txt`)).href;
      // An editor shows no BOM, and keeps the line ends of the file.
      const shown = source.replace(/^\ufeff/, '');
      await server.open(uri, shown);
      const { mentions, outline } = analysed[index] as Analysed;
      const symbols = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
      const places = placesOf(symbols as DocumentSymbol[], shown);
      assert.deepEqual(places, outline.flatMap(flat), JSON.stringify(source));
      nodes += places.length;
      const characters = Array.from(canonical(shown));
      for (const mention of mentions) {
        const unitsBefore = (offset: number): number => characters.slice(0, offset).join('').length;
        const offset = unitsBefore(mention.start);
        const found = await server.connection.sendRequest<SpanAt | null>(SPAN_AT, { uri, version: 1, offset });
        const answers = mentions.map((other) => `${unitsBefore(other.start)} ${unitsBefore(other.end)}`);
        assert.equal(found?.kind, 'suggestion');
        assert.ok(answers.includes(`${found.start} ${found.end}`), JSON.stringify([source, mention, found]));
        spans++;
      }
    }
    assert.ok(nodes > 100 && spans > 100, `${nodes} parts, ${spans} names`);
  });
});

/** The parts of an outline in the order of the tree, offsets in code points of the canonical text. */
function placesOf(symbols: readonly DocumentSymbol[], shown: string): Span[] {
  const document = TextDocument.create('file:///a', 'plaintext', 1, shown);
  const offsetOf = (position: Position): number =>
    Array.from(canonical(shown.slice(0, document.offsetAt(position)))).length;
  return symbols.flatMap(({ range, children }) => [
    { start: offsetOf(range.start), end: offsetOf(range.end) },
    ...placesOf(children ?? [], shown),
  ]);
}

const flat = ({ start, end, children }: Node): Span[] => [{ start, end }, ...children.flatMap(flat)];

/** Written anew for this test, by the words of the specification. */
const canonical = (text: string): string => text.replace(/\r\n?/g, '\n');
