import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { SidecarStore } from '../../core/annotation/store';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { MemoryFiles, type Fault } from '../core/annotation/memoryFiles';

const ARTICLE = 'file:///a.txt';
const SIDECAR = 'file:///a.txt.ann.yaml';

/** What one of two stores on the same file does. */
interface Action {
  readonly kind: 'add' | 'remove' | 'event';
  readonly store: number;
}

const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('add' as const), store: fc.nat(1) }), weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('remove' as const), store: fc.nat(1) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('event' as const), store: fc.nat(1) }), weight: 2 },
);

/** Two stores work on one file, in `numRuns` orders of their steps and with faults at random: nothing may be lost. */
export async function checkSchedules(numRuns: number): Promise<void> {
  const faults = fc.infiniteStream(fc.constantFrom<Fault>('none', 'none', 'none', 'refuse', 'fail after writing'));
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(action, { maxLength: 12 }), faults, checkSchedule), {
    numRuns,
  });
}

async function checkSchedule(
  scheduler: fc.Scheduler,
  actions: readonly Action[],
  faults: fc.Stream<Fault>,
): Promise<void> {
  const files = new MemoryFiles();
  const stores = [await opened(files), await opened(files)];
  files.schedule = (value) => scheduler.schedule(Promise.resolve(value));
  files.fault = () => faults.next().value as Fault;
  const expected = new Set<string>();
  scheduler.scheduleSequence(
    actions.map(({ kind, store: index }, count) => () => {
      act(stores[index]!, kind, `${index}-`, count, expected);
      return Promise.resolve();
    }),
  );
  await scheduler.waitIdle();

  files.schedule = (value) => Promise.resolve(value);
  files.fault = () => 'none';
  for (const store of stores) await store.retry(ARTICLE);
  for (const store of stores) await store.whenSaved(ARTICLE);
  assert.deepEqual(idsOf(files.set(SIDECAR)), [...expected].toSorted());
  for (const store of stores) {
    await store.fileChanged(SIDECAR);
    assert.deepEqual(readySet(store), files.set(SIDECAR) ?? sampleSet());
  }
}

function act(store: SidecarStore, kind: Action['kind'], prefix: string, count: number, expected: Set<string>): void {
  if (kind === 'event') void store.fileChanged(SIDECAR);
  else if (kind === 'add') {
    const id = `${prefix}${count}`;
    if (store.apply(ARTICLE, { kind: 'add', annotation: sample(id, 1, '楼') }).ok) expected.add(id);
  } else {
    // Only its own annotations: what both remove and edit would be a conflict.
    const own = idsOf(readySet(store)).find((id) => id.startsWith(prefix));
    if (own !== undefined && store.apply(ARTICLE, { kind: 'remove', id: own }).ok) expected.delete(own);
  }
}

async function opened(files: MemoryFiles): Promise<SidecarStore> {
  const store = new SidecarStore(files);
  await store.open({ articleUri: ARTICLE, sidecarUri: SIDECAR, text: sampleSet().text });
  return store;
}

function readySet(store: SidecarStore): AnnotationSet {
  const state = store.state(ARTICLE);
  assert.equal(state?.kind, 'ready');
  return state.set;
}

const idsOf = (set: AnnotationSet | undefined): string[] => (set?.annotations ?? []).map(({ id }) => id).toSorted();
