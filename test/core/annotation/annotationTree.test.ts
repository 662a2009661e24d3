import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseFilter } from '../../../core/annotation/annotationFilter';
import {
  annotationsBelow,
  annotationTree,
  GROUPINGS,
  keyOf,
  newOrRelabelled,
  annotationsToRenew,
  type AnnotationTree,
  type Grouping,
  type ListedAnnotation,
  type TreeOptions,
} from '../../../core/annotation/annotationTree';
import { DEFAULT_LABELS, type Label } from '../../../core/annotation/labels';

const PLACE_KINDS: readonly Label[] = DEFAULT_LABELS.filter(({ id }) => id === 'LOC' || id === 'PER').concat({
  ...(DEFAULT_LABELS[0] as Label),
  id: 'CITY',
  parent: 'LOC',
});

/** `PER 楼阳生 #e1` for the annotations of an article, in order; ids are a, b, c. */
const listed = (lines: readonly string[], uri = 'file:///a.txt'): ListedAnnotation[] =>
  lines.map((line, index) => {
    const [label = '', words = '', entity] = line.split(' ');
    const id = String.fromCharCode(97 + index);
    const place = { start: index, line: index + 1, state: 'anchored' } as const;
    return { uri, article: uri.slice(8), id, label, words, ...place, ...(entity !== undefined && { entity }) };
  });

/** The tree as lines, two blanks a level. */
function render({ roots, nodes }: AnnotationTree): string[] {
  const lines = (keys: readonly string[], depth: number): string[] =>
    keys.flatMap((key) => {
      const node = nodes.get(key);
      assert.ok(node, key);
      const indent = '  '.repeat(depth);
      if (node.kind === 'annotation') return [`${indent}${node.annotation.words}`];
      return [`${indent}${node.name} ${node.count}`, ...lines(node.children, depth + 1)];
    });
  return lines(roots, 0);
}

const treeOf = (
  annotations: readonly ListedAnnotation[],
  grouping: Grouping,
  options: Partial<TreeOptions> = {},
): AnnotationTree => annotationTree(annotations, { grouping, labels: PLACE_KINDS, ...options });

describe('the tree of annotations', () => {
  it('has every label of the schema, kinds below their label, unknown labels behind them, and empty ones last', () => {
    const annotations = listed(['OLD 旧', 'LOC 郑州', 'CITY 郑州市', 'OLD 又']);
    assert.deepEqual(render(treeOf(annotations, 'label')), [
      'LOC 2',
      '  CITY 1',
      '    郑州市',
      '  郑州',
      'OLD 2',
      '  旧',
      '  又',
      'PER 0',
    ]);
  });

  it('has no empty labels where a filter is set', () => {
    const annotations = listed(['PER 楼阳生', 'LOC 郑州']);
    const filter = ({ label }: ListedAnnotation): boolean => label === 'LOC';
    assert.deepEqual(render(treeOf(annotations, 'label', { filter })), ['LOC 1', '  郑州']);
  });

  it('does not go round with labels that are kinds of each other', () => {
    const [per, loc] = PLACE_KINDS as [Label, Label];
    const labels = [
      { ...per, parent: 'LOC' },
      { ...loc, parent: 'PER' },
    ];
    assert.deepEqual(render(treeOf(listed(['PER 楼阳生', 'LOC 郑州']), 'label', { labels })), [
      'PER 2',
      '  LOC 1',
      '    郑州',
      '  楼阳生',
    ]);
  });

  it('joins what a person says is one entity, then what is recognised as one, then the same words', () => {
    const annotations = listed([
      'PER 楼阳生 #e1',
      'PER 王凯',
      'LOC 郑州',
      'PER 楼书记 #e1',
      'PER 凯',
      'LOC 郑\n州',
      'PER 阳生',
    ]);
    const recognised = { key: 'e9', name: '王凯省长' };
    const known = annotations.map((one) => (one.words.includes('凯') ? { ...one, recognised } : one));
    assert.deepEqual(render(treeOf(known, 'entity')), [
      '楼阳生 2',
      '  楼阳生',
      '  楼书记',
      '王凯省长 2',
      '  王凯',
      '  凯',
      '郑州 2',
      '  郑州',
      '  郑\n州',
      '阳生 1',
      '  阳生',
    ]);
  });

  it('keeps entities of one file apart from those of another, and joins those of an authority file', () => {
    const annotations = [
      ...listed(['PER 甲 #e1', 'PER 楼阳生 lou']),
      ...listed(['PER 乙 #e1', 'PER 楼书记 lou'], 'file:///b.txt'),
    ];
    assert.deepEqual(render(treeOf(annotations, 'entity', { isCorpus: true })), [
      '楼阳生 2',
      '  楼阳生',
      '  楼书记',
      '甲 1',
      '  甲',
      '乙 1',
      '  乙',
    ]);
  });

  it('lists in the order of the text, article by article where there are several', () => {
    const annotations = [...listed(['PER 甲', 'LOC 乙']), ...listed(['PER 丙'], 'file:///b.txt')];
    assert.deepEqual(render(treeOf(annotations.slice(0, 2), 'position')), ['甲', '乙']);
    const inCorpus = ['a.txt 2', '  甲', '  乙', 'b.txt 1', '  丙'];
    assert.deepEqual(render(treeOf(annotations, 'position', { isCorpus: true })), inCorpus);
  });

  it('cuts long lists into pieces', () => {
    const annotations = Array.from({ length: 301 }, (_, index) => ({
      ...(listed(['PER 甲'])[0] as ListedAnnotation),
      id: `i${index}`,
    }));
    const tree = treeOf(annotations, 'position');
    const pieces = ['1–100 100', '101–200 100', '201–300 100', '301–301 1'];
    assert.deepEqual(
      render(tree).filter((line) => !line.startsWith(' ')),
      pieces,
    );
    assert.equal(annotationsBelow(tree, tree.roots[1] as string).length, 100);
  });
});

