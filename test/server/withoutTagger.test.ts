import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol';
import { SERVER_STATUS, type ServerStatus } from '../../core/protocol';
import { loadAnalysisResources, loadUsableResources } from '../../node/analysisResources';
import { INSPECTED, poll, TestServer } from './languageServer';

const model = join(__dirname, '../../../model/tagger.bin');

describe('without a usable model of the tagger', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'model-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const broken: Readonly<Record<string, () => Uint8Array | undefined>> = {
    'a missing file': () => undefined,
    'an empty file': () => new Uint8Array(0),
    'a file of something else': () => new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'),
    'a file that was cut off': () => readFileSync(model).subarray(0, 100_000),
  };
  for (const [what, bytes] of Object.entries(broken)) {
    it(`(${what}) the rest is loaded all the same, and the reason names the file`, () => {
      const path = join(folder, 'tagger.bin');
      const content = bytes();
      if (content !== undefined) writeFileSync(path, content);
      const { segmenter, tagger, taggerProblem } = loadUsableResources(path);
      assert.equal(segmenter.name, 'jieba');
      assert.equal(tagger, undefined);
      assert.ok(taggerProblem?.startsWith(path), taggerProblem);
      assert.throws(() => loadAnalysisResources(path), /tagger\.bin/);
    });
  }

  it('the shipped one is used', () => {
    const { tagger, taggerProblem } = loadUsableResources();
    assert.notEqual(tagger, undefined);
    assert.equal(taggerProblem, undefined);
  });

  it('the server answers by rules, and its status says so', async () => {
    const server = new TestServer({ ...INSPECTED, args: ['--rules'] });
    let status: ServerStatus | undefined;
    server.connection.onNotification(SERVER_STATUS, (told: ServerStatus) => {
      status = told;
    });
    await server.start({ annotationsFrom: 'client' });
    try {
      const uri = 'file:///a.txt';
      await server.open(uri, '省委书记楼阳生在郑州市调研。');
      const hover = await server.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: 9 },
      });
      assert.match((hover?.contents as MarkupContent).value, /郑州市\*\* · LOC/);
      assert.equal((await poll(() => status)).taggerProblem, 'left out');
    } finally {
      await server.stop();
    }
  });
});
