import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { textIdentity, type AnnotationSet } from '../../../core/annotation/annotation';
import { saidIn } from '../../../core/annotation/describedText';
import {
  EMPTY_HISTORY,
  recorded,
  redo,
  undo,
  withoutLastRedo,
  withoutLastUndo,
} from '../../../core/annotation/history';
import { findAnnotation, type Operation } from '../../../core/annotation/operations';
import { sidecarPathOf } from '../../../core/annotation/sidecarPath';
import { SidecarStore } from '../../../core/annotation/store';
import { CorpusEdits, type CorpusEditReport, type SidecarEdit } from '../../../core/corpusEdits/corpusEdits';
import { nextRedo, nextUndo } from '../../../core/corpusEdits/sharedSteps';
import { CanonicalText } from '../../../core/text/canonicalText';
import { sha256 } from '../../../node/sha256';
import { sample } from '../annotation/arbitraries';
import { MemoryFiles } from '../annotation/memoryFiles';

const ARTICLE = new CanonicalText('楼阳生在郑州调研。楼阳生指出，郑州要走在前列。');
const SAVED = { text: ARTICLE, identity: textIdentity(ARTICLE, sha256) };
const uriOf = (article: string): string => `file:///corpus/${article}.txt`;
const sidecarOf = (article: string, annotator?: string): string => sidecarPathOf(uriOf(article), annotator);

const add = (id: string, label = 'PER', start = 0): Operation => ({
  kind: 'add',
  annotation: sample(id, start, ARTICLE.text.slice(start, start + 3), { label }),
});
const relabel = (id: string, label: string): Operation => ({ kind: 'change', id, fields: { label } });
const edit = (article: string, ...operations: Operation[]): SidecarEdit => ({
  articleUri: uriOf(article),
  annotator: undefined,
  operation: () => ({ kind: 'bulk', operations }),
});

/** Files, a store and steps over them, with the articles that are open. */
class Bench {
  readonly files = new MemoryFiles();
  readonly store = new SidecarStore(this.files);
  readonly reports: CorpusEditReport[] = [];
  missing = new Set<string>();
  readonly edits = new CorpusEdits({
    store: this.store,
    files: this.files,
    savedText: (uri) => Promise.resolve(this.missing.has(uri) ? 'The article is gone.' : SAVED),
    report: (report) => void this.reports.push(report),
  });

  async open(article: string): Promise<OpenArticle> {
    const sidecarUri = sidecarOf(article);
    await this.store.open({ articleUri: uriOf(article), sidecarUri, text: SAVED.identity });
    return new OpenArticle(article, this);
  }

  /** The labels by id, as the file has them. */
  labels(sidecar: string): Record<string, string> {
    return labelsOf(this.files.set(sidecar));
  }
}

const labelsOf = (set: AnnotationSet | undefined): Record<string, string> =>
  byKey((set?.annotations ?? []).map(({ id, label }) => [id, label]));

