import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  compareAnnotations,
  textPrefix,
  type AnnotationSet,
  type EventRecord,
} from '../../../core/annotation/annotation';
import { merge } from '../../../core/annotation/merge';
import { codePoint } from '../../../core/text/units';
import { annotationSet, annotations, sample, sampleSet, span } from './arbitraries';

const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const NEW_TEXT = { sha256: 'b'.repeat(64), length: codePoint(1001) };

describe('a three-way merge', () => {
  const check = (base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet, expected: AnnotationSet): void => {
    assert.deepEqual(merge(base, ours, theirs), { set: expected, conflicts: [] });
    assert.deepEqual(merge(base, theirs, ours), { set: expected, conflicts: [] });
  };
  const base = sampleSet(LOU, CITY);
  const other = sample('c', 20, '市委');

  it('takes the additions of both', () => {
    const mine = sample('m', 3, '阳');
    check(base, sampleSet(LOU, CITY, mine), sampleSet(LOU, CITY, other), sampleSet(LOU, mine, CITY, other));
  });
  it('takes a change and a removal of different records', () =>
    check(base, sampleSet({ ...LOU, label: 'X' }, CITY), sampleSet(LOU), sampleSet({ ...LOU, label: 'X' })));
  it('takes the same change of both once', () => {
    const same = sampleSet({ ...LOU, note: 'x' }, CITY, other);
    check(base, same, same, same);
  });
  it('merges metadata by key', () =>
    check(
      { ...base, document: { genre: '调研', page: 1 } },
      { ...base, document: { genre: '通讯', page: 1 }, extra: { constructor: 1 } },
      { ...base, document: { genre: '调研' } },
      { ...base, document: { genre: '通讯' }, extra: { constructor: 1 } },
    ));
  it('says of what one side wrote for an older text', () => {
    const moved = { ...LOU, start: codePoint(2), end: codePoint(5) };
    check(
      base,
      sampleSet(LOU, CITY, other),
      { ...sampleSet(moved, CITY), text: NEW_TEXT },
      { ...sampleSet(moved, CITY, { ...other, in: textPrefix(base.text) }), text: NEW_TEXT },
    );
  });

  it('merges turned-down suggestions, events and articles record by record', () => {
    const [mine, common, theirs] = ['市委', '郑州', '省委'].map((exact, index) =>
      sample(`s${index}`, index * 9, exact),
    );
    const event = (id: string): EventRecord => ({ id, label: 'VISIT', trigger: 'a', arguments: [] });
    const article = { id: 'h', ...span(sample('h', 0, '楼阳生')) };
    check(
      { ...base, rejected: [common!], events: [event('e1')] },
      { ...base, rejected: [mine!, common!], events: [event('e1'), event('e2')] },
      { ...base, rejected: [common!, theirs!], articles: [article] },
      { ...base, rejected: [mine!, common!, theirs!], events: [event('e2')], articles: [article] },
    );
  });
  it('says of a turned-down suggestion for which text it was', () => {
    const turnedDown = { ...base, rejected: [other] };
    const edited = { ...base, text: NEW_TEXT };
    check(base, turnedDown, edited, { ...edited, rejected: [{ ...other, in: textPrefix(base.text) }] });
  });

  const CONFLICTS: readonly [what: string, ours: AnnotationSet, theirs: AnnotationSet, ids: string[]][] = [
    ['different labels', sampleSet({ ...LOU, label: 'X' }), sampleSet({ ...LOU, label: 'Y' }), ['a']],
    ['a label and a span', sampleSet({ ...LOU, label: 'X' }), sampleSet({ ...LOU, end: codePoint(3) }), ['a']],
    ['a removal and an edit', sampleSet(), sampleSet({ ...LOU, label: 'Y' }), ['a']],
    [
      'two texts',
      { ...sampleSet(LOU), text: NEW_TEXT },
      { ...sampleSet(LOU), text: { ...NEW_TEXT, sha256: 'c' } },
      ['text'],
    ],
    ['two records with one new id', sampleSet(LOU, CITY), sampleSet(LOU, { ...CITY, label: 'LOC' }), ['b']],
  ];
  for (const [what, ours, theirs, ids] of CONFLICTS)
    it(`reports ${what} as a conflict and keeps our side`, () => {
      const { set, conflicts } = merge(sampleSet(LOU), ours, theirs);
      assert.deepEqual(
        conflicts.map(({ id }) => id),
        ids,
      );
      for (const annotation of ours.annotations) assert.ok(set.annotations.some(({ id }) => id === annotation.id));
      assert.deepEqual(
        merge(sampleSet(LOU), theirs, ours).conflicts.map(({ id }) => id),
        ids,
      );
    });

  it('keeps an edit against a removal', () => {
    const edited = sampleSet({ ...LOU, label: 'Y' });
    assert.deepEqual(merge(sampleSet(LOU), sampleSet(), edited).set, edited);
    assert.deepEqual(merge(sampleSet(LOU), edited, sampleSet()).set, edited);
  });

  it('takes the only side that changed, is the same from both sides, and loses no record that was not removed', () => {
    const pick = fc.infiniteStream(fc.nat(3));
    fc.assert(
      fc.property(annotationSet, annotations, annotations, pick, pick, (base, added, alsoAdded, mine, yours) => {
        const side = (choice: Iterator<number>, more: typeof added): AnnotationSet => ({
          ...base,
          relations: [],
          annotations: [...base.annotations, ...more].flatMap((annotation) => {
            const what = choice.next().value as number;
            return what === 0 ? [] : [what === 1 ? { ...annotation, label: 'changed' } : annotation];
          }),
        });
        const [ours, theirs] = [side(mine, added), side(yours, alsoAdded)];
        assert.deepEqual(merge(base, ours, base), { set: { ...ours, annotations: sorted(ours) }, conflicts: [] });
        const [one, two] = [merge(base, ours, theirs), merge(base, theirs, ours)];
        assert.deepEqual(ids(one.conflicts), ids(two.conflicts));
        if (one.conflicts.length === 0) assert.deepEqual(one, two);
        const conflicting = new Set(ids(one.conflicts));
        for (const id of new Set([...ids(ours.annotations), ...ids(theirs.annotations)])) {
          const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((set) => ids(set.annotations).includes(id));
          const isRemoved = inBase && (!inOurs || !inTheirs) && !conflicting.has(id);
          assert.equal(ids(one.set.annotations).includes(id), !isRemoved, id);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id).toSorted();
const sorted = (set: AnnotationSet): AnnotationSet['annotations'] => set.annotations.toSorted(compareAnnotations);
