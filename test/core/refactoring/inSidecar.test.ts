import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { apply } from '../../../core/annotation/operations';
import type { Annotation, AnnotationSet } from '../../../core/annotation/annotation';
import type { NameKind, SchemaName } from '../../../core/corpus/manifestNames';
import { changeOf, countOf } from '../../../core/refactoring/inSidecar';
import type { Refactoring } from '../../../core/refactoring/refactoring';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { annotationSet } from '../annotation/arbitraries';

const SET = parseSidecar(`version: 1
text: {sha256: "${'0'.repeat(64)}", length: 100}
annotations:
- {id: "a1", label: "PER", start: 0, end: 1, exact: "楼", attributes: {sex: "f", roles: ["x", "y"], gender: "f"}}
- {id: "a2", label: "ORG", start: 1, end: 2, exact: "阳", attributes: {rank: 1, sex: "m"}}
- {id: "a3", label: "PER", start: 2, end: 3, exact: "生", attributes: {sex: "f", gender: "m"}}
relations:
- {id: "r1", label: "holds", from: "a1", to: "a2"}
document: {genre: "news", page: 1}
events:
- {id: "v1", label: "VISIT", trigger: "a2", arguments: [{role: "who", to: "a1"}, {role: "where", to: "a2"}, {role: "who", to: "a3"}]}
- {id: "v2", label: "TRIP", arguments: [{role: "who", to: "a1"}]}
rejected:
- {id: "s1", label: "PER", start: 5, end: 6, exact: "王"}
articles:
- {id: "h1", start: 0, end: 2, exact: "楼阳", tags: {genre: "news", topics: ["news", "report"]}}
...
`).value!;

const name = (kind: NameKind, id: string, of?: string): SchemaName => ({ kind, id, ...(of !== undefined && { of }) });

const after = (refactoring: Refactoring, set = SET): AnnotationSet => {
  const { operation } = changeOf(set, 'x', refactoring);
  if (operation === undefined) return set;
  const applied = apply(set, operation);
  assert.ok(applied.ok, JSON.stringify(applied));
  return applied.set;
};

