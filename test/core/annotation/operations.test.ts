import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import { EMPTY_HISTORY, recorded, redo, undo, withoutLastUndo, type History } from '../../../core/annotation/history';
import { apply, type Operation } from '../../../core/annotation/operations';
import { codePoint } from '../../../core/text/units';
import { annotation, annotationSet, hostileText, sample, sampleSet, span } from './arbitraries';

const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const POST = { id: 'r', label: 'in', from: 'a', to: 'b' };

describe('an operation', () => {
  const set: AnnotationSet = {
    ...sampleSet(LOU, CITY),
    relations: [POST],
    articles: [{ id: 'h', ...span(sample('h', 0, '省委')) }],
  };

  const REFUSED: readonly [what: string, operation: Operation, code: string][] = [
    ['an id that is taken', { kind: 'add', annotation: LOU }, 'duplicate-id'],
    ['an id that a relation has', { kind: 'add', annotation: { ...LOU, id: 'r' } }, 'duplicate-id'],
    ['an unknown id', { kind: 'remove', id: 'x' }, 'unknown-id'],
    ['a relation to nothing', { kind: 'relate', relation: { ...POST, id: 's', to: 'x' } }, 'unknown-id'],
    ['a lone surrogate', { kind: 'change', id: 'a', fields: { note: '\udc00' } }, 'not-writable'],
    ['a span the wrong way', { kind: 'change', id: 'a', fields: { end: codePoint(0) } }, 'span'],
    ['an empty label', { kind: 'change', id: 'a', fields: { label: '' } }, 'empty'],
    [
      'an unknown key with a known name',
      { kind: 'change', id: 'a', fields: { extra: { label: 'X' } } },
      'not-writable',
    ],
    ['a number no file can keep', { kind: 'change', id: 'a', fields: { certainty: Infinity } }, 'not-writable'],
    ['an empty span', { kind: 'change', id: 'a', fields: { end: codePoint(1), exact: '' } }, 'empty-span'],
    ['offsets that do not fit the words', { kind: 'change', id: 'a', fields: { end: codePoint(5) } }, 'span-length'],
    ['UTF-16 offsets', { kind: 'add', annotation: { ...sample('n', 4, '𬭎'), end: codePoint(6) } }, 'span-length'],
    ['an entity that is neither', { kind: 'change', id: 'a', fields: { entity: '#lou' } }, 'entity-link'],
    ['an import without a format', { kind: 'change', id: 'a', fields: { source: { kind: 'import' } } }, 'missing'],
    ['an id that an article has', { kind: 'add', annotation: sample('h', 4, '阳') }, 'duplicate-id'],
    [
      'half of a bulk',
      {
        kind: 'bulk',
        operations: [
          { kind: 'remove', id: 'a' },
          { kind: 'remove', id: 'a' },
        ],
      },
      'unknown-id',
    ],
  ];
  for (const [what, operation, code] of REFUSED)
    it(`refuses ${what}`, () => {
      const result = apply(set, operation);
      assert.ok(!result.ok);
      assert.equal(result.code, code);
    });

  it('takes relations along with their annotation', () => {
    const result = apply(set, { kind: 'remove', id: 'a' });
    assert.ok(result.ok);
    assert.deepEqual([result.set.annotations, result.set.relations], [[CITY], []]);
    const back = apply(result.set, result.inverse);
    assert.deepEqual(back.ok && back.set, set);
  });

  it('gives back relations to nothing, which a file may hold, with their annotation and by themselves', () => {
    const dangling = { ...POST, id: 's', to: 'x' };
    const odd: AnnotationSet = { ...set, relations: [POST, dangling] };
    for (const operation of [{ kind: 'remove', id: 'a' } as const, { kind: 'unrelate', id: 's' } as const]) {
      const removed = apply(odd, operation);
      assert.ok(removed.ok);
      assert.ok(!removed.set.relations.includes(dangling));
      const undone = apply(removed.set, removed.inverse);
      assert.ok(undone.ok, JSON.stringify(undone));
      assert.deepEqual(undone.set, odd);
    }
  });

  it('removes an optional field by null', () => {
    const result = apply(sampleSet({ ...LOU, note: 'x' }), { kind: 'change', id: 'a', fields: { note: null } });
    assert.deepEqual(result.ok && result.set.annotations, [LOU]);
  });

  describe('on a record that a reader warns of', () => {
    const flawed = { ...LOU, end: codePoint(9) };
    const check = (...operations: Operation[]): AnnotationSet =>
      operations.reduce((current: AnnotationSet, operation) => {
        const result = apply(current, operation);
        assert.ok(result.ok, JSON.stringify(result));
        const back = apply(result.set, result.inverse);
        assert.deepEqual(back.ok && back.set, current, 'it can be undone');
        return result.set;
      }, sampleSet(flawed));

    it('changes what is not wrong', () => {
      const [changed] = check({ kind: 'change', id: 'a', fields: { note: 'x' } }).annotations;
      assert.deepEqual(changed, { ...flawed, note: 'x' });
    });
    it('repairs it', () => {
      assert.deepEqual(check({ kind: 'change', id: 'a', fields: { end: LOU.end } }).annotations, [LOU]);
    });
    it('removes it', () => assert.deepEqual(check({ kind: 'remove', id: 'a' }).annotations, []));
    it('makes no other mistake', () => {
      const result = apply(sampleSet(flawed), { kind: 'change', id: 'a', fields: { end: codePoint(8) } });
      assert.equal(!result.ok && result.code, 'span-length');
    });
  });

  it('lets turned-down suggestions and articles say which text they refer to when the text becomes another', () => {
    const rejected = [LOU, { ...CITY, in: 'cd' }];
    const retext: Operation = { kind: 'retext', text: { sha256: 'f'.repeat(64), length: codePoint(9) } };
    const result = apply({ ...sampleSet(), rejected }, retext);
    assert.ok(result.ok);
    assert.deepEqual(result.set.rejected, [
      { ...LOU, in: 'a'.repeat(16) },
      { ...CITY, in: 'cd' },
    ]);
    const fresh = { ...result.set, rejected: [...result.set.rejected, sample('new', 20, '市委')] };
    const back = apply(fresh, result.inverse);
    assert.ok(back.ok);
    assert.deepEqual(back.set.rejected, [...rejected, { ...sample('new', 20, '市委'), in: 'f'.repeat(16) }]);
    assert.deepEqual(apply(back.set, back.inverse), { ok: true, set: fresh, inverse: result.inverse });
  });
});

