import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  textPrefix,
  type Annotation,
  type AnnotationSet,
  type EventRecord,
  type Relation,
} from '../../../core/annotation/annotation';
import {
  baseAfterAttempts,
  conflictKey,
  merge,
  type Decision,
  type Decisions,
  type MergeConflict,
} from '../../../core/annotation/merge';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { codePoint } from '../../../core/text/units';
import { sameData, type JsonObject } from '../../../core/yaml/json';
import { sample, sampleSet, span } from './arbitraries';
import { linksOf } from '../../../core/annotation/edits/events';
import { divergence, type Divergence } from './divergence';

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

  const CONFLICTS: readonly [what: string, ours: AnnotationSet, theirs: AnnotationSet, ids: string[]][] = [
    ['different labels', sampleSet({ ...LOU, label: 'X' }), sampleSet({ ...LOU, label: 'Y' }), ['a']],
    ['a label and a span', sampleSet({ ...LOU, label: 'X' }), sampleSet({ ...LOU, end: codePoint(3) }), ['a']],
    ['a removal and an edit', sampleSet(), sampleSet({ ...LOU, label: 'Y' }), ['a']],
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

  it('takes the length that one side corrected, and reports two of one text', () => {
    const long = (length: number, sha256 = base.text.sha256): AnnotationSet => ({
      ...base,
      text: { sha256, length: codePoint(length) },
    });
    check(base, long(1001), base, long(1001));
    check(base, long(20, 'b'.repeat(64)), long(1001), long(20, 'b'.repeat(64)));
    const { set, conflicts } = merge(base, long(1001), long(1002));
    assert.deepEqual(set, long(1001));
    assert.deepEqual(conflicts, [{ kind: 'text', id: 'length', base: 1000, ours: 1001, theirs: 1002 }]);
  });

  describe('of an article that was edited', () => {
    const later = { ...NEW_TEXT, sha256: 'c'.repeat(64) };
    const moved = (annotation: Annotation, by: number): Annotation => ({
      ...annotation,
      start: codePoint(annotation.start + by),
      end: codePoint(annotation.end + by),
      before: '新',
    });
    const edited = { ...sampleSet(moved(LOU, 1), moved(CITY, 1)), text: NEW_TEXT };

    it('takes what one side says and where the other side moved it', () =>
      check(base, sampleSet({ ...LOU, label: 'X', note: 'x' }, CITY), edited, {
        ...sampleSet(moved({ ...LOU, label: 'X', note: 'x' }, 1), moved(CITY, 1)),
        text: NEW_TEXT,
      }));
    it('takes a removal, although the other side moved the record', () =>
      check(base, sampleSet(CITY), edited, { ...sampleSet(moved(CITY, 1)), text: NEW_TEXT }));
    it('names one of two texts, the same from both sides, and marks what refers to the other', () =>
      check(
        base,
        { ...sampleSet(moved(LOU, 1), moved(CITY, 1), other), text: NEW_TEXT },
        { ...sampleSet(moved(LOU, 2), moved({ ...CITY, label: 'X' }, 2)), text: later },
        {
          ...sampleSet(moved(LOU, 1), { ...moved({ ...CITY, label: 'X' }, 1) }, other),
          text: NEW_TEXT,
        },
      ));
    it('keeps a span that a person corrected, and says for which text', () => {
      const corrected = { ...LOU, end: codePoint(3), exact: '楼阳' };
      check(base, sampleSet(corrected, CITY), edited, {
        ...sampleSet({ ...corrected, in: textPrefix(base.text) }, moved(CITY, 1)),
        text: NEW_TEXT,
      });
    });
    it('knows a text by its prefix: a record that only says so is not edited', () => {
      const marked = { ...LOU, in: textPrefix(base.text) };
      check(
        base,
        sampleSet({ ...LOU, label: 'X' }, CITY),
        { ...sampleSet(marked, moved(CITY, 1)), text: NEW_TEXT },
        { ...sampleSet({ ...marked, label: 'X' }, moved(CITY, 1)), text: NEW_TEXT },
      );
    });
    it('reports two corrections of one span, also of different texts', () => {
      const [mine, yours] = [{ ...LOU, end: codePoint(3), exact: '楼阳' }, moved({ ...LOU, exact: '楼' }, 1)];
      const { conflicts } = merge(base, sampleSet(mine, CITY), { ...sampleSet(yours, moved(CITY, 1)), text: NEW_TEXT });
      assert.deepEqual(conflicts.map(conflictKey), ['annotation:a']);
    });
    it('reports two places of the same words in one text', () => {
      const { conflicts } = merge(
        base,
        { ...sampleSet(moved(LOU, 1)), text: NEW_TEXT },
        { ...sampleSet(moved(LOU, 5)), text: NEW_TEXT },
      );
      assert.deepEqual(conflicts.map(conflictKey), ['annotation:a']);
    });
  });

  describe('of events', () => {
    const event = (fields: Partial<EventRecord> = {}): EventRecord => ({
      ...{ id: 'e', label: 'visit', trigger: 'b', arguments: [{ role: 'who', to: 'a' }] },
      ...fields,
    });
    const told = (...events: EventRecord[]): AnnotationSet => ({ ...base, events });

    it('keeps an annotation that one side removed and the other side’s event needs, and asks', () => {
      for (const [ours, theirs] of [
        [sampleSet(CITY), told(event())],
        [told(event()), sampleSet(CITY)],
      ] as const) {
        const { set, conflicts } = merge(base, ours, theirs);
        assert.deepEqual(set, told(event()));
        assert.deepEqual(conflicts.map(conflictKey), ['annotation:a']);
      }
    });
    it('takes it out of the event where it is decided to be gone, and an event that has nothing left', () => {
      const decide = (theirs: AnnotationSet, decision: Decision): AnnotationSet => {
        const { set, conflicts } = merge(base, sampleSet(CITY), theirs, decisions('annotation:a', decision));
        assert.deepEqual(conflicts, []);
        return set;
      };
      const left = { ...sampleSet(CITY), events: [event({ arguments: [] })] };
      assert.deepEqual(decide(told(event()), 'ours'), left);
      assert.deepEqual(decide(told(event()), 'removed'), left);
      assert.deepEqual(decide(told(event()), 'theirs'), told(event()));
      const onlyWho: EventRecord = { id: 'e', label: 'visit', arguments: [{ role: 'who', to: 'a' }] };
      assert.deepEqual(decide(told(onlyWho), 'ours'), sampleSet(CITY));
      const untold: EventRecord = { id: 'e', label: 'visit', arguments: [{ role: 'where', to: 'b' }] };
      const toldByIt = { ...untold, trigger: 'a' };
      assert.deepEqual(decide(told(toldByIt), 'ours'), { ...sampleSet(CITY), events: [untold] });
    });
    it('leaves links that led nowhere before, and links to other events', () => {
      const odd = event({
        arguments: [
          { role: 'who', to: 'gone' },
          { role: 'cause', to: 'f' },
        ],
      });
      check(base, base, told(odd), told(odd));
      check(told(odd), told(odd), { ...told(odd), annotations: [CITY] }, { ...told(odd), annotations: [CITY] });
      const dangling = { ...sampleSet(CITY), events: [event()] };
      check(dangling, dangling, dangling, dangling);
    });
  });

  describe('of relations', () => {
    const relation = { id: 'r', label: 'in', from: 'a', to: 'b' };
    const related = (...items: readonly Relation[]): AnnotationSet => ({ ...base, relations: items });

    it('keeps an annotation that one side removed and the other side relates, and asks', () => {
      for (const [ours, theirs] of [
        [sampleSet(CITY), related(relation)],
        [related(relation), sampleSet(CITY)],
      ] as const) {
        const { set, conflicts } = merge(base, ours, theirs);
        assert.deepEqual(set, related(relation));
        assert.deepEqual(conflicts.map(conflictKey), ['annotation:a']);
      }
    });
    it('removes it with the relation, or keeps both, as is decided', () => {
      const decide = (decision: Decision): AnnotationSet => {
        const { set, conflicts } = merge(base, sampleSet(CITY), related(relation), decisions('annotation:a', decision));
        assert.deepEqual(conflicts, []);
        return set;
      };
      assert.deepEqual(decide('ours'), sampleSet(CITY));
      assert.deepEqual(decide('removed'), sampleSet(CITY));
      assert.deepEqual(decide('theirs'), related(relation));
      assert.deepEqual(decide('base'), base);
    });
    it('removes an annotation with its relation where the other side did not touch them', () =>
      check(related(relation), sampleSet(LOU), related(relation), sampleSet(LOU)));
    it('leaves a relation that led nowhere before', () => {
      const lost = { ...relation, to: 'gone' };
      check(related(lost), { ...related(lost), annotations: sampleSet(LOU).annotations }, related(lost), {
        ...related(lost),
        annotations: sampleSet(LOU).annotations,
      });
    });
    it('leaves a relation to nothing that one side added', () =>
      check(base, related({ ...relation, to: 'gone' }), base, related({ ...relation, to: 'gone' })));
    it('asks also where that side has another relation to what it removed', () => {
      const lost = { ...relation, id: 'q' };
      const [ours, theirs] = [{ ...sampleSet(CITY), relations: [lost] }, related(lost, relation)];
      assert.deepEqual(merge(related(lost), ours, theirs).conflicts.map(conflictKey), ['annotation:a']);
    });
    it('leaves the relations of an annotation of which only the label was decided', () => {
      const [ours, theirs] = [sampleSet({ ...LOU, label: 'X' }, CITY), related(relation)];
      const edited = { ...theirs, annotations: sampleSet({ ...LOU, label: 'Y' }, CITY).annotations };
      for (const decision of ['ours', 'theirs', { bothWithId: 'n' }] as const)
        assert.deepEqual(merge(base, ours, edited, decisions('annotation:a', decision)).set.relations, [relation]);
    });
    it('takes no relation of which one end was decided to be gone', () => {
      const edited = { ...related({ ...relation, label: 'of' }), annotations: sampleSet().annotations };
      const theirs = { ...edited, annotations: sampleSet({ ...LOU, label: 'X' }, { ...CITY, label: 'Y' }).annotations };
      const made = new Map<string, Decision>([
        ['annotation:a', 'base'],
        ['annotation:b', 'removed'],
        ['relation:r', 'theirs'],
      ]);
      assert.deepEqual(merge(related(relation), sampleSet(), theirs, made), { set: sampleSet(LOU), conflicts: [] });
    });
    it('removes the relations of an annotation whose id was decided to name another record', () => {
      const event: EventRecord = { id: 'm', label: 'VISIT', arguments: [] };
      const ours = { ...sampleSet(LOU, CITY, sample('m', 30, '政府')), relations: [{ ...relation, from: 'm' }] };
      assert.deepEqual(merge(base, ours, { ...base, events: [event] }, decisions('id:m', 'theirs')), {
        set: { ...base, events: [event] },
        conflicts: [],
      });
    });
    it('reports an id that names an annotation on one side and a relation on the other', () => {
      const annotation = sample('r', 30, '政府');
      const [mine, yours] = [sampleSet(LOU, CITY, annotation), related(relation)];
      for (const [ours, theirs] of [
        [mine, yours],
        [yours, mine],
      ] as const) {
        const { set, conflicts } = merge(base, ours, theirs);
        assert.deepEqual(set, mine);
        const [ownRecord, otherRecord] = ours === mine ? [annotation, relation] : [relation, annotation];
        assert.deepEqual(conflicts, [{ kind: 'id', id: 'r', base: undefined, ours: ownRecord, theirs: otherRecord }]);
        assert.deepEqual(merge(base, ours, theirs, decisions('id:r', 'ours')).set, ours);
      }
      const decide = (decision: Decision): AnnotationSet => merge(base, mine, yours, decisions('id:r', decision)).set;
      assert.deepEqual(decide('ours'), mine);
      assert.deepEqual(decide('theirs'), yours);
      assert.deepEqual(decide('removed'), base);
      assert.deepEqual(decide({ bothWithId: 'new' }), { ...mine, relations: [{ ...relation, id: 'new' }] });
    });
  });

  describe('of other lists', () => {
    const list = (...items: readonly JsonObject[]): AnnotationSet => ({ ...base, extra: { x: items } });
    const [one, two, three] = [{ id: 'b' }, { id: 'c', n: 1 }, { id: 'a' }];

    it('takes turned-down suggestions, events and articles of both, record by record', () => {
      const [mine, common, yours] = ['市委', '郑州', '省委'].map((exact, index) =>
        sample(`s${index}`, index * 9, exact),
      );
      const event = (id: string): EventRecord => ({ id, label: 'VISIT', trigger: 'a', arguments: [] });
      const article = { id: 'h', ...span(sample('h', 0, '楼阳生')) };
      check(
        { ...base, rejected: [common!], events: [event('e1')] },
        { ...base, rejected: [mine!, common!], events: [event('e1'), event('e2')] },
        { ...base, rejected: [common!, yours!], articles: [article] },
        { ...base, rejected: [mine!, common!, yours!], events: [event('e2')], articles: [article] },
      );
    });
    it('says of a turned-down suggestion for which text it was', () => {
      const edited = { ...base, text: NEW_TEXT };
      const rejected = [{ ...other, in: textPrefix(base.text) }];
      check(base, { ...base, rejected: [other] }, edited, { ...edited, rejected });
    });
    it('takes unknown records of both by their ids: what was there first, additions in the order of ids', () => {
      check(list(one, two), list(two, { id: 'z' }), list(one, two, three), list(two, three, { id: 'z' }));
      check(base, list(two), list(three, two), list(three, two));
    });
    it('reports an unknown record that both changed', () => {
      const changed = [1, 2].map((n) => list({ id: 'b', n }, two)) as [AnnotationSet, AnnotationSet];
      assert.deepEqual(merge(list(one), ...changed).conflicts.map(conflictKey), ['extra:x/b']);
    });
    it('reports what is no list of records as a whole', () => {
      const NO_LISTS: readonly [base: JsonObject, ours: JsonObject, theirs: JsonObject][] = [
        [{}, { x: [1] }, { x: [2] }],
        [{}, { x: [one, 1] }, { x: [two] }],
        [{}, { x: [one, one] }, { x: [two] }],
        [{ x: 'old' }, { x: [one] }, { x: [two] }],
        [{ x: [one] }, { x: 'new' }, { x: [two] }],
        [{ x: [one] }, { x: [two] }, { x: 'new' }],
      ];
      for (const [before, ours, theirs] of NO_LISTS)
        assert.deepEqual(merge({ ...base, extra: before }, { ...base, extra: ours }, { ...base, extra: theirs }), {
          set: { ...base, extra: ours },
          conflicts: [{ kind: 'extra', id: 'x', base: before['x'], ours: ours['x'], theirs: theirs['x'] }],
        });
    });
    it('reports records of every list, and values of every mapping, with what each side has', () => {
      const records = (label: string): AnnotationSet => ({
        ...base,
        text: { ...base.text, extra: { encoding: label } },
        annotator: label,
        relations: [{ id: 'r', label, from: 'a', to: 'b' }],
        events: [{ id: 'e', label, arguments: [] }],
        rejected: [sample('s', 30, '省委', { label })],
        articles: [{ id: 'h', ...span(LOU), tags: { genre: label } }],
        document: { genre: label },
      });
      const [before, ours, theirs] = [records('old'), records('mine'), records('yours')];
      const valueIn = ({ kind }: MergeConflict, set: AnnotationSet): unknown =>
        ({
          annotator: set.annotator,
          text: set.text.extra?.['encoding'],
          document: set.document['genre'],
          relation: set.relations[0],
          event: set.events?.[0],
          rejected: set.rejected?.[0],
          article: set.articles?.[0],
        })[kind as string];
      const { set, conflicts } = merge(before, ours, theirs);
      assert.deepEqual(set, ours);
      assert.deepEqual(conflicts.map(conflictKey).toSorted(), [
        'annotator:annotator',
        'article:h',
        'document:genre',
        'event:e',
        'rejected:s',
        'relation:r',
        'text:encoding',
      ]);
      for (const conflict of conflicts)
        assert.deepEqual(
          [conflict.base, conflict.ours, conflict.theirs],
          [before, ours, theirs].map((side) => valueIn(conflict, side)),
        );
      for (const [decision, expected] of [
        ['ours', ours],
        ['theirs', theirs],
        ['base', before],
      ] as const) {
        const all = new Map(conflicts.map((conflict) => [conflictKey(conflict), decision]));
        assert.deepEqual(merge(before, ours, theirs, all), { set: expected, conflicts: [] });
      }
      assert.deepEqual(merge(before, base, theirs).set, theirs);
    });
  });

  describe('with decisions', () => {
    const [mine, yours] = [
      { ...LOU, label: 'X' },
      { ...LOU, label: 'Y' },
    ];
    const CASES: readonly [Decision, readonly Annotation[]][] = [
      ['ours', [mine]],
      ['theirs', [yours]],
      ['base', [LOU]],
      ['removed', []],
      [{ bothWithId: 'n' }, [mine, { ...yours, id: 'n' }]],
    ];
    for (const [decision, expected] of CASES)
      it(`takes ${JSON.stringify(decision)}`, () =>
        assert.deepEqual(
          merge(sampleSet(LOU), sampleSet(mine), sampleSet(yours), decisions('annotation:a', decision)),
          { set: sampleSet(...expected), conflicts: [] },
        ));
    it('accepts a removal against an edit', () => {
      const removed = merge(sampleSet(LOU), sampleSet(), sampleSet(yours), decisions('annotation:a', 'ours'));
      assert.deepEqual(removed, { set: sampleSet(), conflicts: [] });
    });
    it('leaves the other conflicts open', () => {
      const both = [sampleSet(mine, CITY), sampleSet(yours, { ...CITY, label: 'Z' })] as const;
      const { conflicts } = merge(sampleSet(LOU), ...both, decisions('annotation:a', 'ours'));
      assert.deepEqual(conflicts.map(conflictKey), ['annotation:b']);
    });
  });

  it('knows its own writes that were reported as failed, whatever they changed', () => {
    const attempt = { ...base, annotator: 'lin', extra: { x: 1 }, document: { genre: '调研' } };
    assert.deepEqual(baseAfterAttempts(base, [attempt], attempt), attempt);
    assert.deepEqual(baseAfterAttempts(base, [attempt], { ...attempt, annotator: 'wu' }), {
      ...base,
      extra: { x: 1 },
      document: { genre: '调研' },
    });
  });

  it('knows the records of its own writes that were reported as failed, removals and any attempt included', () => {
    const event: EventRecord = { id: 'e', label: 'VISIT', arguments: [] };
    const lists = { rejected: [other], articles: [{ id: 'h', ...span(LOU) }] };
    const [first, second] = [sampleSet(CITY), { ...sampleSet(LOU, CITY, other), events: [event] }];
    assert.deepEqual(baseAfterAttempts(base, [first, second], { ...first, events: [event] }), {
      ...first,
      events: [event],
    });
    assert.deepEqual(baseAfterAttempts(base, [{ ...base, ...lists }], { ...base, ...lists }), { ...base, ...lists });
    assert.deepEqual(baseAfterAttempts(base, [base], { ...base, ...lists }), base);
  });

  it('of sets without a common base takes what both have, and reports one id with two records', () => {
    const set = sampleSet(LOU, CITY, other);
    assert.deepEqual(merge(undefined, sampleSet(LOU, CITY), sampleSet(LOU, other)), { set, conflicts: [] });
    const { conflicts } = merge(undefined, sampleSet(LOU), sampleSet({ ...LOU, label: 'X' }));
    assert.deepEqual(conflicts.map(conflictKey), ['annotation:a']);
  });

  it('of sets without a common base names one of their texts, the same from both sides', () => {
    const newer = { ...sampleSet(CITY), text: NEW_TEXT };
    const set = { ...sampleSet({ ...LOU, in: textPrefix(base.text) }, CITY), text: NEW_TEXT };
    assert.deepEqual(merge(undefined, sampleSet(LOU), newer), { set, conflicts: [] });
    assert.deepEqual(merge(undefined, newer, sampleSet(LOU)), { set, conflicts: [] });
  });

  describe('of any sets', () => {
    const property = (check: (divergence: Divergence) => void): void =>
      fc.assert(fc.property(divergence, check), { numRuns: 300 });

    it('takes the only side that changed as it is', () =>
      property(({ base, ours, theirs }) => {
        assert.deepEqual(merge(base, ours, base), { set: ours, conflicts: [] });
        assert.deepEqual(merge(base, base, theirs), { set: theirs, conflicts: [] });
        assert.deepEqual(merge(base, ours, ours), { set: ours, conflicts: [] });
      }));

    it('gives the same from both sides', () =>
      property(({ base, ours, theirs }) => {
        const [one, two] = [merge(base, ours, theirs), merge(base, theirs, ours)];
        assert.deepEqual(one.conflicts.map(conflictKey).toSorted(), two.conflicts.map(conflictKey).toSorted());
        if (one.conflicts.length === 0) assert.deepEqual(one, two);
      }));

    it('changes nothing when it is done again', () =>
      property(({ base, ours, theirs }) => {
        const { set, conflicts } = merge(base, ours, theirs);
        if (conflicts.length > 0) return;
        assert.deepEqual(merge(base, set, theirs), { set, conflicts: [] });
        assert.deepEqual(merge(base, ours, set), { set, conflicts: [] });
      }));

    it('loses no record that neither side removed, and says nothing that nobody said', () =>
      property(({ base, ours, theirs }) => {
        const { set, conflicts } = merge(base, ours, theirs);
        const disputed = new Set(conflicts.map(({ id }) => id));
        for (const id of new Set([...ids(base.annotations), ...ids(ours.annotations), ...ids(theirs.annotations)])) {
          const find = (among: AnnotationSet): Annotation | undefined =>
            among.annotations.find((annotation) => annotation.id === id);
          const [before, mine, yours, merged] = [find(base), find(ours), find(theirs), find(set)];
          const isRemoved = before !== undefined && (mine === undefined || yours === undefined) && !disputed.has(id);
          assert.equal(merged === undefined, isRemoved, id);
          const said = [before, mine, yours].filter((annotation) => annotation !== undefined);
          if (merged === undefined) continue;
          assert.ok(said.some((annotation) => sameData(content(annotation), content(merged))));
          assert.ok(said.some((annotation) => sameData(place(annotation), place(merged))));
        }
      }));

    it('is sound where it is clean, and where everything is decided', () =>
      property(({ base, ours, theirs }) => {
        const { set, conflicts } = merge(base, ours, theirs);
        if (conflicts.length === 0) {
          assertSound(set);
          for (const link of deadLinks(set))
            assert.ok(
              [base, ours, theirs].some((side) => deadLinks(side).includes(link)),
              `${link} leads nowhere`,
            );
        }
        for (const decision of ['ours', 'theirs', 'base', 'removed'] as const) {
          const all = new Map(conflicts.map((conflict) => [conflictKey(conflict), decision]));
          const decided = merge(base, ours, theirs, all);
          assert.deepEqual(decided.conflicts, []);
          assertSound(decided.set);
        }
      }));

    it('is in conflict wherever two edits of one record differ', () =>
      property(({ base, ours, theirs, disputed }) => {
        const found = new Set(merge(base, ours, theirs).conflicts.map(({ id }) => id));
        for (const id of disputed) assert.ok(found.has(id), id);
      }));
  });
});

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const decisions = (key: string, decision: Decision): Decisions => new Map([[key, decision]]);
const content = ({ id, label, note }: Annotation): object => ({ id, label, note });
const place = ({ start, end, exact, before, after }: Annotation): object => ({ start, end, exact, before, after });

/** The ids that events lead to and no record has. */
function deadLinks({ annotations, events = [] }: AnnotationSet): string[] {
  const there = new Set(ids([...annotations, ...events]));
  return events.flatMap(linksOf).filter((id) => !there.has(id));
}

/** Removing an annotation leaves the events that it was part of, with a warning; everything else must fit. */
function assertSound(set: AnnotationSet): void {
  const { problems } = parseSidecar(serialiseSidecar(set));
  assert.deepEqual(
    problems.filter(({ code }) => !HARMLESS.has(code)),
    [],
  );
}

const HARMLESS: ReadonlySet<string> = new Set(['dangling-event']);
