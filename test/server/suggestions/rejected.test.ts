import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  DocumentHighlightRequest,
  FileChangeType,
  HoverRequest,
  SemanticTokensRequest,
  type MarkupContent,
} from 'vscode-languageserver-protocol';
import { emptyAnnotationSet, textIdentity } from '../../../core/annotation/annotation';
import { spanFields } from '../../../core/annotation/placement';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { ANNOTATIONS_CHANGED, SPAN_AT, SUGGESTIONS, type SpanAt, type Suggestion } from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { TestServer } from '../languageServer';

const TEXT = '省委书记楼阳生在郑州市调研时指出，要高质量加快建设国家超算中心，努力在这一轮竞争中走在前列。\n';
const at = TEXT.indexOf('楼阳生');

describe('a rejected suggestion', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const suggested = async (uri: string): Promise<string[]> => {
    const found = await server.connection.sendRequest<Suggestion[]>(SUGGESTIONS, { uri, version: 1 });
    return found.map(({ start, end, label }) => `${label} ${TEXT.slice(start, end)}`);
  };
  const reject = (uri: string, label: string): Promise<void> =>
    server.connection.sendNotification(ANNOTATIONS_CHANGED, {
      uri,
      annotations: [],
      rejected: [{ id: 'r', label, start: at, end: at + 3 }],
    });

  it('that the client tells is not suggested, coloured or counted as a mention, and can be again', async () => {
    server = await new TestServer().start({ annotationsFrom: 'client' });
    const uri = 'file:///rejected.txt';
    await server.open(uri, TEXT);
    const position = { line: 0, character: at + 1 };
    const tokens = async (): Promise<number> =>
      ((await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } }))?.data.length ?? 0) /
      5;
    const before = { suggested: await suggested(uri), tokens: await tokens() };
    assert.ok(before.suggested.includes('PER 楼阳生'));

    await reject(uri, 'PER');
    assert.deepEqual(
      await suggested(uri),
      before.suggested.filter((shown) => shown !== 'PER 楼阳生'),
    );
    assert.equal(await tokens(), before.tokens - 1);
    const highlights = await server.connection.sendRequest(DocumentHighlightRequest.type, {
      textDocument: { uri },
      position,
    });
    assert.deepEqual(highlights ?? [], []);
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    assert.match((hover?.contents as MarkupContent).value, /楼阳生\*\* · PER person · suggestion, rejected/);

    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations: [] });
    assert.deepEqual(await suggested(uri), before.suggested);
  });

  it('is still a span to annotate with another label, and does not keep another label from being suggested', async () => {
    server = await new TestServer().start({ annotationsFrom: 'client' });
    const uri = 'file:///span.txt';
    await server.open(uri, TEXT);
    await reject(uri, 'PER');
    const span = await server.connection.sendRequest<SpanAt>(SPAN_AT, { uri, version: 1, offset: at + 1 });
    assert.deepEqual(span, { kind: 'word', start: at, end: at + 3 });
    await reject(uri, 'LOC');
    assert.ok((await suggested(uri)).includes('PER 楼阳生'));
  });

  it('is read from the sidecar for other clients, and found by its context in a changed text', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejected-'));
    try {
      server = await new TestServer().start();
      const file = join(folder, 'a.txt');
      const uri = pathToFileURL(file).toString();
      // The sidecar is of a text that had a line more.
      const old = new CanonicalText(`${TEXT}快讯。\n`);
      const start = old.text.indexOf('楼阳生');
      const span = spanFields(old, [range(utf16(start), utf16(start + 3))]);
      const rejected = [{ id: 'r', label: 'PER', ...span }];
      const set = { ...emptyAnnotationSet(textIdentity(old, sha256)), rejected };
      writeFileSync(file, TEXT);
      writeFileSync(`${file}.ann.yaml`, serialiseSidecar(set));
      await server.open(uri, TEXT);
      const shown = await suggested(uri);
      assert.ok(shown.includes('LOC 郑州市') && !shown.includes('PER 楼阳生'), shown.join());

      writeFileSync(`${file}.ann.yaml`, serialiseSidecar({ ...set, rejected: [] }));
      await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: `${uri}.ann.yaml`, type: FileChangeType.Changed }],
      });
      assert.ok((await suggested(uri)).includes('PER 楼阳生'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
