import { strict as assert } from 'node:assert';
import { Corpora } from '../../../core/corpus/corpora';
import { folderOf, OutsideError, type CorpusFiles, type FolderEntry } from '../../../core/corpus/corpusFiles';

/** Files by address, in memory. */
class MemoryFiles implements CorpusFiles {
  readonly contents = new Map<string, string | Uint8Array>();
  readonly unreadable = new Set<string>();
  readonly outside = new Set<string>();
  reads = 0;

  constructor(contents: Readonly<Record<string, string | Uint8Array>>) {
    for (const [path, content] of Object.entries(contents)) this.contents.set(`file:///${path}`, content);
  }

  async read(address: string): Promise<Uint8Array | undefined> {
    this.reads++;
    await Promise.resolve();
    if (this.unreadable.has(address)) throw new Error('no permission');
    if (this.outside.has(address)) throw new OutsideError();
    const content = this.contents.get(decodeURIComponent(address));
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }

  list(folder: string): Promise<readonly FolderEntry[]> {
    const inside = [...this.contents.keys()].filter((address) => address.startsWith(decodeURIComponent(folder)));
    const names = inside.map((address) => address.slice(decodeURIComponent(folder).length));
    const entries = new Map(names.map((name) => [name.replace(/\/.*/s, ''), name.includes('/')]));
    return Promise.resolve([...entries].map(([name, isFolder]) => ({ name, isFolder })));
  }
}

/** The problems in view, as `address code: the text they stand at`. */
class Problems {
  readonly #shown = new Map<string, string[]>();
  readonly report: ConstructorParameters<typeof Corpora>[1] = ({ address, text, problems, references }) => {
    const shown = [...problems, ...references].map(
      ({ code, offset, end }) => `${address.slice('file:///'.length)} ${code}: ${text.slice(offset, end)}`,
    );
    this.#shown.set(address, shown);
  };

