import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  HoverRequest,
  RegistrationRequest,
  SemanticTokensRefreshRequest,
  type DidChangeWatchedFilesRegistrationOptions,
  type MarkupContent,
} from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED, FIND_ENTITIES, type EntitiesFound } from '../../core/protocol';
import { poll, TestServer } from './languageServer';

const TEXT = '豫章算力谷昨日开工。\n\n豫章智谷昨日开工。\n';

describe('authority files in the language server', () => {
  let folder: string;
  let server: TestServer;
  let article: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    mkdirSync(join(folder, '2024'));
    article = pathToFileURL(join(folder, '2024', 'a.txt')).toString();
    write('corpus.yaml', 'authority: ["*.authority.yaml"]\n');
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return pathToFileURL(join(folder, name)).toString();
  };
  const list = (record: string): string => write('sites.authority.yaml', `entities:\n- ${record}\n`);
  const tellChange = (uri: string): Promise<void> =>
    server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Changed }],
    });
  const hover = async (line: number, character = 1): Promise<string> => {
    const request = { textDocument: { uri: article }, position: { line, character } };
    const answer = await server.connection.sendRequest(HoverRequest.type, request);
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  };

  for (const options of [undefined, { annotationsFrom: 'client' }]) {
    it(`make a name recognised, and a new name once it is changed (${JSON.stringify(options ?? 'any client')})`, async () => {
      list('{id: valley, label: FAC, name: 豫章算力谷}');
      server = await new TestServer().start(options);
      await server.open(article, TEXT);
      assert.match(
        await hover(0),
        /\*\*豫章算力谷\*\* · FAC .*Authority file: 豫章算力谷 \(valley\).*in an authority file of the corpus “valley”/s,
      );
      assert.doesNotMatch(await hover(2), /valley/);

      await tellChange(list('{id: valley, label: FAC, name: 豫章智谷}'));
      assert.match(await hover(2), /\*\*豫章智谷\*\* · FAC .*valley/s);
      assert.doesNotMatch(await hover(0), /valley/);

      await tellChange(write('corpus.yaml', 'name: "no authority files"\n'));
      assert.doesNotMatch(await hover(2), /valley/);
    });
  }

  it('tell what they know of an entity, as text, with links to the web only', async () => {
    list(
      '{id: "v<1>", label: FAC, name: 豫章算力谷, aliases: [豫章智谷], office: "**市长** [x](command:y)", opened: 2024, ' +
        'wikidata: Q42, site: "https://example.org/a(b)?q=谷", bad: "javascript:alert(1)", none: null, ' +
        'posts: [{title: 主任, from: 2021}, 书记]}',
    );
    server = await new TestServer().start(undefined, 'zh-cn');
    await server.open(article, TEXT);
    const shown = await hover(2);
    assert.match(shown, /又称: 豫章智谷\n\n规范文档: 豫章算力谷 \(v\\<1\\>\)/);
    assert.match(shown, /\n- office: \\\*\\\*市长\\\*\\\* \\\[x\\\]\\\(command\\:y\\\)\n- opened: 2024\n/);
    assert.match(shown, /\n- wikidata: \[Q42\]\(https:\/\/www\.wikidata\.org\/wiki\/Q42\)\n/);
    assert.match(shown, /\n- site: \[[^\]]*\]\(https:\/\/example\.org\/a%28b%29\?q=%E8%B0%B7\)\n- bad: javascript/);
    assert.match(shown, /\n- posts: title 主任; from 2021、书记\n/);
    assert.match(shown, /2 次/);
    assert.doesNotMatch(shown, /none|\]\((?!https:|file:)/);
  });

  it('are searched by name, alias and initials, with an id for a new entity of what was typed', async () => {
    list(
      '{id: valley, label: FAC, name: 豫章算力谷, aliases: [算力谷], city: 郑州, tags: [a]}\n- {label: LOC, name: 豫章}',
    );
    server = await new TestServer().start();
    const find = (typed: string, label?: string, uri = article): Promise<EntitiesFound> =>
      server.connection.sendRequest(FIND_ENTITIES, { uri, typed, label, most: 10 });
    const [valley, region] = [
      { id: 'valley', label: 'FAC', name: '豫章算力谷', details: '算力谷 · 郑州' },
      { id: '豫章', label: 'LOC', name: '豫章', details: '' },
    ];
    assert.deepEqual(await find('豫章'), { entities: [region, valley], freeId: '豫章-2' });
    assert.deepEqual((await find('yz')).entities, [region, valley]);
    assert.deepEqual((await find('算力')).entities, [{ ...valley, alias: '算力谷' }]);
    assert.deepEqual((await find('', 'FAC')).entities, [valley, region]);
    const elsewhere = await find('豫章', 'LOC', 'file:///elsewhere.txt');
    assert.deepEqual(elsewhere, { entities: [], freeId: '豫章' });
    await tellChange(list('{label: LOC, name: 新谷}'));
    assert.deepEqual(
      (await find('xg')).entities.map(({ id }) => id),
      ['新谷'],
    );
  });

  it('tell of the entity that an annotation names', async () => {
    list('{id: valley, label: FAC, name: 中原算力谷, city: 郑州}');
    server = await new TestServer().start({ annotationsFrom: 'client' });
    await server.open(article, TEXT);
    const annotations = [{ id: 'a', label: 'FAC', start: 0, end: 5, state: 'anchored', entity: 'valley' }];
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri: article, annotations });
    assert.match(await hover(0), /Entity: valley\n\nAuthority file: 中原算力谷 \(valley\)\n\n- city: 郑州/);
  });

  it('show what is wrong with them where it stands, until it is put right', async () => {
    const uri = list('{id: valley, label: 设施, name: 豫章算力谷}\n- {label: PER}');
    server = await new TestServer().start(undefined, 'zh-cn');
    await server.open(article, TEXT);
    const problems = await server.diagnostics(uri, (found) => found.length > 0);
    assert.deepEqual(
      problems.map(({ code, severity, range: { start } }) => [code, severity, start.line, start.character]),
      [
        ['unknown-label', 2, 1, 22],
        ['missing', 1, 2, 2],
      ],
    );
    assert.ok(problems.every(({ message }) => typeof message === 'string' && /\p{Script=Han}。$/u.test(message)));
    await tellChange(list('{id: valley, label: FAC, name: 豫章算力谷}'));
    await server.diagnostics(uri, (found) => found.length === 0);
  });

  it('that are not there are shown in the manifest, whose own problems are shown by a client that reads it', async () => {
    const uri = write('corpus.yaml', 'name: 郑州\nauthority: [none.authority.yaml]\n');
    server = await new TestServer().start({ annotationsFrom: 'client' });
    await server.open(article, TEXT);
    const [missing] = await server.diagnostics(uri, (found) => found.length > 0);
    assert.deepEqual([missing?.code, missing?.range.start], ['no-such-file', { line: 1, character: 12 }]);
    await tellChange(write('corpus.yaml', 'name: 12\n'));
    await server.diagnostics(uri, (found) => found.length === 0);
    await hover(0);
    assert.deepEqual(await server.diagnostics(uri, () => true), []);
    await server.stop();

    server = await new TestServer().start();
    await server.open(article, TEXT);
    const [broken] = await server.diagnostics(uri, (found) => found.length > 0);
    assert.equal(broken?.code, 'type');
  });

  it('are watched, and colours are fetched anew when they change', async () => {
    const uri = list('{label: FAC, name: 豫章算力谷}');
    server = new TestServer();
    let watched: readonly unknown[] | undefined;
    let refreshed = 0;
    server.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      const options = registrations[0]?.registerOptions as DidChangeWatchedFilesRegistrationOptions;
      watched = options.watchers.map(({ globPattern }) => globPattern);
    });
    server.connection.onRequest(SemanticTokensRefreshRequest.type, () => {
      refreshed++;
    });
    const workspace = {
      didChangeWatchedFiles: { dynamicRegistration: true },
      semanticTokens: { refreshSupport: true },
    };
    await server.start({ annotationsFrom: 'client' }, 'en', { workspace });
    assert.deepEqual(await poll(() => watched), [
      '**/corpus.yaml',
      '**/*.authority.yaml',
      '**/*.ann.yaml',
      '**/*.txt',
      '**/articles.csv',
    ]);
    await server.open(article, TEXT);
    await hover(0);
    assert.equal(refreshed, 0);
    await tellChange(uri);
    await poll(() => (refreshed === 1 ? true : undefined));
  });
});
