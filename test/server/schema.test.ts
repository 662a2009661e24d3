import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, SemanticTokensRequest, type MarkupContent } from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED } from '../../core/protocol';
import { TestServer } from './languageServer';

const MANIFEST = `labels:
- id: PER
  guidelines:
    zh: |
      只标**姓名**，![](https://example.org/spy.png)不标“同志”。
- {id: OFFICIAL, names: {en: official, zh: "官员*"}, parent: PER, guidelines: {en: "Holders of *office*."}}
`;
const TEXT = '张三丰到会。\n';

describe('the labels of a corpus in the language server', () => {
  let folder: string;
  let server: TestServer;
  let uri: string;
  const start = async (locale: string): Promise<void> => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    writeFileSync(join(folder, 'corpus.yaml'), MANIFEST);
    uri = pathToFileURL(join(folder, 'a.txt')).toString();
    server = await new TestServer().start({ annotationsFrom: 'client' }, locale);
    await server.open(uri, TEXT);
  };
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const annotate = (label: string): Promise<void> =>
    server.connection.sendNotification(ANNOTATIONS_CHANGED, {
      uri,
      annotations: [{ id: 'a', label, start: 0, end: 3, state: 'anchored' }],
    });
  const hover = async (): Promise<string> => {
    const request = { textDocument: { uri }, position: { line: 0, character: 1 } };
    const answer = await server.connection.sendRequest(HoverRequest.type, request);
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  };

  it('are shown on hover by their names, with their guidelines, in which nothing is loaded', async () => {
    await start('zh-cn');
    await annotate('OFFICIAL');
    const official = await hover();
    assert.match(official, /^\*\*张三丰\*\* · OFFICIAL 官员\\\* · 已标注/);
    assert.match(official, /\n\n---\n\n\*\*OFFICIAL 的标注说明\*\*\n\nHolders of \*office\*\.$/);
    await annotate('PER');
    assert.match(await hover(), /\*\*PER 的标注说明\*\*\n\n只标\*\*姓名\*\*，!\u2060\[\]\(/);
    await annotate('ORG');
    assert.doesNotMatch(await hover(), /标注说明/);
  });

  it('are coloured as the default label that they stand below', async () => {
    await start('en');
    const { legend } = server.result.capabilities.semanticTokensProvider!;
    const typeOfFirst = async (label: string): Promise<string | undefined> => {
      await annotate(label);
      const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
      return legend.tokenTypes[tokens?.data[3] ?? -1];
    };
    assert.equal(await typeOfFirst('OFFICIAL'), 'person');
    assert.equal(await typeOfFirst('OTHER'), 'entity');
  });
});