const byKey = (entries: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** An article with its own history, as the extension has it. */
class OpenArticle {
  readonly #bench: Bench;
  readonly #uri: string;
  readonly #sidecar: string;
  #history = EMPTY_HISTORY;

  constructor(article: string, bench: Bench) {
    this.#bench = bench;
    [this.#uri, this.#sidecar] = [uriOf(article), sidecarOf(article)];
  }

  get set(): AnnotationSet {
    const state = this.#bench.store.state(this.#uri);
    assert.equal(state?.kind, 'ready');
    return state.set;
  }

  perform(operation: Operation): boolean {
    const result = this.#bench.store.apply(this.#uri, saidIn(this.set, operation, SAVED.identity).operation);
    if (result.ok) this.#history = recorded(this.#history, result.inverse, this.#bench.edits.now());
    return result.ok;
  }

  async undo(): Promise<boolean> {
    const { edits } = this.#bench;
    const next = nextUndo(this.#history, edits, this.#sidecar);
    if (next?.kind === 'shared') return (await edits.undo(next.id)) === undefined;
    return next !== undefined && this.#step(undo, withoutLastUndo);
  }

  async redo(): Promise<boolean> {
    const { edits } = this.#bench;
    const next = nextRedo(this.#history, edits, this.#sidecar);
    if (next?.kind === 'shared') return (await edits.redo(next.id)) === undefined;
    return next !== undefined && this.#step(redo, withoutLastRedo);
  }

  #step(take: typeof undo, skipped: typeof withoutLastUndo): boolean {
    const step = take(this.#history, this.set, this.#bench.edits.now());
    if (step?.ok !== true) {
      this.#history = skipped(this.#history);
      return false;
    }
    this.#history = step.history;
    return this.#bench.store.apply(this.#uri, step.operation).ok;
  }
}

describe('a step over many sidecars', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  const last = (): CorpusEditReport => bench.reports.at(-1) as CorpusEditReport;

  it('reaches open and closed articles, and one undo in any open one takes all back', async () => {
    const a = await bench.open('a');
    a.perform(add('a0'));
    const report = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1')), edit('b', add('b1'))] });
    assert.deepEqual(report, last());
    assert.deepEqual(
      [labelsOf(a.set), bench.labels(sidecarOf('a')), bench.labels(sidecarOf('b'))],
      [{ a0: 'PER', a1: 'PER' }, { a0: 'PER', a1: 'PER' }, { b1: 'PER' }],
    );
    assert.ok(await a.undo());
    assert.deepEqual([labelsOf(a.set), bench.labels(sidecarOf('b'))], [{ a0: 'PER' }, {}]);
    assert.ok(await a.undo());
    assert.deepEqual(labelsOf(a.set), {});
    assert.ok((await a.redo()) && (await a.redo()));
    assert.deepEqual([labelsOf(a.set), bench.labels(sidecarOf('b'))], [{ a0: 'PER', a1: 'PER' }, { b1: 'PER' }]);
  });

  it('shows in an open article in the same turn in which its file is reached, and keeps no closed one in memory', async () => {
    const a = await bench.open('a');
    const seen: string[][] = [];
    bench.store.onDidChange(() => seen.push(Object.keys(labelsOf(a.set))));
    bench.files.replace = () => Promise.reject(new Error('ENOSPC'));
    const report = await bench.edits.perform({ title: 'x', sidecars: [edit('b', add('b1')), edit('a', add('a1'))] });
    assert.deepEqual(seen[0], ['a1'], 'before anything is written');
    assert.deepEqual(
      report.unsaved.map(({ uri }) => uri),
      [sidecarOf('a'), sidecarOf('b')],
    );
    assert.ok(bench.store.isOpen(sidecarOf('b')), 'unsaved work stays in memory');
  });

  it('is written later where it could not be, and can be undone before', async () => {
    let isFull = true;
    bench.files.fault = () => (isFull ? 'refuse' : 'none');
    const { step } = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1')), edit('b', add('b1'))] });
    isFull = false;
    assert.deepEqual(await bench.store.saveAll(), []);
    assert.deepEqual([bench.labels(sidecarOf('a')), bench.labels(sidecarOf('b'))], [{ a1: 'PER' }, { b1: 'PER' }]);
    assert.equal(await bench.edits.undo(step as number), undefined);
    assert.deepEqual([bench.labels(sidecarOf('a')), bench.labels(sidecarOf('b'))], [{}, {}]);
    assert.ok(!bench.store.isOpen(sidecarOf('a')));
  });

  it('is undone in an article that was opened after it', async () => {
    await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1')), edit('b', add('b1'))] });
    const b = await bench.open('b');
    assert.ok(await b.undo());
    assert.deepEqual([bench.labels(sidecarOf('a')), labelsOf(b.set)], [{}, {}]);
  });

  it('is no undo of an article that it did not change', async () => {
    await bench.edits.perform({
      title: 'x',
      sidecars: [edit('a', add('a1')), { ...edit('b'), operation: () => undefined }],
    });
    const b = await bench.open('b');
    assert.equal(await b.undo(), false);
    assert.equal(bench.files.contents.has(sidecarOf('b')), false, 'no file is made for nothing');
  });

  it('leaves what was changed since, says where, and takes the others back', async () => {
    const a = await bench.open('a');
    await bench.edits.perform({
      title: 'x',
      sidecars: [edit('a', add('a1'), add('a2', 'PER', 3), add('a3', 'PER', 6)), edit('b', add('b1'))],
    });
    a.perform({ kind: 'remove', id: 'a1' });
    a.perform({ kind: 'change', id: 'a2', fields: { note: 'mine' } });
    const b = await bench.open('b');
    assert.ok(await b.undo());
    assert.deepEqual([labelsOf(a.set), labelsOf(b.set)], [{ a2: 'PER' }, {}]);
    assert.deepEqual(last().left, [{ uri: sidecarOf('a'), count: 2 }]);
    assert.ok(await b.redo());
    assert.deepEqual([labelsOf(a.set), labelsOf(b.set)], [{ a2: 'PER', a3: 'PER' }, { b1: 'PER' }]);
  });

  it('names the file in which nothing can be undone any more', async () => {
    const edits = [edit('a', add('a1')), edit('b', add('b1')), edit('c', add('c1'))];
    const { step } = await bench.edits.perform({ title: 'x', sidecars: edits });
    bench.missing.add(uriOf('a'));
    bench.files.contents.set(sidecarOf('b'), 'torn');
    assert.equal(await bench.edits.undo(step as number), undefined);
    assert.deepEqual(last().changed, [sidecarOf('c')]);
    assert.deepEqual(
      last()
        .refused.map(({ uri }) => uri)
        .sort(),
      [sidecarOf('a'), sidecarOf('b')],
    );
    assert.equal(bench.files.contents.get(sidecarOf('b')), 'torn');
  });

  it('changes a note without keeping a relabelling from being undone', async () => {
    const a = await bench.open('a');
    a.perform(add('a1'));
    const { step } = await bench.edits.perform({ title: 'x', sidecars: [edit('a', relabel('a1', 'LOC'))] });
    a.perform({ kind: 'change', id: 'a1', fields: { note: 'mine' } });
    await bench.edits.undo(step as number);
    assert.deepEqual(findAnnotation(a.set, 'a1'), { ...sample('a1', 0, '楼阳生'), note: 'mine' });
  });

  it('reaches the files of other annotators', async () => {
    const sidecar = sidecarOf('a', 'lin');
    const others = { ...edit('a', add('l1')), annotator: 'lin' };
    const { step } = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1')), others] });
    assert.equal(bench.files.set(sidecar)?.annotator, 'lin');
    await bench.edits.undo(step as number);
    assert.deepEqual([bench.labels(sidecar), bench.labels(sidecarOf('a'))], [{}, {}]);
  });

  it('moves with its files', async () => {
    const { step } = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1'))] });
    await bench.store.move(sidecarOf('a'), sidecarOf('new'));
    bench.edits.moved(sidecarOf('a'), sidecarOf('new'));
    await bench.edits.undo(step as number);
    assert.deepEqual([bench.labels(sidecarOf('new')), bench.files.contents.has(sidecarOf('a'))], [{}, false]);
  });

  describe('with a text file', () => {
    const MANIFEST = 'file:///corpus/corpus.yaml';
    const texts = [{ uri: MANIFEST, edit: (text: string) => text.replace('PER', 'PERSON') }];
    beforeEach(() => bench.files.contents.set(MANIFEST, 'labels: [PER]\nname: x\n'));

    it('is one step with it', async () => {
      const report = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1', 'PERSON'))], texts });
      assert.equal(bench.files.contents.get(MANIFEST), 'labels: [PERSON]\nname: x\n');
      bench.files.contents.set(MANIFEST, 'labels: [PERSON]\nname: changed since\n');
      await bench.edits.undo(report.step as number);
      assert.equal(bench.files.contents.get(MANIFEST), 'labels: [PER]\nname: changed since\n');
      assert.deepEqual(bench.labels(sidecarOf('a')), {});
      await bench.edits.redo(report.step as number);
      assert.equal(bench.files.contents.get(MANIFEST), 'labels: [PERSON]\nname: changed since\n');
    });

    it('leaves the place that was changed since, and takes the others back', async () => {
      const report = await bench.edits.perform({ title: 'x', sidecars: [edit('a', add('a1', 'PERSON'))], texts });
      bench.files.contents.set(MANIFEST, 'labels: [PEOPLE]\nname: x\n');
      assert.equal(await bench.edits.undo(report.step as number), undefined);
      assert.equal(bench.files.contents.get(MANIFEST), 'labels: [PEOPLE]\nname: x\n');
      assert.deepEqual(
        last().refused.map(({ uri, code }) => [uri, code]),
        [[MANIFEST, 'changed-since']],
      );
    });

    it('changes nothing at all where one text cannot be written', async () => {
      bench.files.beingEdited.add('file:///corpus/other.yaml');
      const report = await bench.edits.perform({
        title: 'x',
        sidecars: [edit('a', add('a1'))],
        texts: [...texts, { uri: 'file:///corpus/other.yaml', edit: () => 'y' }],
      });
      assert.deepEqual([report.step, report.changed], [undefined, []]);
      assert.equal(bench.files.contents.get(MANIFEST), 'labels: [PER]\nname: x\n');
      assert.equal(bench.files.contents.has(sidecarOf('a')), false);
      assert.equal(bench.edits.lastDone, undefined);
    });
  });
});

/** What a person does in one of three articles. */
type Act =
  | { readonly kind: 'single'; readonly article: number; readonly record: number; readonly label: string }
  | { readonly kind: 'corpus'; readonly articles: readonly number[]; readonly record: number; readonly label: string }
  | { readonly kind: 'undo' | 'redo'; readonly article: number };

/**
 * The model: articles are maps from records to labels (none: not annotated), steps are lists of changes. A change of a step
 * over many files is taken back where the record still is as the step left it; one of a single step where that is possible.
 */
class Model {
  readonly labels = [0, 1, 2].map(() => new Map<number, string>());
  readonly #stacks = [0, 1, 2].map(() => ({ undo: [] as ModelStep[], redo: [] as ModelStep[] }));

  do(articles: readonly number[], record: number, label: string, isSingle = false): void {
    const changes = articles.flatMap((article): Change[] => {
      const before = this.labels[article]!.get(record);
      return before === label ? [] : [{ article, record, before, after: label }];
    });
    if (changes.length === 0) return;
    for (const { article, after } of changes) this.#set(article, record, after);
    const step = { changes, isSingle };
    for (const { article } of changes) {
      this.#stacks[article]!.undo.push(step);
      this.#stacks[article]!.redo = [];
    }
  }

  undo(article: number): void {
    this.#take(article, 'undo', 'redo');
  }

  redo(article: number): void {
    this.#take(article, 'redo', 'undo');
  }

  #take(article: number, from: 'undo' | 'redo', to: 'undo' | 'redo'): void {
    const step = this.#stacks[article]![from].at(-1);
    if (step === undefined) return;
    const taken = step.changes.flatMap((change) => this.#taken(change, step.isSingle));
    for (const { article: at, record, after } of taken) this.#set(at, record, after);
    step.changes = taken;
    for (const stack of this.#stacks) for (const side of ['undo', 'redo'] as const) remove(stack[side], step);
    for (const change of taken) this.#stacks[change.article]![to].push(step);
  }

  /** The change that takes a change back; none where that cannot be. */
  #taken({ article, record, before, after }: Change, isSingle: boolean): Change[] {
    const now = this.labels[article]!.get(record);
    const isPossible = isSingle ? (now === undefined) === (after === undefined) : now === after;
    return isPossible ? [{ article, record, before: now, after: before }] : [];
  }

  #set(article: number, record: number, label: string | undefined): void {
    if (label === undefined) this.labels[article]!.delete(record);
    else this.labels[article]!.set(record, label);
  }
}

interface ModelStep {
  readonly isSingle: boolean;
  changes: readonly Change[];
}
interface Change {
  readonly article: number;
  readonly record: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}
function remove(list: ModelStep[], step: ModelStep): void {
  const at = list.indexOf(step);
  if (at !== -1) list.splice(at, 1);
}

const article = fc.integer({ min: 0, max: 2 });
const record = fc.integer({ min: 0, max: 1 });
const label = fc.constantFrom('PER', 'LOC', 'ORG');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('single' as const), article, record, label }),
  fc.record({
    kind: fc.constant('corpus' as const),
    articles: fc.uniqueArray(article, { minLength: 1 }),
    record,
    label,
  }),
  fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), article }),
);

