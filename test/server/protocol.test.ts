import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type DocumentSymbol,
  type MarkupContent,
  type SemanticTokens,
  type SemanticTokensDelta,
} from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED, SPAN_AT, SUGGESTIONS, type SpanAt, type Suggestion } from '../../core/protocol';
import { TestServer } from './languageServer';

const seeds = join(__dirname, '../../../seeds');
const articles = readdirSync(seeds).filter((name) => name.endsWith('.txt'));
const uriOf = (name: string): string => pathToFileURL(join(seeds, name)).toString();
const textOf = (name: string): string => readFileSync(join(seeds, name), 'utf8');

describe('the language server over its protocol', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer().start({ annotationsFrom: 'client' });
  });
  afterEach(() => server.stop());

  const full = (uri: string): Promise<SemanticTokens | null> =>
    server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const hoverText = async (uri: string, line: number, character: number): Promise<string> => {
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line, character },
    });
    return (hover?.contents as MarkupContent | undefined)?.value ?? '';
  };

  for (const name of articles) {
    it(`answers tokens, symbols and folds for ${name}`, async () => {
      const uri = uriOf(name);
      await server.open(uri, textOf(name));
      const tokens = decode(server, (await full(uri)) as SemanticTokens, textOf(name));
      assert.ok(tokens.length > 50, `only ${tokens.length} tokens`);
      assert.ok(tokens.every(({ text }) => text !== '' && !text.includes('\n')));
      const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, {
        textDocument: { uri },
      })) as DocumentSymbol[];
      assert.ok(symbols.length >= 1 && symbols.every(({ children }) => (children ?? []).length > 1));
      const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
      assert.ok((folds ?? []).length >= symbols.length);
    });
  }

  it('colours both sides of a column break that cuts an entity', async () => {
    const name = articles.find((article) => article.startsWith('004')) as string;
    await server.open(uriOf(name), textOf(name));
    const tokens = decode(server, (await full(uriOf(name))) as SemanticTokens, textOf(name));
    const halves = ['科大讯飞股份', '有限公司'].map((half) => tokens.find(({ text }) => text === half));
    assert.deepEqual(
      halves.map((token) => token?.type),
      ['organisation', 'organisation'],
    );
  });

  it('sends a delta that turns the old tokens into the new ones', async () => {
    const uri = 'file:///delta.txt';
    await server.open(uri, '省委书记楼阳生在郑州市调研。\n');
    const before = (await full(uri)) as SemanticTokens;
    await server.change(uri, 2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '6月18日，' },
    ]);
    const delta = (await server.connection.sendRequest(SemanticTokensDeltaRequest.type, {
      textDocument: { uri },
      previousResultId: before.resultId as string,
    })) as SemanticTokensDelta;
    const patched = [...before.data];
    for (const { start, deleteCount, data } of [...delta.edits].reverse()) {
      patched.splice(start, deleteCount, ...(data ?? []));
    }
    assert.deepEqual(patched, ((await full(uri)) as SemanticTokens).data);
    assert.notDeepEqual(patched, before.data);
  });

  it('answers a range request with the tokens of those lines only', async () => {
    const uri = 'file:///range.txt';
    const text = '郑州市。\n\n河南省。\n\n洛阳市。\n';
    await server.open(uri, text);
    const tokens = (await server.connection.sendRequest(SemanticTokensRangeRequest.type, {
      textDocument: { uri },
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } },
    })) as SemanticTokens;
    assert.deepEqual(
      decode(server, tokens, text).map((token) => token.text),
      ['河南省'],
    );
  });

  it('marks annotated spans, which take the place of suggestions', async () => {
    const uri = 'file:///annotated.txt';
    const text = '省委书记楼阳生在郑州市调研。\n';
    await server.open(uri, text);
    const annotations = [
      { id: 'a', label: 'TERM', start: 4, end: 7, state: 'anchored', note: '见<b>注</b>[x](command:y)' },
    ];
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations });
    const tokens = decode(server, (await full(uri)) as SemanticTokens, text);
    assert.deepEqual(
      tokens.filter(({ modifiers }) => modifiers.includes('annotated')),
      [{ text: '楼阳生', type: 'term', modifiers: ['annotated'] }],
    );
    const hover = await hoverText(uri, 0, 5);
    assert.match(hover, /TERM/);
    assert.doesNotMatch(hover, /<b>|\]\(command/);
  });

  it('hovers a person with post, mentions, links and evidence', async () => {
    const uri = 'file:///hover.txt';
    await server.open(uri, '省委书记楼阳生在郑州市调研。\n\n楼阳生指出，要加快建设。楼阳生强调，要落实。\n');
    const hover = await hoverText(uri, 0, 5);
    assert.match(hover, /楼阳生/);
    assert.match(hover, /Posts: 省委书记/);
    assert.match(hover, /3 mentions/);
    assert.match(hover, /\[next\]\(file:\/\/\/hover\.txt#L3,1\)/);
    assert.match(hover, /Why: /);
    assert.match(await hoverText(uri, 0, 1), /省委.*ORG[^]*⊂ .*省委书记.*POST/);
    assert.match(await hoverText(uri, 2, 1), /\[first\]\(file:\/\/\/hover\.txt#L1,5\)/);
  });

  it('says in a hover that what is around is annotated', async () => {
    const uri = 'file:///around.txt';
    await server.open(uri, '省委书记楼阳生在郑州市调研。\n');
    const annotations = [
      { id: 'a', label: 'ORG', start: 0, end: 2, state: 'anchored' },
      { id: 'b', label: 'POST', start: 0, end: 4, state: 'anchored' },
    ];
    assert.match(await hoverText(uri, 0, 1), /⊂ .*省委书记.*POST.* · suggestion/);
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations });
    assert.match(await hoverText(uri, 0, 1), /⊂ .*省委书记.*POST.* · annotated/);
  });

  it('finds the suggestion or the word at an offset, and refuses a stale version', async () => {
    const uri = 'file:///span.txt';
    await server.open(uri, '省委书记楼阳生喜欢苹果。\n');
    const at = (offset: number, version = 1): Promise<SpanAt | null> =>
      server.connection.sendRequest(SPAN_AT, { uri, version, offset });
    const suggestion = await at(5);
    assert.equal(suggestion?.kind, 'suggestion');
    assert.ok((suggestion.source?.recognisers.length ?? 0) > 0);
    assert.match(suggestion.source?.version ?? '', /^\d+\.\d+\.\d+\+model\.[0-9a-f]{8}$/);
    assert.deepEqual(await at(8), { kind: 'word', start: 7, end: 9 });
    assert.deepEqual(
      await at(7),
      { kind: 'word', start: 7, end: 9 },
      'what begins there, not the name that ends there',
    );
    await assert.rejects(at(5, 7), { code: -32801 });
  });

  it('lists the suggestions of an article in the order of the text, and refuses a stale version', async () => {
    const uri = 'file:///suggestions.txt';
    const text = '省委书记楼阳生在郑州市调研。\n';
    await server.open(uri, text);
    const all = (version: number): Promise<Suggestion[]> =>
      server.connection.sendRequest(SUGGESTIONS, { uri, version });
    const found = await all(1);
    const listed = found.map(({ start, end, label }) => `${label} ${text.slice(start, end)}`);
    for (const wanted of ['POST 省委书记', 'PER 楼阳生', 'LOC 郑州市']) assert.ok(listed.includes(wanted), wanted);
    assert.deepEqual(
      found.map(({ start }) => start),
      found.map(({ start }) => start).sort((a, b) => a - b),
    );
    const person = found.find(({ label }) => label === 'PER');
    const at = await server.connection.sendRequest<SpanAt>(SPAN_AT, { uri, version: 1, offset: 5 });
    assert.deepEqual({ kind: 'suggestion', ...person }, at, 'one suggestion is told in one way');
    await assert.rejects(all(7), { code: -32801 });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['an empty file', ''],
    ['one blank', ' '],
    ['CRLF line ends', '省委书记楼阳生。\r\n\r\n郑州市。\r\n'],
    ['a BOM', '\uFEFF省委书记楼阳生在郑州市。\n'],
    ['emoji and characters beyond the BMP', '😀𬭎𠮷省委书记楼阳生在郑州市。👨‍👩‍👧\n'],
    ['lone surrogates', '\uD800省委书记楼阳生\uDC00\n'],
    ['a line of 600,000 characters', '郑州市高质量发展，'.repeat(66_667)],
  ];
  for (const [what, text] of hostile) {
    it(`stands ${what}`, async () => {
      const uri = 'file:///hostile.txt';
      await server.open(uri, text);
      const tokens = decode(server, (await full(uri)) as SemanticTokens, text);
      if (text.includes('楼阳生')) assert.ok(tokens.some((token) => token.text === '楼阳生'));
      await hoverText(uri, 0, 3);
      await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    });
  }

  it('says that a file above 5 MiB is not analysed, and gives no tokens', async () => {
    const uri = 'file:///large.txt';
    await server.open(uri, '郑州市高质量发展，'.repeat(200_000));
    const diagnostics = await server.diagnostics(uri, (found) => found.length > 0);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['too-large'],
    );
    assert.deepEqual((await full(uri))?.data, []);
  });

  it('points at text that was not UTF-8', async () => {
    const uri = 'file:///gb18030.txt';
    await server.open(uri, new TextDecoder().decode(Uint8Array.of(0x41, 0x0a, 0xb9, 0xfa)));
    const [diagnostic] = await server.diagnostics(uri, (found) => found.length > 0);
    assert.equal(diagnostic?.code, 'not-utf8');
    assert.deepEqual(diagnostic.range.start, { line: 1, character: 0 });
  });
});

