import { strict as assert } from 'node:assert';
import {
  DidSaveTextDocumentNotification,
  HoverRequest,
  SemanticTokensRefreshRequest,
} from 'vscode-languageserver-protocol';
import { TELL_TEXT, type TextTold } from '../../core/protocol';
import { checkTextSync } from '../fuzz/textSync';
import { INSPECT, type Inspection } from './inspectedServer';
import { INSPECTED, poll, TestServer } from './languageServer';

const URI = 'file:///a.txt';
const at = (line: number, character: number): { line: number; character: number } => ({ line, character });

describe('the text that the server holds of a random session', () => {
  it('is that of a model after random changes, and never a wrong one where changes are lost or repeated', async function () {
    this.timeout(60_000);
    const { changes, disturbed } = await checkTextSync(300, 20261121);
    assert.ok(changes > 1000 && disturbed > 20, `${changes} changes, ${disturbed} disturbed`);
  });
});

describe('the text that the server holds', () => {
  let server: TestServer;
  afterEach(() => server.stop());
  const held = async (): Promise<Inspection['held']> =>
    (await server.connection.sendRequest<Inspection>(INSPECT, { uri: URI })).held;
  const hover = (): Promise<unknown> =>
    server.connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position: at(0, 1) });
  const insert = (version: number, text: string): Promise<void> =>
    server.change(URI, version, [{ range: { start: at(0, 0), end: at(0, 0) }, text }]);

  it('is asked for where a version is missing; requests are refused until it is told, then colours are fetched anew', async () => {
    server = new TestServer(INSPECTED);
    let tell: ((told: TextTold) => void) | undefined;
    let refreshed = 0;
    server.connection.onRequest(TELL_TEXT, () => new Promise((resolve) => (tell = resolve)));
    server.connection.onRequest(SemanticTokensRefreshRequest.type, () => {
      refreshed++;
    });
    const workspace = { semanticTokens: { refreshSupport: true } };
    await server.start({ annotationsFrom: 'client', tellsText: true }, 'en', { workspace });
    await server.open(URI, '郑州市。');
    await insert(3, '在');
    await assert.rejects(hover(), { code: -32801 });
    await poll(() => tell);
    await insert(4, '又');
    tell?.({ version: 3, text: 'an answer that a change has overtaken' });
    tell = undefined;
    (await poll(() => tell))({ version: 4, text: '郑州市又在。' });
    await poll(held);
    assert.equal((await held())?.version, 4);
    assert.ok(await hover());
    await poll(() => (refreshed === 1 ? true : undefined));
  });

  it('may miss versions for a client that cannot be asked: some count more than they send', async () => {
    server = await new TestServer(INSPECTED).start();
    await server.open(URI, '郑州市。');
    await insert(7, '在');
    assert.equal((await held())?.version, 7);
  });

  const impossible = [
    ['a place beyond the text', 2, { start: at(9, 0), end: at(9, 1) }],
    ['an end before the start', 2, { start: at(0, 2), end: at(0, 1) }],
    ['a place that is no number', 2, { start: at(0, Number.NaN), end: at(0, 1) }],
    ['a version that was there before', 1, { start: at(0, 0), end: at(0, 1) }],
  ] as const;
  for (const [what, version, range] of impossible) {
    it(`is not guessed after ${what}: the user is told, until the file is saved`, async () => {
      server = await new TestServer(INSPECTED).start();
      await server.open(URI, '郑州市。');
      await server.change(URI, version, [{ range, text: '在' }]);
      await server.diagnostics(URI, ([first]) => first?.code === 'out-of-step');
      await assert.rejects(hover(), { code: -32801 });
      const saved = { textDocument: { uri: URI }, text: '在郑州市。' };
      await server.connection.sendNotification(DidSaveTextDocumentNotification.type, saved);
      await server.diagnostics(URI, (found) => found.length === 0);
      assert.ok(await hover());
    });
  }

  const garbled: readonly (readonly [what: string, contentChanges: unknown])[] = [
    ['a change that is none', [null]],
    ['changes that are no list', null],
    ['a change without a place', [{ range: null, text: '在' }]],
    ['a change without an end', [{ range: { start: at(0, 0) }, text: '在' }]],
    ['a change to no text', [{ range: { start: at(0, 0), end: at(0, 0) }, text: 7 }]],
    ['a whole text that is none', [{ text: 7 }]],
  ];
  it(`is not taken for right after what is no change: ${garbled.map(([what]) => what).join(', ')}`, async () => {
    server = await new TestServer(INSPECTED).start();
    for (const [what, contentChanges] of garbled) {
      await server.open(URI, '郑州市。');
      await server.change(URI, 2, contentChanges as never);
      assert.equal(await held(), undefined, what);
      await assert.rejects(hover(), { code: -32801 }, what);
    }
  });

  it('goes on with the version of a notice that changes nothing', async () => {
    server = new TestServer(INSPECTED);
    server.connection.onRequest(TELL_TEXT, () => assert.fail('no change was lost'));
    await server.start({ annotationsFrom: 'client', tellsText: true });
    await server.open(URI, '郑州市。');
    await server.change(URI, 2, []);
    await insert(3, '在');
    assert.equal((await held())?.version, 3);
  });

  it('is not asked for without end where the client tells old texts only', async () => {
    server = new TestServer(INSPECTED);
    let asked = 0;
    server.connection.onRequest(TELL_TEXT, () => {
      asked++;
      return { version: 1, text: '旧' };
    });
    await server.start({ annotationsFrom: 'client', tellsText: true });
    await server.open(URI, '郑州市。');
    await insert(2 ** 40, '在');
    await poll(async () => {
      const before = asked;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return asked > 0 && asked === before ? true : undefined;
    });
    assert.equal(await held(), undefined);
  });

  it('is put right by a save that brings another text', async () => {
    server = await new TestServer(INSPECTED).start();
    await server.open(URI, '郑州市。');
    const before = await held();
    const save = (text: string): Promise<void> =>
      server.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: URI }, text });
    await save('郑州市。');
    assert.deepEqual(await held(), before);
    await save('在郑州市。');
    assert.notDeepEqual(await held(), before);
  });
});
