import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { apply, type Operation } from '../../../../core/annotation/operations';
import { parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { patchSidecar } from '../../../../core/annotation/sidecar/patch';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { annotation, annotationSet, id, sample } from '../arbitraries';
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
        const left = new Set([...newSet.annotations, ...newSet.relations].map((record) => record.id));
        const removed = [...set.annotations, ...set.relations].filter((record) => !left.has(record.id));
        for (const comment of text.match(/#§\S+/g) ?? [])
          assert.ok(patched.includes(comment) || removed.some((gone) => comment.endsWith(gone.id)), patched);
        assert.equal(patchSidecar(patched, newSet, newSet), patched);
      }),
      { numRuns: 120 },
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
