import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet, EventRecord } from '../../../core/annotation/annotation';
import { eventsOf, missingRoles, roleChoices, withoutPartOf } from '../../../core/annotation/events';
import { apply } from '../../../core/annotation/operations';
import { joinedParts, withoutPart } from '../../../core/annotation/parts';
import { annotationsBeside, holdsRelation, relationChoices, relationsOf } from '../../../core/annotation/relations';
import { sameEntity } from '../../../core/annotation/sameEntity';
import { DEFAULT_SCHEMA, type EventType, type Schema } from '../../../core/annotation/schema';
import { chosenIn, typedNumber, typedValue, typeOfValue, valueAsText } from '../../../core/annotation/values';
import type { AnnotationView } from '../../../core/protocol';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { sample, sampleSet } from './arbitraries';

const span = (start: number, end: number): Range<Utf16> => range(utf16(start), utf16(end));
const pairs = (parts: readonly Range<Utf16>[]): number[][] => parts.map(({ start, end }) => [start, end]);

describe('the parts of a span', () => {
  it('stand in the order of the text, and are one where they touch', () => {
    assert.deepEqual(pairs(joinedParts([span(8, 9), span(1, 3), span(3, 5), span(2, 4)])), [
      [1, 5],
      [8, 9],
    ]);
  });
  it('lose what is cut out of them, or the one at the cursor', () => {
    const parts = [span(1, 5), span(8, 9)];
    assert.deepEqual(pairs(withoutPart(parts, span(2, 3))), [
      [1, 2],
      [3, 5],
      [8, 9],
    ]);
    assert.deepEqual(pairs(withoutPart(parts, span(4, 9))), [[1, 4]]);
    assert.deepEqual(pairs(withoutPart(parts, span(9, 9))), [[1, 5]]);
    assert.deepEqual(pairs(withoutPart(parts, span(6, 6))), [
      [1, 5],
      [8, 9],
    ]);
  });
  it('hold just the characters of all ranges joined, less those cut out', () => {
    const ranges = fc.array(
      fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 6 })).map(([at, length]) => span(at, at + length)),
    );
    const characters = (parts: readonly Range<Utf16>[]): Set<number> =>
      new Set(parts.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)));
    fc.assert(
      fc.property(ranges, ranges, (given, [cut = span(0, 1)]) => {
        const joined = joinedParts(given);
        assert.deepEqual(
          [...characters(joined)],
          [...characters(given)].sort((a, b) => a - b),
        );
        assert.ok(joined.every(({ start }, index) => index === 0 || (joined[index - 1]?.end ?? 0) < start));
        const left = withoutPart(joined, cut);
        const removed = characters([cut]);
        assert.deepEqual(
          [...characters(left)],
          [...characters(joined)].filter((at) => !removed.has(at)),
        );
      }),
    );
  });
});

