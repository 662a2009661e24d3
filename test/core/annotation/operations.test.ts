import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet, EventRecord } from '../../../core/annotation/annotation';
import { EMPTY_HISTORY, recorded, redo, undo, withoutLastUndo, type History } from '../../../core/annotation/history';
import { apply, type Operation } from '../../../core/annotation/operations';
import { codePoint } from '../../../core/text/units';
import { annotationSet, sample, sampleSet, span } from './arbitraries';
import { operation, OPERATION_KINDS } from './operationArbitrary';

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

  describe('on what an event links', () => {
    const event = (id: string, fields: Partial<EventRecord> = {}): EventRecord => ({
      ...{ id, label: 'visit', arguments: [] },
      ...fields,
    });
    const check = (
      what: string,
      operation: Operation,
      before: readonly EventRecord[],
      after: readonly EventRecord[],
    ) => {
      it(what, () => {
        const given: AnnotationSet = { ...sampleSet(LOU, CITY), events: before };
        const result = apply(given, operation);
        assert.ok(result.ok, JSON.stringify(result));
        assert.deepEqual(result.set.events ?? [], after);
        const back = apply(result.set, result.inverse);
        assert.deepEqual(back.ok && back.set, given);
      });
    };
    const [who, where] = [
      { role: 'who', to: 'a' },
      { role: 'where', to: 'b' },
    ];
    check(
      'takes the parts of a removed annotation along, and its triggers',
      { kind: 'remove', id: 'a' },
      [event('e', { trigger: 'a', arguments: [who, where, { role: 'again', to: 'a' }] })],
      [event('e', { arguments: [where] })],
    );
    check(
      'takes along an event that nothing is left of, and its part in another',
      { kind: 'remove', id: 'a' },
      [event('e', { trigger: 'a' }), event('f', { arguments: [{ role: 'cause', to: 'e' }, where] }), event('g')],
      [event('f', { arguments: [where] }), event('g')],
    );
    check(
      'lets go two events that had but each other',
      { kind: 'removeEvent', id: 'e' },
      [event('e', { arguments: [{ role: 'x', to: 'f' }] }), event('f', { arguments: [{ role: 'y', to: 'e' }] })],
      [],
    );
    check(
      'puts an argument at its place',
      { kind: 'addArgument', event: 'e', argument: who, at: 0 },
      [event('e', { arguments: [where] })],
      [event('e', { arguments: [who, where] })],
    );
    const MISTAKES: readonly [what: string, operation: Operation, code: string][] = [
      ['a trigger that is none', { kind: 'changeEvent', id: 'e', fields: { trigger: 'x' } }, 'unknown-id'],
      ['an event of nothing that is there', { kind: 'addEvent', event: event('f', { trigger: 'x' }) }, 'unknown-id'],
      ['a part that is not there', { kind: 'addArgument', event: 'e', argument: { role: 'r', to: 'x' } }, 'unknown-id'],
      ['a part of an event that is gone', { kind: 'addArgument', event: 'x', argument: who }, 'unknown-id'],
      ['the same part twice', { kind: 'addArgument', event: 'e', argument: who }, 'duplicate-argument'],
      ['a part without a role', { kind: 'addArgument', event: 'e', argument: { role: '', to: 'b' } }, 'empty'],
      ['the removal of no part', { kind: 'removeArgument', event: 'e', argument: where }, 'unknown-argument'],
      ['a tag that is none', { kind: 'tag', name: 'x', value: { y: 1 } }, 'tag-value'],
    ];
    for (const [what, operation, code] of MISTAKES)
      it(`refuses ${what}`, () => {
        const result = apply({ ...sampleSet(LOU, CITY), events: [event('e', { arguments: [who] })] }, operation);
        assert.equal(!result.ok && result.code, code);
      });
  });

  it('brings back a part of an event beside what others have added to it meanwhile', () => {
    const event: EventRecord = { id: 'f', label: 'visit', trigger: 'b', arguments: [{ role: 'who', to: 'a' }] };
    const removed = apply({ ...sampleSet(LOU, CITY), events: [event] }, { kind: 'remove', id: 'a' });
    assert.ok(removed.ok);
    const added = apply(removed.set, { kind: 'addArgument', event: 'f', argument: { role: 'where', to: 'b' } });
    assert.ok(added.ok);
    const back = apply(added.set, removed.inverse);
    assert.ok(back.ok);
    assert.deepEqual(back.set.events?.[0]?.arguments, [
      { role: 'who', to: 'a' },
      { role: 'where', to: 'b' },
    ]);
  });

  it('keeps the other tags, and their order, when one is set and taken back', () => {
    const document = { genre: '消息', page: 1, done: true };
    const result = apply({ ...sampleSet(), document }, { kind: 'tag', name: 'genre' });
    assert.ok(result.ok);
    assert.deepEqual(result.set.document, { page: 1, done: true });
    const changed = apply({ ...sampleSet(), document }, { kind: 'tag', name: 'page', value: 2 });
    assert.ok(changed.ok);
    assert.deepEqual(Object.entries(changed.set.document), [
      ['genre', '消息'],
      ['page', 2],
      ['done', true],
    ]);
  });

  it('leaves the set as it is, the same object, where a field or a tag is set to what it is', () => {
    const set = { ...sampleSet({ ...LOU, status: 'checked' }), document: { page: 1 } };
    for (const operation of [
      { kind: 'change', id: 'a', fields: { status: 'checked' } },
      { kind: 'tag', name: 'page', value: 1 },
      { kind: 'tag', name: 'genre' },
    ] satisfies Operation[]) {
      const result = apply(set, operation);
      assert.ok(result.ok);
      assert.equal(result.set, set);
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

  it('cuts nothing inside a character, whatever a file has in place of a hash', () => {
    const text = { sha256: `${'a'.repeat(15)}𬭎b`, length: codePoint(3) };
    const result = apply(
      { ...sampleSet(LOU), text, articles: [{ ...LOU }] },
      { kind: 'retext', text: sampleSet().text },
    );
    assert.equal(result.ok && result.set.articles?.[0]?.in, `${'a'.repeat(15)}𬭎`);
  });
});

/** Every kind of edit must be made in earnest by the properties below, not only be refused. */
describe('the edits of the properties', () => {
  it('are applied, each kind of them', () => {
    const applied = new Map<string, number>();
    const sets = fc.sample(fc.tuple(annotationSet, fc.array(operation(0), { maxLength: 12 })), {
      numRuns: 2000,
      seed: 1,
    });
    for (const [first, makers] of sets) {
      let set = first;
      for (const make of makers) {
        const edit = make(set);
        const result = apply(set, edit);
        if (result.ok) applied.set(edit.kind, (applied.get(edit.kind) ?? 0) + 1);
        if (result.ok) set = result.set;
      }
    }
    const seldom = OPERATION_KINDS.filter((kind) => (applied.get(kind) ?? 0) < 20);
    assert.deepEqual(seldom, []);
  });
});

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

  it('change a record as often as they name it, in their order', () => {
    const set = sampleSet(sample('a', 1, '市'), sample('b', 5, '省'));
    const change = (id: string, start: number, label: string): Operation => {
      const fields = { start: codePoint(start), end: codePoint(start + 1), label };
      return { kind: 'change', id, fields };
    };
    const operations = [change('a', 9, 'X'), change('b', 3, 'Y'), change('a', 2, 'Z'), change('b', 8, 'W')];
    const result = apply(set, { kind: 'bulk', operations });
    assert.ok(result.ok);
    assert.deepEqual(
      result.set.annotations.map(({ id, start, label }) => [id, start, label]),
      [
        ['a', 2, 'Z'],
        ['b', 8, 'W'],
      ],
    );
    const back = apply(result.set, result.inverse);
    assert.deepEqual(back.ok && back.set, set);
    assert.ok(!apply(set, { kind: 'bulk', operations: [...operations, change('c', 1, 'X')] }).ok);
    const same = apply(set, { kind: 'bulk', operations: [change('a', 1, 'PER'), change('b', 5, 'PER')] });
    assert.equal(same.ok && same.set, set);
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
      const moves = additions.map((_, index): Operation => {
        const fields = { start: codePoint(3 * index + 1), end: codePoint(3 * index + 3) };
        return { kind: 'change', id: index.toString(36).padStart(16, '0'), fields };
      });
      assert.ok(apply(added.set, { kind: 'bulk', operations: moves }).ok);
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
          history = recorded(history, result.inverse, 1);
        }
        const last = set;
        for (let step = undo(history, set, 1); step?.ok; step = undo(history, set, 1)) ({ set, history } = step);
        assert.deepEqual([set, history.undo], [first, []]);
        for (let step = redo(history, set, 1); step?.ok; step = redo(history, set, 1)) ({ set, history } = step);
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
    const step = undo(recorded(EMPTY_HISTORY, added.inverse, 1), relabelled.set, 2);
    assert.ok(step?.ok);
    assert.deepEqual(step.set.annotations, [{ ...CITY, label: 'LOC' }]);
  });

  it('refuses a step whose record is gone, and can leave it out', () => {
    const first = recorded(EMPTY_HISTORY, { kind: 'remove', id: 'b' }, 1);
    const history = recorded(first, { kind: 'remove', id: 'gone' }, 2);
    const refused = undo(history, sampleSet(CITY), 3);
    assert.equal(refused?.ok, false);
    assert.equal(undo(withoutLastUndo(history), sampleSet(CITY), 4)?.ok, true);
  });

  it('forgets what could be redone at a new edit', () => {
    const history: History = { undo: [], redo: [{ operation: { kind: 'remove', id: 'a' }, at: 1 }], edited: 0 };
    const after = recorded(history, { kind: 'remove', id: 'b' }, 2);
    assert.deepEqual([after.redo, after.edited], [[], 2]);
  });
});
