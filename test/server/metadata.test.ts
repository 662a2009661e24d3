import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DocumentSymbolRequest, HoverRequest, type DocumentSymbol } from 'vscode-languageserver-protocol/node';
import { ANNOTATIONS_CHANGED, METADATA, type ArticleMetadata } from '../../core/protocol';
import { poll, TestServer } from './languageServer';

const TEXT = [
  '攀高比强作标杆',
  '——访荥阳市委书记杨金军',
  '“市委十二届四次全会的召开，明确了下一步的工作方向。”杨金军表示，荥阳市将认真贯彻落实。',
  '正观新闻·郑州晚报记者 史治国',
  '加快三大片区建设和招商',
  '——访惠济区委书记李新军',
  '“安伟书记的讲话深入分析了当前形势。”李新军表示，惠济区将全力以赴抓经济。',
  '正观新闻·郑州晚报记者 杨丽萍',
].join('\n\n');

describe('metadata of articles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
  const uri = pathToFileURL(join(folder, '郑州日报/2021-03-05_A1.txt')).href;
  const table = join(folder, 'articles.csv');
  let server: TestServer;

  before(async () => {
    mkdirSync(join(folder, '郑州日报'));
    writeFileSync(join(folder, 'corpus.yaml'), 'include: ["**/*.txt"]\n');
    writeFileSync(table, 'file,article,page,genre\n郑州日报/2021-03-05_A1.txt,2,A2,\nx.txt,,1,2,3\n');
    server = await new TestServer().start({ annotationsFrom: 'client' });
    await server.open(uri, TEXT);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const found = async (): Promise<string[]> => {
    const articles = await server.connection.sendRequest<ArticleMetadata[]>(METADATA, { uri, version: 1 });
    return articles.map(({ metadata }) =>
      Object.values(metadata)
        .map(({ value, from }) => `${value} ${from}`)
        .join(', '),
    );
  };

  it('are those of the table, the path and the text', async () => {
    assert.deepEqual(await found(), [
      '郑州日报 fileName, 2021-03-05 fileName, A1 fileName, 访谈 text',
      '郑州日报 fileName, 2021-03-05 fileName, A2 table, 访谈 text',
    ]);
  });

  it('are above all those of the sidecar: of the article, then of the file', async () => {
    const articles = [{ exact: '加快三大片区\n建设和招商', tags: { genre: '专访' } }];
    const document = { genre: '对话', newspaper: '郑州晚报' };
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations: [], document, articles });
    assert.deepEqual(await found(), [
      '郑州晚报 document, 2021-03-05 fileName, A1 fileName, 对话 document',
      '郑州晚报 document, 2021-03-05 fileName, A2 table, 专访 article',
    ]);
    const nonsense = { uri, annotations: [], document: 5, articles: [{ exact: 1 }, null, { exact: 'x', tags: [] }] };
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, nonsense);
    assert.match((await found())[0] ?? '', /^郑州日报 fileName/);
  });

  it('stand beside the articles in the outline and in the hover of each headline', async () => {
    const symbols = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    const details = (symbols as DocumentSymbol[]).map(({ detail }) => detail);
    assert.deepEqual(details, ['郑州日报 · 2021-03-05 · A1 · 访谈', '郑州日报 · 2021-03-05 · A2 · 访谈']);
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 8, character: 10 },
    });
    const { value } = hover?.contents as { value: string };
    assert.match(value, /- Page: A2 _\(articles\.csv\)_/);
    assert.match(value, /- Newspaper: 郑州日报 _\(by the file name\)_/);
  });

  it('tell what is wrong with the table, where it stands', async () => {
    const address = pathToFileURL(table).href;
    const [problem] = await server.diagnostics(address, (diagnostics) => diagnostics.length > 0);
    assert.equal(problem?.code, 'table-too-many-fields');
    assert.deepEqual(problem.range, { start: { line: 2, character: 11 }, end: { line: 2, character: 12 } });
  });

  it('follow the table when it changes', async () => {
    writeFileSync(table, 'file,page\n2021-03-05_A1.txt,B3\n');
    const change = { changes: [{ uri: pathToFileURL(table).href, type: 2 }] };
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', change);
    await poll(async () => ((await found())[0]?.includes('B3 table') === true ? true : undefined));
    await server.diagnostics(pathToFileURL(table).href, (diagnostics) => diagnostics.length === 0);
  });
});