/** What differs in the file, by line. */
const check = (what: string, of: SchemaName, to: string, expected: readonly string[], left = 0): void => {
  it(what, () => {
    const refactoring: Refactoring = { kind: 'rename', name: of, to };
    const old = serialiseSidecar(SET).split('\n');
    const changed = serialiseSidecar(after(refactoring)).split('\n');
    const lines = changed.filter((line) => !old.includes(line));
    assert.deepEqual(
      lines.map((line) => line.replace(/^(- \{id: "\w+").*?(label|attributes|arguments|tags): /, '$1 … $2: ')),
      expected,
    );
    assert.equal(changeOf(SET, 'x', refactoring).left, left);
    assert.equal(changeOf(SET, 'x', refactoring).count, expected.length);
    assert.equal(countOf(SET, of), expected.length + left);
  });
};

describe('a name in a sidecar', () => {
  check('of a label', name('label', 'PER'), '人', [
    '- {id: "a1" … label: "人", start: 0, end: 1, exact: "楼", attributes: {sex: "f", roles: ["x", "y"], gender: "f"}}',
    '- {id: "a3" … label: "人", start: 2, end: 3, exact: "生", attributes: {sex: "f", gender: "m"}}',
    '- {id: "s1" … label: "人", start: 5, end: 6, exact: "王"}',
  ]);
  check('of a relation', name('relation', 'holds'), 'has', ['- {id: "r1" … label: "has", from: "a1", to: "a2"}']);
  check('of an event', name('event', 'TRIP'), 'WAY', [
    '- {id: "v2" … label: "WAY", arguments: [{role: "who", to: "a1"}]}',
  ]);
  check('of a role, in its event only', name('role', 'who', 'VISIT'), 'guest', [
    '- {id: "v1" … label: "VISIT", trigger: "a2", arguments: [{role: "guest", to: "a1"}, {role: "where", to: "a2"}, {role: "guest", to: "a3"}]}',
  ]);
  check('of an attribute, at its place', name('attribute', 'sex'), 'SEX', [
    '- {id: "a1" … label: "PER", start: 0, end: 1, exact: "楼", attributes: {SEX: "f", roles: ["x", "y"], gender: "f"}}',
    '- {id: "a2" … label: "ORG", start: 1, end: 2, exact: "阳", attributes: {rank: 1, SEX: "m"}}',
    '- {id: "a3" … label: "PER", start: 2, end: 3, exact: "生", attributes: {SEX: "f", gender: "m"}}',
  ]);
  check(
    'of an attribute that another is called: what both say stays for a person to decide',
    name('attribute', 'sex'),
    'gender',
    [
      '- {id: "a1" … label: "PER", start: 0, end: 1, exact: "楼", attributes: {gender: "f", roles: ["x", "y"]}}',
      '- {id: "a2" … label: "ORG", start: 1, end: 2, exact: "阳", attributes: {rank: 1, gender: "m"}}',
    ],
    1,
  );
  check('of a value, also in a list, once', name('attributeValue', 'x', 'roles'), 'y', [
    '- {id: "a1" … label: "PER", start: 0, end: 1, exact: "楼", attributes: {sex: "f", roles: ["y"], gender: "f"}}',
  ]);
  check('of a tag, of the file and of articles', name('tag', 'genre'), 'kind', [
    'document: {kind: "news", page: 1}',
    '- {id: "h1" … tags: {kind: "news", topics: ["news", "report"]}}',
  ]);
  check('of a value of a tag', name('tagValue', 'news', 'genre'), '消息', [
    'document: {genre: "消息", page: 1}',
    '- {id: "h1" … tags: {genre: "消息", topics: ["news", "report"]}}',
  ]);
  check('that no record bears', name('label', 'NONE'), 'x', []);

  it('of a split label changes where it was chosen', () => {
    const chosen = new Map([['x', new Set(['a3', 'a2'])]]);
    const split: Refactoring = { kind: 'split', name: { kind: 'label', id: 'PER' }, to: 'MAYOR', chosen };
    assert.deepEqual(
      after(split).annotations.map(({ id, label }: Annotation) => `${id} ${label}`),
      ['a1 PER', 'a2 ORG', 'a3 MAYOR'],
    );
    assert.equal(changeOf(SET, 'other', split).operation, undefined);
  });

  it('is gone afterwards and comes back by undo, whatever the file holds', () => {
    fc.assert(
      fc.property(annotationSet, fc.nat(), (set, choice) => {
        const labels = set.annotations.map(({ label }) => name('label', label));
        const relations = set.relations.map(({ label }) => name('relation', label));
        const events = (set.events ?? []).flatMap(({ label, arguments: parts }) => [
          name('event', label),
          ...parts.map(({ role }) => name('role', role, label)),
        ]);
        const attributes = set.annotations.flatMap(({ attributes: own = {} }) =>
          Object.keys(own).map((key) => name('attribute', key)),
        );
        const tags = Object.keys(set.document).map((key) => name('tag', key));
        const names = [...labels, ...relations, ...events, ...attributes, ...tags];
        if (names.length === 0) return;
        const of = names[choice % names.length]!;
        const { operation, count, left } = changeOf(set, 'x', { kind: 'rename', name: of, to: 'never before' });
        assert.ok(operation !== undefined && count > 0 && left === 0);
        const applied = apply(set, operation);
        assert.ok(applied.ok, JSON.stringify(applied));
        assert.equal(countOf(applied.set, of), 0);
        assert.equal(countOf(applied.set, { ...of, id: 'never before' }), count);
        const undone = apply(applied.set, applied.inverse);
        assert.ok(undone.ok);
        assert.deepEqual(undone.set, set);
      }),
      { numRuns: 500 },
    );
  });
});