describe('a value', () => {
  const WORDS = { yes: '是', no: '否', separator: '、' };
  it('is read as text', () => {
    const texts = [true, 1.5, 'a', ['a', false], { a: 1 }, [[1]]].map((value) => valueAsText(value, WORDS));
    assert.deepEqual(texts, ['是', '1.5', 'a', 'a、否', '{"a":1}', '[[1]]']);
  });
  it('is typed as its type has it', () => {
    const choice = { kind: 'choice', values: ['男', '女'], isMultiple: false } as const;
    assert.deepEqual(
      [
        typedValue(choice, '男'),
        typedValue(choice, '其他'),
        typedValue({ kind: 'text' }, ' a '),
        typedValue({ kind: 'text' }, ' '),
      ],
      ['男', undefined, 'a', undefined],
    );
    assert.deepEqual([typedValue({ kind: 'flag' }, 'true'), typedValue({ kind: 'flag' }, 'yes')], [true, undefined]);
    assert.deepEqual(['１２.5', '-3', '1e3', '1,000', 'x', '', 'Infinity', '0x10'].map(typedNumber), [
      12.5,
      -3,
      1000,
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });
  it('that the schema does not know keeps its kind', () => {
    assert.deepEqual(
      [typeOfValue('a')?.kind, typeOfValue(1)?.kind, typeOfValue(false)?.kind, typeOfValue(['a'])],
      ['text', 'number', 'flag', undefined],
    );
    assert.deepEqual(
      [chosenIn('a'), chosenIn(['a', 1, 'b']), chosenIn(undefined), chosenIn(1)],
      [['a'], ['a', 'b'], [], []],
    );
  });
});

describe('relations', () => {
  const set: AnnotationSet = {
    ...sampleSet(sample('a', 1, '楼阳生'), sample('b', 8, '郑州')),
    relations: [
      { id: 'r1', label: 'x', from: 'b', to: 'a' },
      { id: 'r2', label: 'x', from: 'a', to: 'b' },
      { id: 'r3', label: 'x', from: 'a', to: 'a' },
      { id: 'r4', label: 'x', from: 'b', to: 'b' },
    ],
  };
  it('of an annotation begin with those that begin there', () => {
    assert.deepEqual(
      relationsOf(set, 'a').map(({ id }) => id),
      ['r2', 'r3', 'r1'],
    );
  });
  it('are there once', () => {
    assert.ok(holdsRelation(set, { label: 'x', from: 'a', to: 'b' }));
    assert.ok(!holdsRelation(set, { label: 'y', from: 'a', to: 'b' }));
  });
  it('are offered as the schema allows them, then the other way round, then all', () => {
    const choices = (from: string, to: string): string[] =>
      relationChoices(DEFAULT_SCHEMA, from, to).map(
        ({ type, isReversed, isAllowed }) => `${type.id}${isReversed ? ' back' : ''}${isAllowed ? '' : ' ?'}`,
      );
    assert.deepEqual(choices('PER', 'POST'), ['holds', 'memberOf ?', 'locatedIn ?', 'partOf ?']);
    assert.deepEqual(choices('LOC', 'ORG'), ['locatedIn back', 'holds ?', 'memberOf ?', 'partOf ?']);
    assert.deepEqual(choices('ORG', 'FAC'), ['partOf', 'partOf back', 'holds ?', 'memberOf ?', 'locatedIn ?']);
    assert.deepEqual(choices('ORG', 'ORG'), ['partOf', 'holds ?', 'memberOf ?', 'locatedIn ?']);
  });
  it('have their second end among the wanted and near annotations first', () => {
    const view = (id: string, start: number, end: number, label = 'PER'): AnnotationView => ({
      ...{ id, start, end, label, state: 'anchored' },
    });
    const views = [
      view('far', 90, 91, 'POST'),
      view('own', 50, 53),
      view('in', 51, 52),
      view('parts', 10, 12),
      view('parts', 54, 55),
      view('near', 55, 56),
    ];
    const beside = annotationsBeside(views, view('own', 50, 53), ({ label }) => label === 'POST');
    assert.deepEqual(
      beside.map(({ id }) => id),
      ['far', 'in', 'near', 'parts'],
    );
  });
});

describe('the same entity', () => {
  const entities = (...given: (string | undefined)[]): AnnotationSet =>
    sampleSet(
      ...given.map((entity, at) =>
        sample('abcd'[at] as string, 5 * at, '王凯', entity === undefined ? {} : { entity }),
      ),
    );
  const check = (
    what: string,
    given: (string | undefined)[],
    ids: string[],
    expected: (string | undefined)[] | string,
  ): void => {
    it(what, () => {
      const made = sameEntity(entities(...given), ids, '#e9');
      if ('ok' in made) {
        assert.equal(made.code, expected);
        return;
      }
      const result = apply(entities(...given), made);
      assert.ok(result.ok);
      assert.deepEqual(
        result.set.annotations.map(({ entity }) => entity),
        expected,
      );
    });
  };
  check(
    'is a new one of the file where neither has one',
    [undefined, undefined, undefined],
    ['a', 'b'],
    ['#e9', '#e9', undefined],
  );
  check('is the one that is there', [undefined, '#e1'], ['a', 'b'], ['#e1', '#e1']);
  check(
    'is that of the authority file, also for all that were the same',
    ['#e1', 'wang', '#e1', '#e2'],
    ['a', 'b'],
    ['wang', 'wang', 'wang', '#e2'],
  );
  check('joins two of the file', ['#e1', '#e2', '#e2'], ['a', 'b'], ['#e1', '#e1', '#e1']);
  check('is never a choice between two of authority files', ['wang', 'lou'], ['a', 'b'], 'different-entities');
  check('is nothing new where they have it', ['wang', 'wang'], ['a', 'b'], 'same-entity');
});

describe('events', () => {
  const texts = (id: string) => ({ en: id, zh: id });
  const role = (id: string, isRequired: boolean, labels?: string[]) => ({
    ...{ id, names: texts(id), isRequired },
    ...(labels && { labels }),
  });
  const visit: EventType = {
    ...{ id: 'visit', names: texts('visit'), descriptions: texts('') },
    roles: [role('place', true, ['LOC']), role('who', true, ['PER']), role('how', false)],
  };
  const schema: Schema = { ...DEFAULT_SCHEMA, events: [visit] };
  const event = (fields: Partial<EventRecord> = {}): EventRecord => ({
    id: 'e',
    label: 'visit',
    arguments: [],
    ...fields,
  });

  it('are those of the trigger first', () => {
    const [told, part, none] = [
      event({ id: 't', trigger: 'a' }),
      event({ arguments: [{ role: 'who', to: 'a' }] }),
      event({ id: 'n' }),
    ];
    assert.deepEqual(eventsOf({ ...sampleSet(), events: [part, none, told] }, 'a'), [told, part]);
  });
  it('offer the roles that the label may have first, and those that the file has', () => {
    const offered = roleChoices(
      schema,
      event({
        arguments: [
          { role: 'odd', to: 'a' },
          { role: 'odd', to: 'b' },
        ],
      }),
      'PER',
    );
    assert.deepEqual(
      offered.map(({ role: { id }, isAllowed }) => [id, isAllowed]),
      [
        ['who', true],
        ['how', true],
        ['place', false],
        ['odd', false],
      ],
    );
  });
  it('lack the required roles that nothing has', () => {
    assert.deepEqual(
      missingRoles(schema, event({ arguments: [{ role: 'who', to: 'a' }] })).map(({ id }) => id),
      ['place'],
    );
    assert.deepEqual(missingRoles(schema, event({ label: 'other' })), []);
  });
  it('lose a part in one role or in all', () => {
    const given = event({
      trigger: 'a',
      arguments: [
        { role: 'who', to: 'a' },
        { role: 'how', to: 'b' },
        { role: 'how', to: 'a' },
      ],
    });
    const set: AnnotationSet = { ...sampleSet(sample('a', 1, '王凯'), sample('b', 8, '郑州')), events: [given] };
    const after = (name?: string): EventRecord | undefined => {
      const operation = withoutPartOf(given, 'a', name);
      assert.ok(operation);
      const result = apply(set, operation);
      assert.ok(result.ok);
      return result.set.events?.[0];
    };
    assert.deepEqual(after(), event({ arguments: [{ role: 'how', to: 'b' }] }));
    assert.deepEqual(
      after('how'),
      event({
        trigger: 'a',
        arguments: [
          { role: 'who', to: 'a' },
          { role: 'how', to: 'b' },
        ],
      }),
    );
    assert.equal(withoutPartOf(given, 'x'), undefined);
  });
});
