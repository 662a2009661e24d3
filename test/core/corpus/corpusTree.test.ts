import { strict as assert } from 'node:assert';
import { apply } from '../../../core/annotation/operations';
import { emptyAnnotationSet, type AnnotationSet } from '../../../core/annotation/annotation';
import { codePoint } from '../../../core/text/units';
import {
  assigning,
  markingDone,
  nextOpen,
  progressOf,
  summaryOf,
  UNTOUCHED,
  type ArticleProgress,
  type WorkState,
} from '../../../core/corpus/articleProgress';
import {
  articlesToRenew,
  articlesToShow,
  corpusTree,
  doneIn,
  type ArticleWork,
  type CorpusTree,
} from '../../../core/corpus/corpusTree';
import { sample } from '../annotation/arbitraries';

const work = (path: string, progress: Partial<ArticleProgress> = {}): ArticleWork => ({
  address: `file:///${path}`,
  path,
  progress: { ...UNTOUCHED, ...progress },
});
const done = { state: 'done' } as const;

function lines({ roots, nodes }: CorpusTree): string[] {
  const render = (keys: readonly string[], depth: number): string[] =>
    keys.flatMap((key) => {
      const node = nodes.get(key);
      assert.ok(node, key);
      const indent = '  '.repeat(depth);
      if (node.kind === 'article') return [`${indent}${node.name} ${node.work.progress.state}`];
      return [`${indent}${node.name} ${node.done}/${node.total}`, ...render(node.children, depth + 1)];
    });
  return render(roots, 0);
}

describe('the tree of articles', () => {
  it('has folders before files, numbers in their order, and what is done of each folder', () => {
    const articles = ['b.txt', '报/10.txt', '报/2.txt', '报/A/1.txt', 'a.txt'].map((path) =>
      work(path, path.endsWith('2.txt') ? done : {}),
    );
    assert.deepEqual(lines(corpusTree(articles)), [
      '报 1/3',
      '  A 0/1',
      '    1.txt untouched',
      '  2.txt done',
      '  10.txt untouched',
      'a.txt untouched',
      'b.txt untouched',
    ]);
  });

  it('cuts a long folder into pieces', () => {
    const articles = Array.from({ length: 301 }, (_, index) => work(`f/${index}.txt`));
    const roots = lines(corpusTree(articles)).filter((line) => !line.startsWith('    '));
    assert.deepEqual(roots, ['f 0/301', '  1–100 0/100', '  101–200 0/100', '  201–300 0/100', '  301–301 0/1']);
  });

  it('shows what is not done, or what is mine', () => {
    const articles = [work('a', { ...done, assignee: 'lin' }), work('b', { assignee: 'wang' }), work('c')];
    const shown = (filter: 'all' | 'open' | 'mine', annotator?: string): string =>
      articlesToShow(articles, filter, annotator)
        .map(({ path }) => path)
        .join('');
    assert.equal(shown('all'), 'abc');
    assert.equal(shown('open'), 'bc');
    assert.equal(shown('mine', 'lin'), 'a');
    assert.equal(shown('mine'), '', 'who has no name has nothing assigned');
    assert.equal(doneIn(articles), 1);
  });

  it('is renewed where an article is done, and in the folders that count it', () => {
    const before = corpusTree([work('f/a'), work('f/b')]);
    const after = corpusTree([work('f/a', done), work('f/b')]);
    assert.deepEqual(articlesToRenew(before, after), ['folder f/']);
    assert.deepEqual(articlesToRenew(before, before), []);
    assert.equal(articlesToRenew(before, corpusTree([])), undefined);
  });
});

describe('the progress of an article', () => {
  const empty = emptyAnnotationSet({ sha256: '0'.repeat(64), length: codePoint(9) });
  const annotated: AnnotationSet = { ...empty, annotations: [sample('a', 0, '郑州')] };
  const changed = (set: AnnotationSet, operation: ReturnType<typeof markingDone>): AnnotationSet => {
    assert.ok(operation);
    const result = apply(set, operation);
    assert.ok(result.ok);
    return result.set;
  };

  const progress = (set: AnnotationSet | 'unreadable' | undefined, assigned?: string): ArticleProgress =>
    progressOf(set === undefined || set === 'unreadable' ? set : summaryOf(set), assigned);
  const states: readonly (readonly [what: string, set: AnnotationSet | 'unreadable' | undefined, state: WorkState])[] =
    [
      ['without a file', undefined, 'untouched'],
      ['with an empty file', empty, 'untouched'],
      ['with annotations', annotated, 'started'],
      ['where suggestions were turned down', { ...empty, rejected: [sample('a', 0, '郑州')] }, 'started'],
      ['with another status', { ...annotated, document: { status: 'checked' } }, 'started'],
      ['that is done', { ...empty, document: { status: 'done' } }, 'done'],
      ['whose file cannot be read', 'unreadable', 'unreadable'],
    ];
  for (const [what, set, state] of states) {
    it(`${what} is ${state}`, () => assert.equal(progress(set).state, state));
  }

  it('is marked and taken back, and nothing else of the file changes', () => {
    const set = { ...annotated, document: { genre: '调研' } };
    const marked = changed(set, markingDone(set, true));
    assert.deepEqual(marked.document, { genre: '调研', status: 'done' });
    assert.equal(markingDone(marked, true), undefined);
    assert.deepEqual(changed(marked, markingDone(marked, false)), set);
    assert.equal(markingDone(set, false), undefined, 'another status stays');
  });

  it('names who it is assigned to, first as the own file says', () => {
    const assigned = changed(empty, assigning(empty, 'lin'));
    assert.equal(progress(assigned, 'wang').assignee, 'lin');
    assert.equal(progress(empty, 'wang').assignee, 'wang');
    assert.equal(progress('unreadable', 'wang').assignee, 'wang');
    assert.equal(assigning(assigned, 'lin'), undefined);
    assert.equal(progress(changed(assigned, assigning(assigned, undefined))).assignee, undefined);
    assert.equal(progress({ ...empty, document: { assignee: 5 } }).assignee, undefined);
  });

  it('leads to the next one that is neither done nor another’s, round the end', () => {
    const articles = [work('a'), work('b', done), work('c', { assignee: 'wang' }), work('d', { assignee: 'lin' })];
    const next = (after: string | undefined, annotator?: string): string | undefined =>
      nextOpen(articles, after === undefined ? undefined : `file:///${after}`, annotator)?.path;
    assert.equal(next(undefined), 'a');
    assert.equal(next('a', 'lin'), 'd');
    assert.equal(next('d', 'lin'), 'a');
    assert.equal(next('a'), undefined, 'never the article itself');
    assert.equal(next('nowhere', 'lin'), 'a');
  });
});
