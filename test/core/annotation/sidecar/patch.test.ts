import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { apply, type AnnotationFields, type Operation } from '../../../../core/annotation/operations';
import { decodeUtf8, encodeUtf8, joinBytes } from '../../../../core/annotation/sidecar/bytes';
import { lineStartsOf } from '../../../../core/annotation/sidecar/lineCursor';
import { parseSidecar, readSidecar } from '../../../../core/annotation/sidecar/parse';
import { patchLines, patchSidecar } from '../../../../core/annotation/sidecar/patch';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { SidecarVersion } from '../../../../core/annotation/sidecar/version';
import type { SidecarLines } from '../../../../core/annotation/sidecar/sidecarLines';
import { codePoint } from '../../../../core/text/units';
import { annotation, annotationSet, id, sample } from '../arbitraries';
import { operation } from '../operationArbitrary';
import { styledSidecar } from '../styledSidecars';

const STYLED = `# 郑州日报 2024, read by hand
version: 1
text: # saved in March
  sha256: 9c1f
  length: 3075
annotations:
# the secretary
- {id: "a", label: PER,   start: 1, end: 3, exact: 楼阳} # sure
-   id: "b"
    label: ORG # or LOC?
    start: 5
    end: 6
    exact: 市
    note: >
      folded
      text

# the last one
- {"id": 'c', "label": "LOC", start: 8, end: 9, exact: "市", mood: 0x1F}
document: {genre: 调研} # genre
# the end
...
`;

/** What a patch of the styled file does: the lines that went and those that came. */
function check(operation: Operation, removed: readonly string[], added: readonly string[], text = STYLED): void {
  const oldSet = parseSidecar(text).value!;
  const result = apply(oldSet, operation);
  assert.ok(result.ok, JSON.stringify(result));
  const patched = patchSidecar(text, oldSet, result.set);
  assert.deepEqual(parseSidecar(patched).value, result.set);
  assert.deepEqual(lineDifference(text, patched), { removed, added });
  assertLinesKnown(text, oldSet, result.set);
}

/** What a patch says of the lines that it made must be what a reader finds in them: the next patch builds on it. */
function assertLinesKnown(text: string, oldSet: AnnotationSet, newSet: AnnotationSet): void {
  const lines = readSidecar(text).value?.lines;
  if (lines === undefined) return;
  const bytes = encodeUtf8(text);
  const patched = patchLines({ bytes, starts: lineStartsOf(bytes) }, lines, oldSet, newSet);
  const patchedBytes = joinBytes(patched.chunks);
  assert.deepEqual(patched.starts, lineStartsOf(patchedBytes));
  const written = decodeUtf8(patchedBytes) ?? '';
  assert.deepEqual(placesIn(patched.lines), placesIn(readSidecar(written).value!.lines!), written);
}

/** The lines of entries and records. Whose comments those above are is not compared: a patch remembers what was moved. */
function placesIn({ entries }: SidecarLines): unknown {
  return entries.map(({ key, gap, height, list }) => [
    [key, gap, height, list?.indent],
    list?.records.map((record) => [record.id, record.gap, record.height]),
  ]);
}

/** The lines that differ, multiples counted. */
function lineDifference(before: string, after: string): { removed: string[]; added: string[] } {
  const added = after.split('\n');
  const removed = before.split('\n').filter((line) => {
    const at = added.indexOf(line);
    if (at !== -1) added.splice(at, 1);
    return at === -1;
  });
  return { removed, added };
}

const linesOf = (from: string, to: string): string[] => {
  const lines = STYLED.split('\n');
  return lines.slice(lines.indexOf(from), lines.indexOf(to) + 1);
};