describe('steps of one article and of many, in any order', () => {
  it('with undo and redo are what the model says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const [bench, model] = [new Bench(), new Model()];
        const names = ['a', 'b', 'c'];
        const open = [];
        for (const name of names) open.push(await bench.open(name));
        const operationFor = (set: AnnotationSet, index: number, wanted: string): Operation | undefined => {
          const known = findAnnotation(set, `r${index}`);
          if (known === undefined) return add(`r${index}`, wanted, index);
          return known.label === wanted ? undefined : relabel(`r${index}`, wanted);
        };
        for (const step of acts) {
          if (step.kind === 'single') {
            const operation = operationFor(open[step.article]!.set, step.record, step.label);
            if (operation !== undefined) open[step.article]!.perform(operation);
            model.do([step.article], step.record, step.label, true);
          } else if (step.kind === 'corpus') {
            const sidecars = step.articles.map((index) => ({
              ...edit(names[index]!),
              operation: (set: AnnotationSet) => operationFor(set, step.record, step.label),
            }));
            await bench.edits.perform({ title: 'x', sidecars });
            model.do(step.articles, step.record, step.label);
          } else {
            await open[step.article]![step.kind]();
            model[step.kind](step.article);
          }
          assert.deepEqual(
            open.map(({ set }) => labelsOf(set)),
            model.labels.map((labels) => byKey([...labels].map(([key, value]) => [`r${key}`, value]))),
          );
        }
        await Promise.all(names.map((name) => bench.store.whenSaved(uriOf(name))));
        assert.deepEqual(
          names.map((name) => bench.labels(sidecarOf(name))),
          open.map(({ set }) => labelsOf(set)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
