import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { DEFAULT_LABELS } from '../../../../core/annotation/labels';
import { merge } from '../../../../core/annotation/merge';
import { apply } from '../../../../core/annotation/operations';
import { readSource } from '../../../../core/annotation/source';
import { parseAnyStyle, parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { patchSidecar } from '../../../../core/annotation/sidecar/patch';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { parseAuthority } from '../../../../core/corpus/authority';
import { parseManifest } from '../../../../core/corpus/manifest';
import { sampleSet } from '../arbitraries';

/** Keys that mean something to an object, in the ways YAML can write them. */
const PROTO = ['__proto__', '"__proto__"', "'__proto__'", '"\\u005f_proto__"', '"\\x5f_proto__"', '? __proto__ '];
const KEYS = [
  'constructor',
  'prototype',
  '"prototype"',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '<<',
  'polluted',
  'x',
];

/** Flow text of a value full of such keys. */
const flow = (keys: readonly string[]): fc.Arbitrary<string> => {
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('"polluted"', '1', 'true', 'null', '[]'),
      fc.array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 3 }).map(mapping),
      fc.array(tie('value'), { maxLength: 2 }).map((items) => `[${items.join(', ')}]`),
    ),
  }));
  return value;
};
const mapping = (entries: readonly (readonly [string, string])[]): string => {
  const unique = entries.filter(([key], index) => entries.findIndex(([other]) => other === key) === index);
  return `{${unique.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
};

interface Files {
  readonly sidecar: string;
  readonly manifest: string;
  readonly authority: string;
}

/** Three files with such keys wherever a file may have keys of its own. Half of them lack `__proto__`, or none would be read. */
const files: fc.Arbitrary<Files> = fc.boolean().chain((withProto) => {
  const keys = withProto ? [...KEYS, ...PROTO] : KEYS;
  const entry = fc.tuple(fc.constantFrom(...keys), flow(keys)).map(([key, value]) => `${key}: ${value}`);
  const lines = fc.tuple(fc.constantFrom(...keys), flow(keys)).map(([key, value]) => `${key}:\n  ${value}`);
  return fc.record({ root: lines, text: entry, record: entry, part: entry, value: flow(keys) }).map((at): Files => {
    const record = `id: "a", label: "PER", start: 1, end: 2, exact: "楼"`;
    const sidecar = `version: 1
text: {sha256: "9c", length: 9, ${at.text}}
annotations:
- {${record}, also: [{start: 3, end: 4, exact: "生", ${at.part}}], source: {kind: "dream", ${at.part}}, ${at.record}}
document: {"constructor": 1, "toString": "x", y: [${at.value === 'null' ? '1' : '2'}]}
articles:
- {id: "h", start: 0, end: 1, exact: "省", tags: {prototype: 1}, ${at.record}}
${at.root}
...
`;
    const manifest = `name: x\nlabels:\n- {id: PER, names: {en: a, ${at.part}}, ${at.record}}\n${at.root}\n`;
    const authority = `entities:\n- {label: PER, name: 楼阳生, ${at.record}}\n${at.root}\n`;
    return { sidecar, manifest, authority };
  });
});

/**
 * Reads, changes, merges and writes `count` sets of files that try to reach the prototypes. Throws when one is reached;
 * answers how many sidecars were read, the others having been refused.
 */
export function tryToPollute(count: number, seed: number): number {
  const before = prototypes();
  let read = 0;
  for (const { sidecar, manifest, authority } of fc.sample(files, { numRuns: count, seed })) {
    const set = parseSidecar(sidecar).value;
    assertPlain(parseAnyStyle(sidecar).value);
    assertPlain(parseManifest(manifest).value);
    assertPlain(parseAuthority(authority, DEFAULT_LABELS).value);
    if (set !== undefined) {
      workWith(sidecar, set);
      read++;
    }
    assert.deepEqual(prototypes(), before, sidecar);
    assert.equal(
      ({} as Record<string, unknown>)['x'] ?? ({} as Record<string, unknown>)['polluted'],
      undefined,
      sidecar,
    );
  }
  return read;
}

function workWith(sidecar: string, set: AnnotationSet): void {
  const [annotation] = set.annotations;
  assert.ok(annotation);
  const changed = apply(set, { kind: 'change', id: 'a', fields: { label: 'LOC', attributes: annotation.extra ?? {} } });
  assert.ok(changed.ok);
  assertPlain(changed.set);
  assertPlain(merge(sampleSet(), set, changed.set));
  assertPlain(readSource(annotation.source));
  assert.deepEqual(parseSidecar(serialiseSidecar(set)).value, set);
  assert.deepEqual(parseSidecar(patchSidecar(sidecar, set, changed.set)).value, changed.set);
}

/** Every object has the prototype it was made with: none was put in its place by a key. */
function assertPlain(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  assert.ok([Object.prototype, Array.prototype, null].includes(prototype as object), 'a prototype was replaced');
  Object.values(value).forEach(assertPlain);
}

function prototypes(): string[] {
  return [Object, Array, String, Number, Function, Map, Set].flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype as object).map((key) => `${name}.${String(key)}`),
  );
}