describe('what of the tree is renewed', () => {
  const before = listed(['PER 楼阳生', 'LOC 郑州', 'PER 王凯']);
  const renewed = (after: readonly ListedAnnotation[], grouping: Grouping = 'label'): readonly string[] | undefined =>
    annotationsToRenew(treeOf(before, grouping), treeOf(after, grouping));

  it('is nothing where nothing that shows has changed', () => {
    assert.deepEqual(renewed(before.map((annotation) => ({ ...annotation, start: annotation.start + 9 }))), []);
  });

  it('is the annotation that has another note', () => {
    const after = before.with(1, { ...(before[1] as ListedAnnotation), note: '!' });
    assert.deepEqual(renewed(after), [keyOf(before[1] as ListedAnnotation, 'label')]);
  });

  it('is the two groups where an annotation has another label', () => {
    assert.deepEqual(renewed(before.with(2, { ...(before[2] as ListedAnnotation), label: 'LOC' })), [
      'label PER',
      'label LOC',
    ]);
  });

  it('shows the one annotation that is new or has another label, and none of several', () => {
    const found = (after: readonly ListedAnnotation[]): string | undefined =>
      newOrRelabelled(treeOf(before, 'label'), treeOf(after, 'label'));
    const [first, second] = [before[0] as ListedAnnotation, before[1] as ListedAnnotation];
    const added = { ...first, id: 'z' };
    assert.equal(found([...before, added]), keyOf(added, 'label'));
    assert.equal(found(before.with(1, { ...second, label: 'PER' })), keyOf(second, 'label'));
    assert.equal(found(before.slice(1)), undefined);
    assert.equal(found([...before, added, { ...first, id: 'y' }]), undefined);
  });

  it('is everything where the topmost list is another', () => {
    assert.equal(renewed([...before, { ...(before[0] as ListedAnnotation), id: 'z' }], 'position'), undefined);
  });

  it('brings a view to the new tree, whatever has changed', () => {
    const annotation = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      label: fc.constantFrom('PER', 'LOC', 'CITY', 'OLD'),
      words: fc.constantFrom('甲', '乙', '丙丁'),
      note: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    });
    const set = fc.uniqueArray(annotation, { selector: ({ id }) => id, maxLength: 8 });
    const made = (records: readonly { id: string; label: string; words: string; note: string | undefined }[]) =>
      records.map(({ note, ...record }, index): ListedAnnotation => ({
        uri: 'file:///a.txt',
        article: 'a.txt',
        ...record,
        start: index,
        line: index,
        state: 'anchored',
        ...(note !== undefined && { note }),
      }));
    fc.assert(
      fc.property(set, set, fc.constantFrom(...GROUPINGS), (first, second, grouping) => {
        const [old, now] = [treeOf(made(first), grouping), treeOf(made(second), grouping)];
        const shown = new ShownTree(old);
        shown.renew(annotationsToRenew(old, now), now);
        assert.deepEqual(shown.lines(), new ShownTree(now).lines());
      }),
    );
  });
});

