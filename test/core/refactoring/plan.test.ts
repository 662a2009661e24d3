import { strict as assert } from 'node:assert';
import { textIdentity } from '../../../core/annotation/annotation';
import { SidecarStore } from '../../../core/annotation/store';
import { CorpusEdits, type CorpusEditReport } from '../../../core/corpusEdits/corpusEdits';
import { NameCounts } from '../../../core/refactoring/counts';
import { editsFor, type Concerned } from '../../../core/refactoring/plan';
import type { Refactoring } from '../../../core/refactoring/refactoring';
import { parseManifest } from '../../../core/corpus/manifest';
import { CanonicalText } from '../../../core/text/canonicalText';
import { sha256 } from '../../../node/sha256';
import { MemoryFiles } from '../annotation/memoryFiles';

const ARTICLE = new CanonicalText('楼阳生在郑州调研。');
const SAVED = { text: ARTICLE, identity: textIdentity(ARTICLE, sha256) };
const MANIFEST = 'file:///corpus/corpus.yaml';
const NAMES = 'file:///corpus/a.authority.yaml';
const articleUri = (name: string): string => `file:///corpus/${name}.txt`;
const [OPEN, CLOSED, OTHER] = ['1.txt.ann.yaml', '2.txt.ann.yaml', '2.txt.li.ann.yaml'].map(
  (name) => `file:///corpus/${name}`,
) as [string, string, string];
const sidecar = (id: string, label: string, annotator = ''): string =>
  `version: 1
text: {sha256: "${SAVED.identity.sha256}", length: 9}
${annotator}annotations:
# kept
- {id: "${id}", label: "${label}", start: 0, end: 3, exact: "楼阳生"}
- {id: "${id}x", label: "LOC", start: 4, end: 6, exact: "郑州"}
...
`;

describe('a refactoring of a corpus', () => {
  let files: MemoryFiles;
  let reports: CorpusEditReport[];
  let edits: CorpusEdits;
  let before: Map<string, string>;
  const concerned: Concerned = {
    manifest: MANIFEST,
    authority: [NAMES],
    sidecars: [
      { uri: OPEN, articleUri: articleUri('1') },
      { uri: CLOSED, articleUri: articleUri('2') },
      { uri: OTHER, articleUri: articleUri('2') },
    ],
  };
  beforeEach(async () => {
    files = new MemoryFiles();
    reports = [];
    files.contents.set(MANIFEST, 'labels: [{id: PER}, {id: LOC}]  # two\n');
    files.contents.set(NAMES, 'entities: [{label: PER, name: 何雄}]\n');
    files.contents.set(OPEN, sidecar('a', 'PER'));
    files.contents.set(CLOSED, sidecar('b', 'PER'));
    files.contents.set(OTHER, sidecar('c', 'PER', 'annotator: "li"\n'));
    const store = new SidecarStore(files);
    edits = new CorpusEdits({
      store,
      files,
      savedText: () => Promise.resolve(SAVED),
      report: (one) => void reports.push(one),
    });
    await store.open({ articleUri: articleUri('1'), sidecarUri: OPEN, text: SAVED.identity });
    before = new Map(files.contents);
  });
  const rename: Refactoring = { kind: 'rename', name: { kind: 'label', id: 'PER' }, to: '人物' };
  const perform = (refactoring: Refactoring = rename): Promise<CorpusEditReport> =>
    edits.perform({ title: 'rename', ...editsFor(refactoring, concerned) });

  it('goes through sidecars, open or not, authority files and corpus.yaml, and comes back as one', async () => {
    const { step, changed, refused } = await perform();
    assert.deepEqual([changed.length, refused], [5, []]);
    for (const [uri, text] of before)
      assert.equal(files.contents.get(uri), text.replaceAll('"PER"', '"人物"').replaceAll(/(?<=: )PER/g, '人物'), uri);
    assert.equal(await edits.undo(step!), undefined);
    assert.deepEqual(files.contents, before);
  });

  it('changes nothing at all where corpus.yaml cannot be changed', async () => {
    const { changed, refused } = await perform({ ...rename, to: 'a b' });
    assert.deepEqual([changed, refused.map(({ uri, code }) => [uri, code])], [[], [[MANIFEST, 'id']]]);
    files.beingEdited.add(MANIFEST);
    assert.deepEqual((await perform()).changed, []);
    assert.deepEqual(files.contents, before);
  });

  it('names a sidecar that cannot be read and leaves it; the same again goes on there', async () => {
    files.contents.set(CLOSED, 'version: 1\nannotations: [');
    const { changed, refused } = await perform();
    assert.deepEqual([changed.length, refused.map(({ uri }) => uri)], [4, [CLOSED]]);
    assert.equal(files.contents.get(CLOSED), 'version: 1\nannotations: [');
    files.contents.set(CLOSED, sidecar('b', 'PER'));
    assert.deepEqual((await perform()).changed, [CLOSED]);
    assert.match(files.contents.get(CLOSED)!, /label: "人物"/);
  });

  it('splits a label where it was chosen', async () => {
    const chosen = new Map([[OTHER, new Set(['c'])]]);
    const { changed } = await perform({ kind: 'split', name: { kind: 'label', id: 'PER' }, to: 'MAYOR', chosen });
    assert.deepEqual(changed, [MANIFEST, OTHER]);
    assert.equal(files.contents.get(MANIFEST), 'labels: [{id: PER}, {id: LOC}, {id: "MAYOR"}]  # two\n');
    assert.match(files.contents.get(OTHER)!, /"c", label: "MAYOR"/);
  });

  it('is offered with how many records bear each name, also those that the schema has not', () => {
    const schema = parseManifest(
      'labels: [{id: PER}, {id: ORG}]\nrelations: []\ntags: [{id: genre, values: [news]}]',
    ).value!;
    const counts = new NameCounts(schema);
    counts.add(files.set(OPEN)!);
    counts.add({ ...files.set(OTHER)!, document: { genre: 'news', other: 'x' } });
    assert.deepEqual(
      counts.all.map(({ name: { kind, id, of }, count }) => [kind, id, of, count]),
      [
        ['label', 'PER', undefined, 2],
        ['label', 'ORG', undefined, 0],
        ['tag', 'genre', undefined, 1],
        ['tagValue', 'news', 'genre', 1],
        ['label', 'LOC', undefined, 2],
        ['tag', 'other', undefined, 1],
      ],
    );
  });
});