describe('patching a hand-styled sidecar', () => {
  const A = '- {id: "a", label: PER,   start: 1, end: 3, exact: 楼阳} # sure';
  const C = `- {"id": 'c', "label": "LOC", start: 8, end: 9, exact: "市", mood: 0x1F}`;
  const B = linesOf('-   id: "b"', '      text');

  it('changes one value in its place', () =>
    check({ kind: 'change', id: 'a', fields: { label: 'POST' } }, [A], [A.replace('PER', '"POST"')]));
  it('changes one value of a block record in its place', () =>
    check(
      { kind: 'change', id: 'b', fields: { label: 'LOC' } },
      ['    label: ORG # or LOC?'],
      ['    label: "LOC" # or LOC?'],
    ));
  it('writes a record with a new field in its place, its comment behind it', () =>
    check(
      { kind: 'change', id: 'a', fields: { entity: 'lou' } },
      [A],
      ['- {id: "a", label: "PER", start: 1, end: 3, exact: "楼阳", entity: "lou"} # sure'],
    ));
  it('keeps the comments of a value on several lines', () =>
    check({ kind: 'change', id: 'b', fields: { note: null } }, B, [
      '# or LOC?',
      '- {id: "b", label: "ORG", start: 5, end: 6, exact: "市"}',
    ]));
  it('keeps unknown keys', () =>
    check(
      { kind: 'change', id: 'c', fields: { note: 'x' } },
      [C],
      ['- {id: "c", label: "LOC", start: 8, end: 9, exact: "市", note: "x", mood: 31}'],
    ));
  it('adds a record in its place', () =>
    check(
      { kind: 'add', annotation: sample('n', 4, '长') },
      [],
      ['- {id: "n", label: "PER", start: 4, end: 5, exact: "长"}'],
    ));
  it('adds a record at the end', () =>
    check(
      { kind: 'add', annotation: sample('n', 40, '长') },
      [],
      ['- {id: "n", label: "PER", start: 40, end: 41, exact: "长"}'],
    ));
  it('removes a record', () => check({ kind: 'remove', id: 'b' }, B, []));
  it('removes the last record', () => check({ kind: 'remove', id: 'c' }, [C], []));
  it('moves a record whose span moves past others', () =>
    check(
      { kind: 'change', id: 'a', fields: { start: 8, end: 10 } as never },
      [A],
      ['# sure', '- {id: "a", label: "PER", start: 8, end: 10, exact: "楼阳"}'],
    ));
  it('removes all records', () =>
    check(
      { kind: 'bulk', operations: ['a', 'b', 'c'].map((record) => ({ kind: 'remove', id: record })) },
      ['annotations:', A, ...B, C, ''],
      ['# sure', '# or LOC?', 'annotations: []'],
    ));
  it('changes the values of a block entry in their places', () =>
    check(
      { kind: 'retext', text: { sha256: 'ab', length: 7 } as never },
      ['  sha256: 9c1f', '  length: 3075'],
      ['  sha256: "ab"', '  length: 7'],
    ));
  it('adds a relation before the metadata', () => {
    const relation = { id: 'r', label: 'in', from: 'a', to: 'b' };
    check({ kind: 'relate', relation }, [], ['relations:', '- {id: "r", label: "in", from: "a", to: "b"}']);
  });
  it('keeps CRLF', () => {
    const crlf = STYLED.replaceAll('\n', '\r\n');
    const added = '- {id: "n", label: "PER", start: 4, end: 5, exact: "长"}\r';
    check({ kind: 'add', annotation: sample('n', 4, '长') }, [], [added], crlf);
  });
  it('keeps the indentation of the list', () => {
    const indented =
      'version: 1\ntext: {sha256: a, length: 9}\nannotations:\n  - {id: a, label: X, start: 1, end: 2, exact: 楼}\n...\n';
    const added = '  - {id: "n", label: "PER", start: 4, end: 5, exact: "长"}';
    check({ kind: 'add', annotation: sample('n', 4, '长') }, [], [added], indented);
  });
  const FLOW = '# why\n{version: 1, text: {sha256: a, length: 9}, annotations: []} # all\n...\n';
  it('changes one value of a file in brackets in its place', () => {
    const oldSet = parseSidecar(FLOW).value!;
    const newSet = { ...oldSet, annotations: [sample('n', 4, '长')] };
    const added = '[{id: "n", label: "PER", start: 4, end: 5, exact: "长"}]';
    assert.equal(patchSidecar(FLOW, oldSet, newSet), FLOW.replace('[]', added));
  });
  it('falls back to a new text with all comments where it does not know the style', () => {
    const flow = `\uFEFF${FLOW.replace('text: {', 'text: {\n    ')}`;
    const oldSet = parseSidecar(flow).value!;
    const newSet = { ...oldSet, text: { ...oldSet.text, extra: { of: 1 } }, annotations: [sample('n', 4, '长')] };
    assert.equal(patchSidecar(flow, oldSet, newSet), `\uFEFF# why\n# all\n${serialiseSidecar(newSet)}`);
  });
});

