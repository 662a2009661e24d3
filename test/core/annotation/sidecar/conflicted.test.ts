import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { conflictKey, KINDS, recordsOf, type AnyRecord, type Decision } from '../../../../core/annotation/merge';
import { mergeConflicted, undisputedOf, type ConflictedSidecar } from '../../../../core/annotation/sidecar/conflicted';
import { sameData } from '../../../../core/yaml/json';
import { divergence, type Divergence } from '../divergence';

const sides = (ours: AnnotationSet, theirs: AnnotationSet): ConflictedSidecar => ({
  ours,
  theirs,
  texts: { ours: '', theirs: '' },
  names: { ours: 'HEAD', theirs: 'topic' },
});

/** All that a set says of the article, but how it names its text. */
const said = (set: AnnotationSet): object => ({ ...recordsOf(set), document: set.document });

/** The records of a set by kind and id, as conflicts name them. */
const byKey = (set: AnnotationSet): Map<string, AnyRecord> =>
  new Map(
    KINDS.flatMap((kind) =>
      recordsOf(set)[kind].map((record): [string, AnyRecord] => [conflictKey({ kind, id: record.id }), record]),
    ),
  );

describe('the sides of a conflict without their base', () => {
  /** Sides that name one text; ids that name records of two kinds are conflicts of their own. */
  const property = (check: (divergence: Divergence) => void): void =>
    fc.assert(
      fc.property(divergence, (given) => {
        const [mine, yours] = [byKey(given.ours), byKey(given.theirs)];
        const keys = new Set([...mine.keys(), ...yours.keys()]);
        const ids = new Set([...mine.values(), ...yours.values()].map(({ id }) => id));
        fc.pre(keys.size === ids.size);
        check(given);
      }),
      { numRuns: 300 },
    );

  it('keep what both have alike, tell of all the rest, and lose no record of any kind', () =>
    property(({ ours, theirs }) => {
      const { set, conflicts, oneSided } = mergeConflicted(sides(ours, theirs), undefined);
      const [mine, yours, merged] = [byKey(ours), byKey(theirs), byKey(set)];
      const inConflict = new Set(conflicts.map(conflictKey));
      const ofOne = new Set(oneSided.map(conflictKey));
      for (const key of new Set([...mine.keys(), ...yours.keys()])) {
        assert.ok(merged.has(key), `${key} is in the result`);
        assert.equal(ofOne.has(key), !mine.has(key) || !yours.has(key), `${key} is of one side`);
        assert.ok(!inConflict.has(key) || (mine.has(key) && yours.has(key)), `${key} is of both sides`);
        if (sameData(mine.get(key), yours.get(key))) assert.ok(!inConflict.has(key), `${key} is alike`);
      }
      assert.equal(merged.size, new Set([...mine.keys(), ...yours.keys()]).size);
    }));

  it('become just one side where all is decided for that', () =>
    property(({ ours, theirs }) => {
      fc.pre(ours.text.sha256 === theirs.text.sha256);
      for (const side of ['ours', 'theirs'] as const) {
        const conflicted = sides(ours, theirs);
        const { conflicts, oneSided } = mergeConflicted(conflicted, undefined);
        const decisions = new Map<string, Decision>([
          ...conflicts.map((conflict) => [conflictKey(conflict), side] as const),
          ...oneSided
            .filter((record) => record[side] === undefined)
            .map((record) => [conflictKey(record), 'removed'] as const),
        ]);
        assert.deepEqual(said(mergeConflicted(conflicted, undefined, decisions).set), said(conflicted[side]));
      }
    }));

  it('are told the same from both sides', () =>
    property(({ ours, theirs }) => {
      const [one, two] = [sides(ours, theirs), sides(theirs, ours)].map((both) => mergeConflicted(both, undefined));
      assert.deepEqual(one?.oneSided.map(conflictKey).toSorted(), two?.oneSided.map(conflictKey).toSorted());
      assert.deepEqual(one?.conflicts.map(conflictKey).toSorted(), two?.conflicts.map(conflictKey).toSorted());
      if (one?.conflicts.length === 0) assert.deepEqual(one.set, two?.set);
    }));

  it('are a base for histories that cross in what they have alike, of every kind', () =>
    property(({ base, ours, theirs }) => {
      assert.deepEqual(undisputedOf(sides(base, base)), base);
      const alike = byKey(undisputedOf(sides(ours, theirs)));
      const [mine, yours] = [byKey(ours), byKey(theirs)];
      for (const key of new Set([...mine.keys(), ...yours.keys()])) {
        if (sameData(mine.get(key), yours.get(key))) assert.ok(alike.has(key), `${key} is alike`);
        if (!mine.has(key) || !yours.has(key)) assert.ok(!alike.has(key), `${key} is of one side`);
      }
    }));
});
