import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  ColorPresentationRequest,
  CompletionRequest,
  DefinitionRequest,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentColorRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type DocumentSymbol,
  type Location,
  type MarkupContent,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { poll, TestServer } from './languageServer';

const SNIPPETS: ClientCapabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

describe('corpus.yaml in the language server', () => {
  let folder: string;
  let server: TestServer;
  let uri: string;
  const servers = new Map<string, TestServer>();
  /** The server for a language, with snippets or without: one for all tests. */
  const start = async (locale = 'en', capabilities = SNIPPETS): Promise<void> => {
    const key = JSON.stringify([locale, capabilities]);
    server = servers.get(key) ?? (await new TestServer().start(undefined, locale, capabilities));
    servers.set(key, server);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    uri = pathToFileURL(join(folder, 'corpus.yaml')).toString();
  });
  after(async () => {
    for (const one of servers.values()) await one.stop();
    rmSync(folder, { recursive: true });
  });
  let version = 0;
  const open = (text: string): Promise<void> =>
    server.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: ++version, text },
    });
  const close = (): Promise<void> =>
    server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  /** Opens a text with the cursor at `|`. */
  const openAt = async (marked: string): Promise<{ text: string; position: Position }> => {
    const offset = marked.indexOf('|');
    const text = marked.slice(0, offset) + marked.slice(offset + 1);
    await open(text);
    const before = text.slice(0, offset).split('\n');
    return { text, position: { line: before.length - 1, character: before.at(-1)!.length } };
  };

  it('says what is wrong while it is typed, and stops when it is right', async () => {
    await start();
    await open('labels: [{id: A}, {id: A}]\n');
    const [found] = await server.diagnostics(uri, ({ length }) => length === 1);
    assert.deepEqual([found?.code, found?.range.start], ['duplicate-id', { line: 0, character: 23 }]);
    const wrong = { start: { line: 0, character: 23 }, end: { line: 0, character: 24 } };
    await server.change(uri, ++version, [{ range: wrong, text: 'B' }]);
    await server.diagnostics(uri, ({ length }) => length === 0);
    await server.change(uri, ++version, [{ text: 'labels: [' }]);
    await server.diagnostics(uri, ([first]) => first?.code === 'yaml');
    await close();
    await server.diagnostics(uri, ({ length }) => length === 0);
  });

  it('says it in Chinese, and what is wrong with the files that it names', async () => {
    await start('zh-cn');
    const text = 'colors: []\nattributes: [{id: a, type: date}]\nauthority: [x.authority.yaml]\n';
    writeFileSync(join(folder, 'corpus.yaml'), text.replace('date', 'text'));
    await open(text);
    const [wrong] = await server.diagnostics(uri, ([first]) => first?.code === 'value-type');
    assert.equal(wrong?.message, '没有此类型。请写 text、number、flag 或 choice。');
    await server.change(uri, ++version, [{ text: text.replace('date', 'text') }]);
    const [missing] = await server.diagnostics(uri, ([first]) => first?.code === 'no-such-file');
    assert.equal(missing?.range.start.line, 2);
  });

  const labelsOf = async (marked: string): Promise<string[]> => {
    const { position } = await openAt(marked);
    const list = await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return ((list as CompletionList | null)?.items ?? []).map(({ label }) => label);
  };

  const OFFERED: readonly [marked: string, offered: readonly string[], exactly?: 'exactly'][] = [
    ['|', ['name', 'include', 'labels', 'tags']],
    ['labels: []\nrel|\n', ['relations', 'events']],
    ['labels:\n- |', ['id', 'names', 'parent', 'key']],
    ['labels:\n- id: PER\n  par|\n- id: ORG\n', ['parent', 'names']],
    ['labels:\n- id: PER\n  |\n  names: {en: x}\n', ['parent', 'colour']],
    ['labels:\n- {id: PER, |}\n- {id: ORG}\n', ['names', 'parent']],
    ['labels:\n- {id: PER, |\n- {id: ORG}\n', ['names', 'parent']],
    ['labels:\n- id: PER\n  names:\n    |\n', ['en', 'zh'], 'exactly'],
    ['labels: [{id: PER, names: {en: x, |}}]', ['zh'], 'exactly'],
    ['labels: [{id: A}, {id: B, parent: |}, {id: C, parent: B}]', ['A'], 'exactly'],
    ['labels: [{id: A}]\nrelations:\n- {id: r, from: [|\n', ['A'], 'exactly'],
    ['labels: [{id: A}, {id: B}]\nrelations:\n- {id: r, from: [A, |]}\n', ['B'], 'exactly'],
    ['labels: [{id: A}, {id: B}]\nrelations:\n- id: r\n  from:\n  - A\n  - |\n', ['B'], 'exactly'],
    ['labels: [{id: A}]\nattributes:\n- {id: a, labels: ["|"]}\n', ['A'], 'exactly'],
    ['labels: [{id: A}]\nevents:\n- {id: a, roles: [{id: b, labels: [|]}]}\n', ['A'], 'exactly'],
    ['relations:\n- {id: r, to: [P|]}\n', ['PER', 'POST']],
    ['attributes:\n- id: a\n  type: |\n', ['text', 'number', 'flag', 'choice'], 'exactly'],
    ['attributes:\n- {id: a, values: [x], multiple: |}\n', ['true', 'false'], 'exactly'],
    ['labels: [{id: PER}, {id: |}]', ['ORG', 'LOC']],
    ['labels:\n- id: PER\n  colour: |', ['#e15759']],
    ['labels:\n- id: PER\n  colour: #|', ['#e15759']],
    ['labels: [{id: A, colour: "#|"}]', ['#8c6d31']],
    ['labels:\n- {id: A, names: |}\n', ['{en: "", zh: ""}'], 'exactly'],
    ['relations: |\n', ['[{id: }]'], 'exactly'],
    ['labels: [] # a |comment', [], 'exactly'],
    ['# labels|', [], 'exactly'],
    ['name: |', [], 'exactly'],
    ['mine: {x: |}', [], 'exactly'],
    ['labels:\n- id: PER\n  guidelines:\n    zh: |+\n      只标 |\n'.replace('|+', '>'), [], 'exactly'],
  ];
  describe('completes', () => {
    for (const [marked, offered, exactly] of OFFERED)
      it(JSON.stringify(marked), async () => {
        await start();
        const found = await labelsOf(marked);
        if (exactly) assert.deepEqual(found, offered);
        else
          assert.deepEqual(
            offered.filter((label) => !found.includes(label)),
            [],
            found.join(' '),
          );
      });
  });

  it('offers keys that no other label has, those of its names first', async () => {
    await start();
    const keys = await labelsOf(
      'labels: [{id: A, key: p}, {id: ORG, names: {en: body, zh: 机构}, key: |}, {id: C, key: o}]',
    );
    assert.deepEqual(keys.slice(0, 3), ['b', 'j', 'g']);
    assert.ok(!keys.includes('p') && !keys.includes('o') && keys.includes('9'));
  });

  const completed = async (marked: string, label: string): Promise<string> => {
    const { text, position } = await openAt(marked);
    const list = await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    const item = (list as CompletionList).items.find((candidate: CompletionItem) => candidate.label === label);
    const { range, newText } = item!.textEdit as TextEdit;
    const lines = text.split('\n');
    const line = lines[range.start.line]!;
    lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
    return lines.join('\n');
  };

  it('writes what it completes as it must be written', async () => {
    await start();
    assert.equal(await completed('labels: [{id: A, par|}]', 'parent'), 'labels: [{id: A, parent: $1}]');
    assert.equal(await completed('labels: [{id: A, |col: x}]', 'colour'), 'labels: [{id: A, colour: x}]');
    assert.equal(await completed('labels:\n- id: A\n  col|', 'colour'), 'labels:\n- id: A\n  colour: "#$1"');
    assert.equal(
      await completed('labels: [{id: A, colour: "#e|1"}]', '#e15759'),
      'labels: [{id: A, colour: "#e15759"}]',
    );
    assert.equal(await completed('labels: [{id: A, colour: |}]', '#e15759'), 'labels: [{id: A, colour: "#e15759"}]');
    assert.equal(await completed('lab|', 'labels'), 'labels:\n- {id: $1}');
    assert.equal(
      await completed('labels: [{id: "1"}]\nrelations: [{id: r, to: [|]}]', '1'),
      'labels: [{id: "1"}]\nrelations: [{id: r, to: ["1"]}]',
    );
  });

  it('completes without snippets where a client knows none', async () => {
    await start('en', {});
    assert.equal(await completed('labels: [{id: A, par|}]', 'parent'), 'labels: [{id: A, parent: }]');
  });

  const hover = async (marked: string): Promise<string> => {
    const { position } = await openAt(marked);
    const answer = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  };

  it('explains keys, and labels wherever they are named', async () => {
    await start('zh-cn');
    assert.match(await hover('labels: [{id: A, par|ent: B}]'), /^`parent` — 上级标签/);
    const labels =
      'labels:\n- {id: PER, names: {zh: 人物, en: person}, key: p, guidelines: {zh: "只标**姓名**"}}\n- {id: A, parent: PER}\n';
    const shown = await hover(`${labels}relations: [{id: r, from: [|PER]}]`);
    assert.match(shown, /^`#e15759` \*\*PER\*\* · person · 人物\n\n按键: `p`\n\n---\n\n只标\*\*姓名\*\*$/);
    assert.match(await hover(labels.replace('id: A', 'id: |A')), /⊂ PER$/);
    assert.match(await hover(`${labels}tags: []\nrelations: [{id: r, to: [X|Y]}]`), /没有标签 XY/);
    assert.equal(await hover('mine: |x'), '');
  });

  it('shows colours, and writes a picked one', async () => {
    await start();
    await open(
      'labels:\n- {id: A, colour: "#ff0080"}\n- {id: B, colour: red}\nrelations: [{id: r, colour: "#000000"}]\n',
    );
    const colours = await server.connection.sendRequest(DocumentColorRequest.type, { textDocument: { uri } });
    assert.deepEqual(
      colours.map(({ color, range }) => [color.red, color.green, Math.round(color.blue * 255), range.start.line]),
      [
        [1, 0, 128, 1],
        [0, 0, 0, 3],
      ],
    );
    const [presentation] = await server.connection.sendRequest(ColorPresentationRequest.type, {
      textDocument: { uri },
      color: { red: 1, green: 0.5, blue: 0, alpha: 0.2 },
      range: colours[0]!.range,
    });
    assert.deepEqual(presentation?.textEdit, { range: colours[0]!.range, newText: '"#ff8000"' });
  });

  it('leads from an id to where it is given and to all places that name it', async () => {
    await start();
    const { position } = await openAt(`labels:
- {id: A}
- {id: B, parent: A}
attributes: [{id: A, labels: [B, A]}]
relations: [{id: r, from: [|A], to: [B]}]
events: [{id: e, trigger: [A], roles: [{id: B, labels: ["A"]}]}]
`);
    const at = ({ start: { line, character } }: Range): string => `${line}:${character}`;
    const place = { textDocument: { uri }, position };
    const definition = await server.connection.sendRequest(DefinitionRequest.type, place);
    assert.deepEqual(
      (definition as Location[]).map(({ range }) => at(range)),
      ['1:7'],
    );
    const all = ['1:7', '2:18', '3:33', '4:27', '5:27', '5:56'];
    const references = await server.connection.sendRequest(ReferencesRequest.type, {
      ...place,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      references?.map(({ range }) => at(range)),
      all,
    );
    const others = { ...place, context: { includeDeclaration: false } };
    assert.equal((await server.connection.sendRequest(ReferencesRequest.type, others))?.length, all.length - 1);
    const highlights = await server.connection.sendRequest(DocumentHighlightRequest.type, place);
    assert.deepEqual(
      highlights?.map(({ range }) => at(range)),
      all,
    );
  });

  it('mends slips', async () => {
    await start();
    const mended = async (text: string): Promise<Record<string, string>> => {
      await open(text);
      const diagnostics = await server.diagnostics(uri, (all) =>
        all.some(({ code }) => String(code).startsWith('unknown-')),
      );
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      const request = { textDocument: { uri }, range, context: { diagnostics } };
      const actions = ((await server.connection.sendRequest(CodeActionRequest.type, request)) ?? []) as CodeAction[];
      await close();
      await server.diagnostics(uri, ({ length }) => length === 0);
      const document = TextDocument.create(uri, 'yaml', 1, text);
      return Object.fromEntries(
        actions.map(({ title, edit }) => [title, TextDocument.applyEdits(document, edit?.changes?.[uri] ?? [])]),
      );
    };
    assert.deepEqual(await mended('lables: [{id: A}]\n'), { 'Change to “labels”': 'labels: [{id: A}]\n' });
    assert.deepEqual(await mended('labels: [{id: A, names: {zh-CN: 甲}}]\n'), {
      'Change to “zh”': 'labels: [{id: A, names: {zh: 甲}}]\n',
    });
    assert.deepEqual(await mended('labels: [{id: PERSON}]\nrelations: [{id: r, to: [PRESON]}]\n'), {
      'Change to “PERSON”': 'labels: [{id: PERSON}]\nrelations: [{id: r, to: ["PERSON"]}]\n',
      'Add label “PRESON”': 'labels: [{id: PERSON}, {id: "PRESON"}]\nrelations: [{id: r, to: [PRESON]}]\n',
    });
    assert.deepEqual(await mended('relations: [{id: r, to: [XYZ]}]\n'), {});
  });

  it('renames an id in all files of the corpus, or in none', async () => {
    await start('en', {});
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return pathToFileURL(join(folder, name)).toString();
    };
    const sidecar = (label: string): string =>
      `version: 1\ntext: {sha256: "${'0'.repeat(64)}", length: 3}\nannotations:\n- {id: "a", label: "${label}", start: 0, end: 2, exact: "郑州"}\n...\n`;
    write('1.txt', '郑州。');
    write('2.txt', '郑州。');
    const own = write('1.txt.ann.yaml', sidecar('AREA'));
    write('2.txt.li.ann.yaml', sidecar('PER'));
    const names = write('a.authority.yaml', 'entities: [{label: AREA, name: 郑州}]\n');
    const manifest = 'labels: [{id: AREA}, {id: PER}]\nauthority: [a.authority.yaml]\n';
    const { position } = await openAt(manifest.replace('AREA', 'A|REA'));
    const place = { textDocument: { uri }, position };
    const prepared = await server.connection.sendRequest(PrepareRenameRequest.type, place);
    assert.equal((prepared as { placeholder: string }).placeholder, 'AREA');
    const edit = await server.connection.sendRequest(RenameRequest.type, { ...place, newName: '地点' });
    const after = (at: string, text: string): string => {
      const document = TextDocument.create(at, '', 0, text);
      return TextDocument.applyEdits(document, edit?.changes?.[at] ?? []);
    };
    assert.deepEqual(Object.keys(edit?.changes ?? {}).toSorted(), [own, names, uri].toSorted());
    assert.equal(after(own, sidecar('AREA')), sidecar('地点'));
    assert.equal(after(uri, manifest), manifest.replace('AREA', '地点'));
    assert.equal(after(names, 'entities: [{label: AREA, name: 郑州}]\n'), 'entities: [{label: 地点, name: 郑州}]\n');
    write('2.txt.ann.yaml', 'version: 1\n');
    await assert.rejects(
      server.connection.sendRequest(RenameRequest.type, { ...place, newName: '地点' }),
      /2\.txt\.ann\.yaml/,
    );
  });

  it('has an outline', async () => {
    await start('zh-cn');
    await open('name: x\nlabels:\n- {id: A, names: {zh: 甲}}\n- {names: {}}\nevents: [{id: e, roles: [{id: r}]}]\n');
    const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) as
      DocumentSymbol[] | null;
    const shown = (list: readonly DocumentSymbol[] = []): unknown =>
      list.map(({ name, detail, children }) => [
        name,
        ...(detail ? [detail] : []),
        ...(children?.length ? [shown(children)] : []),
      ]);
    assert.deepEqual(shown(symbols ?? []), [['name'], ['labels', [['A', '甲']]], ['events', [['e', [['r']]]]]]);
  });

  it('is not taken for an article', async () => {
    await start();
    await open('name: 楼阳生在郑州\n');
    await assert.rejects(
      server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } }),
      /not open/,
    );
  });

  it('has its features to itself in a client that can be told so', async () => {
    const dynamic = { dynamicRegistration: true };
    const textDocument = {
      synchronization: dynamic,
      completion: dynamic,
      colorProvider: dynamic,
      hover: dynamic,
      definition: dynamic,
      references: dynamic,
      rename: dynamic,
      codeAction: dynamic,
    };
    const registered = new Map<string, unknown>();
    server = new TestServer();
    servers.set('dynamic', server);
    server.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { method, registerOptions } of registrations) registered.set(method, registerOptions);
    });
    await server.start(undefined, 'en', { textDocument });
    const options = await poll(
      () => registered.get('textDocument/completion') as { documentSelector: unknown } | undefined,
    );
    assert.deepEqual(options.documentSelector, [{ language: 'yaml', pattern: '**/corpus.yaml' }]);
    assert.ok(registered.has('textDocument/didOpen') && registered.has('textDocument/documentColor'));
    assert.equal(server.result.capabilities.completionProvider, undefined);
    assert.equal(server.result.capabilities.colorProvider, undefined);
  });
});