describe('patching a sidecar gives', () => {
  const HEAD = 'version: 1\ntext: {sha256: "a", length: 9}\n';
  const A = '- {id: "a", label: "PER", start: 1, end: 2, exact: "楼"}';
  const B = '- {id: "b", label: "PER", start: 3, end: 4, exact: "市"}';
  const C = '- {id: "c", label: "PER", start: 5, end: 6, exact: "省"}';
  const N = '- {id: "n", label: "PER", start: 4, end: 5, exact: "长"}';
  const NEW = sample('n', 4, '长');
  const file = (...lines: readonly string[]): string => `${HEAD}${lines.join('\n')}\n...\n`;
  const becomes = (text: string, change: (set: AnnotationSet) => AnnotationSet, expected: string): void => {
    const { value, problems } = parseSidecar(text);
    assert.ok(value, JSON.stringify(problems));
    const newSet = change(value);
    assert.equal(patchSidecar(text, value, newSet), expected);
    assert.deepEqual(parseSidecar(expected).value, newSet);
    assertLinesKnown(text, value, newSet);
  };
  const add = (set: AnnotationSet): AnnotationSet => done(set, { kind: 'add', annotation: NEW });
  const done = (set: AnnotationSet, operation: Operation): AnnotationSet => {
    const result = apply(set, operation);
    assert.ok(result.ok);
    return result.set;
  };
  const relabel =
    (id: string) =>
    (set: AnnotationSet): AnnotationSet =>
      done(set, { kind: 'change', id, fields: { label: 'X' } });

  it('a byte order mark in front, also of an entry that comes to stand first', () => {
    const below = `project: zz\nversion: 1\ntext: {sha256: "a", length: 9}\nannotations: []\n...\n`;
    const document = 'document: {genre: "news"}\n';
    becomes(
      `\uFEFF${below}`,
      (set) => done(set, { kind: 'describe', document: { genre: 'news' } }),
      `\uFEFF${document}${below}`,
    );
  });
  it('comments that stay above the record that they are about', () => {
    const [first, last] = [
      ['annotations:', '# a', A, '', '# about b', B],
      ['', '# about c', C, '# end'],
    ];
    becomes(file(...first, ...last), add, file(...first, '', N, '# about c', C, '# end'));
    becomes(
      file(...first, ...last),
      (set) => done(set, { kind: 'remove', id: 'b' }),
      file('annotations:', '# a', A, '', '# about b', ...last),
    );
    becomes(file(...first, ...last), relabel('c'), file(...first, ...last).replace(C, C.replace('PER', 'X')));
  });
  it('new top-level keys in their order, above the comments of the keys that follow', () => {
    const relations = [{ id: 'r', label: 'in', from: 'a', to: 'b' }];
    becomes(
      file('# the list', 'annotations:', A, B, '# of the paper', 'document: {genre: "调研"}', '# ours', 'mood: 1'),
      (set) => ({ ...set, annotator: 'lin', relations, events: [{ id: 'e', label: 'VISIT', arguments: [] }] }),
      file(
        'annotator: "lin"',
        '# the list',
        'annotations:',
        A,
        B,
        'relations:',
        '- {id: "r", label: "in", from: "a", to: "b"}',
        '# of the paper',
        'document: {genre: "调研"}',
        'events:',
        '- {id: "e", label: "VISIT"}',
        '# ours',
        'mood: 1',
      ),
    );
  });
  it('nothing of keys that are gone but their comments', () =>
    becomes(
      file('annotations:', A, 'document: # of the paper', '  genre: "调研"', 'mood: 1'),
      (set) => ({ ...set, document: {} }),
      file('annotations:', A, '# of the paper', 'mood: 1'),
    ));
  it('the list of annotations only where there are some', () => {
    becomes(file('annotator: "lin"'), (set) => ({ ...set, annotator: 'wu' }), file('annotator: "wu"'));
    becomes(file('annotator: "lin"'), add, file('annotator: "lin"', 'annotations:', N));
    becomes(file('annotations: []'), add, file('annotations:', N));
  });
  it('one line for one record, in a list of another order', () => {
    becomes(file('annotations:', C, A, B), relabel('a'), file('annotations:', C, A.replace('PER', 'X'), B));
    becomes(
      file('annotations:', C, '# a', A, B),
      relabel('c'),
      file('annotations:', C.replace('PER', 'X'), '# a', A, B),
    );
    becomes(file('annotations:', A, C, B), (set) => done(set, { kind: 'remove', id: 'c' }), file('annotations:', A, B));
  });
  it('a record that has moved at its new place, with its comments', () => {
    const moved = '- {id: "a", label: "PER", start: 7, end: 8, exact: "楼"}';
    const move = (set: AnnotationSet): AnnotationSet =>
      done(set, { kind: 'change', id: 'a', fields: { start: 7, end: 8 } as never });
    becomes(
      file('annotations:', `${A} # sure`, `${B} # b`, C),
      move,
      file('annotations:', `${B} # b`, C, '# sure', moved),
    );
    becomes(
      file('annotations:', A, B, C),
      (set) => move(done(set, { kind: 'remove', id: 'b' })),
      file('annotations:', C, moved),
    );
  });
  it('records in their old places where their order stays, although their spans change', () => {
    const change =
      (fields: AnnotationFields) =>
      (set: AnnotationSet): AnnotationSet =>
        done(set, { kind: 'change', id: 'b', fields });
    const styled = '-   {id: b, label: PER, start: 3, end: 4, exact: 市} # b';
    const changed = styled.replace('start: 3, end: 4', 'start: 2, end: 3');
    becomes(
      file('annotations:', A, styled, C),
      change({ start: codePoint(2), end: codePoint(3) }),
      file('annotations:', A, changed, C),
    );
    becomes(
      file('annotations:', A, styled, C),
      (set) => add(change({ start: codePoint(2), end: codePoint(3) })(done(set, { kind: 'remove', id: 'a' }))),
      file('annotations:', changed, N, C),
    );
  });
  it('records in new places where only a start, or only an end, moves one past another', () => {
    const words = (start: number, end: number): string => '〇一二三四五六七八九'.slice(start, end);
    const line = (id: string, start: number, end: number): string =>
      `- {id: "${id}", label: "PER", start: ${start}, end: ${end}, exact: "${words(start, end)}"}`;
    const check = (before: readonly string[], start: number, end: number, after: readonly string[]): void =>
      becomes(
        file('annotations:', ...before),
        (set) =>
          done(set, {
            kind: 'change',
            id: 'a',
            fields: { start: codePoint(start), end: codePoint(end), exact: words(start, end) },
          }),
        file('annotations:', ...after),
      );
    const [b, c, d] = [`${line('b', 3, 4)} # b`, `${line('c', 5, 6)} # c`, line('d', 7, 8)];
    check([`${line('a', 1, 2)} # a`, b, c, d], 4, 5, [b, '# a', line('a', 4, 5), c, d]);
    const later = `${line('b', 2, 5)} # b`;
    check([line('a', 1, 5), later], 3, 5, [later, line('a', 3, 5)]);
    const longer = `${line('b', 1, 3)} # b`;
    check([line('a', 1, 4), longer], 1, 2, [line('a', 1, 2), longer]);
    check([line('a', 1, 2), longer], 1, 4, [longer, line('a', 1, 4)]);
  });
  it('comments of a rewritten record above it, also when another comes before it', () => {
    const styled = ['- id: "b"', '  label: PER # why', '  start: 5', '  end: 6', '  exact: 市', '  note: >', '    x'];
    const rewritten = '- {id: "b", label: "PER", start: 5, end: 6, exact: "市"}';
    const GAPS: readonly (readonly [above: readonly string[], stays: number])[] = [
      [[], 0],
      [['# b'], 0],
      [['# far', ''], 2],
      [['', '# b'], 1],
    ];
    for (const [above, stays] of GAPS) {
      const { value } = SidecarVersion.read(encodeUtf8(file('annotations:', A, ...above, ...styled)));
      const without = value!.with(done(value!.set, { kind: 'change', id: 'b', fields: { note: null } }));
      assert.equal(without.text, file('annotations:', A, ...above, '# why', rewritten));
      const added = without.with(add(without.set));
      const [far, near] = [above.slice(0, stays), above.slice(stays)];
      assert.equal(added.text, file('annotations:', A, ...far, N, ...near, '# why', rewritten));
    }
  });
  it('one line for one record of a list that it does not know', () => {
    const above = ['reviewed: # by lin', '# first', '- {id: "x", of: 1} # why'];
    const reviewed = [{ id: 'x', of: 1 }, { id: 'y', of: 2, by: 3 }, { id: 'z' }];
    becomes(
      file(...above, '-   {id: "y", of: 2}'),
      (set) => ({ ...set, extra: { reviewed } }),
      file(...above, '-   {id: "y", of: 2, by: 3}', '- {id: "z"}'),
    );
  });
  it('the values of a list whose records have no ids of their own, and its comments', () => {
    const LISTS: readonly (readonly string[])[] = [
      ['- {id: "x", of: 1} # why', '- {id: "x", of: 1}'],
      ['- {of: 1} # why'],
      ['- {id: 1} # why'],
      ['- {id: "x"} # why', '- {of: 1}'],
    ];
    for (const lines of LISTS)
      for (const seen of [[{ id: 'x', by: 1 }, { id: 'x' }], [{ by: 1 }], [{ id: 'x', of: 2 }], 'none']) {
        const text = file('seen:', ...lines);
        const { value } = parseSidecar(text);
        const newSet = { ...value!, extra: { seen } };
        const patched = patchSidecar(text, value!, newSet);
        assert.deepEqual(parseSidecar(patched).value, newSet);
        assert.ok(patched.includes('# why'), patched);
      }
  });
});