/** What a view shows: it reads a node again only when it, or what holds it, is renewed. */
class ShownTree {
  #roots: readonly string[] = [];
  readonly #items = new Map<string, { readonly text: string; readonly children: readonly string[] }>();

  constructor(tree: AnnotationTree) {
    this.renew(undefined, tree);
  }

  renew(keys: readonly string[] | undefined, tree: AnnotationTree): void {
    if (keys === undefined) {
      this.#items.clear();
      this.#roots = tree.roots;
    }
    (keys ?? tree.roots).forEach((key) => this.#read(key, tree));
  }

  #read(key: string, tree: AnnotationTree): void {
    const node = tree.nodes.get(key);
    assert.ok(node, `${key} is in the tree`);
    const children = node.kind === 'group' ? node.children : [];
    const text =
      node.kind === 'group'
        ? `${node.name} ${node.count}`
        : `${node.annotation.words} ${node.annotation.label} ${node.annotation.note ?? ''} ${node.annotation.line ?? ''}`;
    this.#items.set(key, { text, children });
    children.forEach((child) => this.#read(child, tree));
  }

  lines(keys = this.#roots, depth = 0): string[] {
    return keys.flatMap((key) => {
      const { text, children } = this.#items.get(key) ?? { text: '', children: [] };
      return [`${'  '.repeat(depth)}${text}`, ...this.lines(children, depth + 1)];
    });
  }
}

describe('the filter of annotations', () => {
  const [lou, zhengzhou] = listed(['PER 楼阳生 #e1', 'CITY 郑州市']) as [ListedAnnotation, ListedAnnotation];
  const annotations: readonly ListedAnnotation[] = [
    { ...lou, note: '省委书记', by: 'lin' },
    { ...zhengzhou, state: 'review', status: 'checked' },
  ];
  const cases: readonly (readonly [query: string, found: string])[] = [
    ['楼', 'a'],
    ['樓陽', 'a'],
    ['郑', 'b'],
    ['', 'ab'],
    ['  ', 'ab'],
    ['per', 'a'],
    ['label:PER', 'a'],
    ['label:人', 'a'],
    ['label:loc', 'b'],
    ['标签：person', 'a'],
    ['label:', 'ab'],
    ['label:nothing', ''],
    ['note:书记', 'a'],
    ['text:书记', ''],
    ['书记', 'a'],
    ['by:lin', 'a'],
    ['is:uncertain', 'b'],
    ['为:存疑', 'b'],
    ['is:noted 阳', 'a'],
    ['is:noted 郑', ''],
    ['is:constructor', ''],
    ['status:checked', 'b'],
    ['entity:#e1', 'a'],
    ['10:30', ''],
    ['"省委 书记"', ''],
    ['note:"省委书记', 'a'],
  ];
  for (const [query, found] of cases) {
    it(`“${query}” finds ${found === '' ? 'nothing' : found}`, () => {
      const filter = parseFilter(query, PLACE_KINDS);
      const ids = (filter === undefined ? annotations : annotations.filter(filter)).map(({ id }) => id);
      assert.equal(ids.join(''), found);
    });
  }

  it('finds words across a column break', () => {
    const broken = { ...zhengzhou, words: '郑州\n\n市' };
    assert.equal(parseFilter('郑州市', PLACE_KINDS)?.(broken), true);
  });
});