/** An operation that may or may not fit the set it is applied to. */
const operation = (depth = 1): fc.Arbitrary<(set: AnnotationSet) => Operation> => {
  const pick = fc.nat();
  const target = (set: AnnotationSet, index: number): string =>
    [...set.annotations, ...set.relations][index % Math.max(1, set.annotations.length + set.relations.length)]?.id ??
    '';
  const simple: fc.Arbitrary<(set: AnnotationSet) => Operation>[] = [
    annotation.map((fresh) => () => ({ kind: 'add', annotation: fresh })),
    pick.map((index) => (set) => ({ kind: 'remove', id: target(set, index) })),
    pick.map((index) => (set) => ({ kind: 'unrelate', id: target(set, index) })),
    fc
      .tuple(pick, annotation)
      .map(([index, { label, start, end, exact, note = null, also = null, extra = null }]) => (set) => {
        return { kind: 'change', id: target(set, index), fields: { label, start, end, exact, note, also, extra } };
      }),
    fc
      .tuple(pick, hostileText)
      .map(([index, label]) => (set) => ({ kind: 'change', id: target(set, index), fields: { label, note: null } })),
    fc.tuple(pick, pick, annotation).map(([from, to, { id }]) => (set) => ({
      kind: 'relate',
      relation: { id, label: 'x', from: target(set, from), to: target(set, to) },
    })),
    hostileText.map((genre) => () => ({ kind: 'describe', document: { genre } })),
    hostileText.map((sha256) => () => ({ kind: 'retext', text: { sha256, length: codePoint(1) } })),
  ];
  if (depth === 0) return fc.oneof(...simple);
  const bulk = fc.array(operation(depth - 1), { maxLength: 3 }).map((parts) => (set: AnnotationSet): Operation => ({
    kind: 'bulk',
    operations: parts.map((part) => part(set)),
  }));
  return fc.oneof(...simple, bulk);
};