describe('the language server for a client that tells it no annotations', () => {
  it('stands a folder in the place of a sidecar, and addresses that name no local file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
    const uri = pathToFileURL(join(directory, 'a.txt')).toString();
    mkdirSync(join(directory, 'a.txt.ann.yaml'));
    const server = await new TestServer().start();
    try {
      for (const address of [uri, 'file://elsewhere/a.txt', 'file:///a%2Fb.txt', 'untitled:a']) {
        await server.open(address, '郑州市。\n');
        const request = { textDocument: { uri: address } };
        const changes = [{ uri: `${address}.ann.yaml`, type: 2 }];
        await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
        const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, request);
        assert.equal(tokens?.data.length, 5, address);
      }
      const problems = await server.diagnostics(`${uri}.ann.yaml`, (found) => found.length > 0);
      assert.equal(problems[0]?.code, 'unreadable');
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  });

  it('keeps the last view while a sidecar is broken', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
    const article = join(directory, 'a.txt');
    const uri = pathToFileURL(article).toString();
    const sidecar =
      `version: 1\ntext: {sha256: "${'0'.repeat(64)}", length: 15}\nannotations:\n` +
      '- {id: "a", label: "TERM", start: 4, end: 7, exact: "楼阳生", before: "省委书记", after: "在郑州市"}\n...\n';
    writeFileSync(`${article}.ann.yaml`, sidecar);
    const server = await new TestServer().start();
    try {
      await server.open(uri, '省委书记楼阳生在郑州市调研。\n');
      const hover = async (): Promise<string> => {
        const request = { textDocument: { uri }, position: { line: 0, character: 5 } };
        const answer = await server.connection.sendRequest(HoverRequest.type, request);
        return (answer?.contents as MarkupContent).value;
      };
      assert.match(await hover(), /TERM/);
      writeFileSync(`${article}.ann.yaml`, sidecar.replace('- {id', '- {{id'));
      const changes = [{ uri: `${uri}.ann.yaml`, type: 2 }];
      await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
      await server.diagnostics(`${uri}.ann.yaml`, (found) => found.length > 0);
      assert.match(await hover(), /TERM/);
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  });

  it('shows the annotations of a newer version beside the error that says so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
    const article = join(directory, 'a.txt');
    const uri = pathToFileURL(article).toString();
    const record = '{id: "a", label: "TERM", start: 4, end: 7, exact: "楼阳生", before: "省委书记", after: "在郑州市"}';
    writeFileSync(
      `${article}.ann.yaml`,
      `version: 2\ntext: {sha256: "${'0'.repeat(64)}", length: 15}\nannotations:\n- ${record}\n...\n`,
    );
    const server = await new TestServer().start();
    try {
      await server.open(uri, '省委书记楼阳生在郑州市调研。\n');
      const request = { textDocument: { uri }, position: { line: 0, character: 5 } };
      const answer = await server.connection.sendRequest(HoverRequest.type, request);
      assert.match((answer?.contents as MarkupContent).value, /TERM/);
      const problems = await server.diagnostics(`${uri}.ann.yaml`, (found) => found.length > 0);
      assert.equal(problems[0]?.code, 'newer-version');
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  });

  it('reads the sidecar beside the article and shows where it is broken', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
    const article = join(directory, 'a.txt');
    const uri = pathToFileURL(article).toString();
    const text = '省委书记楼阳生在郑州市调研。\n';
    writeFileSync(article, text);
    const record =
      '- {id: "k7f3q9x2m4w8", label: "TERM", start: 4, end: 7, exact: "楼阳生", before: "省委书记", after: "在郑州市"}';
    writeFileSync(
      `${article}.ann.yaml`,
      `version: 1\ntext: {sha256: "${'0'.repeat(64)}", length: 15}\nannotations:\n${record}\n...\n`,
    );
    const server = await new TestServer().start();
    try {
      await server.open(uri, text);
      const request = { textDocument: { uri } };
      const tokens = (await server.connection.sendRequest(SemanticTokensRequest.type, request)) as SemanticTokens;
      const annotated = decode(server, tokens, text).filter(({ modifiers }) => modifiers.includes('annotated'));
      assert.deepEqual(annotated, [{ text: '楼阳生', type: 'term', modifiers: ['annotated'] }]);

      writeFileSync(`${article}.ann.yaml`, `version: 1\nannotations:\n- {id: "x"\n...\n`);
      await server.open('file:///other.txt', '');
      await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${uri}.ann.yaml`, type: 2 }],
      });
      const problems = await server.diagnostics(`${uri}.ann.yaml`, (found) => found.length > 0);
      assert.ok((problems[0]?.range.start.line ?? 0) >= 2);
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  });
});

interface Token {
  readonly text: string;
  readonly type: string | undefined;
  readonly modifiers: string[];
}

/** Reads the five numbers of each token back into the text they colour. */
function decode(server: TestServer, { data }: SemanticTokens, text: string): Token[] {
  const { legend } = server.result.capabilities.semanticTokensProvider!;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const tokens: Token[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [deltaLine, deltaCharacter, length, type, modifiers] = data.slice(at, at + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    character = deltaLine === 0 ? character + deltaCharacter : deltaCharacter;
    line += deltaLine;
    tokens.push({
      text: (lines[line] ?? '').slice(character, character + length),
      type: legend.tokenTypes[type],
      modifiers: legend.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0),
    });
  }
  return tokens;
}
