import fc from 'fast-check';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type Relation,
} from '../../../core/annotation/annotation';
import { idFromBytes } from '../../../core/annotation/id';
import { codePoint } from '../../../core/text/units';
import { withoutUndefined, type Json, type JsonObject } from '../../../core/yaml/json';

/** Characters and words that YAML, JSON, Python or an editor may take amiss. */
const HOSTILE = [
  ...['NO', 'yes', 'null', '~', '1e3', '012', '0x1F', '.inf', '-', '- a', 'a: b', ' #c', '"', "'", '\\', '{', '}', '['],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\u0000',
    '\u0007',
    '\u0085',
    '\u009f',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffe',
    '\uffff',
  ],
  ...[
    '\ufdd0',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u00ad',
    '𬭎',
    '😀',
    '楼阳生',
    '...',
    '\n...\n',
    '---',
    '<<<<<<< HEAD',
    '豈',
  ],
];

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 5 })
  .map((pieces) => pieces.join(''));

const key = fc.oneof(
  fc.constantFrom('score', 'x-y', 'yes', 'null', 'constructor', 'toString', 'a b', '键', '12', ''),
  hostileText.filter((text) => text !== '__proto__'),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  fc.constantFrom(0, -0, 1e-7, 1.5e-300, Number.MAX_SAFE_INTEGER, 0.1),
);

export const json = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), number, hostileText),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
}));

/** Keys that a format does not know, none of `known`; undefined where there are none. */
const extra = (known: readonly string[]): fc.Arbitrary<JsonObject | undefined> =>
  json.object.map((object) => {
    const entries = Object.entries(object).filter(([name]) => !known.includes(name));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  });

export const id = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(idFromBytes);
const name = hostileText.filter((text) => text !== '');
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });

const part = fc
  .record({ start: fc.nat(500), length: fc.nat(20), exact: hostileText })
  .map(({ start, length, exact }) => ({ start: codePoint(start), end: codePoint(start + length), exact }));

export const annotation: fc.Arbitrary<Annotation> = fc
  .record({
    id,
    label: name,
    part,
    before: hostileText,
    after: hostileText,
    also: optional(fc.array(part, { maxLength: 2 })),
    entity: optional(hostileText),
    note: optional(hostileText),
    by: optional(hostileText),
    at: optional(hostileText),
    source: optional(fc.oneof(hostileText, json.object)),
    status: optional(hostileText),
    certainty: optional(fc.oneof(hostileText, number)),
    attributes: optional(json.object),
    in: optional(hostileText),
    extra: extra(['id', 'label', 'start', 'end', 'exact']),
  })
  .map(({ part: span, ...fields }) => withoutUndefined<Annotation>({ ...fields, ...span }));

export const annotations = fc
  .uniqueArray(annotation, { selector: (item) => item.id, maxLength: 6 })
  .map((items) => items.toSorted(compareAnnotations));

export const annotationSet: fc.Arbitrary<AnnotationSet> = fc
  .record({
    sha256: name,
    length: fc.nat().map(codePoint),
    textExtra: extra(['sha256', 'length']),
    annotator: optional(hostileText),
    annotations,
    relations: fc.uniqueArray(fc.record({ id, label: name, from: fc.nat(), to: fc.nat() }), {
      selector: (item) => item.id,
      maxLength: 2,
    }),
    document: json.object,
    extra: extra([]),
  })
  .map(({ sha256, length, textExtra, relations, ...set }) =>
    withoutUndefined<AnnotationSet>({
      ...set,
      text: withoutUndefined<AnnotationSet['text']>({ sha256, length, extra: textExtra }),
      relations: relations.flatMap((relation) => related(relation, set.annotations)).toSorted(compareIds),
    }),
  );

/** A relation between two of the annotations, if there are any. */
function related(
  relation: { id: string; label: string; from: number; to: number },
  among: readonly Annotation[],
): Relation[] {
  const [from, to] = [among[relation.from % among.length], among[relation.to % among.length]];
  return from && to && !among.some(({ id: taken }) => taken === relation.id)
    ? [{ ...relation, from: from.id, to: to.id }]
    : [];
}

/** A plain annotation for examples: `sample('a1', 5, '楼阳生')`. */
export function sample(
  annotationId: string,
  start: number,
  exact: string,
  fields: Partial<Annotation> = {},
): Annotation {
  const end = codePoint(start + Array.from(exact).length);
  return { id: annotationId, label: 'PER', start: codePoint(start), end, exact, before: '', after: '', ...fields };
}

export function sampleSet(...items: readonly Annotation[]): AnnotationSet {
  return {
    text: { sha256: 'a'.repeat(64), length: codePoint(1000) },
    annotations: items.toSorted(compareAnnotations),
    relations: [],
    document: {},
  };
}