describe('several edits as one', () => {
  it('do what they do one after the other, are refused where one is, and are taken back together', () => {
    const edits = fc.array(operation(0), { maxLength: 12 });
    fc.assert(
      fc.property(annotationSet, edits, fc.boolean(), (set, makers, areAllOfOneKind) => {
        const made = makers.map((make) => make(set));
        const operations = areAllOfOneKind ? made.filter(({ kind }) => kind === made[0]?.kind) : made;
        const whole = apply(set, { kind: 'bulk', operations });
        let expected: AnnotationSet | undefined = set;
        for (const edit of operations) {
          const result: ReturnType<typeof apply> | undefined = expected && apply(expected, edit);
          expected = result?.ok === true ? result.set : undefined;
        }
        assert.deepEqual(whole.ok ? whole.set : undefined, expected);
        if (!whole.ok) return;
        const back = apply(whole.set, whole.inverse);
        assert.deepEqual(back.ok && back.set, set);
      }),
      { numRuns: 500 },
    );
  });

  it('take time in proportion to their number, and so does taking them back', function () {
    this.timeout(30_000);
    const milliseconds = (count: number): number => {
      const additions = Array.from({ length: count }, (_, index): Operation => {
        const id = index.toString(36).padStart(16, '0');
        return { kind: 'add', annotation: sample(id, 3 * index, '郑州') };
      });
      const start = performance.now();
      const added = apply(sampleSet(), { kind: 'bulk', operations: additions });
      assert.ok(added.ok && apply(added.set, added.inverse).ok);
      return performance.now() - start;
    };
    const best = (count: number): number => Math.min(...[1, 2, 3].map(() => milliseconds(count)));
    const ratio = best(8000) / Math.max(best(1000), 1);
    // Quadratic growth would make the ratio 64.
    assert.ok(ratio < 30, `eight times the edits took ${ratio.toFixed(1)} times as long`);
  });
});

describe('the history', () => {
  it('undoes to the first set and redoes to the last', () => {
    fc.assert(
      fc.property(annotationSet, fc.array(operation(), { maxLength: 8 }), (first, operations) => {
        let set = first;
        let history: History = EMPTY_HISTORY;
        for (const make of operations) {
          const result = apply(set, make(set));
          if (!result.ok) continue;
          set = result.set;
          history = recorded(history, result.inverse);
        }
        const last = set;
        for (let step = undo(history, set); step?.ok; step = undo(history, set)) ({ set, history } = step);
        assert.deepEqual([set, history.undo], [first, []]);
        for (let step = redo(history, set); step?.ok; step = redo(history, set)) ({ set, history } = step);
        assert.deepEqual([set, history.redo], [last, []]);
      }),
      { numRuns: 200 },
    );
  });

  it('undoes by id what others have changed around', () => {
    const added = apply(sampleSet(CITY), { kind: 'add', annotation: LOU });
    assert.ok(added.ok);
    const relabelled = apply(added.set, { kind: 'change', id: 'b', fields: { label: 'LOC' } });
    assert.ok(relabelled.ok);
    const step = undo(recorded(EMPTY_HISTORY, added.inverse), relabelled.set);
    assert.ok(step?.ok);
    assert.deepEqual(step.set.annotations, [{ ...CITY, label: 'LOC' }]);
  });

  it('refuses a step whose record is gone, and can leave it out', () => {
    const history = recorded(recorded(EMPTY_HISTORY, { kind: 'remove', id: 'b' }), { kind: 'remove', id: 'gone' });
    const refused = undo(history, sampleSet(CITY));
    assert.equal(refused?.ok, false);
    assert.equal(undo(withoutLastUndo(history), sampleSet(CITY))?.ok, true);
  });

  it('forgets what could be redone at a new edit', () => {
    const history: History = { undo: [], redo: [{ kind: 'remove', id: 'a' }] };
    assert.deepEqual(recorded(history, { kind: 'remove', id: 'b' }).redo, []);
  });
});