  get all(): string[] {
    return [...this.#shown.values()].flat();
  }
}

const entity = (name: string, id = name): string => `entities: [{id: ${id}, label: PER, name: ${name}}]`;

describe('the corpus of an article', () => {
  let problems: Problems;
  beforeEach(() => {
    problems = new Problems();
  });
  const ids = async (corpora: Corpora, article: string): Promise<string[] | undefined> => {
    const corpus = await corpora.of(`file:///${article}`);
    return corpus && [...corpus.entities.keys()];
  };

  it('is that of the nearest manifest above it', async () => {
    const files = new MemoryFiles({
      'a/corpus.yaml': 'authority: [x.authority.yaml]',
      'a/x.authority.yaml': entity('何雄'),
      'a/b/c/corpus.yaml': 'name: inner',
    });
    const corpora = new Corpora(files, problems.report);
    assert.deepEqual(await ids(corpora, 'a/1.txt'), ['何雄']);
    assert.deepEqual(await ids(corpora, 'a/b/1.txt'), ['何雄']);
    assert.deepEqual(await ids(corpora, 'a/b/c/d/1.txt'), []);
    assert.equal(await ids(corpora, 'other/1.txt'), undefined);
    const { reads } = files;
    await ids(corpora, 'a/b/2.txt');
    assert.equal(files.reads, reads, 'what was read is not read again');
    assert.deepEqual(problems.all, []);
  });

  it('knows what its authority files list, in their order, whose names may be globs', async () => {
    const files = new MemoryFiles({
      'corpus.yaml': 'authority: ["名录/**/*.authority.yaml", a b.authority.yaml, 名录/二.authority.yaml]',
      '名录/二.authority.yaml': entity('王二'),
      '名录/一/深/三.authority.yaml': entity('王三'),
      '名录/.git/四.authority.yaml': entity('王四'),
      '名录/五.yaml': entity('王五'),
      'a b.authority.yaml': entity('王六'),
      '七.authority.yaml': entity('王七'),
    });
    assert.deepEqual(await ids(new Corpora(files, problems.report), '1.txt'), ['王三', '王二', '王六']);
    assert.deepEqual(problems.all, []);
  });

  it('shows what is wrong with authority files: those that are not there in the manifest, others at the place', async () => {
    const files = new MemoryFiles({
      'corpus.yaml':
        'authority: [none.authority.yaml, "no/*.authority.yaml", shut.authority.yaml, gb.authority.yaml, b.authority.yaml, a.authority.yaml]',
      'shut.authority.yaml': '',
      'gb.authority.yaml': Uint8Array.of(0xb9, 0xfa),
      'a.authority.yaml': '\uFEFFentities: [{id: he, label: PER, name: 何雄}, {label: PER}]',
      'b.authority.yaml': entity('王凯', 'he'),
    });
    files.unreadable.add('file:///shut.authority.yaml');
    const corpora = new Corpora(files, problems.report);
    assert.deepEqual(await ids(corpora, '1.txt'), ['he']);
    assert.deepEqual(problems.all, [
      'gb.authority.yaml not-utf8: ',
      'a.authority.yaml missing: {label: PER}',
      'a.authority.yaml duplicate-id: {id: he, label: PER, name: 何雄}',
      'corpus.yaml no-such-file: none.authority.yaml',
      'corpus.yaml no-match: "no/*.authority.yaml"',
      'corpus.yaml unreadable: shut.authority.yaml',
    ]);
    assert.equal((await corpora.of('file:///1.txt'))?.entities.get('he')?.name, '王凯', 'the first file counts');
    corpora.forget();
    assert.deepEqual(problems.all, []);
  });

  it('is none where the manifest is broken, and goes on above one that may not be read', async () => {
    const files = new MemoryFiles({ 'a/corpus.yaml': 'name: 1', 'corpus.yaml': '', 'b/corpus.yaml': '' });
    files.unreadable.add('file:///b/corpus.yaml');
    const corpora = new Corpora(files, problems.report);
    assert.equal(await ids(corpora, 'a/1.txt'), undefined);
    assert.deepEqual(problems.all, ['a/corpus.yaml type: 1']);
    assert.deepEqual((await corpora.of('file:///b/1.txt'))?.root, 'file:///');
  });

  it('stays what it was while its manifest is broken, but not when that is gone', async () => {
    const files = new MemoryFiles({
      'a/corpus.yaml': '',
      'a/a.authority.yaml': entity('何雄'),
    });
    const corpora = new Corpora(files, problems.report);
    const after = async (content: string | undefined): Promise<string[] | undefined> => {
      if (content === undefined) files.contents.delete('file:///a/corpus.yaml');
      else files.contents.set('file:///a/corpus.yaml', content);
      corpora.forget();
      return (await corpora.of('file:///a/1.txt'))?.manifest.labels.map(({ id }) => id);
    };
    assert.deepEqual(await after('labels: [{id: A}, {id: PER}]\nauthority: [a.authority.yaml, b.authority.yaml]'), [
      'A',
      'PER',
    ]);
    assert.deepEqual(await after('labels: [{id: A}, {id: B}, {id: B}]'), ['A', 'PER']);
    assert.deepEqual(
      problems.all,
      ['a/corpus.yaml duplicate-id: B'],
      'what is wrong with its files is not in this text',
    );
    assert.deepEqual(await ids(corpora, 'a/1.txt'), ['何雄']);
    assert.deepEqual(await after('labels: ['), ['A', 'PER']);
    assert.deepEqual(await after('labels: [{id: B}]'), ['B']);
    assert.equal(await after(undefined), undefined);
    assert.equal(await after('labels: ['), undefined);
  });

  it('keeps what a file last listed while it is broken, but not when it is gone', async () => {
    const files = new MemoryFiles({
      'corpus.yaml': 'authority: [a.authority.yaml]',
      'a.authority.yaml': entity('何雄'),
    });
    const corpora = new Corpora(files, problems.report);
    const after = async (content: string | undefined): Promise<string[] | undefined> => {
      if (content === undefined) files.contents.delete('file:///a.authority.yaml');
      else files.contents.set('file:///a.authority.yaml', content);
      corpora.forget();
      return ids(corpora, '1.txt');
    };
    assert.deepEqual(await ids(corpora, '1.txt'), ['何雄']);
    assert.deepEqual(await after('entities: ['), ['何雄']);
    assert.deepEqual(problems.all, ['a.authority.yaml yaml: ']);
    assert.deepEqual(await after(entity('王凯')), ['王凯']);
    assert.deepEqual(problems.all, []);
    assert.deepEqual(await after(undefined), []);
    assert.deepEqual(await after('entities: ['), []);
  });

  it('keeps what its files last said while they cannot be read for a moment, and says so', async () => {
    const files = new MemoryFiles({
      'corpus.yaml': 'authority: [a.authority.yaml]',
      'a.authority.yaml': entity('何雄'),
    });
    const corpora = new Corpora(files, problems.report);
    assert.deepEqual(await ids(corpora, '1.txt'), ['何雄']);
    for (const name of ['a.authority.yaml', 'corpus.yaml']) {
      files.unreadable.add(`file:///${name}`);
      corpora.forget();
      assert.deepEqual(await ids(corpora, '1.txt'), ['何雄'], name);
    }
    assert.deepEqual(problems.all, ['corpus.yaml unreadable: ', 'corpus.yaml unreadable: a.authority.yaml']);
    files.unreadable.clear();
    files.contents.set('file:///a.authority.yaml', entity('王凯'));
    corpora.forget();
    assert.deepEqual(await ids(corpora, '1.txt'), ['王凯']);
    assert.deepEqual(problems.all, []);
  });

  it('does not read files that lead out of the folders it may read', async () => {
    const files = new MemoryFiles({
      'corpus.yaml': 'authority: [out.authority.yaml, a.authority.yaml]',
      'a.authority.yaml': entity('何雄'),
    });
    files.outside.add('file:///out.authority.yaml');
    assert.deepEqual(await ids(new Corpora(files, problems.report), '1.txt'), ['何雄']);
    assert.deepEqual(problems.all, ['corpus.yaml outside: out.authority.yaml']);
  });

  it('does not show the problems of a reading that something has overtaken', async () => {
    const files = new MemoryFiles({
      'corpus.yaml': 'authority: [a.authority.yaml]',
      'a.authority.yaml': 'entities: [{}]',
    });
    const corpora = new Corpora(files, problems.report);
    const overtaken = ids(corpora, '1.txt');
    corpora.forget();
    files.contents.set('file:///a.authority.yaml', entity('何雄'));
    await ids(corpora, '1.txt');
    await overtaken;
    assert.deepEqual(problems.all, []);
  });

  it('is not looked for without end', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => [`${index}/x.txt`, ''] as const);
    const files = new MemoryFiles({ 'corpus.yaml': 'authority: ["**/*.authority.yaml"]', ...Object.fromEntries(many) });
    files.list = (folder): Promise<readonly FolderEntry[]> =>
      Promise.resolve([
        { name: 'a', isFolder: true },
        { name: 'b', isFolder: true },
        { name: `${folder.length}`, isFolder: false },
      ]);
    await ids(new Corpora(files, problems.report), '1.txt');
    assert.deepEqual(problems.all, ['corpus.yaml too-many-folders: "**/*.authority.yaml"']);
  });
});

describe('the folder of', () => {
  const check = (address: string, folder: string | undefined): void => {
    void it(address, () => assert.equal(folderOf(address), folder));
  };
  check('file:///a/b.txt', 'file:///a/');
  check('file:///a/', 'file:///');
  check('file:///', undefined);
  check('vscode-vfs://github/a.txt', 'vscode-vfs://github/');
  check('vscode-vfs://github/', undefined);
  check('untitled:a', undefined);
  check('', undefined);
});
