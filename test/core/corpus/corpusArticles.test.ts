import { strict as assert } from 'node:assert';
import { corpusArticles, type CorpusArticle } from '../../../core/corpus/corpusArticles';
import { articleFilter, DEFAULT_MANIFEST } from '../../../core/corpus/manifest';
import { ReadFiles } from '../../../core/corpus/readFiles';

const ROOT = 'file:///corpus/';

/** A folder's files from their paths. */
const listing = (paths: readonly string[]) => ({
  list(folder: string) {
    const base = decodeURIComponent(folder.slice(ROOT.length));
    const names = paths.flatMap((path) => (path.startsWith(base) ? [path.slice(base.length)] : []));
    if (names.length === 0) return Promise.reject(new Error(`no ${folder}`));
    const entries = new Map(names.map((name) => [name.split('/')[0] as string, name.includes('/')]));
    return Promise.resolve([...entries].map(([name, isFolder]) => ({ name, isFolder })));
  },
});

const range = (include: readonly string[], root = ROOT) => ({
  root,
  includes: articleFilter({ ...DEFAULT_MANIFEST, include: [...include] }),
});

async function found(paths: readonly string[], include = ['**/*.txt']): Promise<string[]> {
  const articles = await corpusArticles(ROOT, listing(paths), () => Promise.resolve(range(include)));
  return articles.map(describeArticle);
}

const describeArticle = ({ path, sidecars }: CorpusArticle): string =>
  [path, ...sidecars.map((address) => decodeURIComponent(address.slice(ROOT.length)))].join(' < ');

describe('the articles of a corpus', () => {
  it('are found with the annotation files of every annotator', async () => {
    const paths = ['a.txt', 'a.txt.ann.yaml', 'a.txt.lin.ann.yaml', '报/2 日.txt', '报/2 日.txt.ann.yaml', 'x.md'];
    assert.deepEqual(await found(paths), [
      'a.txt < a.txt.ann.yaml < a.txt.lin.ann.yaml',
      '报/2 日.txt < 报/2 日.txt.ann.yaml',
    ]);
  });

  it('are those that the manifest includes, of whatever ending', async () => {
    const paths = ['a.md', 'a.md.ann.yaml', 'a.md.lin.ann.yaml', 'b.txt', 'b.txt.ann.yaml'];
    assert.deepEqual(await found(paths, ['*.md']), ['a.md < a.md.ann.yaml < a.md.lin.ann.yaml']);
  });

  it('are not looked for in hidden folders and packages, nor where there is no corpus', async () => {
    assert.deepEqual(await found(['.git/a.txt', 'node_modules/b.txt', 'c.txt']), ['c.txt']);
    assert.deepEqual(await corpusArticles(ROOT, listing(['a.txt']), () => Promise.resolve(undefined)), []);
  });

  it('belong to the nearest corpus', async () => {
    const inner = range(['*.md'], `${ROOT}inner/`);
    const articles = await corpusArticles(ROOT, listing(['a.txt', 'inner/b.txt', 'inner/c.md']), (folder) =>
      Promise.resolve(folder.startsWith(inner.root) ? inner : range(['**/*.txt'])),
    );
    assert.deepEqual(articles.map(describeArticle), ['a.txt', 'inner/c.md']);
  });
});

describe('files that are read again only when they change', () => {
  const make = (stamps: Map<string, string>) => {
    const reads: string[] = [];
    const files = {
      stamp: (address: string) =>
        address === 'broken' ? Promise.reject(new Error('no right')) : Promise.resolve(stamps.get(address)),
      read: (address: string) => {
        reads.push(address);
        return Promise.resolve(new TextEncoder().encode(stamps.get(address)));
      },
    };
    const known = new ReadFiles(
      files,
      (bytes) => new TextDecoder().decode(bytes),
      () => Promise.resolve(),
    );
    return { known, reads };
  };

  it('reads each once, and again when its stamp is another', async () => {
    const stamps = new Map([
      ['a', '1'],
      ['b', '1'],
    ]);
    const { known, reads } = make(stamps);
    assert.deepEqual(
      [...(await known.all(['a', 'b', 'none', 'broken']))],
      [
        ['a', '1'],
        ['b', '1'],
      ],
    );
    stamps.set('b', '2');
    assert.deepEqual(
      [...(await known.all(['a', 'b']))],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    );
    assert.deepEqual(reads, ['a', 'b', 'b']);
    known.forget('a');
    await known.all(['a']);
    assert.deepEqual(reads, ['a', 'b', 'b', 'a']);
  });

  it('forgets what is not asked for any more', async () => {
    const { known, reads } = make(new Map([['a', '1']]));
    await known.all(['a']);
    await known.all([]);
    await known.all(['a']);
    assert.deepEqual(reads, ['a', 'a']);
  });

  it('stops when its answer is not wanted any more', async () => {
    const { known, reads } = make(new Map([['a', '1']]));
    await known.all(['a'], () => false);
    assert.deepEqual(reads, []);
  });
});
