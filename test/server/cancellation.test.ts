import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CancellationTokenSource,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  ReferencesRequest,
  SelectionRangeRequest,
  SemanticTokensRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol';
import { SPAN_AT, SUGGESTIONS } from '../../core/protocol';
import { INSPECTED, poll, TestServer } from './languageServer';
import { INSPECT, type Inspection } from './inspectedServer';

const seeds = join(__dirname, '../../../seeds');
const prose = readdirSync(seeds)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(seeds, name), 'utf8'))
  .join('\n\n');
const URI = 'file:///long.txt';
/** Over 4 MB: several seconds of analysis. */
const LONG = `${prose}\n\n`.repeat(Math.ceil(1_400_000 / prose.length));

/** The part of the whole analysis that one turn may hold the event loop for; `npm run bench` has the milliseconds. */
const MOST_HELD = 1 / 10;

describe('a request of which the answer is not wanted any more', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer(INSPECTED).start({ annotationsFrom: 'client' });
  });
  afterEach(() => server.stop());

  const textDocument = { uri: URI };
  const requests: Readonly<Record<string, readonly [method: string, params: object]>> = {
    tokens: [SemanticTokensRequest.method, { textDocument }],
    hover: [HoverRequest.method, { textDocument, position: { line: 0, character: 0 } }],
    symbols: [DocumentSymbolRequest.method, { textDocument }],
    folds: [FoldingRangeRequest.method, { textDocument }],
    highlights: [DocumentHighlightRequest.method, { textDocument, position: { line: 0, character: 0 } }],
    references: [
      ReferencesRequest.method,
      { textDocument, position: { line: 0, character: 0 }, context: { includeDeclaration: true } },
    ],
    definition: [DefinitionRequest.method, { textDocument, position: { line: 0, character: 0 } }],
    selections: [SelectionRangeRequest.method, { textDocument, positions: [{ line: 0, character: 0 }] }],
    search: [WorkspaceSymbolRequest.method, { query: '' }],
    span: [SPAN_AT, { uri: URI, version: 1, offset: 0 }],
    suggestions: [SUGGESTIONS, { uri: URI, version: 1 }],
  };

  it('is answered while the analysis goes on for another one', async () => {
    await server.open(URI, LONG);
    let isAnalysed = false;
    const wanted = server.connection
      .sendRequest<object>(SemanticTokensRequest.method, { textDocument })
      .finally(() => (isAnalysed = true));
    for (const [what, [method, params]] of Object.entries(requests)) {
      const source = new CancellationTokenSource();
      const answer = server.connection.sendRequest(method, params, source.token);
      source.cancel();
      await assert.rejects(answer, { code: -32800 }, what);
      assert.equal(isAnalysed, false, `${what} was answered after the analysis only`);
    }
    assert.ok('data' in (await wanted));
  });

  it('no longer costs anything: the analysis stops, and what it has read is used by the next', async () => {
    await server.open(URI, LONG);
    const source = new CancellationTokenSource();
    const answer = server.connection.sendRequest(SemanticTokensRequest.method, { textDocument }, source.token);
    // The analysis has begun once it has read something.
    await poll(async () => ((await inspect()).sizes['readings'] ? true : undefined));
    source.cancel();
    await assert.rejects(answer, { code: -32800 });
    const before = (await inspect()).sizes['readings'];
    for (let look = 0; look < 5; look++) {
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal((await inspect()).sizes['readings'], before);
    }
  });

  it('does not hold the event loop while it is worked on', async () => {
    const small = 'file:///small.txt';
    await server.open(small, '省委书记楼阳生在郑州市调研。');
    // Loads what recognition needs.
    await server.connection.sendRequest(SemanticTokensRequest.method, { textDocument: { uri: small } });
    await server.open(URI, LONG);
    await inspect();
    const start = performance.now();
    await server.connection.sendRequest(SemanticTokensRequest.method, { textDocument });
    const whole = performance.now() - start;
    const { loopHeld } = await inspect();
    assert.ok(loopHeld > 0 && loopHeld < whole * MOST_HELD, `held for ${loopHeld} of ${whole} ms in 99 of 100 turns`);
  });

  const inspect = (): Promise<Inspection> => server.connection.sendRequest<Inspection>(INSPECT, {});
});
