import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  DocumentDiagnosticRequest,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { ANNOTATIONS_CHANGED, LONGER_WORDS, type AnnotationsChanged, type AnnotationView } from '../../core/protocol';
import { TestServer } from './languageServer';

const TEXT = '王凯到郑州。王凯说：郑州是我是中国人民的家。王凯。\n';

describe('consistency over the protocol', () => {
  let folder: string;
  let uri: string;
  let server: TestServer;
  const view = (id: string, label: string, words: string, from = 0): AnnotationView => {
    const start = TEXT.indexOf(words, from);
    return { id, label, start, end: start + words.length, state: 'anchored' };
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'consistency-'));
    uri = pathToFileURL(join(folder, 'a.txt')).href;
    writeFileSync(join(folder, 'a.txt'), TEXT);
    writeFileSync(join(folder, 'corpus.yaml'), 'include: ["*.txt"]\nauthority: ["x.authority.yaml"]\n');
    writeFileSync(join(folder, 'x.authority.yaml'), 'entities:\n- {id: "wk", label: "PER", name: "王凯"}\n');
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => server.stop());

  const start = async (options?: object, locale?: string): Promise<void> => {
    server = await new TestServer().start(options, locale);
    await server.open(uri, TEXT);
  };
  const pulled = async (): Promise<Diagnostic[]> => {
    const report: DocumentDiagnosticReport = await server.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    assert.equal(report.kind, 'full');
    return report.items;
  };
  const tell = (params: Omit<AnnotationsChanged, 'uri'>): Promise<void> =>
    server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, ...params });
  const fixesOf = async (diagnostic: Diagnostic | undefined): Promise<CodeAction[]> => {
    assert.ok(diagnostic);
    const actions = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    return (actions ?? []) as CodeAction[];
  };

  it('finds what each rule finds, and offers what mends it', async () => {
    await start({ annotationsFrom: 'client' });
    await tell({
      annotations: [
        view('a', 'PER', '王凯'),
        view('b', 'LOC', '郑州'),
        view('c', 'ORG', '郑州', 5),
        view('d', 'XYZ', '国人民'),
      ],
    });
    const found = await pulled();
    assert.deepEqual(
      found.map(({ code, severity, range: { start: from } }) => [code, severity, from.character]),
      [
        ['differentLabels', 3, 3],
        ['differentLabels', 3, 10],
        ['schema', 2, 16],
        ['unlinkedEntities', 4, 0],
        ['cutWords', 3, 16],
        ['unlabelledRepeats', 4, 6],
        ['unlabelledRepeats', 4, 22],
      ],
    );
    const titles = await Promise.all(
      [0, 2, 3, 4, 5].map(async (index) => (await fixesOf(found[index])).map(({ title }) => title)),
    );
    assert.deepEqual(titles, [
      ['Change the label to ORG', 'Change how loudly this rule speaks…'],
      ['Add the label XYZ to corpus.yaml', 'Change how loudly this rule speaks…'],
      ['Link to 王凯 (wk)', 'Change how loudly this rule speaks…'],
      ['Move the edge: “中国人民”', 'Move the edge: “人民”', 'Change how loudly this rule speaks…'],
      [
        'Annotate “王凯” as PER',
        'Annotate all 2 × “王凯” in this article as PER',
        'Annotate “王凯” in the whole corpus as PER…',
        'Change how loudly this rule speaks…',
      ],
    ]);
    const [link] = await fixesOf(found[3]);
    assert.deepEqual(link?.command?.arguments, [
      {
        uri,
        version: 1,
        fix: { kind: 'edit', operation: { kind: 'change', id: 'a', fields: { entity: 'wk' } } },
      },
    ]);
  });

  it('says what the relations of an article lack', async () => {
    await start({ annotationsFrom: 'client' });
    await tell({
      annotations: [view('a', 'PER', '王凯'), view('b', 'LOC', '郑州')],
      relations: [{ id: 'r', label: 'locatedIn', from: 'a', to: 'b' }],
    });
    const [found] = (await pulled()).filter(({ code }) => code === 'schema');
    assert.equal(found?.message, 'The relation "locatedIn" does not lead from PER to LOC.');
    assert.deepEqual(
      (await fixesOf(found)).map(({ title }) => title),
      ['Remove the relation locatedIn', 'Change how loudly this rule speaks…'],
    );
  });

  it('offers nothing for what has changed meanwhile', async () => {
    await start({ annotationsFrom: 'client' });
    await tell({ annotations: [view('d', 'XYZ', '国人民')] });
    const [found] = await pulled();
    await tell({ annotations: [] });
    assert.deepEqual(await fixesOf(found), []);
  });

  it('speaks as loudly as it was asked to, and Chinese', async () => {
    await start({ annotationsFrom: 'client', consistency: { schema: 'information', cutWords: 'off' } }, 'zh-cn');
    await tell({ annotations: [view('d', 'XYZ', '国人民')] });
    assert.deepEqual(
      (await pulled()).map(({ severity, message }) => [severity, message]),
      [[3, '语料库没有标签“XYZ”。']],
    );
  });

  it('answers what speaks against annotating words of any article', async () => {
    await start({ annotationsFrom: 'client' });
    const pieces = [
      {
        text: '我是中国人民。',
        spans: [
          { start: 3, end: 5 },
          { start: 2, end: 4 },
        ],
      },
      { text: 1 },
    ];
    const answer = await server.connection.sendRequest(LONGER_WORDS, { uri: `${uri}.other.txt`, pieces });
    assert.deepEqual(answer, [[{ kind: 'word', text: '中国', start: 2, end: 4 }, null], []]);
  });
});
