import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANNOTATIONS_CHANGED,
  ANNOTATOR,
  QUEUE,
  SUGGESTIONS,
  type Queue,
  type Suggestion,
} from '../../../core/protocol';
import { ServedCorpus } from './corpus';

const ONE = '省委书记楼阳生在郑州市调研。\n';
const TWO = '省委书记楼阳生在洛阳市调研，市长徐衣显陪同。\n';

describe('the queue of suggestions over a corpus', () => {
  let corpus: ServedCorpus;
  beforeEach(() => {
    corpus = new ServedCorpus();
    corpus.write('corpus.yaml', 'exclude: ["drafts/**"]\n');
  });
  afterEach(() => corpus.end());

  const words = async (filter: Parameters<ServedCorpus['queued']>[0] = {}): Promise<string[]> =>
    (await corpus.queued(filter)).map(({ path, label, exact }) => `${path} ${label} ${exact}`).sort();

  it('holds what is suggested in the articles of the corpus, the least sure first', async () => {
    corpus.writeArticle('2024/a.txt', ONE);
    corpus.writeArticle('b.txt', TWO);
    corpus.writeArticle('drafts/c.txt', TWO);
    corpus.write('notes.md', ONE);
    await corpus.start({ annotationsFrom: 'client' });
    const { articles } = await corpus.queue();
    assert.deepEqual(
      articles.map(({ path, decided }) => `${path} ${decided}`),
      ['2024/a.txt 0', 'b.txt 0'],
    );
    const all = await corpus.queued();
    assert.equal(
      all.length,
      articles.reduce((sum, { total = 0 }) => sum + total, 0),
    );
    const certainty = all.map(({ confidence }) => confidence);
    assert.deepEqual(
      certainty,
      certainty.toSorted((a, b) => a - b),
    );
    assert.deepEqual((await corpus.queued({ most: 2 })).length, 2);
    const person = all.find(({ exact, path }) => exact === '楼阳生' && path === 'b.txt');
    assert.equal(person?.uri, corpus.uri('b.txt'));
    assert.equal(`${person.before}|${person.after}`, '省委书记|在洛阳市调研，市长徐衣显陪同。\n');
    assert.ok(person.source.recognisers.length > 0 && /^[0-9a-f]{64}$/.test(person.sha256));
  });

  it('leaves out what was decided, by the sidecars of the annotator at work', async () => {
    corpus.writeArticle('a.txt', ONE, ['楼阳生/PER', '!郑州市/LOC']);
    corpus.writeArticle('b.txt', TWO, ['徐衣显/PER'], '.lin');
    await corpus.start({ annotationsFrom: 'client' });
    const mine = await words();
    assert.ok(
      !mine.includes('a.txt PER 楼阳生') && !mine.includes('a.txt LOC 郑州市') && mine.includes('b.txt PER 徐衣显'),
    );
    const { articles } = await corpus.queue();
    assert.equal(articles[0]?.decided, 2);

    await corpus.server.connection.sendNotification(ANNOTATOR, { annotator: 'lin' });
    const theirs = await words();
    assert.ok(theirs.includes('a.txt PER 楼阳生') && !theirs.includes('b.txt PER 徐衣显'));
  });

  it('puts equal words together, those first that settle most', async () => {
    corpus.writeArticle('a.txt', ONE);
    corpus.writeArticle('b.txt', TWO);
    await corpus.start({ annotationsFrom: 'client' });
    assert.equal((await corpus.queue({ mostGroups: 2 })).groups.length, 2);
    const { groups } = await corpus.queue({ mostGroups: 100 });
    const counts = groups.map(({ count }) => count);
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => b - a),
    );
    const group = groups.find(({ form }) => form === '楼阳生');
    assert.deepEqual(
      { ...group, confidence: 0 },
      { form: '楼阳生', label: 'PER', count: 2, articles: 2, confidence: 0 },
    );
    assert.deepEqual(await words({ form: '楼阳生', label: 'PER' }), ['a.txt PER 楼阳生', 'b.txt PER 楼阳生']);
    assert.deepEqual(await words({ form: '楼阳生', label: 'LOC' }), []);
  });

  it('follows files that change, come and go', async () => {
    corpus.writeArticle('a.txt', ONE);
    await corpus.start({ annotationsFrom: 'client' });
    assert.ok((await words()).includes('a.txt PER 楼阳生'));
    corpus.writeArticle('a.txt', ONE, ['!楼阳生/PER']);
    await corpus.tellChange('a.txt.ann.yaml');
    assert.ok(!(await words()).includes('a.txt PER 楼阳生'));
    corpus.writeArticle('b.txt', TWO);
    await corpus.tellChange('b.txt');
    assert.ok((await words()).includes('b.txt PER 徐衣显'));
    corpus.writeArticle('b.txt', ONE);
    assert.ok((await words()).includes('b.txt PER 徐衣显'), 'nobody has said that it changed');
    await corpus.queue({ rereads: true });
    assert.ok(!(await words()).includes('b.txt PER 徐衣显'));
  });

  it('has an open article as it stands, with what its client tells', async () => {
    corpus.writeArticle('a.txt', ONE, ['楼阳生/PER']);
    await corpus.start({ annotationsFrom: 'client' });
    await corpus.server.open(corpus.uri('a.txt'), TWO);
    assert.ok((await words()).includes('a.txt PER 徐衣显'));
    const start = TWO.indexOf('徐衣显');
    await corpus.server.connection.sendNotification(ANNOTATIONS_CHANGED, {
      uri: corpus.uri('a.txt'),
      annotations: [],
      rejected: [{ id: 'r', label: 'PER', start, end: start + 3 }],
    });
    const left = await words();
    assert.ok(!left.includes('a.txt PER 徐衣显') && left.includes('a.txt PER 楼阳生'), left.join());
  });

  it('knows a file by all ways to write its address', async () => {
    corpus.writeArticle('a (1).txt', ONE);
    await corpus.start({ annotationsFrom: 'client' });
    const written = corpus.uri('a (1).txt').replace('(', '%28').replace(')', '%29');
    await corpus.server.open(written, TWO);
    const suggestions = await corpus.queued({ uri: written });
    assert.ok(suggestions.some(({ exact }) => exact === '徐衣显'));
    assert.deepEqual(
      (await corpus.queue()).articles.map(({ uri }) => uri),
      [written],
    );
  });

  it('lets the open article go first, and reads the rest in portions', async () => {
    const seeds = join(__dirname, '../../../../seeds');
    const texts = readdirSync(seeds)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(seeds, name), 'utf8'));
    for (let copy = 0; copy < 8; copy++)
      texts.forEach((text, index) => corpus.writeArticle(`${copy}-${index}.txt`, `${text}\n第${copy}版`));
    await corpus.start({ annotationsFrom: 'client' });
    const first = await corpus.server.connection.sendRequest<Queue>(QUEUE, { first: corpus.uri('5-1.txt') });
    const read = first.articles.filter(({ total }) => total !== undefined).map(({ path }) => path);
    assert.ok(read.includes('5-1.txt') && read.length < first.articles.length, `${read.length} were read`);

    // While the corpus is read, an article is opened and asked for: it is answered before the reading has ended.
    const order: string[] = [];
    const reading = corpus.queue().then(() => order.push('queue'));
    await corpus.server.open(corpus.uri('0-0.txt'), ONE);
    const asked = corpus.server.connection
      .sendRequest<Suggestion[]>(SUGGESTIONS, { uri: corpus.uri('0-0.txt'), version: 1 })
      .then(() => order.push('open article'));
    await Promise.all([reading, asked]);
    assert.deepEqual(order, ['open article', 'queue']);
  });

  it('is empty where there is no corpus', async () => {
    corpus.write('corpus.yaml', 'include: ["none/*.txt"]\n');
    corpus.writeArticle('a.txt', ONE);
    await corpus.start({ annotationsFrom: 'client' });
    assert.deepEqual(await corpus.queue({ mostGroups: 5 }), { articles: [], isRead: true, groups: [] });
    assert.deepEqual(await corpus.queued(), []);
  });
});
