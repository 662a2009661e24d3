import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { sidecarsBeside } from '../../../core/annotation/sidecarPath';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { SidecarStore, type Moved, type Replaced, type SidecarFiles } from '../../../core/annotation/store';
import { sample, sampleSet } from './arbitraries';

const ARTICLE = 'file:///a.txt';
const SIDECAR = 'file:///a.txt.ann.yaml';
const TEXT = sampleSet().text;
const TO_OPEN = { articleUri: ARTICLE, sidecarUri: SIDECAR, text: TEXT };

type Fault = 'none' | 'refuse' | 'fail after writing';

/** Files in memory that can fail, and that wait for `schedule` between any two steps of a write. */
class MemoryFiles implements SidecarFiles {
  readonly contents = new Map<string, string>();
  readonly beingEdited = new Set<string>();
  writes = 0;
  fault: () => Fault = () => 'none';
  schedule: <Value>(value: Value) => Promise<Value> = (value) => Promise.resolve(value);

  async read(uri: string): Promise<Uint8Array | undefined> {
    await this.schedule(undefined);
    return this.schedule(bytesOf(this.contents.get(uri)));
  }

  async replace(uri: string, chunks: readonly Uint8Array[], expected: Uint8Array | undefined): Promise<Replaced> {
    await this.schedule(undefined);
    const fault = this.fault();
    if (fault === 'refuse') throw new Error('ENOSPC: no space left');
    const current = bytesOf(this.contents.get(uri));
    if (current?.toString() !== (expected && Buffer.from(expected).toString()))
      return this.schedule({ kind: 'changed', current });
    this.contents.set(uri, Buffer.concat(chunks).toString());
    this.writes++;
    if (fault === 'fail after writing') throw new Error('EIO: the directory could not be flushed');
    return this.schedule({ kind: 'written' });
  }

  async move(from: string, to: string): Promise<Moved> {
    await this.schedule(undefined);
    const content = this.contents.get(from);
    if (content === undefined) return { kind: 'missing' };
    if (this.contents.has(to)) return { kind: 'exists' };
    this.contents.delete(from);
    this.contents.set(to, content);
    return this.schedule({ kind: 'moved' });
  }

  beside(articleUri: string): Promise<readonly string[]> {
    return this.schedule(sidecarsBeside(articleUri, [...this.contents.keys()]));
  }

  isBeingEdited(uri: string): boolean {
    return this.beingEdited.has(uri);
  }

  get sidecar(): AnnotationSet | undefined {
    return parseSidecar(this.contents.get(SIDECAR) ?? '').value;
  }
}

const bytesOf = (text: string | undefined): Uint8Array | undefined =>
  text === undefined ? undefined : Buffer.from(text);

const add = (id: string, start = 1): Operation => ({ kind: 'add', annotation: sample(id, start, '楼') });
const idsOf = (set: AnnotationSet | undefined): string[] => (set?.annotations ?? []).map(({ id }) => id).toSorted();

