import { strict as assert } from 'node:assert';
import { emptyAnnotationSet, textIdentity, type AnnotationSet } from '../../../core/annotation/annotation';
import type { ArticleChange, SavedText } from '../../../core/annotation/articleChange';
import type { ConflictDecisions } from '../../../core/annotation/conflictDecisions';
import type { Operation } from '../../../core/annotation/operations';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { SidecarStore } from '../../../core/annotation/store';
import { spanFields } from '../../../core/annotation/placement';
import { singleChange } from '../../../core/annotation/editorChanges';
import { TrackedChanges } from '../../../core/annotation/trackedChanges';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { checkSchedules } from '../../durability/schedules';
import { sample, sampleSet } from './arbitraries';
import { MemoryFiles } from './memoryFiles';

const ARTICLE = 'file:///a.txt';
const SIDECAR = 'file:///a.txt.ann.yaml';
const TEXT = sampleSet().text;
const TO_OPEN = { articleUri: ARTICLE, sidecarUri: SIDECAR, text: TEXT };

const add = (id: string, start = 1): Operation => ({ kind: 'add', annotation: sample(id, start, '楼') });
const idsOf = (set: AnnotationSet | undefined): string[] => (set?.annotations ?? []).map(({ id }) => id).toSorted();

async function opened(files: MemoryFiles): Promise<SidecarStore> {
  const store = new SidecarStore(files);
  await store.open(TO_OPEN);
  return store;
}

function savedText(content: string): SavedText {
  const text = new CanonicalText(content);
  return { text, identity: textIdentity(text, sha256) };
}

function readySet(store: SidecarStore): AnnotationSet {
  const state = store.state(ARTICLE);
  assert.equal(state?.kind, 'ready');
  return state.set;
}