describe('patching a sidecar', () => {
  const change = fc.record({
    pick: fc.nat(),
    kind: fc.constantFrom('add', 'relabel', 'respan', 'note', 'remove'),
    fresh: annotation,
    freshId: id,
  });

  const changed = (
    set: AnnotationSet,
    { pick, kind, fresh, freshId }: typeof change extends fc.Arbitrary<infer T> ? T : never,
  ): AnnotationSet => {
    const target = set.annotations[pick % Math.max(set.annotations.length, 1)]?.id ?? '';
    const operations: Record<string, Operation> = {
      add: { kind: 'add', annotation: { ...fresh, id: freshId } },
      relabel: { kind: 'change', id: target, fields: { label: fresh.label } },
      respan: { kind: 'change', id: target, fields: { start: fresh.start, end: fresh.end, exact: fresh.exact } },
      note: { kind: 'change', id: target, fields: { note: fresh.note ?? null } },
      remove: { kind: 'remove', id: target },
    };
    const result = apply(set, operations[kind]!);
    return result.ok ? result.set : set;
  };

  it('that is canonical gives the canonical text of the new set', () => {
    fc.assert(
      fc.property(annotationSet, fc.array(change, { maxLength: 4 }), (set, changes) => {
        const text = serialiseSidecar(set);
        const newSet = changes.reduce(changed, set);
        assert.equal(patchSidecar(text, set, newSet), serialiseSidecar(newSet));
      }),
    );
  });

  it('that is styled by hand always holds the new set, and keeps every comment of what is left', () => {
    const style = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(annotationSet, style, fc.array(change, { maxLength: 4 }), (set, chance, changes) => {
        const text = styledSidecar(set, () => chance.next().value as number);
        assert.deepEqual(parseSidecar(text).value, set, text);
        const newSet = changes.reduce(changed, set);
        const patched = patchSidecar(text, set, newSet);
        assert.deepEqual(parseSidecar(patched).value, newSet, patched);
        if (newSet === set) assert.equal(patched, text);
        const recordsOf = ({ annotations, relations, events = [] }: AnnotationSet) => [
          ...annotations,
          ...relations,
          ...events,
        ];
        const left = new Set(recordsOf(newSet).map(({ id }) => id));
        const removed = recordsOf(set).filter(({ id }) => !left.has(id));
        for (const comment of text.match(/#§\S+/g) ?? [])
          assert.ok(patched.includes(comment) || removed.some((gone) => comment.endsWith(gone.id)), patched);
        assert.equal(patchSidecar(patched, newSet, newSet), patched);
        assertLinesKnown(text, set, newSet);
      }),
      { numRuns: 120 },
    );
  });

  it('after edits of every kind is the canonical text of what they made, and a styled one holds it', () => {
    const style = fc.infiniteStream(fc.nat());
    const edits = fc.array(operation(0), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(annotationSet, style, edits, (set, chance, makers) => {
        const newSet = makers.reduce((current, make) => {
          const result = apply(current, make(current));
          return result.ok ? result.set : current;
        }, set);
        assert.equal(patchSidecar(serialiseSidecar(set), set, newSet), serialiseSidecar(newSet));
        const styled = styledSidecar(set, () => chance.next().value as number);
        assert.deepEqual(parseSidecar(patchSidecar(styled, set, newSet)).value, newSet);
      }),
      { numRuns: 60 },
    );
  });

  it('in one label changes one line', () => {
    fc.assert(
      fc.property(annotationSet, fc.infiniteStream(fc.nat()), fc.nat(), (set, chance, pick) => {
        const target = set.annotations[pick % Math.max(set.annotations.length, 1)];
        if (target === undefined || target.label === 'NEW') return;
        const text = styledSidecar(set, () => chance.next().value as number);
        const result = apply(set, { kind: 'change', id: target.id, fields: { label: 'NEW' } });
        assert.ok(result.ok);
        const { removed, added } = lineDifference(text, patchSidecar(text, set, result.set));
        assert.deepEqual([removed.length, added.length], [1, 1]);
      }),
    );
  });
});