async function opened(files: MemoryFiles): Promise<SidecarStore> {
  const store = new SidecarStore(files);
  await store.open(TO_OPEN);
  return store;
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
    assert.deepEqual(files.sidecar, sampleSet(sample('a', 1, '楼')));
  });

  it('writes many operations together', async () => {
    const store = await opened(files);
    for (let index = 0; index < 100; index++) store.apply(ARTICLE, add(`a${index}`));
    await store.whenSaved(ARTICLE);
    assert.deepEqual([files.writes, files.sidecar?.annotations.length], [1, 100]);
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
    assert.deepEqual(files.sidecar, sampleSet());
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
    assert.deepEqual(idsOf(readySet(store)), ['a']);

    await store.open(TO_OPEN);
    files.fault = () => 'none';
    store.apply(ARTICLE, add('b'));
    await store.whenSaved(ARTICLE);
    assert.deepEqual(idsOf(files.sidecar), ['a', 'b']);
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
    assert.deepEqual(idsOf(files.sidecar), ['b']);
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
    const result = store.apply(ARTICLE, add('b'));
    assert.ok(!result.ok && result.code === 'broken');
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
    assert.deepEqual(idsOf(files.sidecar), ['a', 'b']);
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

  for (const side of ['ours', 'theirs'] as const)
    it(`stops at a conflict until a side is chosen (${side})`, async () => {
      files.contents.set(SIDECAR, serialiseSidecar(sampleSet(sample('a', 1, '楼'))));
      const store = await opened(files);
      const theirs = serialiseSidecar(sampleSet(sample('a', 1, '楼', { label: 'THEIRS' }), sample('c', 3, '市')));
      files.contents.set(SIDECAR, theirs);
      store.apply(ARTICLE, { kind: 'change', id: 'a', fields: { label: 'OURS' } });
      store.apply(ARTICLE, add('b'));
      await assert.rejects(store.whenSaved(ARTICLE), /changed elsewhere/);
      const state = store.state(ARTICLE);
      assert.ok(state?.kind === 'conflict');
      assert.deepEqual(
        state.conflicts.map(({ id }) => id),
        ['a'],
      );
      assert.equal(files.contents.get(SIDECAR), theirs);

      store.resolveConflict(ARTICLE, side);
      await store.whenSaved(ARTICLE);
      assert.deepEqual(idsOf(files.sidecar), ['a', 'b', 'c']);
      assert.equal(files.sidecar?.annotations.find(({ id }) => id === 'a')?.label, side.toUpperCase());
    });

  it('reports a file that cannot be read, and reads it when it can', async () => {
    const read = files.read.bind(files);
    files.read = () => Promise.reject(new Error('EACCES'));
    const store = await opened(files);
    const state = store.state(ARTICLE);
    assert.ok(state?.kind === 'broken' && state.problems[0]?.code === 'unreadable');
    files.read = read;
    await store.fileChanged(SIDECAR);
    assert.equal(store.state(ARTICLE)?.kind, 'ready');
  });

  it('refuses operations before the file is read and after it is closed', async () => {
    const store = new SidecarStore(files);
    const opening = store.open(TO_OPEN);
    const early = store.apply(ARTICLE, add('a'));
    assert.ok(!early.ok && early.code === 'loading');
    await opening;
    store.apply(ARTICLE, add('a'));
    await store.close(ARTICLE);
    assert.deepEqual(idsOf(files.sidecar), ['a']);
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
    assert.equal(files.sidecar?.annotations.length, 200);
  });

  it('loses nothing, whatever fails and in whatever order things happen', async () => {
    const action = fc.oneof(
      { arbitrary: fc.record({ kind: fc.constant('add' as const), store: fc.nat(1) }), weight: 5 },
      { arbitrary: fc.record({ kind: fc.constant('remove' as const), store: fc.nat(1) }), weight: 2 },
      { arbitrary: fc.record({ kind: fc.constant('event' as const), store: fc.nat(1) }), weight: 2 },
    );
    const faults = fc.infiniteStream(fc.constantFrom<Fault>('none', 'none', 'none', 'refuse', 'fail after writing'));
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(action, { maxLength: 12 }),
        faults,
        async (scheduler, actions, fault) => {
          files = new MemoryFiles();
          const stores = [await opened(files), await opened(files)];
          files.schedule = (value) => scheduler.schedule(Promise.resolve(value));
          files.fault = () => fault.next().value as Fault;
          const expected = new Set<string>();
          let count = 0;
          const steps = actions.map(({ kind, store: index }) => async () => {
            const store = stores[index]!;
            if (kind === 'event') void store.fileChanged(SIDECAR);
            else if (kind === 'add') {
              const id = `${index}-${count++}`;
              if (store.apply(ARTICLE, add(id)).ok) expected.add(id);
            } else {
              // Only its own annotations: what both remove and edit would be a conflict.
              const own = idsOf(readySet(store)).find((id) => id.startsWith(`${index}-`));
              if (own !== undefined && store.apply(ARTICLE, { kind: 'remove', id: own }).ok) expected.delete(own);
            }
            return Promise.resolve();
          });
          scheduler.scheduleSequence(steps);
          await scheduler.waitIdle();

          files.schedule = (value) => Promise.resolve(value);
          files.fault = () => 'none';
          for (const store of stores) await store.retry(ARTICLE);
          for (const store of stores) await store.whenSaved(ARTICLE);
          assert.deepEqual(idsOf(files.sidecar), [...expected].toSorted());
          for (const store of stores) {
            await store.fileChanged(SIDECAR);
            assert.deepEqual(readySet(store), files.sidecar ?? sampleSet());
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