describe('the sidecar store', () => {
  let files: MemoryFiles;
  beforeEach(() => (files = new MemoryFiles()));

  it('shows an operation at once and writes it after', async () => {
    const store = await opened(files);
    const seen: unknown[] = [];
    store.onDidChange((uri) => seen.push([uri, idsOf(readySet(store))]));
    const result = store.apply(ARTICLE, add('a'));
    assert.deepEqual(result, { ok: true, inverse: { kind: 'remove', id: 'a' } });
    assert.deepEqual(seen, [[ARTICLE, ['a']]]);
    assert.deepEqual([files.writes, store.state(ARTICLE)?.kind === 'ready'], [0, true]);
    await store.whenSaved(ARTICLE);
    assert.deepEqual(store.state(ARTICLE), { kind: 'ready', set: sampleSet(sample('a', 1, '楼')), saved: true });
    assert.deepEqual(files.set(SIDECAR), sampleSet(sample('a', 1, '楼')));
  });

  it('writes many operations together', async () => {
    const store = await opened(files);
    files.fault = () => {
      tried++;
      return 'none';
    };
    let [tried, told] = [0, 0];
    store.onDidChange(() => told++);
    files.read = () => Promise.reject(new Error('nothing has to be read'));
    for (let index = 0; index < 100; index++) store.apply(ARTICLE, add(`a${index}`));
    assert.deepEqual(store.unsaved(), [
      { sidecarUri: SIDECAR, articleUris: [ARTICLE], message: 'The annotations are not saved yet.' },
    ]);
    await store.whenSaved(ARTICLE);
    assert.deepEqual([tried, files.writes, files.set(SIDECAR)?.annotations.length], [1, 1, 100]);
    assert.equal(told, 101);
  });

  it('tries once to write what came together', async () => {
    const store = await opened(files);
    let tried = 0;
    files.fault = () => {
      tried++;
      return 'refuse';
    };
    for (const id of ['a', 'b', 'c']) store.apply(ARTICLE, add(id));
    await assert.rejects(store.whenSaved(ARTICLE));
    assert.equal(tried, 1);
    store.apply(ARTICLE, add('d'));
    await assert.rejects(store.whenSaved(ARTICLE));
    assert.equal(tried, 2);
  });

  it('leaves everything as it is at an operation that does not fit', async () => {
    const store = await opened(files);
    const set = readySet(store);
    assert.equal(store.apply(ARTICLE, { kind: 'remove', id: 'none' }).ok, false);
    await store.whenSaved(ARTICLE);
    assert.equal(readySet(store), set);
    assert.equal(files.writes, 0);
  });

  it('keeps the comments of a file, and takes one with warnings', async () => {
    const set: AnnotationSet = {
      ...sampleSet(sample('a', 1, '楼')),
      events: [{ id: 'e', label: 'VISIT', trigger: 'none', arguments: [] }],
    };
    files.contents.set(SIDECAR, `# mine\n${serialiseSidecar(set)}`);
    const store = await opened(files);
    store.apply(ARTICLE, add('b', 3));
    await store.whenSaved(ARTICLE);
    assert.equal(
      files.contents.get(SIDECAR),
      `# mine\n${serialiseSidecar({ ...set, annotations: [...set.annotations, sample('b', 3, '楼')] })}`,
    );
  });

  it('gives up on a file that never stays as it was read', async () => {
    const store = await opened(files);
    files.replace = () => Promise.resolve({ kind: 'changed', current: undefined });
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE), /could not be saved: the file changes while it is being written/);
    assert.deepEqual(idsOf(readySet(store)), ['a']);
  });

  it('forgets a sidecar that nobody has open any more', async () => {
    const [store, OTHER] = [await opened(files), 'file:///a.txt.lin.ann.yaml'];
    let read: string[] = [];
    const original = files.read.bind(files);
    files.read = (uri) => {
      read.push(uri);
      return original(uri);
    };
    const readOn = async (uri: string): Promise<readonly string[]> => {
      read = [];
      await store.fileChanged(uri);
      return read;
    };
    assert.deepEqual(await readOn(SIDECAR), [SIDECAR]);
    await store.open({ ...TO_OPEN, articleUri: 'file:///other.txt' });
    await store.open({ ...TO_OPEN, sidecarUri: OTHER, annotator: 'lin' });
    assert.deepEqual(await readOn(SIDECAR), [SIDECAR]);
    await store.close('file:///other.txt');
    assert.deepEqual(await readOn(SIDECAR), []);
    store.apply(ARTICLE, add('a'));
    await store.close(ARTICLE);
    assert.deepEqual(await readOn(OTHER), []);
    assert.deepEqual(store.unsaved(), []);
    await store.open({ ...TO_OPEN, sidecarUri: OTHER, annotator: 'lin' });
    assert.deepEqual(idsOf(readySet(store)), ['a']);
  });

  it('tells those who listen until they stop', async () => {
    const store = await opened(files);
    const told: string[] = [];
    const [stop] = [store.onDidChange(() => told.push('stops')), store.onDidChange(() => told.push('stays'))];
    stop();
    store.apply(ARTICLE, add('a'));
    assert.deepEqual(told, ['stays']);
    await store.whenSaved(ARTICLE);
  });

  it('has nothing to do for articles that are not open', async () => {
    const store = new SidecarStore(files);
    await store.close(ARTICLE);
    await store.whenSaved(ARTICLE);
    await store.retry(ARTICLE);
    await store.fileChanged(SIDECAR);
    assert.equal(store.resolveConflict(ARTICLE, 'ours'), undefined);
    assert.equal(store.state(ARTICLE), undefined);
    await (
      await store.holdForMove(SIDECAR)
    )();
    assert.deepEqual(store.apply(ARTICLE, add('a')), {
      ok: false,
      code: 'closed',
      message: 'The article is not open for annotation.',
    });
  });

  it('writes nothing for what was taken back before', async () => {
    const store = await opened(files);
    store.apply(ARTICLE, add('a'));
    store.apply(ARTICLE, { kind: 'remove', id: 'a' });
    await store.whenSaved(ARTICLE);
    assert.equal(files.writes, 0);
  });

  it('leaves an empty sidecar when the last annotation is removed', async () => {
    files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('a', 1, '楼'))));
    const store = await opened(files);
    store.apply(ARTICLE, { kind: 'remove', id: 'a' });
    await store.whenSaved(ARTICLE);
    assert.deepEqual(files.set(SIDECAR), sampleSet());
  });

  it('keeps what could not be written, says so once, and writes it with the next operation', async () => {
    const store = await opened(files);
    files.fault = () => 'refuse';
    let changes = 0;
    store.onDidChange(() => changes++);
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE), /a\.txt\.ann\.yaml could not be saved: ENOSPC.*kept in memory/);
    await assert.rejects(store.close(ARTICLE));
    assert.equal(changes, 2);
    await store.retry(ARTICLE);
    assert.equal(changes, 2);
    const kept = 'The annotations are kept in memory and written with the next change.';
    assert.deepEqual(store.state(ARTICLE), {
      kind: 'ready',
      set: sampleSet(sample('a', 1, '楼')),
      saved: false,
      failure: `${SIDECAR} could not be saved: ENOSPC: no space left. ${kept}`,
    });

    await store.open(TO_OPEN);
    files.fault = () => 'none';
    store.apply(ARTICLE, add('b'));
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['a', 'b']);
    assert.equal('failure' in store.state(ARTICLE)!, false);
  });

  it('does not bring back an edit whose write was reported as failed but reached the disk', async () => {
    const store = await opened(files);
    files.fault = () => 'fail after writing';
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE));
    files.fault = () => 'none';
    store.apply(ARTICLE, { kind: 'remove', id: 'a' });
    store.apply(ARTICLE, add('b'));
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['b']);
  });

  it('takes an edit back, also from the disk, whose write was reported as failed', async () => {
    const store = await opened(files);
    files.fault = () => 'fail after writing';
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE));
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['a']);
    files.fault = () => 'none';
    store.apply(ARTICLE, { kind: 'remove', id: 'a' });
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), []);
  });

  it('takes it back also where others have added to it', async () => {
    const store = await opened(files);
    files.fault = () => 'fail after writing';
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE));
    files.fault = () => 'none';
    files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('a', 1, '楼'), sample('c', 3, '市'))));
    store.apply(ARTICLE, { kind: 'remove', id: 'a' });
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['c']);
  });

  it('does not write over a file it cannot understand', async () => {
    const good = serialiseSidecar(sampleSet(sample('a', 1, '楼')));
    files.contents.set(SIDECAR, good);
    const store = await opened(files);
    files.contents.set(SIDECAR, good.slice(0, -4));
    await store.fileChanged(SIDECAR);
    const state = store.state(ARTICLE);
    assert.ok(state?.kind === 'broken');
    assert.deepEqual(idsOf(state.lastGood), ['a']);
    assert.equal(state.problems[0]?.code, 'truncated');
    assert.deepEqual(store.apply(ARTICLE, add('b')), {
      ok: false,
      code: 'broken',
      message: state.problems[0].message,
    });
    await store.close(ARTICLE);
    assert.equal(store.state(ARTICLE), undefined);
    await store.open(TO_OPEN);
    const again = store.state(ARTICLE);
    assert.ok(again?.kind === 'broken' && !('lastGood' in again));
    assert.equal(files.contents.get(SIDECAR), good.slice(0, -4));

    files.contents.set(SIDECAR, good);
    await store.fileChanged(SIDECAR);
    assert.equal(store.state(ARTICLE)?.kind, 'ready');
  });

  it('shows a sidecar of a newer version and does not write it', async () => {
    const newer = serialiseSidecar(sampleSet(sample('a', 1, '楼'))).replace('version: 1', 'version: 2');
    files.contents.set(SIDECAR, newer);
    const store = await opened(files);
    const state = store.state(ARTICLE);
    assert.ok(state?.kind === 'broken');
    assert.deepEqual(idsOf(state.lastGood), ['a']);
    assert.equal(store.apply(ARTICLE, add('b')).ok, false);
  });

  it('keeps unsaved work while the file is broken and merges it when the file is whole again', async () => {
    const store = await opened(files);
    files.fault = () => 'refuse';
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.whenSaved(ARTICLE));
    files.contents.set(SIDECAR, '<<<<<<< HEAD\n');
    await store.fileChanged(SIDECAR);
    await assert.rejects(store.close(ARTICLE));
    files.fault = () => 'none';
    files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('b', 1, '楼'))));
    await store.fileChanged(SIDECAR);
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['a', 'b']);
  });

  it('ignores the echo of its own writes', async () => {
    const store = await opened(files);
    store.apply(ARTICLE, add('a'));
    await store.whenSaved(ARTICLE);
    const set = readySet(store);
    let changes = 0;
    store.onDidChange(() => changes++);
    await store.fileChanged(SIDECAR);
    assert.deepEqual([changes, files.writes], [0, 1]);
    assert.equal(readySet(store), set);
  });

  it('follows a file that was changed or deleted elsewhere', async () => {
    files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('a', 1, '楼'))));
    const store = await opened(files);
    files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('b', 1, '楼'))));
    await store.fileChanged(SIDECAR);
    assert.deepEqual(idsOf(readySet(store)), ['b']);
    files.contents.delete(SIDECAR);
    await store.fileChanged(SIDECAR);
    assert.deepEqual(readySet(store).annotations, []);
    assert.equal(files.writes, 0);
  });

  describe('at a conflict', () => {
    const OURS: readonly Operation[] = [
      { kind: 'change', id: 'a', fields: { label: 'OURS' } },
      { kind: 'remove', id: 'kept' },
      { kind: 'change', id: 'gone', fields: { label: 'OURS' } },
      add('b'),
    ];

    /** A store whose memory and file differ in `a`, in `kept` (removed here) and in `gone` (removed there). */
    async function inConflict(): Promise<SidecarStore> {
      const base = [sample('a', 1, '楼'), sample('gone', 5, '中'), sample('kept', 7, '国')];
      files.contents.set(SIDECAR, serialiseSidecar(sampleSet(...base)));
      const store = await opened(files);
      const theirs = [
        sample('a', 1, '楼', { label: 'THEIRS' }),
        sample('c', 3, '市'),
        sample('kept', 7, '国', { note: 'n' }),
      ];
      files.contents.set(SIDECAR, serialiseSidecar(sampleSet(...theirs)));
      for (const operation of OURS) assert.ok(store.apply(ARTICLE, operation).ok);
      await assert.rejects(store.whenSaved(ARTICLE), /changed elsewhere/);
      return store;
    }
    const labels = (): Record<string, string> =>
      Object.fromEntries((files.set(SIDECAR)?.annotations ?? []).map(({ id, label }) => [id, label]));

    it('writes neither side', async () => {
      const store = await inConflict();
      const before = files.contents.get(SIDECAR);
      const state = store.state(ARTICLE);
      assert.ok(state?.kind === 'conflict');
      assert.deepEqual(state.conflicts.map(({ id }) => id).toSorted(), ['a', 'gone', 'kept']);
      await store.fileChanged(SIDECAR);
      assert.equal(files.contents.get(SIDECAR), before);
    });

    const cases: readonly [string, ConflictDecisions, Record<string, string>][] = [
      ['ours for all', 'ours', { a: 'OURS', b: 'PER', c: 'PER', gone: 'OURS' }],
      ['theirs for all', 'theirs', { a: 'THEIRS', b: 'PER', c: 'PER', kept: 'PER' }],
      ['removal of all', 'removed', { b: 'PER', c: 'PER' }],
      [
        'each record alone',
        new Map([
          ['annotation:a', 'theirs'],
          ['annotation:kept', 'ours'],
          ['annotation:gone', 'removed'],
        ]),
        { a: 'THEIRS', b: 'PER', c: 'PER' },
      ],
    ];
    for (const [name, decisions, expected] of cases)
      it(`takes a decision: ${name}`, async () => {
        const store = await inConflict();
        assert.equal(store.resolveConflict(ARTICLE, decisions), undefined);
        await store.whenSaved(ARTICLE);
        assert.deepEqual(labels(), expected);
        assert.deepEqual(readySet(store), files.set(SIDECAR));
      });

    it('asks for a decision on each record', async () => {
      const store = await inConflict();
      assert.deepEqual(store.resolveConflict(ARTICLE, new Map([['annotation:a', 'ours']])), {
        ok: false,
        code: 'undecided',
        message: 'There is no decision yet for: gone, kept.',
      });
      assert.equal(store.state(ARTICLE)?.kind, 'conflict');
      assert.deepEqual(store.apply(ARTICLE, add('d')), {
        ok: false,
        code: 'conflict',
        message: 'The sidecar was changed elsewhere in the same records. Choose which side to keep.',
      });
      assert.deepEqual((await opened(new MemoryFiles())).resolveConflict(ARTICLE, 'ours'), {
        ok: false,
        code: 'no-conflict',
        message: 'There is no conflict to resolve.',
      });
    });
  });

  it("writes each annotator's work to that annotator's file, also what could not be written at first", async () => {
    const files = new MemoryFiles();
    const store = new SidecarStore(files);
    const lin = { articleUri: ARTICLE, sidecarUri: 'file:///a.txt.lin.ann.yaml', text: TEXT, annotator: 'lin' };
    const wu = { articleUri: ARTICLE, sidecarUri: 'file:///a.txt.wu.ann.yaml', text: TEXT, annotator: 'wu' };
    await store.open(lin);
    files.fault = () => 'refuse';
    store.apply(ARTICLE, add('l'));
    await assert.rejects(store.close(ARTICLE));
    await store.open(wu);
    assert.deepEqual(
      store.unsaved().map(({ sidecarUri, articleUris }) => [sidecarUri, articleUris]),
      [[lin.sidecarUri, []]],
    );
    files.fault = () => 'none';
    store.apply(ARTICLE, add('w', 3));
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.set(wu.sidecarUri)), ['w']);
    assert.equal(files.set(lin.sidecarUri), undefined);
    assert.deepEqual(await store.saveAll(), []);
    assert.deepEqual([idsOf(files.set(lin.sidecarUri)), files.set(lin.sidecarUri)?.annotator], [['l'], 'lin']);
    assert.deepEqual(idsOf(files.set(wu.sidecarUri)), ['w']);
  });

  it('keeps the unsaved work of closed articles, says where and why, and forgets them once it is written', async () => {
    const store = await opened(files);
    files.fault = () => 'refuse';
    store.apply(ARTICLE, add('a'));
    await assert.rejects(store.close(ARTICLE));
    const [unsaved, ...others] = await store.saveAll();
    assert.deepEqual([unsaved?.sidecarUri, others], [SIDECAR, []]);
    assert.match(unsaved!.message, /ENOSPC.*kept in memory/);
    files.fault = () => 'none';
    assert.deepEqual(await store.saveAll(), []);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['a']);
    assert.equal(store.state(ARTICLE), undefined);
  });

  it('refuses what would make the sidecar too large to be read again', async () => {
    const store = await opened(files);
    const note = '汉'.repeat(1_200_000);
    const results = Array.from({ length: 6 }, (_, index) =>
      store.apply(ARTICLE, { kind: 'add', annotation: sample(`n${index}`, index, '楼', { note }) }),
    );
    const refused = results.filter((result) => !result.ok);
    assert.ok(refused.length > 0 && refused.length < results.length);
    assert.ok(refused.every(({ code, message }) => code === 'too-large' && message.includes('bytes')));
    await store.whenSaved(ARTICLE);
    assert.equal(files.set(SIDECAR)?.annotations.length, results.length - refused.length);
    assert.equal(store.apply(ARTICLE, { kind: 'remove', id: 'n0' }).ok, true);
    assert.equal(store.apply(ARTICLE, { kind: 'add', annotation: sample('again', 0, '楼', { note }) }).ok, true);
    await store.whenSaved(ARTICLE);
  });

  describe('moving', () => {
    const TO = 'file:///b.txt.ann.yaml';
    const good = serialiseSidecar(sampleSet(sample('a', 1, '楼')));
    const names = (): string[] => [...files.contents.keys()].toSorted();

    it('moves a sidecar that nobody has open', async () => {
      files.contents.set(SIDECAR, good);
      const store = new SidecarStore(files);
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      assert.deepEqual([...files.contents], [[TO, good]]);
      assert.deepEqual(await store.move(TO, TO), { ok: true });
      assert.deepEqual(await store.move(SIDECAR, TO), {
        ok: false,
        code: 'missing',
        message: `${SIDECAR} does not exist.`,
      });
      assert.deepEqual([...files.contents], [[TO, good]]);
    });

    it('says in which sidecar an article is annotated, also after that has moved, until it is opened in its own again', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      assert.equal(store.sidecarOf(ARTICLE), SIDECAR);
      await store.move(SIDECAR, TO);
      assert.equal(store.sidecarOf(ARTICLE), TO);
      await store.open({ articleUri: ARTICLE, sidecarUri: SIDECAR, text: sampleSet().text });
      assert.equal(store.sidecarOf(ARTICLE), SIDECAR);
      assert.ok(store.apply(ARTICLE, { kind: 'add', annotation: sample('n', 9, '市') }).ok);
      await store.whenSaved(ARTICLE);
      assert.equal(files.contents.get(TO), good, 'the one that left is as it was');
      assert.equal(store.sidecarOf('file:///none.txt'), undefined);
    });

    it('moves unsaved work whose file is gone, and follows a file that others moved and changed', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      files.contents.delete(SIDECAR);
      files.contents.set(TO, serialiseSidecar(sampleSet(sample('o', 1, '楼'))));
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      assert.deepEqual(idsOf(readySet(store)), ['o']);
      files.fault = () => 'refuse';
      store.apply(ARTICLE, add('b'));
      await assert.rejects(store.whenSaved(ARTICLE));
      files.contents.delete(TO);
      files.fault = () => 'none';
      assert.deepEqual(await store.move(TO, SIDECAR), { ok: true });
      await store.whenSaved(ARTICLE);
      assert.deepEqual([names(), idsOf(files.set(SIDECAR))], [[SIDECAR], ['b']]);
    });

    it('leaves the other articles with their sidecars', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      await store.open({ ...TO_OPEN, articleUri: 'file:///c.txt', sidecarUri: 'file:///c.txt.ann.yaml' });
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      const state = store.state('file:///c.txt');
      assert.deepEqual([idsOf(readySet(store)), state?.kind === 'ready' && idsOf(state.set)], [['a'], []]);
    });

    it('takes the work along that could not be written', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      files.fault = () => 'refuse';
      store.apply(ARTICLE, add('b'));
      await assert.rejects(store.whenSaved(ARTICLE));
      files.fault = () => 'none';
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      await store.whenSaved(ARTICLE);
      assert.deepEqual([names(), idsOf(files.set(TO))], [[TO], ['a', 'b']]);
      await store.close(ARTICLE);
      await store.open({ ...TO_OPEN, articleUri: 'file:///b.txt', sidecarUri: TO });
      assert.equal(store.apply('file:///b.txt', add('c')).ok, true);
      await store.whenSaved('file:///b.txt');
      assert.deepEqual([names(), idsOf(files.set(TO))], [[TO], ['a', 'b', 'c']]);
    });

    it('moves work that was never written', async () => {
      const store = await opened(files);
      store.apply(ARTICLE, add('a'));
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      await store.whenSaved(ARTICLE);
      assert.deepEqual([names(), idsOf(files.set(TO))], [[TO], ['a']]);
    });

    it('replaces no other file and no unsaved work', async () => {
      const other = serialiseSidecar(sampleSet(sample('o', 1, '楼')));
      files.contents.set(SIDECAR, good).set(TO, other);
      for (const store of [new SidecarStore(files), await opened(files)]) {
        const result = await store.move(SIDECAR, TO);
        assert.ok(!result.ok && result.code === 'target-exists' && result.message.includes(TO));
      }
      files.contents.delete(TO);
      const store = await opened(files);
      await store.open({ ...TO_OPEN, articleUri: 'file:///b.txt', sidecarUri: TO });
      files.fault = () => 'refuse';
      store.apply('file:///b.txt', add('b'));
      await assert.rejects(store.whenSaved('file:///b.txt'));
      const result = await store.move(SIDECAR, TO);
      assert.ok(!result.ok && result.code === 'target-exists');
      files.fault = () => 'none';
      await store.retry('file:///b.txt');
      assert.deepEqual([files.contents.get(SIDECAR), idsOf(files.set(TO))], [good, ['b']]);
    });

    it('says why the system refuses, and stays where it is', async () => {
      files.contents.set(SIDECAR, good);
      files.move = () => Promise.reject(new Error('EACCES: permission denied'));
      for (const store of [new SidecarStore(files), await opened(files)]) {
        const result = await store.move(SIDECAR, TO);
        assert.ok(!result.ok && result.code === 'not-moved' && /EACCES.*Nothing was moved/.test(result.message));
      }
      assert.deepEqual(names(), [SIDECAR]);
    });

    it('lets go of a file that the editor moves, and writes what came meanwhile to the new place', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      store.apply(ARTICLE, add('b'));
      await store.holdForMove(SIDECAR);
      assert.deepEqual(idsOf(files.set(SIDECAR)), ['a', 'b']);
      store.apply(ARTICLE, add('c'));
      files.contents.set(TO, files.contents.get(SIDECAR)!);
      files.contents.delete(SIDECAR);
      await store.fileChanged(SIDECAR);
      assert.deepEqual(idsOf(readySet(store)), ['a', 'b', 'c']);
      await store.open({ ...TO_OPEN, articleUri: 'file:///b.txt', sidecarUri: TO });
      assert.deepEqual(await store.move(SIDECAR, TO), { ok: true });
      await store.whenSaved('file:///b.txt');
      assert.deepEqual([names(), idsOf(files.set(TO))], [[TO], ['a', 'b', 'c']]);
      assert.deepEqual(store.state('file:///b.txt'), store.state(ARTICLE));
    });

    it('goes on where it was when the editor does not move the file', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      const release = await store.holdForMove(SIDECAR);
      store.apply(ARTICLE, add('b'));
      await assert.rejects(store.whenSaved(ARTICLE));
      await release();
      await store.whenSaved(ARTICLE);
      assert.deepEqual([names(), idsOf(files.set(SIDECAR))], [[SIDECAR], ['a', 'b']]);
    });

    it('does not overwrite what took the place of a file that was moved away', async () => {
      files.contents.set(SIDECAR, good);
      const store = await opened(files);
      await store.holdForMove(SIDECAR);
      store.apply(ARTICLE, add('b'));
      const other = serialiseSidecar(sampleSet(sample('o', 1, '楼')));
      files.contents.delete(SIDECAR);
      files.contents.set(TO, other);
      const result = await store.move(SIDECAR, TO);
      assert.ok(!result.ok && result.code === 'target-exists');
      assert.deepEqual([...files.contents], [[TO, other]]);
      assert.deepEqual(idsOf(readySet(store)), ['a', 'b']);
    });
  });

  describe('following an edited article', () => {
    const [T0, T1, T2] = ['市长楼阳生在郑州。', '新市长楼阳生在郑州。', '新的市长楼阳生在郑州。'].map(savedText);
    const [LIN, WU] = ['file:///a.txt.lin.ann.yaml', 'file:///a.txt.wu.ann.yaml'];
    /** An insertion at the start: everything moves by one character. */
    const insertion = (before: SavedText, after: SavedText): ArticleChange => ({
      before,
      after,
      track: (parts) =>
        TrackedChanges.none(before.text.end)
          .and([singleChange(before.text.text, after.text.text)])
          .locateAll(parts),
    });
    const setIn = (text: SavedText, id: string, start: number, annotator?: string): AnnotationSet => ({
      ...emptyAnnotationSet(text.identity, annotator),
      annotations: [{ id, label: 'PER', ...spanFields(text.text, [range(utf16(start), utf16(start + 3))]) }],
    });
    const places = (uri: string): unknown => {
      const set = files.set(uri);
      return [set?.text.sha256, set?.annotations.map(({ start, end, in: within }) => [start, end, within])];
    };
    const at = (text: SavedText, start: number): unknown => [text.identity.sha256, [[start, start + 3, undefined]]];

    it('updates the sidecars of every annotator, the open one in the same turn', async () => {
      files.contents.set(SIDECAR, serialiseSidecar(setIn(T0!, 'a', 2)));
      files.contents.set(LIN, serialiseSidecar(setIn(T0!, 'l', 2, 'lin')));
      files.contents.set(WU, serialiseSidecar(setIn(T0!, 'w', 2, 'wu')));
      files.contents.set('file:///a.txt.b.txt.ann.yaml', 'of another article');
      const store = await opened(files);
      const following = store.followArticle(ARTICLE, insertion(T0!, T1!));
      assert.deepEqual(
        readySet(store).annotations.map(({ start }) => start),
        [3],
      );
      assert.deepEqual(await following, { followed: [SIDECAR, LIN, WU], refused: [] });
      for (const uri of [SIDECAR, LIN, WU]) assert.deepEqual(places(uri), at(T1!, 3));
      assert.equal(files.contents.get('file:///a.txt.b.txt.ann.yaml'), 'of another article');
      assert.deepEqual(store.unsaved(), []);
      const written = files.writes;
      store.onDidChange(() => assert.fail('nothing changes'));
      await store.followArticle(ARTICLE, insertion(T0!, T1!));
      assert.equal(files.writes, written, 'what follows already is not written again');
      files.read = () => Promise.reject(new Error('nobody has it open'));
      await store.fileChanged(LIN);
      assert.deepEqual(store.unsaved(), []);
    });

    it('remembers the last twenty edits', async () => {
      const texts = Array.from({ length: 22 }, (_, index) => savedText(`${'新'.repeat(index)}市长楼阳生在郑州。`));
      for (const [first, expected] of [
        [1, at(texts[21]!, 23)],
        [0, [texts[21]!.identity.sha256, [[2, 5, texts[0]!.identity.sha256.slice(0, 16)]]]],
      ] as const) {
        files.contents.set(SIDECAR, '<<<<<<< HEAD\n');
        const store = await opened(files);
        for (let index = first; index < 21; index++)
          await store.followArticle(ARTICLE, insertion(texts[index]!, texts[index + 1]!));
        files.contents.set(SIDECAR, serialiseSidecar(setIn(texts[first]!, 'a', first + 2)));
        await store.fileChanged(SIDECAR);
        await store.whenSaved(ARTICLE);
        assert.deepEqual(places(SIDECAR), expected);
      }
    });

    it('follows on a file system that cannot say what is being edited', async () => {
      files.contents.set(SIDECAR, serialiseSidecar(setIn(T0!, 'a', 2)));
      Object.assign(files, { isBeingEdited: undefined });
      await (await opened(files)).followArticle(ARTICLE, insertion(T0!, T1!));
      assert.deepEqual(places(SIDECAR), at(T1!, 3));
    });

    it('says which could not follow, and leaves them as they are', async () => {
      const broken = '<<<<<<< HEAD\n';
      const lin = serialiseSidecar(setIn(T0!, 'l', 2, 'lin'));
      files.contents.set(LIN, lin).set(WU, broken);
      files.beingEdited.add(LIN);
      const { followed, refused } = await new SidecarStore(files).followArticle(ARTICLE, insertion(T0!, T1!));
      assert.deepEqual(followed, []);
      assert.deepEqual(
        refused.map(({ sidecarUri }) => sidecarUri),
        [LIN, WU],
      );
      assert.match(refused[0]!.message, /open with unsaved changes/);
      assert.deepEqual([files.contents.get(LIN), files.contents.get(WU)], [lin, broken]);
    });

    it("keeps what another annotator's sidecar could not take for a full disk, until it can", async () => {
      files.contents.set(LIN, serialiseSidecar(setIn(T0!, 'l', 2, 'lin')));
      const store = new SidecarStore(files);
      files.fault = () => 'refuse';
      const { refused } = await store.followArticle(ARTICLE, insertion(T0!, T1!));
      assert.match(refused[0]?.message ?? '', /ENOSPC/);
      assert.deepEqual(
        store.unsaved().map(({ sidecarUri }) => sidecarUri),
        [LIN],
      );
      files.fault = () => 'none';
      assert.deepEqual(await store.saveAll(), []);
      assert.deepEqual(places(LIN), at(T1!, 3));
    });

    it('remembers the edits for a sidecar that is broken now, and follows when it is repaired', async () => {
      const good = serialiseSidecar(setIn(T0!, 'a', 2));
      files.contents.set(SIDECAR, '<<<<<<< HEAD\n');
      const store = await opened(files);
      await store.followArticle(ARTICLE, insertion(T0!, T1!));
      await store.followArticle(ARTICLE, insertion(T1!, T2!));
      files.contents.set(SIDECAR, good);
      await store.fileChanged(SIDECAR);
      await store.whenSaved(ARTICLE);
      assert.deepEqual(places(SIDECAR), at(T2!, 4));
    });

    it('remembers the edits while it is in conflict, and follows when that is decided', async () => {
      const set = setIn(T0!, 'a', 2);
      files.contents.set(SIDECAR, serialiseSidecar(set));
      const store = await opened(files);
      const [record] = set.annotations;
      files.contents.set(SIDECAR, serialiseSidecar({ ...set, annotations: [{ ...record!, label: 'THEIRS' }] }));
      assert.ok(store.apply(ARTICLE, { kind: 'change', id: 'a', fields: { label: 'OURS' } }).ok);
      await assert.rejects(store.whenSaved(ARTICLE));
      const { refused } = await store.followArticle(ARTICLE, insertion(T0!, T1!));
      assert.match(refused[0]?.message ?? '', /Choose which side/);
      assert.equal(store.resolveConflict(ARTICLE, 'theirs'), undefined);
      await store.whenSaved(ARTICLE);
      assert.deepEqual(places(SIDECAR), at(T1!, 3));
      assert.equal(files.set(SIDECAR)?.annotations[0]?.label, 'THEIRS');
    });

    it('begins with the edit whose text the repaired sidecar describes', async () => {
      files.contents.set(SIDECAR, '<<<<<<< HEAD\n');
      const store = await opened(files);
      await store.followArticle(ARTICLE, insertion(T0!, T1!));
      await store.followArticle(ARTICLE, insertion(T1!, T2!));
      files.contents.set(SIDECAR, serialiseSidecar(setIn(T1!, 'a', 3)));
      await store.fileChanged(SIDECAR);
      await store.whenSaved(ARTICLE);
      assert.deepEqual(places(SIDECAR), at(T2!, 4));
    });

    it('takes a place that is known better, and keeps every word of what has lost its place', async () => {
      const set = setIn(T0!, 'a', 2);
      files.contents.set(SIDECAR, serialiseSidecar(set));
      const store = await opened(files);
      const lost: ArticleChange = { before: T0!, after: T1!, track: () => undefined };
      await store.followArticle(ARTICLE, lost);
      const [orphan] = readySet(store).annotations;
      assert.deepEqual(orphan, { ...set.annotations[0], in: T0!.identity.sha256.slice(0, 16) });
      const known: ArticleChange = { ...lost, before: T1!, after: T2!, placeOf: () => [range(utf16(4), utf16(7))] };
      await store.followArticle(ARTICLE, known);
      await store.whenSaved(ARTICLE);
      assert.deepEqual(places(SIDECAR), at(T2!, 4));
    });

    it('makes no file for an article without annotations', async () => {
      const store = await opened(files);
      await store.followArticle(ARTICLE, insertion(T0!, T1!));
      await store.whenSaved(ARTICLE);
      assert.deepEqual([files.contents.size, files.writes], [0, 0]);
    });
  });

  it('reports a file that cannot be read, and reads it when it can', async () => {
    const read = files.read.bind(files);
    files.read = () => Promise.reject(new Error('EACCES'));
    const store = await opened(files);
    const state = store.state(ARTICLE);
    assert.ok(state?.kind === 'broken');
    assert.deepEqual(
      state.problems.map(({ code, message, offset, end }) => [code, message, offset, end]),
      [['unreadable', `${SIDECAR} cannot be read: EACCES.`, 0, 0]],
    );
    files.read = read;
    await store.fileChanged(SIDECAR);
    assert.equal(store.state(ARTICLE)?.kind, 'ready');
  });

  it('says that a file could not be read again, until it can', async () => {
    const store = await opened(files);
    const read = files.read.bind(files);
    files.read = () => Promise.reject(new Error('EACCES'));
    await store.fileChanged(SIDECAR);
    assert.deepEqual(store.state(ARTICLE), {
      kind: 'ready',
      set: sampleSet(),
      saved: true,
      failure: `${SIDECAR} could not be read again: EACCES.`,
    });
    files.read = read;
    let told = 0;
    store.onDidChange(() => told++);
    await store.fileChanged(SIDECAR);
    assert.deepEqual(store.state(ARTICLE), { kind: 'ready', set: sampleSet(), saved: true });
    assert.equal(told, 1);
  });

  it('refuses operations before the file is read and after it is closed', async () => {
    const store = new SidecarStore(files);
    const opening = store.open(TO_OPEN);
    const early = store.apply(ARTICLE, add('a'));
    assert.deepEqual(early, {
      ok: false,
      code: 'loading',
      message: 'The annotations are still being read. Try again.',
    });
    await opening;
    store.apply(ARTICLE, add('a'));
    await store.close(ARTICLE);
    assert.deepEqual(idsOf(files.set(SIDECAR)), ['a']);
    const late = store.apply(ARTICLE, add('b'));
    assert.ok(!late.ok && late.code === 'closed');
  });

  it('keeps an article that is opened again while it is being closed', async () => {
    const files = new MemoryFiles();
    const store = await opened(files);
    store.apply(ARTICLE, add('a'));
    const closed = store.close(ARTICLE);
    await Promise.all([closed, store.open(TO_OPEN)]);
    assert.deepEqual(idsOf(readySet(store)), ['a']);
  });

  it('lets two stores add to one file', async () => {
    const [one, two] = [await opened(files), await opened(files)];
    for (let index = 0; index < 100; index++) {
      one.apply(ARTICLE, add(`one${index}`));
      two.apply(ARTICLE, add(`two${index}`));
      if (index % 7 === 0) await Promise.race([one.whenSaved(ARTICLE), two.whenSaved(ARTICLE)]);
    }
    await Promise.all([one.whenSaved(ARTICLE), two.whenSaved(ARTICLE)]);
    assert.equal(files.set(SIDECAR)?.annotations.length, 200);
  });

  it('loses nothing, whatever fails and in whatever order things happen', () => checkSchedules(300));
});
