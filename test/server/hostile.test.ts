import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol';
import { hostileTexts, hostileYaml } from '../fuzz/hostileFiles';
import { TestServer } from './languageServer';

/** Enough for many slices of work, little enough for every run of the tests; `npm run test:fuzz` takes up to 5 MiB. */
const LARGE = 256 * 1024;
const SMALL = 64 * 1024;

describe('hostile files in the language server', function () {
  this.timeout(60_000);
  let server: TestServer;
  let folder: string;
  let article: string;
  // One server for all: what a file did to it shows at the next.
  before(async () => {
    server = await new TestServer().start();
  });
  after(() => server.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    article = pathToFileURL(join(folder, 'a.txt')).href;
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const address = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
  const tokens = (uri: string): Promise<unknown> =>
    server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const hover = (uri: string): Promise<unknown> =>
    server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 1 } });

  const texts = hostileTexts(LARGE);
  for (const [what, text] of Object.entries(texts)) {
    it(`an article of ${what}: another article is served first, then every request has its answer`, async () => {
      const small = address('small.txt');
      await server.open(small, '郑州市。');
      // Loads what recognition needs, so that the comparison below is of the two articles.
      await tokens(small);
      await server.open(article, text);
      const done: string[] = [];
      const large = tokens(article).then(() => done.push('large'));
      await hover(small).then(() => done.push('small'));
      // Blank lines alone are read within one turn: either answer may then come first.
      if (/\S/u.test(text)) assert.equal(done[0], 'small');
      await large;
      const textDocument = { uri: article };
      await hover(article);
      await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
      await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    });
  }

  const yaml = hostileYaml(SMALL);
  const open = async (): Promise<void> => {
    await server.open(article, '郑州市。\n');
    // Refused or read: the article is served without what the file would have added.
    assert.ok(await hover(article));
  };
  for (const [what, content] of Object.entries(yaml)) {
    it(`an authority file of ${what} keeps nothing from being shown`, async () => {
      write('corpus.yaml', 'authority: [a.authority.yaml]\n');
      write('a.authority.yaml', content);
      await open();
      await server.diagnostics(address('a.authority.yaml'), (found) => found.length > 0);
      write('a.authority.yaml', 'entities: [{id: zz, label: LOC, name: 郑州市}]\n');
      const changes = [{ uri: address('a.authority.yaml'), type: 2 as const }];
      await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
      assert.match(JSON.stringify(await hover(article)), /zz/);
    });

    it(`a corpus.yaml of ${what} keeps nothing from being shown`, async () => {
      write('corpus.yaml', content);
      await open();
    });

    it(`a sidecar of ${what} keeps nothing from being shown`, async () => {
      write('a.txt.ann.yaml', content);
      await open();
      await server.diagnostics(address('a.txt.ann.yaml'), (found) => found.length > 0);
    });
  }

  it('a folder in the place of an authority file is told', async () => {
    write('corpus.yaml', 'authority: [a.authority.yaml]\n');
    mkdirSync(join(folder, 'a.authority.yaml'));
    await open();
    await server.diagnostics(address('corpus.yaml'), (found) => found.length > 0);
  });
});
