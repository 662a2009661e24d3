import { strict as assert } from 'node:assert';
import type { Analysis } from '../../core/analysis/analysis';
import type { AuthorityEntity } from '../../core/corpus/authority';
import { ANNOTATIONS_CHANGED, ENTITIES, ENTITY_AT, type AnnotationView, type EntityDetails } from '../../core/protocol';
import { utf16 } from '../../core/text/units';
import { entityDetailsAt, entityOutlines, type ReadArticle } from '../../server/features/entityDetails';
import { entityMapOf } from '../../server/features/entitySpans';
import { TestServer } from './languageServer';
import { annotationOf, markedArticle, placeOf } from './markedArticle';

const read = (uri: string, analysis: Analysis, annotations: readonly AnnotationView[] = []): ReadArticle => ({
  ...{ uri, analysis, entities: entityMapOf(analysis, annotations) },
});

const entry: AuthorityEntity = {
  ...{ id: 'lou', label: 'PER', name: '楼阳生', aliases: [], details: { born: 1959 } },
  extent: { offset: 0, end: 1 },
};

describe('what is known of an entity', () => {
  const analysis = markedArticle('省委书记⟦PER:楼阳生⟧在⟦LOC:郑州⟧。\n⟦PER:楼阳生⟧指出，要落实。');
  const at = (article: ReadArticle, words: string, others: readonly ReadArticle[] = []): EntityDetails | null =>
    entityDetailsAt(article, { offset: placeOf(article.analysis.text, words) }, new Map([['lou', entry]]), others);

  it('is nothing where nothing stands', () => {
    assert.equal(at(read('a', analysis), '要落实'), null);
  });

  it('is of the span that is meant, of two that begin together', () => {
    const nested = markedArticle('⟦POST:省委书记⟧楼阳生。');
    const article = read('a', nested, [annotationOf(nested, '省委', 'ORG'), annotationOf(nested, '省委书记', 'POST')]);
    const nameTo = (end?: number): string | undefined =>
      entityDetailsAt(article, { offset: utf16(0), ...(end !== undefined && { end }) }, new Map(), [])?.name;
    assert.deepEqual([nameTo(2), nameTo(4), nameTo(), nameTo(9)], ['省委', '省委书记', '省委', '省委']);
  });

  it('is its mentions with their context and places', () => {
    const details = at(read('a', analysis, [annotationOf(analysis, '楼阳生', 'PER')]), '楼阳生');
    assert.deepEqual(
      details?.mentions.map(({ before, words, after, line, character, isAnnotated }) => [
        `${before}[${words}]${after}`,
        `${line}:${character}`,
        isAnnotated,
      ]),
      [
        ['省委书记[楼阳生]在郑州。楼阳生指出，要', '0:4', true],
        ['省委书记楼阳生在郑州。[楼阳生]指出，要落实。', '1:0', false],
      ],
    );
    assert.equal(details.id, undefined);
    assert.equal(details.known, undefined);
  });

  it('is its authority entry where a person gave its id, without its place in the file', () => {
    const details = at(read('a', analysis, [annotationOf(analysis, '楼阳生', 'PER', { entity: 'lou' })]), '楼阳生');
    assert.equal(details?.id, 'lou');
    assert.deepEqual(details.known, { id: 'lou', name: '楼阳生', aliases: [], details: { born: 1959 } });
  });

  it('is found in other articles by id or by name and label, not by an id of one file', () => {
    const other = markedArticle('⟦PER:楼书记⟧来到⟦LOC:郑州⟧，⟦PER:楼阳生⟧讲话。');
    const places = (entity: string | undefined, entityThere: string | undefined): string | undefined => {
      const article = read('a', analysis, [
        annotationOf(analysis, '楼阳生', 'PER', entity === undefined ? {} : { entity }),
      ]);
      const annotated = annotationOf(other, '楼书记', 'PER', entityThere === undefined ? {} : { entity: entityThere });
      const found = at(article, '楼阳生', [read('b', other, [annotated])])?.elsewhere;
      return found?.map(({ uri, mentions }) => `${uri} ${mentions.map(({ words }) => words).join(' ')}`).join();
    };
    assert.equal(places(undefined, undefined), 'b 楼阳生');
    assert.equal(places('lou', 'lou'), 'b 楼书记 楼阳生');
    assert.equal(places('#e1', '#e1'), 'b 楼阳生');
  });

  it('outlines the entities that are annotated', () => {
    const annotations = [annotationOf(analysis, '楼阳生', 'PER'), annotationOf(analysis, '要落实', 'TERM')];
    assert.deepEqual(entityOutlines(entityMapOf(analysis, annotations)), [
      { name: '楼阳生', label: 'PER', spans: [{ start: 4, end: 7 }] },
      { name: '要落实', label: 'TERM', spans: [{ start: 18, end: 21 }] },
    ]);
  });
});

describe('the requests about entities', () => {
  const uri = 'file:///corpus/a.txt';
  let server: TestServer;

  before(async () => {
    server = await new TestServer().start({ annotationsFrom: 'client' });
    await server.open(uri, '省委书记楼阳生在郑州市调研。\n\n楼阳生指出，要落实。\n');
    const annotations: AnnotationView[] = [{ id: 'a', label: 'PER', start: 4, end: 7, state: 'anchored' }];
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations });
  });
  after(() => server.stop());

  it('answer for a version', async () => {
    const details = await server.connection.sendRequest<EntityDetails | null>(ENTITY_AT, {
      uri,
      version: 1,
      offset: 5,
    });
    assert.equal(details?.name, '楼阳生');
    assert.deepEqual(details.posts, ['省委书记']);
    assert.equal(details.mentions.length, 2);
    const outlines = await server.connection.sendRequest(ENTITIES, { uri, version: 1 });
    assert.deepEqual(outlines, [{ name: '楼阳生', label: 'PER', spans: [{ start: 4, end: 7 }] }]);
  });

  it('are refused for another version', async () => {
    await assert.rejects(server.connection.sendRequest(ENTITY_AT, { uri, version: 2, offset: 5 }), /version 2/);
    await assert.rejects(server.connection.sendRequest(ENTITIES, { uri, version: 2 }), /version 2/);
  });
});
