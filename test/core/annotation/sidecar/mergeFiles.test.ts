import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { conflictKey, merge, type Decision } from '../../../../core/annotation/merge';
import {
  isConflicted,
  mergeConflicted,
  readConflicted,
  type ConflictedSidecar,
} from '../../../../core/annotation/sidecar/conflicted';
import { mergeSidecars, resolvedText, type FilesMerged } from '../../../../core/annotation/sidecar/mergeFiles';
import { parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { findConflictMarkers, splitConflicts } from '../../../../core/yaml/conflictMarkers';
import { sample, sampleSet } from '../arbitraries';
import { divergence } from '../divergence';

const MARKERS = { names: { ours: 'ours', base: 'base', theirs: 'theirs' }, size: 7 };
const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const mergeSets = (base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet, size = 7): FilesMerged =>
  mergeSidecars(
    { base: serialiseSidecar(base), ours: serialiseSidecar(ours), theirs: serialiseSidecar(theirs) },
    { ...MARKERS, size },
  );

describe('sidecar files that are merged', () => {
  it('have their conflicts between markers, and everything else merged around them', () => {
    const merged = mergeSets(
      sampleSet(LOU, CITY),
      sampleSet({ ...LOU, label: 'X' }, CITY, sample('m', 20, '市委')),
      sampleSet({ ...LOU, label: 'Y' }, { ...CITY, note: 'y' }),
    );
    assert.equal(merged.kind, 'conflict');
    assert.deepEqual(merged.text.split('\n').slice(2), [
      'annotations:',
      '<<<<<<< ours',
      '- {id: "a", label: "X", start: 1, end: 4, exact: "楼阳生"}',
      '||||||| base',
      '- {id: "a", label: "PER", start: 1, end: 4, exact: "楼阳生"}',
      '=======',
      '- {id: "a", label: "Y", start: 1, end: 4, exact: "楼阳生"}',
      '>>>>>>> theirs',
      '- {id: "b", label: "PER", start: 8, end: 10, exact: "郑州", note: "y"}',
      '- {id: "m", label: "PER", start: 20, end: 22, exact: "市委"}',
      '...',
      '',
    ]);
    assert.ok(parseSidecar(merged.text).problems.every(({ code }) => code === 'conflict-markers'));
  });

  it('give the sides back from their markers, with the same conflicts, whatever the size of the markers', () => {
    const decision = fc.constantFrom<Decision>('ours', 'theirs', 'removed', 'base');
    fc.assert(
      fc.property(divergence, fc.constantFrom(3, 7, 15), decision, ({ base, ours, theirs }, size, made) => {
        const expected = merge(base, ours, theirs);
        const merged = mergeSets(base, ours, theirs, size);
        if (expected.conflicts.length === 0) {
          assert.ok(merged.kind === 'clean');
          assert.deepEqual(parseSidecar(merged.text).value, expected.set);
          return;
        }
        assert.ok(merged.kind === 'conflict');
        assert.ok(findConflictMarkers(merged.text).length >= 4);
        const { value, problems } = readConflicted(merged.text);
        assert.ok(value !== undefined, JSON.stringify(problems));
        const again = mergeConflicted(value, value.base);
        assert.deepEqual(again.conflicts.map(conflictKey).toSorted(), expected.conflicts.map(conflictKey).toSorted());
        const decisions = new Map(expected.conflicts.map((conflict) => [conflictKey(conflict), made]));
        assert.deepEqual(mergeConflicted(value, value.base, decisions).set, merge(base, ours, theirs, decisions).set);
      }),
      { numRuns: 200 },
    );
  });

  it('of which one side is as the base become the other side, byte for byte', () =>
    fc.assert(
      fc.property(divergence, ({ base, ours }) => {
        const text = serialiseSidecar(ours);
        assert.deepEqual(mergeSets(base, ours, base), { kind: 'clean', text });
        assert.deepEqual(mergeSets(base, base, ours), { kind: 'clean', text });
      }),
      { numRuns: 100 },
    ));

  const base = serialiseSidecar(sampleSet(LOU, CITY));
  const theirs = serialiseSidecar(sampleSet({ ...LOU, note: 'x' }, CITY));
  const check = (files: { ours?: string; base?: string; theirs?: string }, expected: string): void =>
    assert.deepEqual(mergeSidecars({ base, ours: base, theirs, ...files }, MARKERS), { kind: 'clean', text: expected });

  it('keep the line ends and the byte order mark of our side', () => {
    const windows = (text: string): string => text.replaceAll('\n', '\r\n');
    check({ ours: windows(base) }, windows(theirs));
    check({ theirs: windows(theirs) }, theirs);
    const conflict = mergeSidecars(
      {
        base,
        ours: windows(base.replace('"郑州"', '"郑州", note: "y"')),
        theirs: theirs.replace('"郑州"', '"郑州", note: "z"'),
      },
      MARKERS,
    );
    assert.ok(conflict.kind === 'conflict');
    assert.equal(conflict.text.replaceAll('\r\n', '').includes('\n'), false);
    assert.ok(readConflicted(conflict.text).value);
  });
  it('keep the comments of both sides', () => {
    const commented = (text: string, comment: string): string => text.replace('- {id: "b"', `${comment}\n- {id: "b"`);
    check({ ours: commented(base, '# mine') }, commented(theirs, '# mine'));
    check({ theirs: commented(theirs, '# yours') }, `# yours\n${theirs}`);
    check({ base: commented(base, '# old'), ours: commented(base, '# old'), theirs }, commented(theirs, '# old'));
    const merged = mergeSidecars(
      {
        base,
        ours: commented(base, '# mine').replace('"PER"', '"X"'),
        theirs: commented(base, '# yours').replace('"PER"', '"Y"'),
      },
      MARKERS,
    );
    assert.ok(merged.kind === 'conflict');
    for (const comment of ['# mine', '# yours']) assert.ok(merged.text.includes(comment));
    assert.ok(readConflicted(merged.text).value);
  });
  it('that each side began have no base', () => check({ base: '', ours: theirs }, theirs));
  it('have as base of crossing histories what its sides have alike', () => {
    const crossed = mergeSets(sampleSet(LOU, CITY), sampleSet({ ...LOU, label: 'X' }, CITY), sampleSet(CITY));
    assert.ok(crossed.kind === 'conflict');
    check({ base: crossed.text, ours: base, theirs: base }, base);
  });

  it('are refused, and say which of them, where one cannot be read', () => {
    for (const version of ['base', 'ours', 'theirs'] as const) {
      const merged = mergeSidecars({ base, ours: base, theirs, [version]: 'version: 1\n' }, MARKERS);
      assert.ok(merged.kind === 'refused');
      assert.equal(merged.version, version);
      assert.equal(merged.problems[0]?.code, 'truncated');
    }
    const newer = mergeSidecars({ base, ours: base, theirs: theirs.replace('version: 1', 'version: 2') }, MARKERS);
    assert.ok(newer.kind === 'refused');
  });
});

describe('a sidecar with conflict markers', () => {
  const conflicted = (...hunk: readonly string[]): string =>
    serialiseSidecar(sampleSet(LOU)).replace('...', `${hunk.join('\n')}\n...`);
  const record = (id: string, label = 'PER'): string =>
    `- {id: "${id}", label: "${label}", start: 9, end: 10, exact: "市"}`;
  const read = (text: string): { ours: string[]; theirs: string[]; base?: string[] } => {
    const { value, problems } = readConflicted(text);
    assert.ok(value, JSON.stringify(problems));
    const idsOf = ({ annotations }: AnnotationSet): string[] => annotations.map(({ id, label }) => `${id} ${label}`);
    return {
      ours: idsOf(value.ours),
      theirs: idsOf(value.theirs),
      ...(value.base !== undefined && { base: idsOf(value.base) }),
    };
  };

  it('is read in the style merge', () =>
    assert.deepEqual(read(conflicted('<<<<<<< HEAD', record('x'), '=======', record('y'), '>>>>>>> topic')), {
      ours: ['a PER', 'x PER'],
      theirs: ['a PER', 'y PER'],
    }));
  it('is read in the style diff3', () =>
    assert.deepEqual(
      read(conflicted('<<<<<<< HEAD', record('x', 'X'), '||||||| 1a2b', record('x'), '=======', '>>>>>>> topic')),
      { ours: ['a PER', 'x X'], base: ['a PER', 'x PER'], theirs: ['a PER'] },
    ));
  it('is read in the style zdiff3, in which what both sides did alike stands outside', () =>
    assert.deepEqual(
      read(
        conflicted(
          record('w', 'BOTH'),
          '<<<<<<< HEAD',
          record('x', 'X'),
          '||||||| 1a2b',
          record('w'),
          record('x'),
          '=======',
          record('x', 'Y'),
          '>>>>>>> topic',
        ),
      ),
      { ours: ['a PER', 'w BOTH', 'x X'], base: ['a PER', 'w PER', 'x PER'], theirs: ['a PER', 'w BOTH', 'x Y'] },
    ));
  it('is read where git took one side of a moved record and left the other in conflict', () =>
    assert.deepEqual(
      read(
        conflicted(
          '<<<<<<< HEAD',
          record('x', 'X'),
          '||||||| 1a2b',
          record('x'),
          '=======',
          '>>>>>>> topic',
          record('x', 'MOVED'),
        ),
      ),
      { ours: ['a PER', 'x X'], base: ['a PER', 'x PER'], theirs: ['a PER', 'x MOVED'] },
    ));
  it('is read with CRLF, and with markers of another size around nested ones', () => {
    const nested = ['<<<<<<<<< inner', record('x'), '=========', record('y'), '>>>>>>>>> inner'];
    const text = conflicted('<<<<<<< HEAD', record('x'), '||||||| merged', ...nested, '=======', '>>>>>>> topic');
    assert.deepEqual(read(text.replaceAll('\n', '\r\n')), { ours: ['a PER', 'x PER'], theirs: ['a PER'] });
    assert.deepEqual(readConflicted(text).value?.names, { ours: 'HEAD', theirs: 'topic' });
  });

  it('keeps without a base what one side has, unless a person removes it', () => {
    const text = conflicted(
      '<<<<<<< HEAD',
      record('x'),
      record('z', 'X'),
      '=======',
      record('y'),
      record('z'),
      '>>>>>>> t',
    );
    const { value } = readConflicted(text);
    assert.ok(value);
    const merged = mergeConflicted(value, undefined);
    assert.deepEqual(
      merged.set.annotations.map(({ id }) => id),
      ['a', 'x', 'y', 'z'],
    );
    assert.deepEqual(merged.conflicts.map(conflictKey), ['annotation:z']);
    assert.deepEqual(merged.oneSided.map(conflictKey), ['annotation:x', 'annotation:y']);
    const removed = mergeConflicted(value, undefined, new Map([['annotation:x', 'removed']]));
    assert.deepEqual(
      removed.set.annotations.map(({ id }) => id),
      ['a', 'y', 'z'],
    );
  });

  it('is written, once decided, as our side with its comments, those of the other side at the top', () => {
    const text = conflicted('<<<<<<< HEAD', `${record('x')} # mine`, '=======', `# yours`, record('y'), '>>>>>>> t');
    const { value } = readConflicted(text);
    assert.ok(value);
    const { set } = mergeConflicted(value, undefined);
    const written = resolvedText(value, set);
    assert.deepEqual(parseSidecar(written), { value: set, problems: [] });
    assert.match(written, /^# yours\n/);
    assert.match(written, /# mine/);
  });

  const BROKEN: readonly [what: string, ...hunk: string[]][] = [
    ['an end without a start', record('x'), '=======', '>>>>>>> t'],
    ['a start without an end', '<<<<<<< HEAD', record('x')],
    ['a second start', '<<<<<<< HEAD', '<<<<<<< HEAD', '=======', '>>>>>>> t'],
    ['an end without a middle', '<<<<<<< HEAD', record('x'), '>>>>>>> t'],
    ['two middles', '<<<<<<< HEAD', '=======', '=======', '>>>>>>> t'],
    ['a base after the middle', '<<<<<<< HEAD', '=======', '||||||| b', '>>>>>>> t'],
  ];
  for (const [what, ...hunk] of BROKEN)
    it(`is not read with ${what}, and says where`, () => {
      const text = conflicted(...hunk);
      assert.equal(splitConflicts(text), undefined);
      const { value, problems } = readConflicted(text);
      assert.equal(value, undefined);
      assert.deepEqual(
        problems.map(({ code, offset, end }) => [code, text.slice(offset, end)]),
        hunk.filter((line) => !line.startsWith('-')).map((line) => ['conflict-markers-broken', line]),
      );
    });
  it('tells at its place what is wrong with a side', () => {
    const text = conflicted('<<<<<<< HEAD', record('x').replace('9', '"9"'), '=======', record('y'), '>>>>>>> t');
    const { value, problems } = readConflicted(text);
    assert.equal(value, undefined);
    assert.deepEqual(
      problems.map(({ code, offset, end }) => [code, text.slice(offset, end)]),
      [['type', '"9"']],
    );
  });

  it('is told from one without', () => {
    assert.equal(isConflicted(serialiseSidecar(sampleSet(LOU))), false);
    assert.equal(isConflicted(conflicted('<<<<<<< HEAD')), true);
    const { value, problems } = readConflicted(serialiseSidecar(sampleSet(LOU)));
    assert.deepEqual([value, problems], [undefined, []]);
  });
  it('is read with its warnings, and without a base that cannot be read', () => {
    const lost = 'relations:\n- {id: "r", label: "in", from: "a", to: "gone"}';
    const text = conflicted('<<<<<<< HEAD', lost, '||||||| 1a2b', '- {', '=======', lost, '>>>>>>> t');
    const { value, problems } = readConflicted(text);
    assert.deepEqual(problems, []);
    assert.deepEqual([value?.ours.relations.length, value?.theirs.relations.length], [1, 1]);
    assert.equal('base' in value!, false);
  });
  it('tells at its place what is wrong with the other side, behind the conflict, and at the end', () => {
    const found = (text: string): unknown =>
      readConflicted(text).problems.map(({ code, offset, end }) => [code, offset, text.slice(offset, end)]);
    const theirs = conflicted('<<<<<<< HEAD', record('x'), '=======', record('y').replace('9', '"9"'), '>>>>>>> t');
    assert.deepEqual(found(theirs), [['type', theirs.indexOf('"9"'), '"9"']]);
    const behind = conflicted('<<<<<<< HEAD', record('x'), '=======', record('y'), '>>>>>>> t', 'document: 1');
    const place = ['type', behind.indexOf('1\n...'), '1'];
    assert.deepEqual(found(behind), [place, place]);
    const cut = conflicted('<<<<<<< HEAD', '...', '=======', record('y'), '>>>>>>> t').replace(
      '>>>>>>> t\n...',
      '>>>>>>> t',
    );
    assert.deepEqual(found(cut), [['truncated', cut.indexOf('\n>>>>>>> t') + 1, '']]);
    const { problems } = readConflicted(conflicted('<<<<<<< HEAD'));
    assert.match(problems[0]!.message, /not whole.*git checkout --merge/);
  });
  it('without a base keeps the records of one side, with their relations, and names what one side has alone', () => {
    const relation = { id: 'r', label: 'in', from: 'a', to: 'b' };
    const [mine, yours] = [sample('x', 20, '省'), sample('y', 30, '县')];
    const [ours, theirs] = [
      { ...sampleSet(LOU, CITY, mine), relations: [relation, { ...relation, id: 's' }] },
      { ...sampleSet(LOU, CITY, yours), relations: [relation, { ...relation, id: 't' }] },
    ];
    const sides = (a: AnnotationSet, b: AnnotationSet): ConflictedSidecar => ({
      ours: a,
      theirs: b,
      texts: { ours: '', theirs: '' },
      names: { ours: 'HEAD', theirs: 't' },
    });
    const { set, conflicts, oneSided } = mergeConflicted(sides(ours, theirs), undefined);
    const relations = [relation, { ...relation, id: 's' }, { ...relation, id: 't' }];
    assert.deepEqual([set, conflicts], [{ ...sampleSet(LOU, CITY, mine, yours), relations }, []]);
    assert.deepEqual(oneSided, [
      { kind: 'annotation', id: 'x', base: undefined, ours: mine, theirs: undefined },
      { kind: 'annotation', id: 'y', base: undefined, ours: undefined, theirs: yours },
      { kind: 'relation', id: 's', base: undefined, ours: relations[1], theirs: undefined },
      { kind: 'relation', id: 't', base: undefined, ours: undefined, theirs: relations[2] },
    ]);
    const decisions = new Map<string, Decision>([
      ['annotation:x', 'removed'],
      ['annotation:y', 'ours'],
      ['relation:t', 'removed'],
    ]);
    assert.deepEqual(mergeConflicted(sides(ours, theirs), undefined, decisions).set, {
      ...sampleSet(LOU, CITY, yours),
      relations: relations.slice(0, 2),
    });
    assert.deepEqual(mergeConflicted(sides(ours, theirs), sampleSet(LOU, CITY)).oneSided, []);
    const edited = { ...relation, label: 'of' };
    const differing = sides({ ...ours, relations: [edited] }, theirs);
    assert.deepEqual(mergeConflicted(differing, undefined).conflicts.map(conflictKey), ['relation:r']);
  });
  it('without a base names one of its texts, the same from both sides', () => {
    const later = { ...sampleSet(LOU), text: { ...sampleSet().text, sha256: 'b'.repeat(64) } };
    for (const [ours, theirs] of [
      [sampleSet(LOU), later],
      [later, sampleSet(LOU)],
    ] as const) {
      const { set } = mergeConflicted(
        { ours, theirs, texts: { ours: '', theirs: '' }, names: MARKERS.names },
        undefined,
      );
      assert.deepEqual(set.text, later.text);
    }
  });
});
